"""绩效指标完成情况: by second level."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import by_year, column, grid, say, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Figure, Gap, Part, Said

SHEET = "指标完成情况"
COUNTED, DUE = "指标数", "没有说明原因"
COLUMNS = (
    ("全部", "count", COUNTED, 18.0), ("达到", "count", COUNTED, 18.0), ("超出较多", "count", COUNTED, 19.0),
    ("未达到", "count", COUNTED, 18.0), ("无法判断", "count", COUNTED, 19.0), ("完成率", "ratio", "", 20.0), ("得分率", "ratio", "", 20.0),
)  # fmt: skip

HEADS = [column("二级指标", 38, left=True), *(column(header, width) for header, _, _, width in COLUMNS)]


def _figure(source: Source, row: int, column_: tuple[str, str, str], label: str) -> Figure | None:
    header, kind, group = column_
    return source.at(SHEET, row, header, kind, f"{label}·{header}{'（没有说明原因）' if group == DUE else ''}", group)


def _year(source: Source, year: int | None) -> list[Block]:
    total = source.totals(SHEET).get(year, 0)
    label = f"{when(year)}指标合计"
    every, reached, over, missed, unclear = (
        _figure(source, total, (h, "count", COUNTED), label) for h, _, _, _ in COLUMNS[:5]
    )
    if not every:
        return [say("没有绩效指标，这一部分没有数。")]
    rate = _figure(source, total, ("完成率", "ratio", ""), label)
    unsaid = [_figure(source, total, (head, "count", DUE), label) for head in ("未达到", "超出较多")]
    return [
        say(
            "各单位、各项目共有三级指标", every, "条，完成值达到指标值的", reached, "条，超出较多的", over, "条，未达到的", missed,
            "条，定性的或看不出是否达到的", unclear, "条；能够判断的指标完成率", rate, "。未达到而没有说明原因的", unsaid[0],
            "条，超出较多而没有说明原因的", unsaid[1], "条。",
        ),
        *grid("绩效指标完成情况（按二级指标）", HEADS, _rows(source, year, total)),
        say(Gap("请财政部门补充：对产出、效益、满意度完成情况的评价")),
    ]  # fmt: skip


def _rows(source: Source, year: int | None, total: int) -> list[list[Part]]:
    rows: list[list[Part]] = []
    lines = [(n, str(line["二级指标"])) for n, line in source.lines(SHEET) if year is None or line.get("年度") == year]
    for number, name in [*lines, (total, "合计")]:
        label = f"{when(year)}{'指标合计' if number == total else name}"
        rows.append([Said.of(name), *(_figure(source, number, one[:3], label) for one in COLUMNS)])
    return rows


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: _year(source, year))


CHAPTER = Chapter(60, "绩效指标完成情况", write)
