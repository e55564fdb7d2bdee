"""Blocks of cells (成块读写), read and written in as few calls as possible: over a pipe each call costs a millisecond."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from xlperf.hosts.libreoffice.entry import Entry, Look, needs_reading, typed
from xlperf.hosts.libreoffice.office import Uno
from xlperf.hosts.libreoffice.state import GENERAL, BookState, Kind
from xlperf.hosts.libreoffice.values import Readable, Writable, error_of, moment, serial

T = TypeVar("T")

Rows = tuple[tuple[Readable, ...], ...]
Place = tuple[int, int]
"""Row and column within the block, from 0."""
Corners = tuple[int, int, int, int]
"""Part of a block: top, left, bottom, right."""


_NOTES = 8
"""com.sun.star.sheet.CellFlags.ANNOTATION"""


class Block:
    """A rectangle of cells of one book."""

    def __init__(self, cells: Uno, shape: Place, state: BookState) -> None:
        self._cells = cells
        self._height, self._width = shape
        self._size = self._height * self._width
        self._state = state
        self._known: list[tuple[int, list[Corners]]] | None = None

    def read(self) -> Rows:
        """All values, typed."""
        data = self._cells.getDataArray()
        rows: list[list[Readable]] = [[None if value == "" else value for value in row] for row in data]
        for i, j in self._where(data, lambda value: value is None):
            rows[i][j] = error_of(self._cell(i, j).getError())
        if any(isinstance(value, float) for row in data for value in row):
            for i, j in self._places(Kind.DATE):
                value = rows[i][j]
                if isinstance(value, float):
                    rows[i][j] = moment(value, self._state.epoch)
            for i, j in self._places(Kind.LOGICAL):
                if isinstance(rows[i][j], float):
                    rows[i][j] = bool(rows[i][j])
        return tuple(map(tuple, rows))

    def write(self, rows: Sequence[Sequence[Writable]], *, singly: bool = False) -> None:
        """Put values of just this shape. `singly`: the sheet is protected, and lets only single cells pass."""
        entries = [[typed(value) for value in row] for row in rows]
        doubtful = {*self._where(rows, needs_reading)}
        if doubtful:
            for i, j in doubtful.intersection(self._places(Kind.TEXT)):
                entries[i][j] = typed(rows[i][j], text_cell=True)
        self._put(entries, singly=singly)
        for i, j in self._where(entries, lambda entry: bool(entry.formula)):
            self._state.grammar.put([self._cell(i, j)], entries[i][j].formula)
        self._dress(entries)

    def fill(self, value: Writable, *, singly: bool = False) -> None:
        """The same value into every cell; a formula's relative references move along from the first cell."""
        entry = typed(value)
        if not entry.formula or self._places(Kind.TEXT):
            self.write([[value] * self._width] * self._height, singly=singly)
            return
        self._put([[entry] * self._width] * self._height, singly=singly)
        self._state.grammar.put([self._cell(*place) for place in self._all()], entry.formula)

    def formulas(self) -> tuple[tuple[str, ...], ...]:
        """What each cell holds, as Excel's `Formula` says it: formulas in English, constants as text."""
        return tuple(
            tuple(self._formula(i, j, text) for j, text in enumerate(row))
            for i, row in enumerate(self._cells.getFormulaArray())
        )

    def _formula(self, row: int, column: int, text: str) -> str:
        if not text:
            return ""
        cell = self._cell(row, column)
        match cell.Type.value:
            case "FORMULA":
                return self._state.grammar.get(cell)
            case "TEXT":
                return str(cell.getString())
        if self._state.kind(cell.NumberFormat) is Kind.LOGICAL:
            return "TRUE" if cell.getValue() else "FALSE"
        number = float(cell.getValue())
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _put(self, entries: list[list[Entry]], *, singly: bool) -> None:
        """Numbers and texts; cells that get a formula are emptied."""
        if any(entry.formula or isinstance(entry.value, float) for row in entries for entry in row):
            self._forget_logical(entries)
        plain = [tuple(self._plain(entry) for entry in row) for row in entries]
        careful = set(range(self._height)) if singly or self._size == 1 else self._rows_with_notes()
        for one_by_one, run in groupby(range(self._height), key=careful.__contains__):
            rows = list(run)
            if not one_by_one:
                cells = self._cells.getCellRangeByPosition(0, rows[0], self._width - 1, rows[-1])
                cells.setDataArray(tuple(plain[rows[0] : rows[-1] + 1]))
                continue
            for i, j in ((i, j) for i in rows for j in range(self._width)):
                cell, value = self._cell(i, j), plain[i][j]
                if isinstance(value, float):
                    cell.setValue(value)
                else:
                    cell.setString(value)

    def _rows_with_notes(self) -> set[int]:
        """LibreOffice takes the notes away where whole blocks are written."""
        top = self._cells.RangeAddress.StartRow
        areas = self._cells.queryContentCells(_NOTES).getRangeAddresses()
        return {row - top for area in areas for row in range(area.StartRow, area.EndRow + 1)}

    def _plain(self, entry: Entry) -> float | str:
        if isinstance(entry.value, float | str):
            return entry.value
        return serial(entry.value, self._state.epoch)

    def _forget_logical(self, entries: list[list[Entry]]) -> None:
        """LibreOffice's TRUE is the number 1 in a format; a number put over it must not read as TRUE again."""
        for i, j in self._places(Kind.LOGICAL):
            entry = entries[i][j]
            if entry.look is not Look.LOGICAL and entry != Entry():
                self._cell(i, j).NumberFormat = GENERAL
                self._known = None

    def _dress(self, entries: list[list[Entry]]) -> None:
        """Number formats that come with a value, where the cell has none of its own."""
        looks = {entry.look for row in entries for entry in row if entry.look}
        if not looks:
            return
        self._known = None  # formulas may have brought formats of their own
        general = set(self._general_places())
        logical = set(self._places(Kind.LOGICAL)) if Look.LOGICAL in looks else set()
        for look in looks:
            free = set(self._all()) - logical if look is Look.LOGICAL else general
            wanted = [(i, j) for i, j in free if entries[i][j].look is look]
            for top, bottom, column in _runs(wanted):
                self._part(top, bottom, column).NumberFormat = self._state.look(look)

    def _general_places(self) -> Iterator[Place]:
        return (place for key, areas in self._formats() if self._state.is_general(key) for place in _within(areas))

    def _places(self, kind: Kind) -> list[Place]:
        """Where cells have a number format of this kind."""
        found = (areas for key, areas in self._formats() if self._state.kind(key) is kind)
        return [place for areas in found for place in _within(areas)]

    def _formats(self) -> list[tuple[int, list[Corners]]]:
        """Keys of number formats with the parts of the block that have them; asked once, until a format is changed."""
        if self._known is None:
            self._known = list(self._ask_formats())
        return self._known

    def _ask_formats(self) -> Iterator[tuple[int, list[Corners]]]:
        if self._size == 1:
            yield self._cells.NumberFormat, [(0, 0, 0, 0)]
            return
        here = self._cells.RangeAddress
        top, left = here.StartRow, here.StartColumn
        groups = self._cells.getUniqueCellFormatRanges()
        for index in range(groups.Count):
            group = groups.getByIndex(index)
            areas = group.getRangeAddresses()
            yield (
                group.NumberFormat,
                [(a.StartRow - top, a.StartColumn - left, a.EndRow - top, a.EndColumn - left) for a in areas],
            )

    def _all(self) -> Iterator[Place]:
        return ((i, j) for i in range(self._height) for j in range(self._width))

    def _cell(self, row: int, column: int) -> Uno:
        return self._cells.getCellByPosition(column, row)

    def _part(self, top: int, bottom: int, column: int) -> Uno:
        return self._cells.getCellRangeByPosition(column, top, column, bottom)

    @staticmethod
    def _where(rows: Sequence[Sequence[T]], wanted: Callable[[T], bool]) -> Iterator[Place]:
        return ((i, j) for i, row in enumerate(rows) for j, value in enumerate(row) if wanted(value))


def _within(areas: Iterable[Corners]) -> Iterator[Place]:
    """All places of some parts of a block."""
    for top, left, bottom, right in areas:
        yield from ((i, j) for i in range(top, bottom + 1) for j in range(left, right + 1))


def _runs(places: Iterable[Place]) -> Iterator[tuple[int, int, int]]:
    """Places one under the other, taken together: top, bottom, column."""
    for column, group in groupby(sorted((j, i) for i, j in places), key=lambda place: place[0]):
        rows = [row for _, row in group]
        for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
            members = [row for _, row in run]
            yield members[0], members[-1], column
