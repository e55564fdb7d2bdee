"""风险提示: combinations of figures worth a second look; hints, no verdicts."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import any_figure, by_year, column, grid, say, when
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Gap, Part, Said

SHEET = "风险提示"


def _year(source: Source, year: int | None) -> list[Block]:
    table = source.table(SHEET)
    above = range(1, table.head[0]) if table else range(0)
    rows: list[list[Part]] = []
    for row, cells in sorted(source.some_rows(SHEET, above).items()):
        if isinstance(cells.get(0), str) and (year is None or cells.get(1) == year):
            name = str(cells[0])
            figures = (
                source.figure(SHEET, row, n, "count", f"{when(year)}{name}·{head}")
                for n, head in ((2, "条数"), (3, "涉及单位"))
            )
            rows.append([Said.of(name), *figures, Said.of(cells.get(4))])
    rows = [row for row in rows if any_figure(row)]
    if not rows:
        return [say("没有列出风险提示。")]
    columns = [
        column("种类", 40, left=True),
        column("条数", 18),
        column("涉及单位", 20),
        column("什么情况下列出", 78, left=True),
    ]
    return [
        say("以下是按数字的组合列出的提示，供复核时选择先看哪里；有合理原因的很多，不是规定，也不是结论。"),
        *grid("风险提示（按种类）", columns, rows),
        say(Gap("请财政部门补充：核实后的结论；未经核实的，报送前请删去本部分")),
    ]


def write(source: Source) -> Sequence[Block]:
    """Year by year."""
    return by_year(source, lambda year: _year(source, year))


CHAPTER = Chapter(90, "风险提示", write)
