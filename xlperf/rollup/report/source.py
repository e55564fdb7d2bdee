"""Source (数据来源): a finished roll-up, opened again; figures are found by the headings that people see."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from xlperf.model.address import a1
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.rows import NOTHING, Stored, Value
from xlperf.rollup.readback.table import ReadTable, table_of
from xlperf.rollup.report.text import Figure, shown

Row = dict[int, Stored]
_YEAR = re.compile(r"(\d{4})年度")
UNITS = "单位汇总"


class Source:
    """One roll-up. Rows count from 1, columns from 0."""

    def __init__(self, book: RolledUp) -> None:
        self._book = book
        self._sheets: dict[str, dict[int, Row]] = {}
        self._tables: dict[str, ReadTable | None] = {}

    @property
    def name(self) -> str:
        """The file's name."""
        return self._book.path.name

    @property
    def made(self) -> str:
        """The day on which it was made, 2024-05-31."""
        return self._book.made

    @cached_property
    def sha256(self) -> str:
        """Of the file."""
        return sha256(self._book.path.read_bytes()).hexdigest()

    @cached_property
    def years(self) -> list[int]:
        """The years of the units that were accepted."""
        found = {line["年度"] for _, line in self.lines(UNITS)}
        return sorted(int(year) for year in found if isinstance(year, Decimal))

    def figure(self, sheet: str, row: int, column: int, kind: str, label: str) -> Figure | None:
        """The number in a cell; None where there is none."""
        table = self.table(sheet)
        cells = self._book.row(sheet, row) if table else self.rows(sheet).get(row, {})
        value = cells.get(column, NOTHING).value
        if not isinstance(value, Decimal):
            return None
        return Figure(shown(value, kind), sheet, a1(row - 1, column), kind, label)

    # ── tables ──

    def table(self, sheet: str) -> ReadTable | None:
        """The table on a sheet; None for sheets drawn freely, and for those that this roll-up does not have."""
        if sheet not in self._tables:
            self._tables[sheet] = table_of(self._book, sheet) if sheet in self._book.sheets else None
        return self._tables[sheet]

    def lines(self, sheet: str) -> Sequence[tuple[int, dict[str, Value]]]:
        """Number and values of each data row, by header."""
        table = self.table(sheet)
        found = list(table.lines()) if table else []
        self._book.some_rows(
            sheet, [number for number, _ in found]
        )  # in one go: their figures are asked for one by one
        return found

    def at(self, sheet: str, row: int, header: str, kind: str, label: str, group: str = "") -> Figure | None:
        """A figure of a table's row by the header of its column, and by the group where two headers are alike."""
        table = self.table(sheet)
        columns = table.headers.items() if table else ()
        found = next((n for n, (over, own) in columns if own == header and over.startswith(group)), None)
        return None if found is None else self.figure(sheet, row, found, kind, label)

    def totals(self, sheet: str) -> dict[int | None, int]:
        """Year (None: all) → the row 合计 below a table."""
        table = self.table(sheet)
        if table is None or table.last is None:
            return {}
        found: dict[int | None, int] = {}
        for number, cells in self._book.some_rows(sheet, range(table.last + 1, table.last + 20)).items():
            said = next((str(s.value) for _, s in sorted(cells.items()) if isinstance(s.value, str)), "")
            if said.endswith("合计"):
                year = _YEAR.search(said)
                found[int(year[1]) if year else None] = number
        return found

    def columns(self, sheet: str, headers: Sequence[str]) -> list[list[Value]]:
        """Whole columns of a long table's data rows, by their headers (which must be there), in one go."""
        table = self.table(sheet)
        assert table is not None
        wanted = [table.by_header[header] for header in headers]
        found = self._book.columns(sheet, wanted)
        return [column[table.first - 1 : table.last] for column in found]

    def some_rows(self, sheet: str, numbers: Sequence[int]) -> dict[int, dict[int, Value]]:
        """The values of a few rows."""
        there = self._book.some_rows(sheet, numbers) if numbers else {}
        return {row: {n: stored.value for n, stored in cells.items()} for row, cells in there.items()}

    def number(self, sheet: str, row: int, column: int) -> Value:
        """A value to decide by."""
        return self.some_rows(sheet, [row])[row].get(column)

    # ── sheets drawn freely ──

    def rows(self, sheet: str) -> dict[int, Row]:
        """All rows of a short sheet."""
        if sheet not in self._sheets:
            there = self._book.rows(sheet) if sheet in self._book.sheets else ()
            self._sheets[sheet] = dict(there)
        return self._sheets[sheet]

    def under(self, sheet: str, head: str, kind: str, label: str) -> Figure | None:
        """The figure below the first cell with this text."""
        for row, cells in self.rows(sheet).items():
            for column, stored in cells.items():
                if _text(stored) == head:
                    return self.figure(sheet, row + 1, column, kind, label)
        return None

    def beside(self, sheet: str, heads: Sequence[str], kind: str, label: str) -> Figure | None:
        """The figure to the right of the first cell with one of these texts, where there is one."""
        for row, cells in self.rows(sheet).items():
            for column, stored in cells.items():
                if _text(stored) in heads and isinstance(cells.get(column + 1, NOTHING).value, Decimal):
                    return self.figure(sheet, row, column + 1, kind, label)
        return None

    def blocks(self, sheet: str, head: str, rows: Sequence[int] = ()) -> list["Block"]:
        """The small tables of a sheet whose header has this text; `rows`: only among these (of a sheet with a table)."""
        there = self._book.some_rows(sheet, rows) if rows else self.rows(sheet)
        return [
            Block(self, sheet, row, there)
            for row, cells in there.items()
            if any(_text(stored) == head for stored in cells.values())
        ]


@dataclass(frozen=True)
class Block:
    """A small table inside a sheet: a header, and lines until a row without a label or another header."""

    source: Source
    sheet: str
    head: int
    there: dict[int, Row]

    @cached_property
    def headers(self) -> dict[int, str]:
        """Column → header."""
        return {column: _text(stored) for column, stored in self.there[self.head].items() if _text(stored)}

    @cached_property
    def lines(self) -> dict[str, int]:
        """Label in the first column → row."""
        found: dict[str, int] = {}
        column = max(self.headers)
        for row in range(self.head + 1, max(self.there) + 1):
            cells = self.there.get(row, {})
            label = _text(cells.get(0, NOTHING))
            if not label or _text(cells.get(column, NOTHING)) == self.headers[column]:
                break
            found.setdefault(label, row)
        return found

    @property
    def year(self) -> int | None:
        """The year in its corner, or in the line above it."""
        corner, above = (self.there.get(row, {}).get(0, NOTHING) for row in (self.head, self.head - 1))
        found = _YEAR.search(_text(corner)) or _YEAR.match(_text(above))
        return int(found[1]) if found else None

    def text(self, label: str, column: int) -> str:
        """A text of a line."""
        return _text(self.there.get(self.lines.get(label, 0), {}).get(column, NOTHING))

    def figure(self, label: str, header: str, kind: str, said: str = "", nth: int = 0) -> Figure | None:
        """The figure of a line under a header (the nth of that name)."""
        columns = [column for column, own in sorted(self.headers.items()) if own == header]
        row = self.lines.get(label)
        if row is None or len(columns) <= nth:
            return None
        value = self.there[row].get(columns[nth], NOTHING).value
        if not isinstance(value, Decimal):
            return None
        return Figure(shown(value, kind), self.sheet, a1(row - 1, columns[nth]), kind, said or f"{label}·{header}")


def _text(stored: Stored) -> str:
    return stored.value.replace("\n", "").strip() if isinstance(stored.value, str) else ""
