"""Run the rules over one submission; fold what only follows from another finding."""

from collections.abc import Iterable
from dataclasses import replace

from xlperf.model.finding import Finding
from xlperf.model.submission import Submission
from xlperf.rules.catalogue import Rule, catalogue
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.uncounted import counted


def check(submission: Submission, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """All findings of a submission, gravest first within each form's order; folded ones carry `folded_under`.

    A fault inside one rule would be ours, not the unit's, and is not hidden here.
    """
    scene = counted(Scene(submission))
    found = [
        (rule, _finding(submission, rule, hit))
        for rule in (catalogue().values() if rules is None else rules)
        for hit in rule.check(scene)
    ]
    order = {(form.form, form.sheet): n for n, form in enumerate(submission.forms)}
    folded = _fold(found)
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
