"""Table (表): title, caption, grouped header, rows, a total row of formulas; set up to be printed on A4 landscape."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from itertools import groupby
from typing import Any

from xlperf.errors import OperatorError
from xlperf.model.address import a1, column_letters, quoted
from xlperf.model.celltext import MAX_TEXT
from xlperf.model.textsize import height, line_count, points_of
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.page import Formula, Page, Styled, plain_value
from xlperf.rollup.styles import NUMERIC, SMALLER
from xlperf.scoring.rates import ratio

MAX_ROWS = 1_048_576
NUMBER = '">-9E+300"'
"""criterion that every number meets, and no text"""
EMPTY = '""'
"""criterion that empty cells meet"""
MAX_FROZEN = 6
"""rows between caption and header that stay in sight"""


@dataclass(frozen=True)
class Column:
    """One column: id, header, width in characters (a Chinese character takes two), kind of its values.

    Neighbours of one `group` get a common header above. `total`: the total row sums it.
    """

    id: str
    header: str
    width: float
    kind: str = "text"
    group: str = ""
    total: bool = False

    @cached_property
    def wide(self) -> float:
        """Signs that go into a line of a cell (a Chinese one counts twice)."""
        return self.width * SMALLER.get(self.kind, 1)

    @cached_property
    def room(self) -> int:
        """Texts up to this length need no second line, whatever their signs; those that never wrap need none at all."""
        return int(self.wide - 2) // 2 if self.kind != "fine" else MAX_TEXT


@dataclass(frozen=True, slots=True)
class Foot:
    """A row below the rows: its label, and column id → value for a year (None: for all rows)."""

    label: str
    values: Mapping[str, Callable[[int | None], Any]]


@dataclass(slots=True)
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

    @property
    def grouped(self) -> bool:
        """Whether the header has two rows."""
        return any(column.group for column in self.columns)

    @property
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
        """The column's number from 0. Raises StopIteration for an unknown id (a fault of ours)."""
        return next(n for n, known in enumerate(self.columns) if known.id == column)

    def at(self, column: str, row: int) -> str:
        """The address of a data row (from 0) in a column: E5."""
        return a1(self.first + row, self.index(column))

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
        return [plain_value(row[self.index(column)]) for row in self.rows]

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


def write_table(page: Page, table: Table) -> None:
    """Write the table and set the sheet up: frozen panes, filter, widths, print titles, page numbers.

    Raises OperatorError where the rows do not fit on a sheet.
    """
    if table.bottom + 1 >= MAX_ROWS:
        raise OperatorError(
            f"“{table.name}”有 {len(table.rows)} 行，超过电子表格的行数上限。请分批汇总（例如按镇街或按科室分文件夹）。"
        )
    last = len(table.columns) - 1
    page.sheet.set_row(0, 30)
    page.merge(0, 0, last, table.title, "title")
    page.sheet.set_row(1, height([(table.caption, sum(column.width for column in table.columns) * 1.1)]))
    page.merge(1, 0, last, table.caption, "caption", "wrapped")
    _header(page, table)
    for offset, row in enumerate(table.rows or [[table.empty, *[None] * last]] if not table.spliced else ()):
        page.sheet.set_row(table.first + offset, row_height(table.columns, row))
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            kind = column.kind if table.rows else "text"
            page.put(table.first + offset, number, value, kind)
    _feet(page, table)
    _set_up(page, table)


def row_height(columns: Sequence[Column], row: Sequence[Any]) -> float:
    """Points that the values of a row need in their columns."""
    texts = [(plain_value(value), column) for value, column in zip(row, columns, strict=True)]
    return points_of(max(line_count(t, c.wide) if isinstance(t, str) and len(t) > c.room else 1 for t, c in texts))


def _header(page: Page, table: Table) -> None:
    top = table.head
    page.sheet.set_row(top, 18 if table.grouped else 32)
    if not table.grouped:
        for number, column in enumerate(table.columns):
            page.put(top, number, column.header, "header")
        return
    page.sheet.set_row(top + 1, 32)
    for group, members in groupby(enumerate(table.columns), key=lambda pair: pair[1].group):
        run = list(members)
        if group:
            page.merge(top, run[0][0], run[-1][0], group, "header")
        for number, column in run:
            if group:
                page.put(top + 1, number, column.header, "header")
            else:
                page.sheet.merge_range(top, number, top + 1, number, "", page.styles.get("cell", "header"))
                page.put(top, number, column.header, "header")


def _feet(page: Page, table: Table) -> None:
    """Year by year: 合计, then the table's own."""
    row = table.last
    for year in table.blocks:
        when = "" if year is None else f"{year}年度"
        made = {column.id: table.totals.get(column.id, partial(table.sum, column.id)) for column in _totalled(table)}
        totals = [Foot("合计", made)] if table.has_total else []
        for foot in (*totals, *table.feet):
            row += 1
            _foot(page, table, row, when, {"": foot.label} | {name: of(year) for name, of in foot.values.items()})


def _totalled(table: Table) -> list[Column]:
    return [column for column in table.columns if column.total or column.id in table.totals]


def _foot(page: Page, table: Table, row: int, when: str, values: Mapping[str, Any]) -> None:
    """The label goes where there is room first."""
    page.sheet.set_row(row, 20)
    labelled = False
    for number, column in enumerate(table.columns):
        value = values.get(column.id)
        if value is None and not labelled and column.kind not in NUMERIC:
            value, labelled = when + values[""], True
        page.put(row, number, value, column.kind, "total")


def _set_up(page: Page, table: Table) -> None:
    sheet = page.sheet
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    # A tall block above the header would leave no room to scroll in on a small screen.
    sheet.freeze_panes(table.first if table.lead <= MAX_FROZEN else 0, table.freeze)
    sheet.autofilter(table.first - 1, 0, table.last, len(table.columns) - 1)
    sheet.repeat_rows(table.head, table.first - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{a1(table.bottom, len(table.columns) - 1)}"})
    sheet.print_area(0, 0, table.bottom, len(table.columns) - 1)
    set_up_print(page)


def set_up_print(page: Page, *, landscape: bool = True) -> None:
    """A4, one page wide, narrow margins, sheet name and page number at the foot."""
    sheet = page.sheet
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer('&L&"宋体"&9&A&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9单位：万元（另有注明的除外）')
    sheet.hide_gridlines(2)
