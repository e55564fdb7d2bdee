"""得分和等级分布."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import OVERVIEW, by_year, column, counts, grid, known, say, small_of, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Part, Said

GRADES = "等级分布"
OWN, OURS = "各项合计（各行之和）", "建议得分（本软件重算）"
HEADS = [
    ("平均", "points", "平均", 0),
    ("最高", "points", "最高", 0),
    ("最低", "points", "最低", 0),
    ("有得分的单位", "count", "有得分的单位", 0),
]
SIDES = [
    ("单位数", "count", "单位数", 0),
    ("占比", "ratio", "单位占比", 0),
    ("项目数", "count", "项目数", 0),
    ("占比", "ratio", "项目占比", 1),
]


def scores(source: Source, year: int | None) -> list[Block]:
    """Mean, highest, lowest: as printed, as added up, as recomputed."""
    small = small_of(source, OVERVIEW, "有得分的单位", year)
    if small is None:
        return []
    mean, high, low = (
        small.figure(OWN, head, "points", f"{when(year)}{OWN}·{head}") for head in ("平均", "最高", "最低")
    )
    ours = small.figure(OURS, "平均", "points", f"{when(year)}{OURS}·平均")
    rows = counts(small, HEADS, list(small.lines), year)
    said = known(("平均", mean, "分"), ("最高", high, "分"), ("最低", low, "分"))
    if not said:
        return [say("没有能够读出的整体支出自评得分。")]
    more: list[Part] = (
        ["本软件按指标值和完成值重算的得分只供复核参考，不改变单位自评分，平均", ours, "分。"] if ours else []
    )
    return [
        say("整体支出自评得分（按各项得分之和）", *said, "。", *more),
        *grid(
            "自评得分情况（分）",
            [column("得分", 60, left=True), *(column(head, 24) for head, *_ in HEADS)],
            rows,
        ),
    ]


def grades(source: Source, year: int | None) -> list[Block]:
    """Units and projects by grade."""
    small = small_of(source, GRADES, "分数范围", year)
    if small is None:
        return []
    labels = [label for label in small.lines if label != "合计"]
    said: list[Part] = []
    for label in labels:
        said += [
            "；" if said else "",
            f"“{label}”",
            small.figure(label, "单位数", "count", f"{when(year)}{label}·单位数"),
            "个单位、",
        ]
        said += [small.figure(label, "项目数", "count", f"{when(year)}{label}·项目数"), "个项目"]
    rows = counts(small, SIDES, labels, year)
    ranges = [[row[0], Said.of(small.text(label, 1)), *row[1:]] for label, row in zip(labels, rows, strict=True)]
    columns = [
        column("等级", 16),
        column("分数范围", 60, left=True),
        *(column(s, 20) for s in ("单位数", "占比", "项目数", "占比")),
    ]
    return [say("按自评得分划分等级：", *said, "。"), *grid("自评等级分布", columns, ranges)]


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: [*scores(source, year), *grades(source, year)])


CHAPTER = Chapter(40, "自评得分和等级分布", write)
