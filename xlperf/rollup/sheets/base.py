"""基础数据: one row per figure of 附件1."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlperf.rollup.cells import LINEAGE, line
from xlperf.rollup.collect import figure_lines
from xlperf.rollup.column import Column
from xlperf.rollup.figures import MEASURES
from xlperf.rollup.page import Styled
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet

NAME = "基础数据"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 6, "center"),
    Column("line", "栏目", 28),
    Column("column", "栏次", 16, "center"),
    Column("typed", "原填", 20, "typed"),
    Column("read", "读作", 16, "money"),
    Column("kind", "计量\n单位", 6, "center"),
    *LINEAGE,
)
CAPTION = (
    "附件1 每个填了内容的数一行，空格不列；合计栏空着、下面各行有数的，列出各行之和。“原填”是单位格子里的原样内容，"
    "“读作”是本软件读出的数；没有读出的写明原因，不按 0 处理。"
)
ADDED = Styled("（空，按各行相加）", "typed", ("folded",))
"""原填 of a sum that the unit left blank"""
MONEY_LINES = ("三公经费", "项目支出", "公用经费", "政府采购金额")
"""lines that 总览 adds up"""


def rows(part: Part) -> Iterator[list[Any]]:
    """In the order of the form."""
    if part.kind == "base":
        yield from (line(found, COLUMNS, **figure_cells(found)) for found in figure_lines(part))


def figure_cells(found: Line) -> dict[str, Any]:
    """读作 in the style of the figure's own kind, its measure, and 原填 of a sum that was left blank."""
    kind = found["kind"]
    return {
        "typed": found["typed"] or ADDED,
        "read": Styled(found["read"], kind, ("right",) if isinstance(found["read"], Decimal) else ()),
        "kind": MEASURES.get(kind, ""),
    }


def facts(part: Part) -> list[tuple[str, str, Any]] | None:
    """Line, column and 读作 of the lines that 总览 adds up."""
    if part.kind != "base":
        return None
    return [(f["line"], f["column"], f["read"]) for f in figure_lines(part) if f["line"] in MONEY_LINES]


SHEET = Sheet(
    NAME, 30, "附件1 逐个数：原填、读作、出处", rows=rows, facts=facts, columns=COLUMNS, freeze=3,
    title="部门整体支出绩效评价基础数据", caption=CAPTION, empty="没有附件1",
)  # fmt: skip
