"""基础数据: one row per figure of 附件1."""

from decimal import Decimal
from typing import Any

from xlperf.rollup.cells import PLACE, Record, line, records
from xlperf.rollup.figures import MEASURES
from xlperf.rollup.page import Styled
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.table import Column, Table

NAME = "基础数据"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 6, "center"),
    Column("line", "栏目", 28),
    Column("column", "栏次", 16, "center"),
    Column("typed", "原填", 20, "typed"),
    Column("read", "读作", 16, "money"),
    Column("kind", "计量\n单位", 6, "center"),
    *PLACE,
)
CAPTION = (
    "附件1 每个填了内容的数一行，空格不列；合计栏空着、下面各行有数的，列出各行之和。“原填”是单位格子里的原样内容，"
    "“读作”是本软件读出的数；没有读出的写明原因，不按 0 处理。"
)
ADDED = Styled("（空，按各行相加）", "typed", ("folded",))
"""原填 of a sum that the unit left blank"""


def table(content: Content) -> Table:
    """Rows in the order of the units, then of the form."""
    made = Table(NAME, "部门整体支出绩效评价基础数据", CAPTION, COLUMNS, freeze=3, empty="没有附件1")
    made.rows = [line(record, COLUMNS, **figure_cells(record)) for record in records(content.frames.base)]
    return made


def figure_cells(record: Record) -> dict[str, Any]:
    """读作 in the style of the figure's own kind, its measure, and 原填 of a sum that was left blank."""
    kind = record["kind"]
    return {
        "typed": record["typed"] or ADDED,
        "read": Styled(record["read"], kind, ("right",) if isinstance(record["read"], Decimal) else ()),
        "kind": MEASURES.get(kind, ""),
    }


SHEET = Sheet(NAME, 30, "附件1 逐个数：原填、读作、出处", table)
