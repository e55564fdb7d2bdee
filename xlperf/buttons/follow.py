"""Follow (跟踪): where marked cells have gone since the clerk inserted or deleted rows. Our notes went with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from xlperf.buttons.marks import Place
from xlperf.buttons.session import Session
from xlperf.model.address import a1, row_column
from xlperf.workbook.notes import PREFIX
from xlperf.workbook.product import SUGGESTED

if TYPE_CHECKING:
    import xlwings as xw

_Cell = tuple[int, int]


def follow(session: Session, action: str = "") -> dict[Place, str]:
    """Correct the log's marks (of one action, or all); from where to where cells moved, as far as that is certain."""
    logged: dict[str, set[_Cell]] = defaultdict(set)
    for record in session.log.of_kind("note"):
        if action in ("", record.action):
            logged[record.sheet].add(row_column(record.cell))
    sure: dict[Place, str] = {}
    likely: dict[Place, str] = {}
    for name, known in logged.items():
        sheet = session.sheet(name)
        if sheet is None:
            continue
        here = {row_column(n.location.get_address(False, False)) for n in sheet.notes if PREFIX in str(n.text)}
        for column in {column for _, column in known}:
            before, now = _within(known, column), _within(here, column)
            if len(before) == len(now):  # within a column the order stays
                sure |= _moved(name, before, now)
            else:
                left, come = [c for c in before if c not in now], [c for c in now if c not in before]
                likely |= _moved(name, left[: len(come)], come[: len(left)])
    for record in session.log.of_kind("suggest"):
        if record.after == SUGGESTED and (there := session.sheet(record.sheet)) is not None:
            likely |= _head(there, row_column(record.cell))
    _correct(session, likely | sure)
    return sure


def _within(cells: Iterable[_Cell], column: int) -> list[_Cell]:
    return sorted(cell for cell in cells if cell[1] == column)


def _moved(sheet: str, before: list[_Cell], now: list[_Cell]) -> dict[Place, str]:
    return {(sheet, a1(*old)): a1(*new) for old, new in zip(before, now, strict=True) if old != new}


def _head(sheet: xw.Sheet, head: _Cell) -> dict[Place, str]:
    """The head above a column of suggestions has no note, but its own words."""
    column = sheet.range((1, head[1] + 1), (sheet.used_range.last_cell.row, head[1] + 1)).options(ndim=1).value
    rows = [row for row, value in enumerate(column) if value == SUGGESTED]
    return {(sheet.name, a1(*head)): a1(rows[0], head[1])} if rows and head[0] not in rows else {}


def _correct(session: Session, moved: dict[Place, str]) -> None:
    kinds = ("colour", "note", "suggest")
    session.log.records = [
        replace(r, cell=moved[r.sheet, r.cell]) if r.kind in kinds and (r.sheet, r.cell) in moved else r
        for r in session.log.records
    ]
