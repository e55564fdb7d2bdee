"""Closing (文末): signature and date, left to the bureau; and 数据来源, where every figure of the document comes from."""

from collections.abc import Iterable, Sequence

from xlperf.model.address import a1, row_column
from xlperf.rollup.report.phrases import column
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import (
    Block,
    Document,
    Figure,
    Gap,
    Grid,
    Heading,
    Origin,
    Paragraph,
    Part,
    parts_of,
)

_COLUMNS = (column("数的名目", 76, left=True), column("数", 36), column("出处（工作表、单元格）", 44, left=True))


def signature() -> list[Block]:
    """发文机关署名, 成文日期."""
    return [Paragraph([]), Paragraph([Gap("发文机关署名")], "Signature"), Paragraph([Gap("成文日期")], "Signature")]


def closing(source: Source, document: Document, annex: Sequence[Block] = ()) -> list[Block]:
    """What follows the text: signature, annex, and the origins of all figures."""
    blocks = [*document.blocks, *annex]
    rows: list[list[Part]] = [[Origin(one.label), one, Origin(one.place)] for one in _single(blocks)]
    rows += [
        [f"表：{block.title}", "逐格", Origin(place)]
        for block in blocks
        if isinstance(block, Grid)
        for place in _areas(block)
    ]
    first = next(document.figures(), None)
    how = [f"xlperf trace {source.name} '{first.place}'"] if first else []
    return [
        *signature(),
        *annex,
        Heading(0, ["数据来源"]),
        Paragraph(
            [
                "本页供核对用，印发前可以删去。文中和表中的每个数都取自汇总工作簿的一格，点一下数，上方显示它的出处。核对：",
                Origin(f"xlperf report {source.name} --check 本文件"),
                *(part for one in how for part in ("；追到单位的文件：", Origin(one))),
                "。",
            ],
            "Note",
        ),
        Paragraph(
            [
                "汇总工作簿：",
                Origin(source.name),
                "，制表日期",
                Origin(source.made),
                "，",
                Origin(f"SHA-256 {source.sha256}"),
            ],
            "Note",
        ),
        *([Grid("", _COLUMNS, rows)] if rows else []),
    ]


def _single(blocks: Iterable[Block]) -> list[Figure]:
    """Figures outside tables, each cell once."""
    found: dict[str, Figure] = {}
    for block in blocks:
        if not isinstance(block, Grid):
            for part in parts_of(block):
                if isinstance(part, Figure):
                    found.setdefault(part.place, part)
    return list(found.values())


def _areas(grid: Grid) -> Sequence[str]:
    """For each sheet the smallest area that holds all figures of a table."""
    cells: dict[str, list[tuple[int, int]]] = {}
    for part in parts_of(grid):
        if isinstance(part, Figure):
            cells.setdefault(part.sheet, []).append(row_column(part.cell))
    made = []
    for sheet, places in cells.items():
        rows, columns = zip(*places, strict=True)
        corners = a1(min(rows), min(columns)), a1(max(rows), max(columns))
        made.append(f"{sheet}!{corners[0]}" if corners[0] == corners[1] else f"{sheet}!{corners[0]}:{corners[1]}")
    return made
