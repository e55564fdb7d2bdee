"""Colours at the cells (条件格式): the same conditions as the 校验 sheet, seen where the mistake is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.address import a1, column_letters
from xlperf.model.parameters import Parameters
from xlperf.model.values import plain
from xlperf.workbook.drawing.plan import SheetPlan
from xlperf.workbook.facts import EQUALS, LIMITS, NOT_ZERO, WITHIN


@dataclass(frozen=True, slots=True)
class Mark:
    """`formula` is written for the upper left cell of the range; `wrong` colours red, else amber."""

    first: tuple[int, int]
    last: tuple[int, int]
    formula: str
    wrong: bool = True


def marks(sheet: SheetPlan, parameters: Parameters) -> Iterator[Mark]:
    """All marks of a form's sheet."""
    yield from _limits(sheet)
    yield from _sums(sheet, parameters.number("money_tolerance"))
    yield from _totals(sheet, parameters)
    if "indicators" in sheet.spans:
        yield from _indicators(sheet)
    if "projects" in sheet.spans:
        yield from _projects(sheet)


def _at(sheet: SheetPlan, field: str, formula: str, *, wrong: bool = True) -> Mark:
    area = sheet.fields[field]
    return Mark((area.row, area.column), area.last, formula, wrong)


def _limits(sheet: SheetPlan) -> Iterator[Mark]:
    for limit in LIMITS:
        if limit.form == sheet.form_id and sheet.has(limit.actual, limit.limit):
            actual, most = sheet.fields[limit.actual].fixed, sheet.fields[limit.limit].fixed
            formula = f"=AND(ISNUMBER({actual}),ISNUMBER({most}),N({actual})>N({most}))"
            yield _at(sheet, limit.actual, formula, wrong=False)
    for name in NOT_ZERO:
        if sheet.has(name):
            cell = sheet.fields[name].fixed
            yield _at(sheet, name, f"=AND(ISNUMBER({cell}),N({cell})=0)", wrong=False)


def _sums(sheet: SheetPlan, tolerance: Decimal) -> Iterator[Mark]:
    near = plain(tolerance)
    for equal in EQUALS:
        if equal.form == sheet.form_id and sheet.has(*equal.left, *equal.right):
            left, right = (_plus(sheet, names) for names in (equal.left, equal.right))
            formula = (
                f"=AND({_any(sheet, equal.left)},{_any(sheet, equal.right)},ROUND(ABS({left}-({right})),6)>{near})"
            )
            if equal.instead and sheet.has(*equal.instead):
                formula = f"{formula[:-1]},ROUND(ABS({left}-({_plus(sheet, equal.instead)})),6)>{near})"
            for name in equal.left:
                yield _at(sheet, name, formula)
    for within in WITHIN:
        if within.form == sheet.form_id and sheet.has(within.whole, *within.parts):
            whole = sheet.fields[within.whole].fixed
            formula = f"=AND(ISNUMBER({whole}),ROUND({_plus(sheet, within.parts)}-N({whole}),6)>{near})"
            yield _at(sheet, within.whole, formula)


def _plus(sheet: SheetPlan, names: Sequence[str]) -> str:
    return "+".join(f"N({sheet.fields[name].fixed})" for name in names)


def _any(sheet: SheetPlan, names: Sequence[str]) -> str:
    return f"COUNT({','.join(sheet.fields[name].fixed for name in names)})>0"


def _totals(sheet: SheetPlan, parameters: Parameters) -> Iterator[Mark]:
    full = plain(parameters.number("total_points"))
    if sheet.has("sum_points"):
        cell, score = sheet.fields["sum_points"].fixed, sheet.fields["sum_score"].fixed
        yield _at(sheet, "sum_points", f"=AND(ISNUMBER({score}),ROUND(ABS(N({cell})-{full}),6)>0)")
    for name in ("sum_score", "score"):
        if sheet.has(name):
            cell = sheet.fields[name].fixed
            yield _at(sheet, name, f"=AND(ISNUMBER({cell}),OR(N({cell})<0,N({cell})>{full}))")


def _indicators(sheet: SheetPlan) -> Iterator[Mark]:
    first, last = sheet.spans["indicators"]
    at = sheet.table_columns["indicators"]

    def cell(column: str) -> str:
        return f"${column_letters(at[column])}{first + 1}"

    def mark(column: str, formula: str, *, wrong: bool = True) -> Mark:
        return Mark((first, at[column]), (last, at[column]), formula, wrong)

    score, reason, name = cell("score"), cell("reason"), cell("level3")
    yield mark("score", f"=AND(LEN({score})>0,NOT(ISNUMBER({score})))")
    yield mark("score", f"=AND(ISNUMBER({score}),N({score})<0)")
    if "points" not in at:
        return
    points = cell("points")
    numbers = f"ISNUMBER({score}),ISNUMBER({points})"
    yield mark("points", f"=AND(LEN({points})>0,NOT(ISNUMBER({points})))")
    yield mark("score", f"=AND({numbers},N({score})>N({points}))")
    yield mark("score", f"=AND(ISNUMBER({points}),LEN({score})=0,LEN({cell('actual')})>0)", wrong=False)
    yield mark("points", f"=AND(LEN({name})>0,LEN({cell('target')})>0,LEN({points})=0)", wrong=False)
    yield mark("reason", f"=AND({numbers},N({score})<N({points}),LEN(TRIM({reason}))=0)", wrong=False)


def _projects(sheet: SheetPlan) -> Iterator[Mark]:
    first, last = sheet.spans["projects"]
    at = sheet.table_columns["projects"]
    budget, executed, note = (a1(first, at[name]) for name in ("budget", "executed", "note"))
    for column, formula, wrong in (
        ("executed", f"=AND(ISNUMBER({executed}),ISNUMBER({budget}),N({executed})>N({budget}))", False),
        ("note", f"=AND(ISNUMBER({executed}),N({executed})=0,LEN(TRIM({note}))=0)", False),
    ):
        letter = column if column in at else "note"
        yield Mark((first, at[letter]), (last, at[letter]), formula, wrong)
