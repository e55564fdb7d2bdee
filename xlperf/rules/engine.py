"""Run the rules over one submission; fold what only follows from another finding; tell what became of each rule."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from xlperf.model.finding import Finding
from xlperf.model.submission import Submission
from xlperf.rules.catalogue import Rule, catalogue
from xlperf.rules.indicators import assessed
from xlperf.rules.needs import reason, unmet
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.uncounted import counted
from xlperf.scoring.assess import Assessment

State = Literal["found", "passed", "skipped"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule on one submission (规则执行情况).

    found: it answered, `found` times of its own and `folded` times under another finding. passed: what it looks at was
    there, and in order. skipped: the submission does not hold what it looks at, so it was not run; `reason` (Chinese).
    """

    code: str
    state: State
    found: int = 0
    folded: int = 0
    reason: str = ""

    @property
    def chinese(self) -> str:
        """发现, 通过, 未执行."""
        return {"found": "发现", "passed": "通过", "skipped": "未执行"}[self.state]


@dataclass(frozen=True, slots=True)
class Ran:
    """Findings in their order, and one outcome for each rule that was to be run, in the catalogue's order.

    `assessed`: what the rules recomputed on their way, by the number of the form in the submission, from 0.
    """

    findings: list[Finding]
    outcomes: tuple[Outcome, ...]
    assessed: Mapping[int, Assessment]


def check(submission: Submission, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """All findings of a submission, gravest first within each form's order; folded ones carry `folded_under`."""
    return run(submission, rules).findings


def run(submission: Submission, rules: Iterable[Rule] | None = None) -> Ran:
    """Findings and outcomes (规则执行情况) of a submission.

    A fault inside one rule would be ours, not the unit's, and is not hidden here.
    """
    scene = counted(Scene(submission))
    lacking: dict[str, str] = {}
    found: list[tuple[Rule, Finding]] = []
    for rule in catalogue().values() if rules is None else rules:
        need = lacking[rule.code] = unmet(scene, rule.needs)
        if not need:
            found += [(rule, _finding(submission, rule, hit)) for hit in rule.check(scene)]
    findings = _sorted(submission, _fold(found))
    return Ran(findings, _outcomes(scene, lacking, findings), assessed(scene, submission))


def _outcomes(scene: Scene, lacking: dict[str, str], findings: list[Finding]) -> tuple[Outcome, ...]:
    folded = Counter(one.code for one in findings if one.folded_under)
    alone = Counter(one.code for one in findings if not one.folded_under)
    outcomes = []
    for code, need in lacking.items():
        if need:
            outcomes.append(_quiet(code, "skipped", reason(scene, need)))
        elif code in alone or code in folded:
            outcomes.append(Outcome(code, "found", alone[code], folded[code]))
        else:
            outcomes.append(_quiet(code, "passed", ""))
    return tuple(outcomes)


@lru_cache(maxsize=5_000)
def _quiet(code: str, state: State, why: str) -> Outcome:
    """The same few outcomes come up in each submission."""
    return Outcome(code, state, reason=why)


def _sorted(submission: Submission, folded: list[Finding]) -> list[Finding]:
    order = {(form.form, form.sheet): n for n, form in enumerate(submission.forms)}
    return sorted(folded, key=lambda f: (order.get((f.form, f.sheet), -1), f.severity.rank, f.code, _place(f.cell)))


def _place(cell: str) -> tuple[int, str]:
    digits = "".join(c for c in cell if c.isdigit())
    return int(digits or 0), cell


def _finding(submission: Submission, rule: Rule, hit: Hit) -> Finding:
    form, cell = hit.form, hit.cell
    sheet, address = (cell.sheet, cell.address) if cell else (form.sheet, form.title_cell) if form else ("", "")
    return Finding(
        file=submission.file,
        unit=submission.unit,
        form=form.form if form else "",
        code=rule.code,
        severity=rule.severity,
        sheet=sheet,
        cell=address,
        field=form.key(cell.field) if form and cell else "",
        message=rule.message.format(given=hit.given, expected=hit.expected, **hit.values),
        given=hit.given,
        expected=hit.expected,
        basis=hit.basis or rule.basis,
        remedy=hit.remedy or rule.remedy,
        answer=submission.answers.get((rule.code, sheet, address), ""),
    )


def _fold(found: list[tuple[Rule, Finding]]) -> list[Finding]:
    """A finding whose rule `follows` a code found in the same form (or at submission level) is folded under it."""
    present = {(finding.form, finding.sheet, finding.code) for _, finding in found}
    folded = []
    for rule, finding in found:
        cause = next((code for code in rule.follows if (finding.form, finding.sheet, code) in present), "")
        folded.append(replace(finding, folded_under=cause) if cause else finding)
    return folded
