"""口径说明: by what everything was counted: editions, parameters with their sources, program, run."""

from collections import Counter
from decimal import Decimal
from typing import Any

from xlperf import __version__
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters, load_parameter, parameter_names
from xlperf.model.textsize import height
from xlperf.model.values import plain
from xlperf.rollup.content import Content
from xlperf.rollup.frame import set_up_print
from xlperf.rollup.page import Page
from xlperf.rollup.sheets import Sheet

NAME = "口径说明"
WIDTHS = (30, 20, 16, 52, 12)
LAST = len(WIDTHS) - 1


def write(page: Page, content: Content) -> None:
    """Run, editions, parameters of every place and year that occurs."""
    for number, width in enumerate(WIDTHS):
        page.sheet.set_column(number, number, width)
    page.sheet.set_row(0, 30)
    page.merge(0, 0, LAST, "口径说明", "title")
    row = _run(page, content, 2)
    places = _editions(page, content, row)
    row += 3 + len(_counted(content))
    for place, year in places:
        row = _parameters(page, place, year, row)
    page.sheet.freeze_panes(1, 0)
    page.sheet.print_area(0, 0, row - 1, LAST)
    set_up_print(page)


def _run(page: Page, content: Content, row: int) -> int:
    day = content.made_on
    lines: tuple[tuple[str, str], ...] = (
        ("软件和版本", f"xlperf {__version__}"),
        ("制表日期", f"{day.year}年{day.month}月{day.day}日"),
        ("收到的文件", f"{content.balance.files} 份，计入 {content.balance.accepted} 份，去向见“收件台账”"),
        ("规则", f"{len(content.rules)} 条，每条的执行情况见“规则执行情况”"),
        ("舍入", "四舍五入（与表格软件的 ROUND 相同）；金额、比率和得分都按十进制精确计算，再按各自的位数舍入"),
    )
    lines += tuple(
        (f"“{name}”分成 {len(names)} 张", f"行数超过一张工作表的上限，分在 {'、'.join(names)}；总览等处的合计包括各张")
        for name, names in content.split.items()
    )
    row = _section(page, row, "一、本次汇总")
    for label, text in lines:
        page.put(row, 0, label, "label")
        page.merge(row, 1, LAST, text, "text")
        row += 1
    return row + 1


def _counted(content: Content) -> list[tuple[str, int, int]]:
    """Edition, year and number of files that count, most first."""
    digests = (entry.digest for unit in content.accepted for entry in unit.entries if entry.digest)
    numbers = Counter((digest.edition, digest.year) for digest in digests)
    return [(edition, year, n) for (edition, year), n in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))]


def _editions(page: Page, content: Content, row: int) -> list[tuple[str, int]]:
    """The editions by which files were read; the places and years that occur."""
    row = _section(page, row, "二、表格版本")
    for column, head in enumerate(("版本", "地区", "年度", "来源", "文件数")):
        page.put(row, column, head, "header")
    places: dict[tuple[str, int], None] = {}
    for name, year, number in _counted(content):
        row += 1
        edition = load_edition(name, year)
        places[edition.place, year] = None
        page.sheet.set_row(row, height([(edition.name, WIDTHS[0]), (edition.source, WIDTHS[3])]))
        page.put(row, 0, edition.name, "label")
        page.put(row, 1, edition.place_name or "通用", "center")
        page.put(row, 2, str(year), "center")
        page.put(row, 3, f"{edition.certainty}：{edition.source}", "text")
        page.put(row, 4, number, "count")
    return list(places)


def _parameters(page: Page, place: str, year: int, row: int) -> int:
    """All parameters in force in a place for a year."""
    row = _section(page, row, f"三、口径参数（{_place_name(place)}，{year}年度）")
    for column, head in enumerate(("参数", "数值", "单位", "来源", "来源性质")):
        page.put(row, column, head, "header")
    parameters = Parameters(place, year)
    for name in parameter_names():
        row += 1
        about, found = load_parameter(name), parameters.row(name)
        label = about.label + (f"\n（{about.note}）" if about.note else "")
        value = shown(found.value)
        texts = ((label, WIDTHS[0]), (value, WIDTHS[1]), (found.source, WIDTHS[3]))
        page.sheet.set_row(row, height(texts))
        for column, (text, kind) in enumerate(
            (
                (label, "label"),
                (value, "center"),
                (about.unit, "center"),
                (found.source, "text"),
                (found.certainty, "center"),
            )
        ):
            page.put(row, column, text, kind)
    return row + 2


def _place_name(place: str) -> str:
    return f"行政区划 {place}" if place else "通用"


def shown(value: Any) -> str:
    """A parameter as a person reads it: 90; 优 90、良 80."""
    if isinstance(value, list | tuple):
        return "、".join(
            " ".join(shown(part) for part in one) if isinstance(one, list | tuple) else shown(one) for one in value
        )
    if isinstance(value, bool):
        return "是" if value else "否"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _section(page: Page, row: int, text: str) -> int:
    page.sheet.set_row(row, 22)
    page.merge(row, 0, LAST, text, "section")
    return row + 1


SHEET = Sheet(NAME, 120, "版本、参数及来源、软件版本、制表日期", write=write)
