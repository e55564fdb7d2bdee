"""等级分布: how many units and projects got which grade, with shares, money and a chart."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlperf.model.address import a1
from xlperf.model.textsize import height
from xlperf.model.values import plain, round_half_up
from xlperf.rollup.charts import Bars, insert_columns
from xlperf.rollup.content import Content
from xlperf.rollup.frame import set_up_print
from xlperf.rollup.page import Formula, Page
from xlperf.rollup.parts import Line
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table

NAME = "等级分布"
HEAD = ("等级", "分数范围", "单位数", "占比", "全年预算数\n（万元）", "全年执行数\n（万元）", "项目数", "占比")
WIDTHS = (10, 26, 12, 12, 18, 18, 12, 12)
HEADER = 2
CAPTION = "等级按“各项合计”（单位自填各项得分之和）和现行等级界限确定；“未定”是没有得分、得分超过满分或未能读出的，其中项目汇总表里的项目不单独评分。"
UNDECIDED = "没有得分、得分超过满分\n或未能读出"
CHART_ROWS = 17


def write(page: Page, content: Content) -> None:
    """For each year the table with counts as formulas over 单位汇总 and 项目, and the chart below it."""
    lines = content.grades
    page.sheet.set_row(0, 30)
    page.merge(0, 0, len(HEAD) - 1, "绩效自评等级分布", "title")
    page.sheet.set_row(1, height([(CAPTION, sum(WIDTHS))]))
    page.merge(1, 0, len(HEAD) - 1, CAPTION, "caption", "wrapped")
    for number, width in enumerate(WIDTHS):
        page.sheet.set_column(number, number, width)
    years = list(dict.fromkeys(line["year"] for line in lines))
    row, breaks = HEADER, list[int]()
    for year in years:
        if len(years) > 1:
            page.sheet.set_row(row, 22)
            page.merge(row, 0, len(HEAD) - 1, f"{year}年度", "section")
            row += 1
            breaks.append(row - 1)
        block = Block(year, [line for line in lines if line["year"] == year], row + 1)
        row = _write_block(page, content, block)
    page.sheet.freeze_panes(HEADER + (len(years) == 1), 0)
    page.sheet.set_h_pagebreaks(breaks[1:])
    page.sheet.print_area(0, 0, row - 2, len(HEAD) - 1)
    set_up_print(page)


@dataclass(frozen=True, slots=True)
class Block:
    """The grades of one year and the row (from 0) in which they begin."""

    year: int | None
    lines: list[Line]
    first: int

    @property
    def last(self) -> int:
        """The row of 未定."""
        return self.first + len(self.lines) - 1


def _write_block(page: Page, content: Content, block: Block) -> int:
    page.sheet.set_row(block.first - 1, 32)
    for number, head in enumerate(HEAD):
        page.put(block.first - 1, number, head, "header")
    units, projects = content.table("单位汇总"), content.table("项目")
    for offset, line in enumerate(block.lines):
        _line(page, block.first + offset, block, line, units, projects)
    _total(page, block)
    _chart(page, block)
    return block.last + 3 + CHART_ROWS


def _line(page: Page, row: int, block: Block, line: Line, units: Table, projects: Table) -> None:
    grade = a1(row, 0)
    label = grade if line["low"] is not None else '""'
    page.sheet.set_row(row, 20 if line["low"] is not None else 32)
    page.put(row, 0, line["grade"], "header")
    page.put(row, 1, limits(line), "center")
    for column, name, table in ((2, "units", units), (6, "projects", projects)):
        page.put(row, column, Formula(f"={_countif(table, label, block.year)}", line[name]), "count")
        page.put(row, column + 1, _share(column, row, block, line[name], name), "ratio")
    for column, name in ((4, "budget"), (5, "executed")):
        page.put(row, column, _money(units, label, name, line[name], block.year), "money")


def limits(line: Line) -> str:
    """90 分以上, 80 分以上、不到 90 分, 不到 60 分."""
    if line["low"] is None:
        return UNDECIDED
    low, high = line["low"], line["high"]
    if high is None:
        return f"{plain(low)} 分以上"
    return f"不到 {plain(high)} 分" if low == 0 else f"{plain(low)} 分以上、不到 {plain(high)} 分"


def _countif(table: Table, label: str, year: int | None) -> str:
    """Rows of the year with the grade; without one: rows of a unit or project whose grade is blank."""
    named = "unit" if table.name == "单位汇总" else "name"
    when = f'({table.range("year")}<>"")' if year is None else f"({table.range('year')}={year})"
    if label == '""':
        return f'SUMPRODUCT(({table.range(named)}<>"")*({table.range("grade")}="")*{when})'
    return f"SUMPRODUCT(({table.range('grade')}={label})*{when})"


def _money(units: Table, label: str, name: str, value: Decimal | None, year: int | None) -> Formula:
    """The sum of the grade's units; blank, not 0, where none of them has a number."""
    chosen = f"({units.range('grade')}={label})*" + ("1" if year is None else f"({units.range('year')}={year})")
    numbers = f"SUMPRODUCT({chosen},ISNUMBER({units.range(name)})*1)"
    return Formula(f'=IF({numbers}=0,"",SUMPRODUCT({chosen},{units.range(name)}))', "" if value is None else value)


def _share(column: int, row: int, block: Block, part: int, name: str) -> Formula:
    whole = sum(line[name] for line in block.lines)
    cells = f"{a1(block.first, column)}:{a1(block.last, column)}"
    value: Any = round_half_up(Decimal(part) / whole, 4) if whole else ""
    return Formula(f'=IF(SUM({cells})=0,"",ROUND({a1(row, column)}/SUM({cells}),4))', value)


def _total(page: Page, block: Block) -> None:
    row = block.last + 1
    page.sheet.set_row(row, 20)
    page.put(row, 0, "合计", "center", "total")
    page.put(row, 1, None, "center", "total")
    kinds = ((2, "units", "count"), (4, "budget", "money"), (5, "executed", "money"), (6, "projects", "count"))
    for column, name, kind in kinds:
        value = sum((Decimal(line[name]) for line in block.lines if line[name] is not None), Decimal(0))
        page.put(row, column, Formula(f"=SUM({a1(block.first, column)}:{a1(row - 1, column)})", value), kind, "total")
    for column in (3, 7):
        page.put(row, column, None, "ratio", "total")


def _chart(page: Page, block: Block) -> None:
    title = f"{block.year}年度单位和项目的等级分布" if block.year else "单位和项目的等级分布"
    bars = Bars(block.first, block.last + 1, (("C", "#2F5D8C"), ("G", "#B8C9DC")))
    said = "等级分布柱形图：各等级的单位数和项目数"
    insert_columns(page, block.last + 3, bars, title=title, width=820, said=said)


SHEET = Sheet(NAME, 80, "优良中差各有多少单位、多少项目、多少资金，附柱形图", write=write)
