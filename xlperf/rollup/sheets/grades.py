"""等级分布: how many units and projects got which grade, with shares, money and a chart."""

from decimal import Decimal
from typing import Any

from xlperf.model.address import a1, quoted
from xlperf.model.values import plain, round_half_up
from xlperf.rollup.cells import Record, records
from xlperf.rollup.page import Formula, Page
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.table import Table, set_up_print

NAME = "等级分布"
HEAD = ("等级", "分数范围", "单位数", "占比", "全年预算数\n（万元）", "全年执行数\n（万元）", "项目数", "占比")
WIDTHS = (10, 20, 12, 12, 18, 18, 12, 12)
FIRST = 3
CAPTION = "等级按“各项合计”（单位自填各项得分之和）和现行等级界限确定；“未定”是没有得分或得分未能读出的，其中项目汇总表里的项目不单独评分。"


def write(page: Page, content: Content) -> None:
    """The table with counts as formulas over 单位汇总 and 项目, and the chart below it."""
    lines = records(content.frames.grades)
    units, projects = content.table("单位汇总"), content.table("项目")
    page.sheet.set_row(0, 30)
    page.merge(0, 0, len(HEAD) - 1, "绩效自评等级分布", "title")
    page.sheet.set_row(1, 18)
    page.merge(1, 0, len(HEAD) - 1, CAPTION, "caption", "wrapped")
    page.sheet.set_row(2, 32)
    for number, (head, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
        page.sheet.set_column(number, number, width)
        page.put(2, number, head, "header")
    last = FIRST + len(lines) - 1
    for offset, line in enumerate(lines):
        _line(page, FIRST + offset, last, line, lines, units, projects)
    _total(page, last + 1, lines)
    _chart(page, last)
    page.sheet.freeze_panes(FIRST, 0)
    page.sheet.print_area(0, 0, last + 23, len(HEAD) - 1)
    set_up_print(page)


def _line(page: Page, row: int, last: int, line: Record, lines: list[Record], units: Table, projects: Table) -> None:
    grade = a1(row, 0)
    label = grade if line["low"] is not None else '""'
    page.sheet.set_row(row, 20)
    page.put(row, 0, line["grade"], "header")
    page.put(row, 1, limits(line), "center")
    page.put(row, 2, Formula(f"={_countif(units, label)}", line["units"]), "count")
    page.put(row, 3, _share(2, row, last, line["units"], [other["units"] for other in lines]), "ratio")
    for column, name in ((4, "budget"), (5, "executed")):
        page.put(row, column, _money(units, label, name, line[name]), "money")
    page.put(row, 6, Formula(f"={_countif(projects, label)}", line["projects"]), "count")
    page.put(row, 7, _share(6, row, last, line["projects"], [other["projects"] for other in lines]), "ratio")


def limits(line: Record) -> str:
    """90 分以上, 80 分以上、不到 90 分, 不到 60 分."""
    if line["low"] is None:
        return "没有得分"
    low, high = line["low"], line["high"]
    if high is None:
        return f"{plain(low)} 分以上"
    return f"不到 {plain(high)} 分" if low == 0 else f"{plain(low)} 分以上、不到 {plain(high)} 分"


def _countif(table: Table, label: str) -> str:
    """Rows with the grade; without one: rows of a unit or project whose grade is blank."""
    named = "unit" if table.name == "单位汇总" else "name"
    if label == '""':
        return f'SUMPRODUCT(({table.range(named)}<>"")*({table.range("grade")}="")*({table.range("year")}<>""))'
    return f"COUNTIF({table.range('grade')},{label})"


def _money(units: Table, label: str, name: str, value: Decimal | None) -> Formula:
    """The sum of the grade's units; blank, not 0, where none of them has a number."""
    chosen = f"({units.range('grade')}={label})*1"
    numbers = f"SUMPRODUCT({chosen},ISNUMBER({units.range(name)})*1)"
    return Formula(f'=IF({numbers}=0,"",SUMPRODUCT({chosen},{units.range(name)}))', "" if value is None else value)


def _share(column: int, row: int, last: int, part: int, parts: list[int]) -> Formula:
    whole = sum(parts)
    cells = f"{a1(FIRST, column)}:{a1(last, column)}"
    value: Any = round_half_up(Decimal(part) / whole, 4) if whole else ""
    return Formula(f'=IF(SUM({cells})=0,"",ROUND({a1(row, column)}/SUM({cells}),4))', value)


def _total(page: Page, row: int, lines: list[Record]) -> None:
    page.sheet.set_row(row, 20)
    page.put(row, 0, "合计", "center", "total")
    page.put(row, 1, None, "center", "total")
    kinds = ((2, "units", "count"), (4, "budget", "money"), (5, "executed", "money"), (6, "projects", "count"))
    for column, name, kind in kinds:
        value = sum((Decimal(line[name]) for line in lines if line[name] is not None), Decimal(0))
        page.put(row, column, Formula(f"=SUM({a1(FIRST, column)}:{a1(row - 1, column)})", value), kind, "total")
    for column in (3, 7):
        page.put(row, column, None, "ratio", "total")


def _chart(page: Page, last: int) -> None:
    """Columns of units and projects per grade, the numbers on them; readable in black and white."""
    sheet = quoted(page.name)
    chart = page.book.add_chart({"type": "column"})
    font = {"name": "宋体", "size": 10}
    for column, fill in ((2, "#2F5D8C"), (6, "#B8C9DC")):
        letter = "CG"[column == 6]
        chart.add_series(
            {
                "name": f"={sheet}!${letter}$3",
                "categories": f"={sheet}!$A${FIRST + 1}:$A${last + 1}",
                "values": f"={sheet}!${letter}${FIRST + 1}:${letter}${last + 1}",
                "fill": {"color": fill},
                "border": {"color": "#44546A"},
                "data_labels": {"value": True, "font": font},
                "gap": 80,
            }
        )
    chart.set_title({"name": "单位和项目的等级分布", "name_font": {"name": "黑体", "size": 12, "bold": False}})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "min": 0, "num_format": "0", "major_gridlines": {"visible": False}})
    chart.set_size({"width": 820, "height": 360})
    page.sheet.insert_chart(
        last + 3, 0, chart, {"x_offset": 10, "description": "等级分布柱形图：各等级的单位数和项目数"}
    )


SHEET = Sheet(NAME, 80, "优良中差各有多少单位、多少项目、多少资金，附柱形图", write=write)
