"""Finding (校验结果): one thing wrong, at one cell. Data, not an exception."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; the words are those of 部门决算 software."""

    ERROR = "error"
    CONFIRM = "confirm"
    NOTICE = "notice"

    @property
    def chinese(self) -> str:
        """逻辑性错误 (must be mended), 核实性问题 (mend or explain), 提示."""
        return {"error": "逻辑性错误", "confirm": "核实性问题", "notice": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "confirm", "notice").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as the command line, the workbook and the roll-up show it.

    `cell` is an address like G14 in the file as it was given, or "" where nothing stands for it there (a missing
    form). `field` is the field's id with its form (`dept_total_rate`, `project.2.indicators.3.score`).
    `folded_under` names the code of the finding that this one only follows from. `answer` is what the unit says to it
    (出错说明), where its file says something.
    """

    file: str
    unit: str
    form: str
    code: str
    severity: Severity
    sheet: str
    cell: str
    field: str
    message: str
    given: str
    expected: str
    basis: str
    remedy: str = ""
    folded_under: str = ""
    answer: str = ""

    @property
    def is_answered(self) -> bool:
        """A 核实性问题 that the unit explained (已说明); an error must be mended whatever is said to it."""
        return self.severity is Severity.CONFIRM and bool(self.answer)

    @property
    def standing(self) -> str:
        """程度 as lists show it: 逻辑性错误, 核实性问题（已说明）, 由SC01引起."""
        if self.folded_under:
            return f"由{self.folded_under}引起"
        return self.severity.chinese + ("（已说明）" if self.is_answered else "")

    def as_json(self) -> dict[str, str]:
        """The object that `xlperf check --json` prints: exactly the keys that are promised."""
        keys = "file unit form code severity sheet cell field message given expected basis".split()
        data = asdict(self) | {"severity": self.severity.value}
        return {key: data[key] for key in keys}


def tally(findings: Iterable[Finding]) -> str:
    """逻辑性错误 1 条，核实性问题 2 条（另有已说明 1 条），提示 0 条: without folded ones; answered ones counted apart."""
    shown = [finding for finding in findings if not finding.folded_under]
    answered = sum(finding.is_answered for finding in shown)
    more = f"（另有已说明 {answered} 条）"
    return "，".join(
        f"{s.chinese} {sum(f.severity is s and not f.is_answered for f in shown)} 条"
        + (more if answered and s is Severity.CONFIRM else "")
        for s in Severity
    )
