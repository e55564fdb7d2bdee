"""“三公”经费、公用经费和人员控制情况: totals, and the units above their limits."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import any_figure, by_year, column, grid, say, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Figure, Part, Said

SHEET = "三公和公用经费"
THREE, PUBLIC, STAFF = "三公经费", "公用经费", "财政供养人员"
PARTS = "其中：本年决算数"
MONEY = ("上年决算数", "本年预算数", "本年决算数")
RATES = ("变动率", "控制率")
MOST = 40
"""units listed"""


def _figure(source: Source, row: int, group: str, header: str, label: str) -> Figure | None:
    kind = "ratio" if header in RATES else "count" if group == STAFF else "money"
    name = {THREE: "三公经费", PUBLIC: "公用经费", STAFF: "人员", PARTS: "三公其中"}[group]
    measure = {"money": "（万元）", "count": "（人）"}.get(kind, "")
    return source.at(SHEET, row, header, kind, f"{label}{name}·{header}{measure}", group)


def _year(source: Source, year: int | None) -> list[Block]:
    total = source.totals(SHEET).get(year)
    if total is None:
        return [say("没有单位报来附件1。")]

    def of(group: str, header: str) -> Figure | None:
        return _figure(source, total, group, header, when(year))

    rows: list[list[Part]] = [
        [name, *(of(group, header) for header in (*MONEY, *RATES))]
        for name, group in (("“三公”经费", THREE), ("公用经费", PUBLIC))
    ]
    columns = [
        column("项目", 34, left=True),
        *(column(f"{h}（万元）", 26) for h in MONEY),
        *(column(h, 22) for h in RATES),
    ]
    return [
        say(
            "“三公”经费本年决算数合计", of(THREE, "本年决算数"), "万元，与上年相比变动率", of(THREE, "变动率"), "，为本年预算数的",
            of(THREE, "控制率"), "；其中公务用车购置和运行", of(PARTS, "公车购置和运行"), "万元，因公出国（境）", of(PARTS, "因公出国"),
            "万元，公务接待", of(PARTS, "公务接待"), "万元。公用经费本年决算数合计", of(PUBLIC, "本年决算数"), "万元，变动率",
            of(PUBLIC, "变动率"), "，为本年预算数的", of(PUBLIC, "控制率"), "。财政供养人员编制数", of(STAFF, "编制数"), "人，实际在职",
            of(STAFF, "实际在职"), "人，控制率", of(STAFF, "控制率"), "。各项率只算两个数都填了的单位。",
        ),
        *grid("“三公”经费和公用经费合计", columns, [row for row in rows if any_figure(row)]),
        *_over(source, year),
    ]  # fmt: skip


def _over(source: Source, year: int | None) -> list[Block]:
    """Units that have something under 提示: above the limit."""
    rows: list[list[Part]] = []
    for number, line in source.lines(SHEET):
        if line.get("提示") and (year is None or line.get("年度") == year):
            label = f"{when(year)}{Said.of(line['单位']).text}·"
            rates = (_figure(source, number, group, "控制率", label) for group in (THREE, PUBLIC, STAFF))
            rows.append([Said.of(line["单位"]), *rates, Said.of(line["提示"])])
    if not rows:
        return [say("没有控制率超过界限的单位。")]
    heads = ("“三公”控制率", "公用控制率", "人员控制率")
    columns = [
        column("单位", 44, left=True),
        *(column(head, 24) for head in heads),
        column("超出的项目", 40, left=True),
    ]
    return [say("控制率超过界限的单位如下："), *grid("控制率超过界限的单位", columns, rows, most=MOST, where=SHEET)]


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: _year(source, year))


CHAPTER = Chapter(70, "“三公”经费和公用经费情况", write)
