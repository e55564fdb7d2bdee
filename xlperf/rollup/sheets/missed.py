"""未完成指标: the indicators that were missed, and those that lost points or went far beyond without a reason."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlperf.rollup.cells import LINEAGE, line
from xlperf.rollup.collect import indicator_lines
from xlperf.rollup.column import Column
from xlperf.rollup.completion import MISSED, MISSING
from xlperf.rollup.page import Styled
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet

NAME = "未完成指标"
COLUMNS = (
    Column("unit", "单位", 16),
    Column("year", "年度", 6, "center"),
    Column("form", "表", 14),
    Column("level2", "二级指标", 12),
    Column("level3", "三级指标", 24),
    Column("target", "年度指标值", 14),
    Column("actual", "实际完成值", 14),
    Column("deviation", "偏差率", 10, "ratio"),
    Column("points", "分值", 6.5, "number"),
    Column("score", "得分", 6.5, "number"),
    Column("why", "列入的原因", 13, "center"),
    Column("due", "有没有\n说明", 9, "center"),
    Column("reason", "单位写的偏差原因及改进措施", 32),
    replace(LINEAGE[0], width=20),
    *LINEAGE[1:],
)
CAPTION = (
    "列入两类指标：完成值没有达到指标值的；扣了分或完成值超出指标值较多、又没有说明原因的。"
    "偏差率 =（完成值 − 指标值）÷ 指标值，两边不能相比的空着。"
    "“没有说明”用红字标出：原因栏空着，或只写“无偏差”“已完成”一类的。完成情况由本软件判断，请对照原文复核；无法判断的不在这里，见“指标”。"
)


def rows(part: Part) -> Iterator[list[Any]]:
    """In the order of the form."""
    if part.kind in ("dept", "project"):
        yield from (
            line(found, COLUMNS, **_marks(found))
            for found in indicator_lines(part)
            if found["done"] == MISSED or found["due"] == MISSING
        )


def _marks(found: Line) -> dict[str, Any]:
    """Whether there is a reason, in words and in colour."""
    if found["due"] == MISSING:
        return {"due": Styled("没有说明", "center", ("error",))}
    return {"due": "有说明"}


SHEET = Sheet(
    NAME, 53, "没有达到指标值的，以及扣了分或超出较多而没有说明的，逐条列出", rows=rows, columns=COLUMNS, freeze=5,
    title="未完成和没有说明原因的绩效指标", caption=CAPTION, empty="没有未完成的指标",
)  # fmt: skip
