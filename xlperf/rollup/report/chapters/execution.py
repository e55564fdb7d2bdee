"""预算执行情况: bands of the execution rate, and the units below the limit with what they say of it."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import any_figure, by_year, column, counts, grid, say, small_of, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Gap, Part, Said

BANDS, DETAIL = "执行率分析", "执行率明细"
COLUMNS = [
    ("单位数", "count", "单位数", 0), ("占比", "ratio", "单位占比", 0), ("全年预算数（万元）", "money", "单位全年预算数（万元）", 0),
    ("全年执行数（万元）", "money", "单位全年执行数（万元）", 0), ("项目数", "count", "项目数", 0), ("占比", "ratio", "项目占比", 1),
]  # fmt: skip
MOST = 30
"""units listed"""


def bands(source: Source, year: int | None) -> list[Block]:
    """How many units, projects and how much money; bands in which there is nothing are left out."""
    small = small_of(source, BANDS, "执行率", year)
    if small is None:
        return []
    rows = [row for row in counts(small, COLUMNS, list(small.lines), year) if any_figure(row)]
    left = small.figure("合计", "结余（万元）", "money", f"{when(year)}单位结余合计（万元）")
    heads = (("单位数", 17), ("占比", 19), ("全年预算数", 28), ("全年执行数", 28), ("项目数", 17), ("占比", 19))
    columns = [column("执行率", 32, left=True), *(column(name, width) for name, width in heads)]
    return [
        say(
            "有执行率的单位结余合计",
            left,
            "万元（结余为全年预算数减全年执行数）。各档执行率的单位和项目见下表，没有单位和项目的档次不列。",
        ),
        *grid("预算执行率分档（金额单位：万元）", columns, rows),
    ]


def low(source: Source, year: int | None) -> list[Block]:
    """Units below the limit under which a reason is due: those whose 单位写的原因 is filled."""
    rows: list[list[Part]] = []
    for number, line in source.lines(DETAIL):
        if line.get("单位写的原因") and (year is None or line.get("年度") == year):
            unit = str(line["单位"])
            rate = source.at(DETAIL, number, "执行率", "ratio", f"{when(year)}{Said.of(unit).text}·执行率")
            rows.append([Said.of(unit), rate, Said.of(line["单位写的原因"])])
    if not rows:
        return [say("没有执行率低于须说明原因界限的单位。")]
    columns = [column("单位", 50, left=True), column("执行率", 22), column("单位写的原因（摘录）", 84, left=True)]
    return [
        say("执行率低于须说明原因界限的单位如下，从低到高排列："),
        *grid("执行率偏低的单位", columns, rows, most=MOST, where=DETAIL),
        say(Gap("请财政部门补充：对执行率偏低原因的判断")),
    ]


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: [*bands(source, year), *low(source, year)])


CHAPTER = Chapter(50, "预算执行情况", write)
