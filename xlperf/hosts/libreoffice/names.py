"""Names (名称) of a book or of one sheet.

As in Excel, a book's collection also holds the names of its sheets, called `附件1!本页` there, and `names["本页"]` finds
a sheet's name only through that sheet or under that long name.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlperf.hosts.libreoffice.addresses import sheet_reference
from xlperf.hosts.libreoffice.office import Uno, struct

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.books import Book
    from xlperf.hosts.libreoffice.ranges import Range
    from xlperf.hosts.libreoffice.sheets import Sheet


class Names(base_classes.Names):
    """The names of a book (its own first, then each sheet's) or of one sheet."""

    def __init__(self, book: "Book", sheet: "Sheet | None" = None) -> None:
        self._book = book
        self._sheet = sheet

    @property
    def api(self) -> Uno:
        return (self._sheet or self._book).api.NamedRanges

    def __iter__(self) -> Iterator["Name"]:
        if self._sheet is None:
            yield from (Name(self._book, None, name) for name in self._book.api.NamedRanges.ElementNames)
        for sheet in [self._sheet] if self._sheet else self._book.sheets:
            yield from (Name(self._book, sheet, name) for name in sheet.api.NamedRanges.ElementNames)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> "Name":
        found = self._find(name_or_index)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def contains(self, name_or_index: str | int) -> bool:
        return self._find(name_or_index) is not None

    def snapshot(self) -> list[tuple[str, "Name"]]:
        return [(name.name, name) for name in self]

    def add(self, name: str, refers_to: str) -> "Name":
        """Make a name, or change the one that has it. `附件1!名` makes it a name of that sheet."""
        owner, bare = self._sheet, name
        scope, separator, rest = name.rpartition("!")
        if separator:
            owner, bare = self._book.sheets(scope.strip("'").replace("''", "'")), rest
        names = (owner or self._book).api.NamedRanges
        if names.hasByName(bare):
            names.removeByName(bare)
        names.addNewByName(bare, "", struct("table.CellAddress"), 0)
        made = Name(self._book, owner, bare)
        made.refers_to = refers_to
        return made

    def _find(self, key: str | int) -> "Name | None":
        wanted = key.lower() if isinstance(key, str) else ""
        for index, name in enumerate(self, 1):
            if wanted and wanted in (name.name.lower(), *([name.bare.lower()] if self._sheet else [])):
                return name
            if not wanted and index == key:
                return name
        return None


class Name(base_classes.Name):
    """One name; `sheet` is None for a name of the whole book."""

    def __init__(self, book: "Book", sheet: "Sheet | None", bare: str) -> None:
        self._book = book
        self._sheet = sheet
        self.bare = bare

    @property
    def _names(self) -> Uno:
        return (self._sheet or self._book).api.NamedRanges

    @property
    def api(self) -> Uno:
        return self._names.getByName(self.bare)

    @property
    def name(self) -> str:
        return f"{sheet_reference(self._sheet.name)}{self.bare}" if self._sheet else self.bare

    @name.setter
    def name(self, value: str) -> None:
        bare = value.rpartition("!")[2]
        self.api.setName(bare)
        self.bare = bare

    @property
    def refers_to(self) -> str:
        """With `=`, in Excel's grammar: =附件1!$A$1:$B$2"""
        return self._book.state.grammar.content(self.api.Content, self.api.ReferencePosition)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(self._book.state.grammar.office_content(value.removeprefix("=")))

    @property
    def refers_to_range(self) -> "Range":
        """The cells; raises ValueError for a name of a constant or formula."""
        cells: Any = self.api.getReferredCells()
        if cells is None:
            raise ValueError(f"name {self.name!r} does not refer to cells")
        area = cells.RangeAddress
        return self._book.sheets(area.Sheet + 1).area(area)

    def delete(self) -> None:
        self._names.removeByName(self.bare)
