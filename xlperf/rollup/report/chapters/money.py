"""资金总体情况: budgets and spending of all units, and the sums of 附件1."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import OVERVIEW, by_year, column, counts, grid, known, say, when
from xlperf.rollup.report.source import Block as Small
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block

FILLED = "填了数的单位（个）"
LINE, WIDTH = 46.0, 110.0
"""mm of the labels, and of all figures together"""


def funds(source: Source, year: int | None) -> list[Block]:
    """年初预算, 全年预算, 全年执行, 执行率, and how many units stand behind each."""
    small = next(iter(source.blocks(OVERVIEW, "非数字（格）")), None)
    label = "全部单位合计" if year is None else f"{year}年度合计"
    if small is None or label not in small.lines:
        return []
    initial, budget, executed = (
        small.figure(label, head, "money", f"{when(year)}{head}（万元）")
        for head in ("年初预算数", "全年预算数", "全年执行数")
    )
    rate = small.figure(label, "执行率", "ratio", f"{when(year)}执行率")
    units = source.figure(OVERVIEW, small.lines[label] + 1, 4, "count", f"{when(year)}预算、执行都填了数的单位")
    said = known(
        ("年初预算数", initial, "万元"), ("全年预算数", budget, "万元"), ("全年执行数", executed, "万元"), ("预算执行率", rate, ""),
    )  # fmt: skip
    if not said:
        return [say("没有能够读出的资金数。")]
    return [say("按各单位自报数合计，", *said, "（执行率只算预算、执行都填了数的", units, "个单位）。")]


def base(source: Source, year: int | None) -> list[Block]:
    """附件1: lines by columns, as many as the editions have."""
    small = next((one for one in _base_blocks(source) if year is None or one.year == year), None)
    if small is None:
        return []
    heads = [head for number, head in sorted(small.headers.items()) if number > 0]
    columns = [(head, "money", f"{head}（万元）", 0) for head in heads]
    labels = [label for label in small.lines if label != FILLED]
    width = WIDTH / max(len(heads), 1)
    return grid(
        "附件1 主要支出合计（万元）",
        [column("项目", LINE, left=True), *(column(head, width) for head in heads)],
        counts(small, columns, labels, year),
    )


def _base_blocks(source: Source) -> list[Small]:
    """Their headers begin with 附件1 合计."""
    return [
        Small(source, OVERVIEW, row, source.rows(OVERVIEW))
        for row, cells in source.rows(OVERVIEW).items()
        if str(0 if 0 not in cells else cells[0].value).startswith("附件1 合计")
    ]


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: [*funds(source, year), *base(source, year)])


CHAPTER = Chapter(30, "资金总体情况", write)
