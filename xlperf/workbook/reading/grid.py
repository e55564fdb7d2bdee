"""Grids: all that is filled on the sheets of a workbook, each read when it is first asked for.

The fast readers give values only; here the number format tells a percent from a number, a formula that was never
calculated is no blank, and an error (#REF!) is no blank either. Cells are kept sparsely: a stray far cell costs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from lxml import etree

from xlperf.errors import UnreadableFile
from xlperf.workbook.product import Product
from xlperf.workbook.reading.kinds import broken
from xlperf.workbook.reading.parts import BROKEN, Parts, content_of, parse
from xlperf.workbook.reading.quick import quick_sheet, quick_strings
from xlperf.workbook.reading.raw import MAX_CELLS, Area, Filled, Raw, Values, read_formats
from xlperf.workbook.reading.walk import walk_sheet, walk_strings

__all__ = ["MAX_CELLS", "Book", "Raw", "Sheet", "load_book", "load_book_bytes"]

_WIDE = 20_000
"""cells of a merged area beyond which it is no table of each of them (whole columns, a whole sheet)"""


class Sheet:
    """One worksheet; rows and columns from 0. `cells` holds filled cells only; `merges` are (top, left, bottom, right).

    `empty_formulas`: cells whose formula was calculated and shows nothing. These three are read when one of them is
    first asked for, which raises UnreadableFile if the sheet is damaged.
    """

    __slots__ = ("_areas", "_read", "_wide", "cells", "empty_formulas", "hidden", "merges", "name")
    cells: dict[tuple[int, int], Raw]
    merges: list[Area]
    empty_formulas: set[tuple[int, int]]

    def __init__(self, name: str, hidden: bool, read: Callable[[], Filled]) -> None:
        self.name, self.hidden = name, hidden
        self._read = read
        self._areas: dict[tuple[int, int], Area] | None = None
        self._wide: list[Area] = []

    def __getattr__(self, name: str) -> object:
        """Only asked for what is not there yet, so that a sheet once read costs nothing more."""
        if name not in ("cells", "merges", "empty_formulas"):
            raise AttributeError(name)
        filled = self._read()
        self.cells, self.merges, self.empty_formulas = filled.cells, filled.merges, filled.empty_formulas
        return getattr(filled, name)

    def area(self, row: int, column: int) -> Area:
        """The merged area over a cell, or the cell itself, as (top, left, bottom, right)."""
        if self._areas is None:
            self._areas = {}
            for area in self.merges:
                top, left, bottom, right = area
                if (bottom - top + 1) * (right - left + 1) > _WIDE:
                    self._wide.append(area)
                    continue
                self._areas |= {(r, c): area for r in range(top, bottom + 1) for c in range(left, right + 1)}
        found = self._areas.get((row, column))
        if found is None and self._wide:
            found = next((a for a in self._wide if a[0] <= row <= a[2] and a[1] <= column <= a[3]), None)
        return found or (row, column, row, column)

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The upper left cell of the merged area over a cell."""
        return self.area(row, column)[:2]

    def at(self, row: int, column: int) -> Raw | None:
        """What stands in a cell, or in the merged area over it."""
        return self.cells.get(self.corner(row, column))

    @property
    def height(self) -> int:
        """One more than the last filled row."""
        return max((row for row, _ in self.cells), default=-1) + 1


@dataclass(frozen=True)
class Book:
    """All sheets, what of ours the file is, when it was last saved, and notes on what was not read."""

    sheets: tuple[Sheet, ...]
    product: Product | None
    saved: str
    notes: tuple[str, ...]
    _workbook: etree._Element

    @cached_property
    def names(self) -> Mapping[tuple[str, int | None], str]:
        """The defined names: (name, sheet number or None) → formula."""
        return {
            (str(e.get("name")), int(str(e.get("localSheetId"))) if e.get("localSheetId") else None): e.text or ""
            for e in self._workbook.iter("{*}definedName")
        }


def load_book(path: Path) -> Book:
    """Read a workbook. Raises UnreadableFile with the reason in Chinese."""
    return load_book_bytes(path.name, content_of(path))


def load_book_bytes(name: str, content: bytes) -> Book:
    """Read a workbook from the bytes of a file of this name; sheets are read when they are first asked for.

    Raises UnreadableFile with the reason in Chinese; so do the sheets.
    """
    try:
        return _load(Parts(name, content), name)
    except BROKEN as fault:
        raise UnreadableFile(broken(name)) from fault


def _load(parts: Parts, name: str) -> Book:
    workbook = parse(parts.workbook())
    values = Values(
        strings=_strings(parts.part("sharedStrings")),
        formats=read_formats(styles) if (styles := parts.part("styles")) is not None else (),
        from_1904=any(e.get("date1904") in ("1", "true") for e in workbook.iterchildren("{*}workbookPr")),
    )
    notes: list[str] = []
    sheets = []
    for entry in workbook.iter("{*}sheet"):
        title = str(entry.get("name"))
        relation = next((str(v) for k, v in entry.items() if str(k).endswith("}id")), "")
        part = parts.sheet(relation)
        if part is None:
            notes.append(f"“{title}”不是数据表（图表或宏表），没有读")
            continue
        hidden = entry.get("state", "visible") != "visible"
        sheets.append(Sheet(title, hidden, partial(_fill, title, name, parts, part, values)))
    return Book(tuple(sheets), parts.product(), parts.saved(), tuple(notes), workbook)


def _strings(content: bytes | None) -> list[str]:
    if content is None:
        return []
    found = quick_strings(content)
    return walk_strings(content) if found is None else found


def _fill(title: str, file: str, parts: Parts, part: str, values: Values) -> Filled:
    try:
        content = parts.read(part)
        filled = quick_sheet(content, values) or walk_sheet(content, values)
    except BROKEN as fault:
        raise UnreadableFile(broken(file)) from fault
    if len(filled.cells) > MAX_CELLS:
        raise UnreadableFile(f"工作表“{title}”的内容超过 {MAX_CELLS} 格的上限，不像是自评表")
    return filled
