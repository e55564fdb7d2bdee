"""“三公”经费、公用经费和人员控制情况: totals, and the units above their limits."""

from collections.abc import Callable, Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import any_figure, by_year, column, grid, known, say, when
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
    total = source.totals(SHEET).get(year, 0)

    def of(group: str, header: str) -> Figure | None:
        return _figure(source, total, group, header, when(year))

    groups = (("“三公”经费", THREE), ("公用经费", PUBLIC))
    rows: list[list[Part]] = [[name, *(of(group, header) for header in (*MONEY, *RATES))] for name, group in groups]
    staff = known(
        *((head, of(STAFF, head), "人") for head in ("编制数", "实际在职")), ("控制率", of(STAFF, "控制率"), "")
    )
    if not staff and not any(any_figure(row) for row in rows):
        return [say("没有单位报来附件1，这一部分没有数。")]
    parts = known(*((head, of(PARTS, head), "万元") for head in ("公车购置和运行", "因公出国", "公务接待")))
    told = [
        ["“三公”经费", *_money(of, THREE), *(["；其中", *parts] if parts else []), "。"],
        ["公用经费", *_money(of, PUBLIC), "。"],
        ["财政供养人员", *staff, "。"] if staff else [],
    ]
    columns = [
        column("项目", 34, left=True), *(column(f"{head}（万元）", 26) for head in MONEY), *(column(head, 22) for head in RATES),
    ]  # fmt: skip
    return [
        say(*(part for sentence in told if len(sentence) > 2 for part in sentence), "各项率只算两个数都填了的单位。"),
        *grid("“三公”经费和公用经费合计", columns, [row for row in rows if any_figure(row)]),
        *_over(source, year),
    ]


def _money(of: Callable[[str, str], Figure | None], group: str) -> list[Part]:
    """The final figure, the change and the control rate of a group."""
    return known(
        ("本年决算数合计", of(group, "本年决算数"), "万元"),
        ("与上年相比变动率", of(group, "变动率"), ""),
        ("为本年预算数的", of(group, "控制率"), ""),
    )


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
