"""问题按规则: every finding again, those of one rule together, with 现场数据 side by side."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlperf.rollup.cells import CELL, DIGEST, FILE, line
from xlperf.rollup.cells import SHEET as PAGE
from xlperf.rollup.collect import finding_lines
from xlperf.rollup.column import Column
from xlperf.rollup.parts import Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.sheets.findings import marks

NAME = "问题按规则"
COLUMNS = (
    Column("code", "代码", 6.5, "center"),
    Column("severity", "性质", 10, "center"),
    Column("unit", "单位", 18),
    Column("year", "年度", 6, "center"),
    Column("form", "表", 14),
    PAGE,
    CELL,
    Column("given", "现场数据", 30),
    Column("expected", "应为", 24),
    Column("message", "问题", 46),
    Column("folded", "关联", 9, "center"),
    replace(FILE, width=22),
    DIGEST,
)
CAPTION = (
    "与“问题清单”是同一批问题，按规则代码排列，同一条规则下按单位排列，便于一类问题一起处理；规则的全文见“规则执行情况”。"
    "“现场数据”是单位填的内容，或由单位填的数算出的结果。“关联”写有“由…引起”的，改好起因后一般会随之消失。"
)


def rows(part: Part) -> Iterator[list[Any]]:
    """Sorted by `key` when the book is written."""
    yield from (line(found, COLUMNS, **marks(found)) for found in finding_lines(part))


SHEET = Sheet(
    NAME, 72, "同样的问题按规则代码排列，同类的在一起", rows=rows, key="code", columns=COLUMNS, freeze=3,
    title="绩效自评审核问题清单（按规则）", caption=CAPTION, empty="没有发现问题",
)  # fmt: skip
