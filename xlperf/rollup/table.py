"""Table (表): title, caption, columns, rows, total rows of formulas, and where all that stands; frame.py draws it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlperf.model.address import column_letters, quoted
from xlperf.rollup.column import Column
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.page import Formula, Styled, plain_value
from xlperf.scoring.rates import ratio

MAX_ROWS = 1_048_576
NUMBER = '">-9E+300"'
"""criterion that every number meets, and no text"""
EMPTY = '""'
"""criterion that empty cells meet"""


@dataclass(frozen=True, slots=True)
class Foot:
    """A row below the rows: its label, and column id → value for a year (None: for all rows)."""

    label: str
    values: Mapping[str, Callable[[int | None], Any]]


@dataclass
class Table:
    """A table and where it will stand, so that other sheets can refer to it before it is written."""

    name: str
    title: str
    caption: str
    columns: Sequence[Column]
    rows: list[Sequence[Any]] = field(default_factory=list)
    freeze: int = 0
    totals: dict[str, Callable[[int | None], Any]] = field(default_factory=dict)
    """column id → value of the total row (of one year), where it is not the plain sum"""
    feet: Sequence[Foot] = ()
    """further rows below the total row, for each year"""
    empty: str = "没有内容"
    spliced: int = 0
    """rows that are not in `rows`: they are joined to the sheet as finished pieces"""
    lead: int = 0
    """rows kept free between caption and header, which the sheet's `above` draws"""
    more: "list[Table]" = field(default_factory=list)
    """where the rows go on, if one sheet cannot hold them"""

    @property
    def parts(self) -> "list[Table]":
        """The table on each of its sheets."""
        return [self, *self.more]

    @cached_property
    def grouped(self) -> bool:
        """Whether the header has two rows."""
        return any(column.group for column in self.columns)

    @cached_property
    def first(self) -> int:
        """The first data row, from 0."""
        return self.head + (2 if self.grouped else 1)

    @property
    def head(self) -> int:
        """The header's first row, from 0."""
        return 2 + self.lead

    @property
    def last(self) -> int:
        """The last data row; an empty table keeps one row, so that ranges exist."""
        return self.first + max(self.spliced or len(self.rows), 1) - 1

    @property
    def count_rows(self) -> int:
        """How many data rows it has, on all its sheets."""
        return sum(part.spliced or len(part.rows) for part in self.parts)

    @property
    def has_total(self) -> bool:
        """Whether a total row follows the rows."""
        return any(column.total for column in self.columns)

    @property
    def years(self) -> list[int]:
        """The years in the rows where there are several, so that totals are not mixed; else none."""
        if all(column.id != "year" for column in self.columns):
            return []
        found = {year for year in self.values("year") if year is not None}
        return sorted(found) if len(found) > 1 else []

    @property
    def blocks(self) -> list[int | None]:
        """What totals are made for: each of several years, or None for all rows."""
        return [*self.years] or [None]

    @property
    def bottom(self) -> int:
        """The last row of all, totals included."""
        return self.last + len(self.blocks) * (self.has_total + len(self.feet))

    def index(self, column: str) -> int:
        """The column's number from 0. Raises KeyError for an unknown id (a fault of ours)."""
        return self._numbers[column]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {column.id: number for number, column in enumerate(self.columns)}

    def at(self, column: str, row: int) -> str:
        """The address of a data row (from 0) in a column: E5."""
        return f"{column_letters(self.index(column))}{self.first + row + 1}"

    def place(self, column: str, row: int) -> tuple[str, str]:
        """The sheet and the address of a data row (from 0), on whichever of its sheets the row stands."""
        for part in self.parts[:-1]:
            if row < part.spliced:
                return part.name, part.at(column, row)
            row -= part.spliced
        return self.parts[-1].name, self.parts[-1].at(column, row)

    def counted(self, where: Mapping[str, str]) -> str:
        """COUNTIFS over the rows, one for each of its sheets; column id → criterion as a formula writes it."""
        return self._added(lambda part: f"COUNTIFS({part._chosen(where)})")

    def summed(self, column: str, where: Mapping[str, str]) -> str:
        """SUMIFS of a column over the rows, one for each of its sheets."""
        return self._added(lambda part: f"SUMIFS({part.range(column)},{part._chosen(where)})")

    def _chosen(self, where: Mapping[str, str]) -> str:
        return ",".join(f"{self.range(column)},{criterion}" for column, criterion in where.items())

    def _added(self, term: "Callable[[Table], str]") -> str:
        terms = [term(part) for part in self.parts]
        return terms[0] if len(terms) == 1 else f"({'+'.join(terms)})"

    def range(self, column: str) -> str:
        """All data rows of a column on its first sheet, as formulas on any sheet name them."""
        letters = column_letters(self.index(column))
        return f"{quoted(self.name)}!${letters}${self.first + 1}:${letters}${self.last + 1}"

    def values(self, column: str) -> list[Any]:
        """The plain values of a column, without links and styles."""
        number = self.index(column)
        return [plain_value(row[number]) for row in self.rows]

    def of_year(self, column: str, year: int | None) -> list[Any]:
        """The plain values of a column in the rows of a year; None: in all rows."""
        if year is None:
            return self.values(column)
        return [v for v, own in zip(self.values(column), self.values("year"), strict=True) if own == year]

    def total(self, column: str, year: int | None = None) -> Decimal:
        """The exact sum of a column, as the total row shows it."""
        return decimal_sum(Decimal(v) if isinstance(v, int) else v for v in self.of_year(column, year))

    def sum(self, column: str, year: int | None = None) -> Any:
        """The sum over the rows as a formula for any sheet; —— where no row has a number: nothing is not zero."""
        if not any(isinstance(value, Decimal | int) for value in self.of_year(column, year)):
            return Styled("——", "center")
        cells = self.range(column)
        text = f"=SUM({cells})" if year is None else f"=SUMIFS({cells},{self.range('year')},{year})"
        return Formula(text, self.total(column, year))

    def count(self, column: str, year: int | None = None) -> Formula:
        """In how many rows there is a number, as a formula for any sheet (of spliced rows: a column that is never blank)."""
        text = self._added(lambda part: f"COUNT({part.range(column)})")
        if year is not None:
            text = self.counted({"year": str(year), column: NUMBER})
        known = sum(isinstance(value, Decimal | int) for value in self.of_year(column, year))
        return Formula(f"={text}", self.count_rows if self.spliced else known)


def pooled_rate(
    table: Table, year: int | None = None, over: str = "executed", under: str = "budget", *, change: bool = False
) -> Formula:
    """执行率 of a total row, or the rate of two other columns: over the rows in which both are numbers, and no others.

    `change`: by how much the one differs from the other (变动率).
    """
    chosen = "1" if year is None else f"({table.range('year')}={year})"
    top, bottom = (
        f"SUMPRODUCT(ISNUMBER({table.range(other)})*{chosen},{table.range(column)})"
        for column, other in ((over, under), (under, over))
    )
    rows = zip(table.of_year(over, year), table.of_year(under, year), strict=True)
    both = [pair for pair in rows if isinstance(pair[0], Decimal) and isinstance(pair[1], Decimal)]
    of, base = decimal_sum(p[0] for p in both), decimal_sum(p[1] for p in both)
    value = ratio(of - base if change else of, base, places=2)
    wanted = f"({top}-{bottom})" if change else top
    return Formula(f'=IF({bottom}=0,"",ROUND({wanted}/{bottom},4))', "" if value is None else value)
