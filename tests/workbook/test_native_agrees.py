"""The native 校验 sheet against the engine: what both judge they judge alike, on real submissions and on drawn ones.

有误 on a line ⇒ `check` has one of the line's rules on that sheet, in the row that the line leads to where it judges rows.
All lines of a rule on a sheet 通过 ⇒ `check` has no finding of it there. 待填 and 未用 say nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workbook.drawn_submissions import as_read_back, drawn_submissions
from xlperf.demo.build import build_demo
from xlperf.model.finding import Finding
from xlperf.model.load import load_edition
from xlperf.rules import check
from xlperf.workbook.drawing.book import CheckLine
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import check_states

DRAWN, PARTS = 200, 4
"""how many are drawn; in how many parts, so that they can run side by side"""
LEAST_HEARD = 20
"""so many rules at least speak natively in each part: silence would agree too"""

DIFFER: dict[tuple[str, str], str] = {
    ("engine", "FD09"): "the engine's notice stays when 备注 gives a reason, for who reviews must see that nothing was "
    "spent; the line asks the unit for the reason only",
    ("elsewhere", "EX02"): "one finding for a form names all lines above their budget, at the first of them, the total",
    ("elsewhere", "XF11"): "of two rows with one name the line leads to the first, the finding stands at the second",
}
"""Who speaks alone or in another row, by rule, and why; everything else agrees.

Not among these 200: a project's name that holds the one in 附件1 (经费（二期）) is told by the line, while the engine pairs
both; and a project named as a heading of 附件1 that has no money, which the line finds there.
"""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`kind`: "native" or "engine", whoever speaks alone; "elsewhere" where the engine has no finding in the row that the
    native line leads to."""

    kind: str
    code: str
    where: str
    told: str


def disagreements(lines: Sequence[tuple[CheckLine, str, str]], findings: Sequence[Finding]) -> Iterator[Disagreement]:
    """Where native lines and engine do not say the same. Rules between forms are compared over the whole book."""
    of_rule: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line, state, leads_to in lines:
        for rule in line.rules:
            of_rule["" if _is_between(rule) else line.sheet, rule].add(state)
        if state == "有误" and line.rules:
            yield from _unfounded(line, leads_to, findings)
    for (where, rule), states in of_rule.items():
        if "通过" in states and states <= {"通过", "未用"}:
            for one in findings:
                if one.code == rule and where in ("", one.sheet):
                    yield Disagreement("engine", rule, where, f"{one.cell} {one.field} {one.message}")


def _unfounded(line: CheckLine, leads_to: str, findings: Sequence[Finding]) -> Iterator[Disagreement]:
    sheets = ("", line.sheet)
    there = [one for one in findings if one.code in line.rules and (_is_between(line.rules[0]) or one.sheet in sheets)]
    rows = {_row(one.cell) for one in there if one.sheet in sheets}
    if not there:
        yield Disagreement("native", line.rules[0], line.sheet, line.what)
    elif leads_to and _row(leads_to) not in rows:
        yield Disagreement("elsewhere", line.rules[0], line.sheet, f"{leads_to} {line.what}")


def _is_between(rule: str) -> bool:
    return rule.startswith("XF")


def _row(cell: str) -> str:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _unsaid(found: Iterable[Disagreement]) -> list[Disagreement]:
    return [each for each in found if (each.kind, each.code) not in DIFFER]


@pytest.mark.parametrize("part", range(PARTS))
def test_drawn_submissions_agree(part: int) -> None:
    heard: set[str] = set()
    told: list[tuple[str, list[Disagreement]]] = []
    seeds = range(part * DRAWN // PARTS, (part + 1) * DRAWN // PARTS)
    for one in drawn_submissions(seeds):
        lines, values = check_states(load_edition(one.edition), one.submission)
        heard |= {rule for line, state, _ in lines if state == "有误" for rule in line.rules}
        if unsaid := _unsaid(disagreements(lines, check(as_read_back(one.submission, values)))):
            told.append((f"{one.edition} {one.seed} {one.changes}", unsaid))
    assert told == []
    assert len(heard) > LEAST_HEARD


def test_the_five_real_submissions_agree(tmp_path: Path) -> None:
    for path in build_demo(tmp_path):
        given = read_submission(path)
        lines, values = check_states(load_edition(given.edition, given.year), given)
        assert _unsaid(disagreements(lines, check(as_read_back(given, values)))) == []
