"""Finding (校验结果): one thing wrong, at one cell. Data, not an exception."""

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
    `folded_under` names the code of the finding that this one only follows from.
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

    def as_json(self) -> dict[str, str]:
        """The object that `xlperf check --json` prints: exactly the keys that are promised."""
        keys = "file unit form code severity sheet cell field message given expected basis".split()
        data = asdict(self) | {"severity": self.severity.value}
        return {key: data[key] for key in keys}
