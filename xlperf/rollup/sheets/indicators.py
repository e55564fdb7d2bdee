"""指标: one row per indicator, our suggestion beside the unit's score."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlperf.model.values import plain
from xlperf.rollup.cells import LINEAGE, line
from xlperf.rollup.collect import indicator_lines
from xlperf.rollup.column import Column
from xlperf.rollup.page import Styled
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet

NAME = "指标"
COLUMNS = (
    Column("unit", "单位", 14),
    Column("year", "年度", 6, "center"),
    Column("form", "表", 14),
    Column("level1", "一级指标", 11),
    Column("level2", "二级指标", 12),
    Column("level3", "三级指标", 24),
    Column("target", "年度指标值", 14),
    Column("actual", "实际完成值", 14),
    Column("points", "分值", 6.5, "number"),
    Column("score", "得分", 6.5, "number"),
    Column("suggested", "建议\n得分", 9, "points"),
    Column("group", "归入\n二级指标", 11, "small"),
    Column("done", "完成情况", 9, "center"),
    Column("reason", "偏差原因及改进措施", 20),
    Column("due", "原因\n说明", 5.5, "center"),
    Column("trace", "建议得分的算法", 28),
    replace(LINEAGE[0], width=20),
    *LINEAGE[1:],
)
CAPTION = (
    "每条三级指标一行，文字照单位原填。“建议得分”按指标值和完成值重算，不能算出一个数的写出区间；只供复核参考，不改变自评分。"
    "“完成情况”和“原因说明”由本软件判断，口径见“指标完成情况”。"
)


def rows(part: Part) -> Iterator[list[Any]]:
    """In the order of the form."""
    if part.kind in ("dept", "project"):
        yield from (line(found, COLUMNS, suggested=_suggested(found)) for found in indicator_lines(part))


def _suggested(record: Line) -> Any:
    """One number, or the band 8.00—10.00, or nothing where nothing can be said."""
    low, high = record["low"], record["high"]
    if isinstance(record["suggested"], Decimal) or low is None or high is None:
        return record["suggested"]
    return Styled(f"{plain(low)}—{plain(high)}", "center")


SHEET = Sheet(
    NAME, 50, "每条三级指标一行：指标值、完成值、分值、得分，旁边是建议得分和算法", rows=rows, columns=COLUMNS, freeze=1,
    title="绩效指标完成情况明细", caption=CAPTION, empty="没有绩效指标",
)  # fmt: skip
