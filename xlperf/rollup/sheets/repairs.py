"""修复记录: every change that reading made to what was typed, one row each."""

from collections.abc import Iterator
from typing import Any

from xlperf.rollup.cells import DIGEST, PLACE, line
from xlperf.rollup.collect import repair_lines
from xlperf.rollup.column import Column
from xlperf.rollup.parts import Part
from xlperf.rollup.sheets import Sheet

NAME = "修复记录"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 6, "center"),
    *PLACE,
    Column("label", "栏目", 28),
    Column("typed", "原填", 24),
    Column("read", "读作", 16, "typed"),
    Column("what", "说明", 44),
    DIGEST,
)
CAPTION = "读取时做过的每一处修复一行（全角数字、千分位、格子里写了单位等），只列计入汇总的表；单位的原文件没有改动。"


def rows(part: Part) -> Iterator[list[Any]]:
    """As they were read."""
    yield from (line(found, COLUMNS) for found in repair_lines(part))


SHEET = Sheet(
    NAME, 95, "读数时做过的每一处修复：原填、读作、为什么", rows=rows, columns=COLUMNS, freeze=2,
    title="读数修复记录", caption=CAPTION, empty="没有修复",
)  # fmt: skip
