"""执行率分析: how many units and projects, and how much money, lie in each band of the execution rate, with a chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlperf.model.address import a1
from xlperf.model.textsize import height
from xlperf.model.values import percent, plain, round_half_up
from xlperf.rollup.charts import Bars, insert_columns
from xlperf.rollup.content import Content, parameters_of
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.frame import set_up_print
from xlperf.rollup.page import Formula, Page
from xlperf.rollup.parts import Line
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table

NAME = "执行率分析"
EACH = ("占比", "全年预算数\n（万元）", "全年执行数\n（万元）", "结余\n（万元）")
HEAD = ("执行率", "单位数", *EACH, "项目数", *EACH)
WIDTHS = (18, 9, 10, 15, 15, 14, 9, 10, 15, 15, 14)
KINDS = ("count", "ratio", "money", "money", "money")
HEADER = 2
CHART_ROWS = 17
NO_RATE = "没有执行率"
FIXED = (Decimal("0.6"), Decimal("0.8"), Decimal(1))
"""limits of bands that no authority set; the one under which reasons are due is a parameter"""
CAPTION = (
    "执行率 = 全年执行数 ÷ 全年预算数（按“单位汇总”“项目”的“重算”栏）。各档互不重叠，界限 {due} 是须说明原因的界限（口径参数），"
    "60%、80%、100% 是本表为便于查看所分。各数都是公式。预算或执行有一项没有数、或预算为 0 的，没有执行率，也不算结余。"
    "结余 = 全年预算数 − 全年执行数。项目包括附件3 和项目汇总表里的项目。各单位的执行率和说明见“执行率明细”。"
)


@dataclass(frozen=True, slots=True)
class Band:
    """`low` ≤ rate < `high` as ratios; None: without end. Without both: no rate. With both the same: just that."""

    low: Decimal | None
    high: Decimal | None

    @property
    def name(self) -> str:
        """超过 100%, 90%（含）至 100%, 不到 60%."""
        if self.low is None and self.high is None:
            return NO_RATE
        if self.low is None or self.high is None:
            return (
                f"超过 {percent(self.low, 0)}"
                if self.low is not None
                else f"不到 {percent(self.high or Decimal(0), 0)}"
            )
        if self.low == self.high:
            return percent(self.low, 0)
        return f"{percent(self.low, 0)}（含）至 {percent(self.high, 0)}"

    def holds(self, rate: Decimal | None) -> bool:
        """Whether a rate lies in the band."""
        if rate is None or (self.low is None and self.high is None):
            return rate is None and self.low is None and self.high is None
        if self.low is None or self.high is None:
            return rate > self.low if self.low is not None else rate < (self.high or Decimal(0))
        return rate == self.low if self.low == self.high else self.low <= rate < self.high

    def wanted(self, rates: str) -> str:
        """The band as conditions of COUNTIFS and SUMIFS on a range of rates."""
        if self.low is not None and self.low == self.high:
            return f"{rates},{plain(self.low)}"
        sides = [(">" if self.high is None else ">=", self.low), ("<", self.high)]
        return ",".join(f'{rates},"{sign}{plain(end)}"' for sign, end in sides if end is not None)


def bands(content: Content, year: int | None) -> list[Band]:
    """Of a year, highest first; the last is for what has no rate."""
    units = [unit for unit in content.accepted if unit.year == year]
    ends = sorted({*FIXED, parameters_of(units, year).number("execution_reason_below")}, reverse=True)
    top = ends[0]
    between = [Band(low, high) for high, low in pairwise(ends)]
    return [Band(top, None), Band(top, top), *between, Band(None, ends[-1]), Band(None, None)]


def write(page: Page, content: Content) -> None:
    """For each year the table with figures as formulas over 单位汇总 and 项目, and the chart below it."""
    years: Sequence[int | None] = sorted({unit.year for unit in content.accepted}) or [None]
    due = sorted({parameters_of(content.accepted, year).number("execution_reason_below") for year in years})
    caption = CAPTION.format(due="、".join(percent(limit, 0) for limit in due))
    page.sheet.set_row(0, 30)
    page.merge(0, 0, len(HEAD) - 1, "预算执行率分析表", "title")
    page.sheet.set_row(1, height([(caption, sum(WIDTHS))]))
    page.merge(1, 0, len(HEAD) - 1, caption, "caption", "wrapped")
    for number, width in enumerate(WIDTHS):
        page.sheet.set_column(number, number, width)
    row, breaks = HEADER, list[int]()
    for year in years:
        if len(years) > 1:
            page.sheet.set_row(row, 22)
            page.merge(row, 0, len(HEAD) - 1, f"{year}年度", "section")
            row += 1
            breaks.append(row - 1)
        row = _block(page, content, year, row)
    page.sheet.freeze_panes(HEADER + (len(years) == 1), 1)
    page.sheet.set_h_pagebreaks(breaks[1:])
    page.sheet.print_area(0, 0, row - 2, len(HEAD) - 1)
    set_up_print(page)


def _block(page: Page, content: Content, year: int | None, row: int) -> int:
    """One year from the header at `row` on; returns the next free row."""
    page.sheet.set_row(row, 32)
    for number, head in enumerate(HEAD):
        page.put(row, number, head, "header")
    found = bands(content, year)
    first, last = row + 1, row + len(found)
    for offset, band in enumerate(found):
        page.sheet.set_row(first + offset, 20)
        page.put(first + offset, 0, band.name, "header")
    page.sheet.set_row(last + 1, 20)
    page.put(last + 1, 0, "合计", "center", "total")
    both = ((1, "单位汇总", content.units), (1 + len(KINDS), "项目", content.projects))
    for column, name, lines in both:
        own = [line for line in lines if year is None or line["year"] == year]
        _figures(page, Side(content.table(name), year, column, first, last), found, own)
    _chart(page, year, row, last)
    return last + 3 + CHART_ROWS


@dataclass(frozen=True, slots=True)
class Side:
    """Units or projects of a year: the table they stand in, the first column and the rows of their figures (from 0)."""

    there: Table
    year: int | None
    column: int
    first: int
    last: int

    def cells(self, offset: int) -> str:
        """One column of the figures, total aside."""
        return f"{a1(self.first, self.column + offset)}:{a1(self.last, self.column + offset)}"


def _figures(page: Page, side: Side, found: Sequence[Band], lines: Sequence[Line]) -> None:
    for row, band in enumerate(found, side.first):
        own = [line for line in lines if band.holds(line.get("rate"))]
        values: list[Formula | None] = [_count(side, band, len(own)), _share(side, row, len(own), len(lines))]
        values += [_money(side, band, name, own) for name in ("budget", "executed")]
        values.append(_left(side, row, own) if band.name != NO_RATE else None)
        for offset, (value, kind) in enumerate(zip(values, KINDS, strict=True)):
            page.put(row, side.column + offset, value, kind)
    rated = [line for line in lines if line.get("rate") is not None]
    sums = (
        len(lines),
        None,
        _sum(lines, "budget"),
        _sum(lines, "executed"),
        _sum(rated, "budget") - _sum(rated, "executed"),
    )
    for offset, (total, kind) in enumerate(zip(sums, KINDS, strict=True)):
        text = None if total is None else Formula(f"=SUM({side.cells(offset)})", total)
        page.put(side.last + 1, side.column + offset, text, kind, "total")


def _sum(lines: Sequence[Line], name: str) -> Decimal:
    return decimal_sum(line.get(name) for line in lines)


def _without(side: Side) -> str:
    """Rows of the year that have no rate."""
    years = side.there.range("year")
    when = f'({years}<>"")' if side.year is None else f"({years}={side.year})"
    return f'({side.there.range("rate")}="")*{when}'


def _within(side: Side, band: Band) -> str:
    year = "" if side.year is None else f",{side.there.range('year')},{side.year}"
    return band.wanted(side.there.range("rate")) + year


def _count(side: Side, band: Band, value: int) -> Formula:
    if band.name == NO_RATE:
        return Formula(f"=SUMPRODUCT({_without(side)})", value)
    return Formula(f"=COUNTIFS({_within(side, band)})", value)


def _share(side: Side, row: int, part: int, whole: int) -> Formula:
    value: Any = round_half_up(Decimal(part) / whole, 4) if whole else ""
    own, cells = a1(row, side.column), side.cells(0)
    return Formula(f'=IF(SUM({cells})=0,"",ROUND({own}/SUM({cells}),4))', value)


def _money(side: Side, band: Band, name: str, own: Sequence[Line]) -> Formula:
    """Blank, not 0, where no line has a number."""
    cells = side.there.range(name)
    if band.name == NO_RATE:
        numbers = f"SUMPRODUCT({_without(side)},ISNUMBER({cells})*1)"
        text = f"SUMPRODUCT({_without(side)},{cells})"
    else:
        numbers = f'COUNTIFS({_within(side, band)},{cells},">-9E+300")'
        text = f"SUMIFS({cells},{_within(side, band)})"
    known = any(isinstance(line.get(name), Decimal) for line in own)
    return Formula(f'=IF({numbers}=0,"",{text})', _sum(own, name) if known else "")


def _left(side: Side, row: int, own: Sequence[Line]) -> Formula:
    budget, executed = (a1(row, side.column + offset) for offset in (2, 3))
    known = all(any(isinstance(line.get(name), Decimal) for line in own) for name in ("budget", "executed"))
    value = _sum(own, "budget") - _sum(own, "executed") if known else ""
    return Formula(f'=IF(COUNT({budget},{executed})<2,"",ROUND({budget}-{executed},6))', value)


def _chart(page: Page, year: int | None, header: int, last: int) -> None:
    title = f"{year}年度各档执行率的单位数和项目数" if year else "各档执行率的单位数和项目数"
    bars = Bars(header + 1, last + 1, (("B", "#2F5D8C"), ("G", "#DCE6F1")))
    said = "执行率分档柱形图：各档的单位数和项目数"
    insert_columns(page, last + 3, bars, title=title, width=1000, said=said)


SHEET = Sheet(NAME, 27, "执行率分档：各档有多少单位、项目和资金，附柱形图", write=write)
