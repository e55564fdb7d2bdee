"""规范化预览: how entries would read in one spelling; only what the clerk ticks is changed, and logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from xlperf.buttons.entries import put
from xlperf.buttons.log import Value
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session
from xlperf.model.address import a1
from xlperf.model.values import plain, read_value
from xlperf.scoring.measure.normalise import normalise as normal
from xlperf.workbook.convert import label_of

SHEET = "规范化预览"
_HEAD = ("勾选", "工作表", "单元格", "栏目", "原来", "改后", "说明", "状态")
_WIDTHS = (7, 14, 9, 26, 26, 26, 40, 20)
_FIRST = 3
_MEASURES = ("target", "actual")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: as typed, as it would be, and why."""

    sheet: str
    cell: str
    label: str
    before: str
    after: Value
    why: str


@button(
    "normalise",
    "规范化预览",
    tip="列出可以统一写法的格子（≧→≥、全角、格子里写的单位）。打 √ 再点一次才改，可以“还原”。",
    icon="ReplaceDialog",
    group="填报",
    order=3,
)
def normalise(session: Session) -> str:
    """The first press lists, the second applies what is ticked."""
    ticked = _ticked(session)
    changes = {(c.sheet, c.cell): c for c in _changes(session)}
    done = _apply(
        session, [changes[at] for at, typed in ticked.items() if at in changes and changes[at].before == typed]
    )
    left = [change for place, change in changes.items() if place not in {(c.sheet, c.cell) for c in done}]
    _write(session, left, done)
    session.log.save()
    if done:
        return f"已改 {len(done)} 格，记在操作记录里，可点“还原”退回；还有 {len(left)} 格没有勾选。"
    if not left:
        return "写法都规范，没有要改的。"
    return f"有 {len(left)} 格可以统一写法，列在“{SHEET}”页。在“勾选”栏打 √，再点一次“规范化预览”就改。"


def _changes(session: Session) -> Iterator[Change]:
    """Numbers typed as texts, and indicator targets and actuals in another spelling."""
    for form in session.submission.forms:
        fields = session.edition.form(form.form).fields
        for cell in form.every_cell():
            table, _, rest = cell.field.partition(".")
            column = rest.rpartition(".")[2]
            kind = (session.edition.tables[table].columns[column] if rest else fields[cell.field]).kind
            if cell.is_blank or cell.formula or not cell.address:
                continue
            label = label_of(session.edition, form.form, cell.field)
            if column in _MEASURES:
                reading = normal(cell.typed)
                if reading.text != cell.typed:
                    yield Change(cell.sheet, cell.address, label, cell.typed, reading.text, "；".join(reading.repairs))
            elif kind not in ("text", "choice", "ratio") and cell.number is not None:
                repairs = read_value(cell.typed, kind).repairs
                if cell.typed != plain(cell.number) and repairs:
                    why = "；".join(repairs)
                    yield Change(cell.sheet, cell.address, label, cell.typed, float(cell.number), why)


def _ticked(session: Session) -> dict[tuple[str, str], str]:
    """Places ticked, with what stood there when they were listed: rows may have moved since."""
    sheet = session.sheet(SHEET)
    if sheet is None:
        return {}
    rows = sheet.range((1, 1), (max(sheet.used_range.last_cell.row, _FIRST), 5)).options(ndim=2).value
    listed = rows[_FIRST - 1 :]
    return {(str(row[1]), str(row[2])): str(row[4]) for row in listed if str(row[0] or "").strip() and row[2]}


def _apply(session: Session, changes: list[Change]) -> list[Change]:
    with ExitStack() as stack:
        for sheet in dict.fromkeys(change.sheet for change in changes):
            stack.enter_context(session.desk.unprotected(session.book.sheets[sheet]))
        for change in changes:
            put(session.book.sheets[change.sheet].range(change.cell), change.after)
            session.log.add("value", change.sheet, change.cell, change.before, change.after)
    return changes


def _write(session: Session, left: list[Change], done: list[Change]) -> None:
    sheet = session.list_sheet(SHEET)
    session.log.drop([record for record in session.log.of_kind("sheet") if record.sheet == SHEET])
    session.log.add("sheet", SHEET, "")
    sheet.range("A1").value = "xlperf 规范化预览：在“勾选”栏打 √，再点一次“规范化预览”就改；不打勾的不动。"
    sheet.range("A2").value = list(_HEAD)
    rows = [_row(change, "") for change in left] + [_row(change, "已改") for change in done]
    if rows:
        area = sheet.range((_FIRST, 1), (_FIRST + len(rows) - 1, len(_HEAD)))
        area.number_format = "@"
        area.value = rows
        area.wrap_text = True
        sheet.range((_FIRST, 1), (_FIRST + len(rows) - 1, 1)).color = "#FFFBE0"
    for column, width in enumerate(_WIDTHS, 1):
        sheet.range((1, column)).column_width = width
    sheet.range((1, 1), (_FIRST + len(rows), len(_HEAD))).vertical_alignment = "top"
    session.desk.lay_out(sheet, f"A2:{a1(len(rows) + 1, len(_HEAD) - 1)}", "1:2")
    sheet.range("A1").font.bold = True
    sheet.range((2, 1), (2, len(_HEAD))).color = "#D9D9D9"


def _row(change: Change, state: str) -> list[str]:
    after = plain(read_value(change.after, "number").value) if isinstance(change.after, float) else str(change.after)  # type: ignore[arg-type]
    return ["", change.sheet, change.cell, change.label, change.before, after, change.why, state]
