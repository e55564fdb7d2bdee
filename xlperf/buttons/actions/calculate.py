"""计算: computed rates and points into cells that are blank, suggested scores beside the form, the arithmetic in notes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from xlperf.buttons.follow import follow
from xlperf.buttons.log import Record
from xlperf.buttons.marks import clear, write_note
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session
from xlperf.model.address import a1, row_column
from xlperf.model.submission import FilledForm
from xlperf.model.values import percent, plain
from xlperf.scoring.assess import assess
from xlperf.scoring.compute import evaluate
from xlperf.workbook.product import SUGGESTED

if TYPE_CHECKING:
    import xlwings as xw


@button(
    "calculate",
    "计算",
    tip="空着的执行率、控制率、得分等按公式算出填上；建议得分写在表的右边，算法在批注里。您填的数不会改。",
    icon="CalculateNow",
    group="检查",
    order=2,
)
def calculate(session: Session) -> str:
    """Nothing that the clerk typed is written over."""
    follow(session, session.action)
    former = [r for r in session.log.of_kind("suggest", "note") if r.action == session.action]
    clear(session, former)
    with ExitStack() as stack:
        for sheet in dict.fromkeys(form.sheet for form in session.submission.forms):
            stack.enter_context(session.desk.unprotected(session.book.sheets[sheet]))
        computed = sum(_fill(session, form) for form in session.submission.forms)
        columns = _columns(session, former)
        suggested = sum(_suggest(session, form, columns[form.sheet]) for form in session.submission.forms)
    session.log.save()
    return f"计算完成：空着的自动计算栏填了 {computed} 格，建议得分 {suggested} 条写在表的右边，算法见批注。"


def _fill(session: Session, form: FilledForm) -> int:
    """Computed cells that hold nothing; those with the template's formula hold it."""
    count = 0
    sheet = session.book.sheets[form.sheet]
    for name, field in session.edition.form(form.form).fields.items():
        cell = form.get(name)
        if not field.compute or cell is None or not cell.is_blank or not cell.address or cell.formula:
            continue
        value = evaluate(form, name, session.edition, session.parameters)
        if value is None or sheet.range(cell.address).formula:
            continue
        written: str | float = percent(value) if field.kind == "ratio" else float(value)
        sheet.range(cell.address).value = written
        session.log.add("value", form.sheet, cell.address, None, written)
        count += 1
    return count


def _columns(session: Session, former: list[Record]) -> dict[str, int]:
    """The free column (from 0) beside each sheet's forms; the one used before, if any."""
    columns = {record.sheet: row_column(record.cell)[1] for record in former if record.kind == "suggest"}
    for form in session.submission.forms:
        if form.sheet not in columns:
            ours = len(session.edition.form(form.form).widths)
            there = session.book.sheets[form.sheet].used_range.last_cell.column
            free = _free(session.book.sheets[form.sheet], ours) if session.submission.receipt else there
            columns[form.sheet] = free
    return columns


def _free(sheet: xw.Sheet, column: int) -> int:
    """The first column (from 0) that is seen and empty: templates hide one, and the clerk may have remarks there."""
    last = sheet.used_range.last_cell
    while column < last.column:
        values = sheet.range((1, column + 1), (last.row, column + 1)).options(ndim=1).value
        hidden = sheet.range((1, column + 1)).columns.hidden
        if not hidden and not any(str(value).strip() for value in values if value is not None):
            break
        column += 1
    return column


def _suggest(session: Session, form: FilledForm, column: int) -> int:
    rows = form.rows("indicators")
    places = [(row_column(row["score"].address)[0] if row["score"].address else None) for row in rows]
    known = [place for place in places if place is not None]
    if not known:
        return 0
    _put(session, form.sheet, a1(min(known) - 1, column), SUGGESTED)
    count = 0
    for place, (text, trace) in zip(places, _suggestions(session, form), strict=True):
        if place is None:
            continue
        cell = a1(place, column)
        _put(session, form.sheet, cell, text)
        write_note(session, (form.sheet, cell), trace)
        count += 1
    return count


def _put(session: Session, sheet: str, cell: str, value: str | float) -> None:
    place = session.book.sheets[sheet].range(cell)
    session.log.add("suggest", sheet, cell, place.value, value)
    place.value = value
    place.font.size = 10


def _suggestions(session: Session, form: FilledForm) -> Iterator[tuple[str | float, str]]:
    for found in assess(form, session.edition, session.parameters).indicators:
        if found.suggested is not None:
            yield float(found.suggested), found.trace
        elif found.high:
            yield f"{plain(found.low)}—{plain(found.high)}", found.trace
        else:
            yield "——", found.trace
