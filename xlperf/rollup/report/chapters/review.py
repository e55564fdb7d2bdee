"""复核情况: how many forms have which grade by the units' own scores, and after review."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import any_figure, by_year, column, counts, grid, say, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Gap, Part

SHEET = "复核底稿"
LIMITS, OWN, AFTER = "扣分、等级下限（分）", "自评等级个数", "复核等级个数"


def _year(source: Source, year: int | None) -> list[Block]:
    table = source.table(SHEET)
    above = range(1, table.head[0]) if table else range(0)
    small = next(
        (
            s
            for s in source.blocks(SHEET, "可以改的数", above)
            if year is None or source.number(SHEET, s.head + 1, 1) == year
        ),
        None,
    )
    if small is None:
        return []
    lines = {name: next((label for label in small.lines if label.startswith(name)), "") for name in (OWN, AFTER)}
    grades = [head for n, head in sorted(small.headers.items()) if n > _last_tariff(small.headers) and head != "满分"]
    wanted = [(grade, "count", grade, 0) for grade in grades]
    rows: list[list[Part]] = []
    for name, label in lines.items():
        figures = counts(small, wanted, [label], year)[0][1:] if label else []
        rows.append([name, *figures])
    columns = [column("等级", 56, left=True), *(column(grade, 100 / max(len(grades), 1)) for grade in grades)]
    tariff = [
        part
        for n, head in sorted(small.headers.items())
        if 3 <= n <= _last_tariff(small.headers)
        for part in ("、", head, source.figure(SHEET, small.head + 1, n, "points", f"{when(year)}复核·{head}"), "分")
    ][1:]
    return [
        say(
            "复核底稿按可以改写的扣分标准给出建议扣分和复核得分（",
            *tariff,
            "；标准是本软件的建议，不是规定）。自评和复核的等级个数（表，含附件2、附件3）如下：",
        ),
        *grid("自评等级和复核等级（张）", columns, [row for row in rows if any_figure(row)]),
        say(Gap("请财政部门补充：复核的组织和范围、改动较大的单位和原因；还没有复核的，请写明")),
    ]


def _last_tariff(headers: dict[int, str]) -> int:
    """The column of 每张表最多扣."""
    return next((n for n, head in headers.items() if head.startswith("每张表")), 0)


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: _year(source, year))


CHAPTER = Chapter(100, "复核情况", write)
