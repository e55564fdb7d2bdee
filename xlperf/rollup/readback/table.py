"""Tables of a roll-up found again (读回的表): by print titles and filter, columns by the headers people see."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from xlperf.rollup.cells import CELL, DIGEST, FILE, SHEET
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.rows import NOTHING, Stored, Value
from xlperf.rollup.split import continued

LINEAGE_GROUP = FILE.group


@dataclass(frozen=True)
class ReadTable:
    """One table: its headers, the first and the last data row (from 1); `last` None: to the end of the sheet."""

    book: RolledUp
    sheet: str
    head: tuple[int, int]
    last: int | None

    @property
    def first(self) -> int:
        """The first data row."""
        return self.head[1] + 1

    @cached_property
    def headers(self) -> dict[int, tuple[str, str]]:
        """Column → its group ("" if it has none) and its header, without line breaks."""
        rows = self.book.some_rows(self.sheet, range(self.head[0], self.head[1] + 1))
        upper, lower = rows[self.head[0]], rows[self.head[1]]
        found: dict[int, tuple[str, str]] = {}
        group = ""
        for column in range(max((*upper, *lower), default=-1) + 1):
            above, below = (_text(row.get(column, NOTHING)) for row in (upper, lower))
            if self.head[0] == self.head[1]:
                group, header = "", above
            elif below:
                group, header = above or group, below
            else:
                group, header = "", above
            if header:
                found[column] = (group, header)
        return found

    @cached_property
    def by_header(self) -> dict[str, int]:
        """Header → column, the first of that name."""
        found: dict[str, int] = {}
        for column, (_, header) in self.headers.items():
            found.setdefault(header, column)
        return found

    def headers_for(self, column: int) -> dict[str, int]:
        """`by_header` as a column sees it: where a row names two files, each has a group with its own figures."""
        group = self.headers.get(column, ("", ""))[0]
        own = {header: n for n, (its, header) in self.headers.items() if its == group}
        return self.by_header | own if group and FILE.header in own else self.by_header

    def label(self, column: int) -> str:
        """资金·全年预算数; for the origin's columns without the group."""
        group, header = self.headers.get(column, ("", ""))
        unit = group.partition("（")[0]
        return f"{unit}·{header}" if unit and group != LINEAGE_GROUP else header

    def holds(self, row: int) -> bool:
        """Whether it is a data row: no header and no total."""
        return row >= self.first and (self.last is None or row <= self.last)

    def lines(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Number and values of each data row, by header."""
        for number, cells in self.book.rows(self.sheet):
            if self.holds(number) and len(cells) > 1:  # one text alone says that there is nothing
                yield number, {name: cells.get(column, NOTHING).value for name, column in self.by_header.items()}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a row says of where its figures come from."""

    file: str
    sheet: str
    cell: str
    sha256: str


def tables_of(book: RolledUp, sheet: str) -> list[ReadTable]:
    """The table on a sheet and on those it goes on on (指标, 指标2); none for sheets that are drawn freely or not there."""
    names = [sheet]
    while continued(sheet, len(names) + 1) in book.sheets:
        names.append(continued(sheet, len(names) + 1))
    found = (table_of(book, name) for name in names if name in book.sheets)
    return [table for table in found if table is not None]


def table_of(book: RolledUp, sheet: str) -> ReadTable | None:
    """The table on a sheet; None for sheets that are drawn freely (总览, 等级分布)."""
    head = book.named_rows("_xlnm.Print_Titles", sheet)
    if head is None:
        return None
    filtered = book.named_rows("_xlnm._FilterDatabase", sheet)
    return ReadTable(book, sheet, head, filtered[1] if filtered else None)


def origin_of(table: ReadTable | None, row: int, column: int, cells: dict[int, Stored]) -> Origin | None:
    """Where a figure of a row comes from; None for a row that does not say it."""
    if table is None or not table.holds(row) or FILE.header not in table.by_header:
        return None
    said = {header: _text(cells.get(n, NOTHING)) for header, n in table.headers_for(column).items()}
    if not said[FILE.header]:
        return None
    sha256 = said.get(DIGEST.header) or said.get("SHA-256", "")
    return Origin(said[FILE.header], said.get(SHEET.header, ""), said.get(CELL.header, ""), sha256)


def _text(stored: Stored) -> str:
    return "" if stored.value is None else str(stored.value).replace("\n", "").strip()
