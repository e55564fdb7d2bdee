"""Sheets and Sheet: the sheets of one book."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import xlwings as xw
from xlwings import base_classes

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice import addresses
from xlperf.hosts.libreoffice.addresses import Area
from xlperf.hosts.libreoffice.names import Names
from xlperf.hosts.libreoffice.notes import Note, all_notes
from xlperf.hosts.libreoffice.office import Uno
from xlperf.hosts.libreoffice.ranges import Range

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.books import Book


class Sheets(base_classes.Sheets):
    """The sheets of a book, hidden ones included, in order."""

    def __init__(self, book: "Book") -> None:
        self.book = book

    @property
    def api(self) -> Uno:
        return self.book.api.Sheets

    @property
    def active(self) -> "Sheet":
        controller = self.book.api.CurrentController
        return Sheet(controller.getActiveSheet() if controller is not None else self.api.getByIndex(0), self.book)

    def __call__(self, name_or_index: str | int) -> "Sheet":
        if isinstance(name_or_index, int):
            if 0 < name_or_index <= len(self):
                return Sheet(self.api.getByIndex(name_or_index - 1), self.book)
        elif self.api.hasByName(name_or_index):
            return Sheet(self.api.getByName(name_or_index), self.book)
        else:  # Excel does not mind upper and lower case
            for name in self.api.ElementNames:
                if name.lower() == name_or_index.lower():
                    return Sheet(self.api.getByName(name), self.book)
        raise xw.NoSuchObjectError(f"no sheet {name_or_index!r} in {self.book.name}")

    def __contains__(self, name: str) -> bool:
        return any(name.lower() == other.lower() for other in self.api.ElementNames)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator["Sheet"]:
        return (Sheet(self.api.getByName(name), self.book) for name in self.api.ElementNames)

    def add(self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None) -> "Sheet":
        """A new sheet, in front of the active one when no place is given, as in Excel; it becomes the active sheet."""
        self.must_be_free()
        place = (before or self.active).index - 1 if after is None else after.index
        title = name or self._free_name()
        self.api.insertNewByName(title, place)
        sheet = Sheet(self.api.getByName(title), self.book)
        sheet.activate()
        return sheet

    def must_be_free(self) -> None:
        """Raise where Excel would: the book's structure is protected."""
        self.book.state.protection.tighten()
        if self.book.has_structure_lock():
            raise OperatorError(f"工作簿“{self.book.name}”的结构受保护，不能增删或移动工作表")

    def _free_name(self) -> str:
        taken = {name.lower() for name in self.api.ElementNames}
        return next(name for number in range(1, len(taken) + 2) if (name := f"Sheet{number}").lower() not in taken)

    def copy_name(self, name: str) -> str:
        """附件3 (2), as Excel calls a copy; shortened to the 31 characters that a name may have."""
        taken = {other.lower() for other in self.api.ElementNames}
        for number in range(2, len(taken) + 3):
            tail = f" ({number})"
            if (title := name[: 31 - len(tail)] + tail).lower() not in taken:
                return title
        raise AssertionError("one of so many names is free")


class Sheet(base_classes.Sheet):
    """One sheet. It stays the same sheet when it is moved or renamed."""

    api: Uno = None
    book: "Book" = None  # type: ignore[assignment]

    def __init__(self, api: Uno, book: "Book") -> None:
        self.api = api
        self.book = book
        book.state.sheets.add(self)

    @property
    def name(self) -> str:
        return str(self.api.getName())

    @name.setter
    def name(self, value: str) -> None:
        sheets = self.book.sheets
        sheets.must_be_free()
        if value.lower() != self.name.lower() and value in sheets:
            raise ValueError(f"Sheet named '{value}' already present in workbook")
        self.api.setName(value)

    @property
    def names(self) -> Names:
        return Names(self.book, self)

    @property
    def notes(self) -> list[Note]:
        return all_notes(self)

    @property
    def index(self) -> int:
        return int(self.api.RangeAddress.Sheet) + 1

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns: 1048576 and 16384."""
        area = self.api.RangeAddress
        return area.EndRow + 1, area.EndColumn + 1

    def range(
        self, arg1: "str | tuple[int, ...] | Range | int", arg2: "str | tuple[int, int] | Range | int | None" = None
    ) -> Range:
        """What xlwings asks for: an address or name, (row, column), (row, column, height, width), from … to …"""
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        first = self._area(arg1)
        return Range(self, first if arg2 is None else first.joined(self._area(arg2)))

    def area(self, area: Uno) -> Range:
        """The range with a UNO CellRangeAddress."""
        height, width = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self, Area(area.StartRow + 1, area.StartColumn + 1, height, width))

    def _area(self, what: "str | tuple[int, ...] | Range | int | None") -> Area:
        if isinstance(what, Range):
            return what.area
        if isinstance(what, tuple):
            if 0 in what[:2]:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return Area(*what)
        text = str(what)
        sheet, separator, cells = text.rpartition("!")
        if separator and sheet.strip("'").replace("''", "'").lower() != self.name.lower():
            raise xw.NoSuchObjectError(f"{text!r} is not on sheet {self.name!r}")
        if found := addresses.parse(cells, *self.size):
            return found
        for names in (self.names, self.book.names):
            if names.contains(text):
                there = names(text).refers_to_range
                if there.sheet.name == self.name:
                    return there.area
        raise xw.NoSuchObjectError(f"{text!r} is neither an address nor a name on sheet {self.name!r}")

    @property
    def cells(self) -> Range:
        return Range(self, Area(1, 1, *self.size))

    @property
    def used_range(self) -> Range:
        """From the first to the last cell in use; A1 of an empty sheet."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        start = cursor.RangeAddress
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        first = Area(start.StartRow + 1, start.StartColumn + 1)
        return Range(self, first.joined(Area(end.EndRow + 1, end.EndColumn + 1)))

    def must_be_open(self) -> None:
        """Raise where Excel would: the sheet is protected and nobody opened it."""
        if not self.book.state.protection.admit(self):
            raise OperatorError(f"工作表“{self.name}”受保护，不能改动")

    @contextmanager
    def reshaped(self) -> Iterator[None]:
        """While cells are inserted or deleted. LibreOffice 7.4 loses track of its sheet objects when cells move up."""
        name, state = self.name, self.book.state
        here = [sheet for sheet in state.sheets if sheet.name == name]
        try:
            yield
        finally:
            state.shape += 1
            for sheet in here:
                sheet.api = self.book.api.Sheets.getByName(name)

    def activate(self) -> None:
        controller = self.book.api.CurrentController
        if controller is not None:
            controller.setActiveSheet(self.api)

    select = activate

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def clear(self) -> None:
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        self.used_range.autofit(axis)

    def delete(self) -> None:
        self.book.sheets.must_be_free()
        if sum(sheet.visible for sheet in self.book.sheets) == 1 and self.visible:
            raise OperatorError("工作簿里至少要留一张看得见的工作表")
        self.book.api.Sheets.removeByName(self.name)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        """Copy into the same or another book."""
        beside = before or after
        assert beside is not None  # xlwings gives one of them
        target = beside.book
        target.sheets.must_be_free()
        place = beside.index - (before is not None)
        if target.uid == self.book.uid:
            title = target.sheets.copy_name(self.name)
            self.book.api.Sheets.copyByName(self.name, title, place)
        else:
            target.api.Sheets.importSheet(self.book.api, self.name, place)

    def move(self, before: "Sheet | None", after: "Sheet | None") -> None:
        self.book.sheets.must_be_free()
        beside = before or after
        assert beside is not None  # xlwings gives one of them
        self.book.api.Sheets.moveByName(self.name, beside.index - (before is not None))

    @property
    def visible(self) -> bool:
        return bool(self.api.IsVisible)

    @visible.setter
    def visible(self, value: bool | int) -> None:
        """True or False, or Excel's numbers: -1 visible, 0 hidden, 2 very hidden (hidden here)."""
        self.book.sheets.must_be_free()
        self.api.IsVisible = value in (True, -1)

    @property
    def show_gridlines(self) -> bool:
        controller = self.book.api.CurrentController
        return controller is None or bool(controller.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        controller = self.book.api.CurrentController
        if controller is not None:
            controller.ShowGrid = bool(value)
