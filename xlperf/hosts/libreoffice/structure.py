"""What changes a sheet's structure (结构): inserting, deleting, merging, clearing, copying."""

from typing import TYPE_CHECKING

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.addresses import Area
from xlperf.hosts.libreoffice.office import Uno, enum

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.ranges import Range
    from xlperf.hosts.libreoffice.sheets import Sheet

CONTENTS = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: values, dates, texts, formulas."""
FORMATS = 32 | 64 | 256
"""Hard formats, styles, formats of parts of a text."""
NOTES = 8
EVERYTHING = CONTENTS | FORMATS | NOTES


class Structure:
    """The part of Range that is about structure."""

    sheet: "Sheet"
    area: Area
    api: Uno

    def clear_contents(self) -> None:
        """Values and formulas go; formats and notes stay."""
        self._clear(CONTENTS)

    def clear_formats(self) -> None:
        self._clear(FORMATS)

    def clear(self) -> None:
        self._clear(EVERYTHING)

    def _clear(self, what: int) -> None:
        if self.api is not None:
            self.sheet.must_be_open()
            self.api.clearContents(what)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert cells, or whole rows and columns; what was there moves down or to the right."""
        self._reshape("CellInsertMode", self._mode(shift, down="DOWN", right="RIGHT"))

    def delete(self, shift: str | None = None) -> None:
        """Delete cells, or whole rows and columns; what comes after moves up or to the left."""
        self._reshape("CellDeleteMode", self._mode(shift, down="UP", right="LEFT"))

    def _mode(self, shift: str | None, *, down: str, right: str) -> str:
        """ROWS and COLUMNS for whole ones; without `shift` the shape of the range decides, as in Excel."""
        rows, columns = self.sheet.size
        if self.area.width == columns:
            return "ROWS"
        if self.area.height == rows:
            return "COLUMNS"
        if shift is None:
            return down if self.area.width >= self.area.height else right
        return shift.upper()

    def _reshape(self, kind: str, mode: str) -> None:
        self.sheet.must_be_open()
        with self.sheet.reshaped():
            if kind == "CellInsertMode":
                self.sheet.api.insertCells(self.api.RangeAddress, enum(f"sheet.{kind}", mode))
            else:
                self.sheet.api.removeRange(self.api.RangeAddress, enum(f"sheet.{kind}", mode))

    def merge(self, across: bool = False) -> None:
        """Join the cells into one, or `across`: each row by itself. Only the first value stays, as in Excel."""
        self.sheet.must_be_open()
        height, width = self.area.height, self.area.width
        if across:
            for row in range(height):
                _merge(self.api.getCellRangeByPosition(0, row, width - 1, row), 1, width)
        else:
            _merge(self.api, height, width)

    def unmerge(self) -> None:
        self.sheet.must_be_open()
        self.api.merge(False)

    @property
    def merge_area(self) -> "Range":
        """The merged cells that hold the first cell; that cell itself when it is not merged."""
        area = self._merged_area(self.area.row, self.area.column)
        return self.sheet.range((area.row, area.column, area.height, area.width))

    @property
    def merge_cells(self) -> bool | None:
        """Are all cells merged ones? None when only some are."""
        found = set()
        for row in range(self.area.row, self.area.bottom + 1):
            for column in range(self.area.column, self.area.right + 1):
                merged = self._merged_area(row, column)
                found.add(merged.height * merged.width > 1)
                if len(found) > 1:
                    return None
        return found.pop()

    def _merged_area(self, row: int, column: int) -> Area:
        cell = self.sheet.api.getCellRangeByPosition(column - 1, row - 1, column - 1, row - 1)
        cursor = self.sheet.api.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        here = cursor.RangeAddress
        height, width = here.EndRow - here.StartRow + 1, here.EndColumn - here.StartColumn + 1
        return Area(here.StartRow + 1, here.StartColumn + 1, height, width)

    def copy(self, destination: "Range | None" = None) -> None:
        """Copy everything to another place of the same book."""
        target = self._target(destination)
        target.sheet.api.copyRange(target(1, 1).api.CellAddress, self.api.RangeAddress)

    def move(self, destination: "Range") -> None:
        self.sheet.must_be_open()
        target = self._target(destination)
        target.sheet.api.moveRange(target(1, 1).api.CellAddress, self.api.RangeAddress)

    def _target(self, destination: "Range | None") -> "Range":
        """xlwings hands over its own Range in one case and ours in another."""
        if destination is None:
            raise OperatorError("复制时要写明目的地：这里不用剪贴板")
        target: Range = getattr(destination, "impl", destination)
        if target.sheet.book.uid != self.sheet.book.uid:
            raise OperatorError("只能在同一个工作簿里复制单元格")
        target.sheet.must_be_open()
        return target


def _merge(cells: Uno, height: int, width: int) -> None:
    """LibreOffice would keep what the other cells held, out of sight."""
    if width > 1:
        cells.getCellRangeByPosition(1, 0, width - 1, 0).clearContents(CONTENTS)
    if height > 1:
        cells.getCellRangeByPosition(0, 1, width - 1, height - 1).clearContents(CONTENTS)
    cells.merge(True)
