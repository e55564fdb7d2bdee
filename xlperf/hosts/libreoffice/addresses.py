"""Addresses as Excel writes and reads them (地址): A1, $B$2:$C$5, A:C, 3:5; rows and columns count from 1, as in xlwings."""

import re
from dataclasses import dataclass

from xlperf.model.address import column_letters

_CELL = r"\$?([A-Za-z]{1,3})\$?(\d{1,7})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?(\d{1,7}):\$?(\d{1,7})")
_PLAIN_NAME = re.compile(r"[^\W\d][\w.]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle: its first cell and its size. A size of 0 is xlwings' empty slice."""

    row: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def bottom(self) -> int:
        return self.row + self.height - 1

    @property
    def right(self) -> int:
        return self.column + self.width - 1

    def joined(self, other: "Area") -> "Area":
        """The smallest rectangle around both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        return Area(
            row,
            column,
            max(self.bottom, other.bottom) - row + 1,
            max(self.right, other.right) - column + 1,
        )


def parse(text: str, rows: int, columns: int) -> Area | None:
    """The area of an address on a sheet of this size; None for what is no address (a name, perhaps)."""
    bare = text.strip()
    if found := _CELLS.fullmatch(bare):
        first = _cell(found[1], found[2])
        area = first.joined(_cell(found[3], found[4])) if found[3] else first
    elif found := _COLUMNS.fullmatch(bare):
        area = Area(1, _column(found[1]), rows).joined(Area(1, _column(found[2]), rows))
    elif found := _ROWS.fullmatch(bare):
        area = Area(int(found[1]), 1, 1, columns).joined(Area(int(found[2]), 1, 1, columns))
    else:
        return None
    return area if area.row > 0 and area.bottom <= rows and area.right <= columns else None


def written(area: Area, rows: int, columns: int, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """$A$1, $A$1:$B$2; $A:$B for whole columns and $1:$2 for whole rows of a sheet of this size."""
    down, across = "$" * row_absolute, "$" * column_absolute
    if not area.height or not area.width:
        return f"${column_letters(area.column - 1)}${area.row}{{{area.height}x{area.width}}}"
    left, right = (across + column_letters(column - 1) for column in (area.column, area.right))
    top, bottom = (f"{down}{row}" for row in (area.row, area.bottom))
    if area.height == rows and area.width < columns:
        return f"{left}:{right}"
    if area.width == columns:
        return f"{top}:{bottom}"
    first = left + top
    return first if area.height == area.width == 1 else f"{first}:{right}{bottom}"


def sheet_reference(sheet: str, book: str = "") -> str:
    """Sheet1! or '附件3-1'! or '[x.xlsx]附件3-1'!, quoted where Excel quotes."""
    plain = _PLAIN_NAME.fullmatch(sheet) and not _LOOKS_LIKE_CELL.fullmatch(sheet)
    where = f"[{book}]{sheet}" if book else sheet
    if plain and re.fullmatch(r"[\w.]*", book):
        return f"{where}!"
    return "'" + where.replace("'", "''") + "'!"


def _cell(letters: str, row: str) -> Area:
    return Area(int(row), _column(letters))


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
