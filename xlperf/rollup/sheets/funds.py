"""资金: one row per figure of 附件2, 附件3 and lists of projects (indicators aside)."""

from collections.abc import Iterator
from typing import Any

from xlperf.rollup.cells import LINEAGE, line
from xlperf.rollup.collect import figure_lines
from xlperf.rollup.column import Column
from xlperf.rollup.parts import Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.sheets.base import figure_cells

NAME = "资金"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 6, "center"),
    Column("form", "表", 23),
    Column("line", "栏目", 26),
    Column("column", "栏次", 13, "center"),
    Column("typed", "原填", 20, "typed"),
    Column("read", "读作", 15, "money"),
    Column("kind", "计量\n单位", 6, "center"),
    *LINEAGE,
)
CAPTION = (
    "附件2、附件3 和项目汇总表里每个填了内容的资金、执行率、得分一行，空格不列；合计栏空着、各行有数的，列出各行之和。“原填”是单位格子里的原样内容，"
    "“读作”是本软件读出的数；没有读出的写明原因，不按 0 处理。本表各行有包含关系，不作纵向合计。"
)


def rows(part: Part) -> Iterator[list[Any]]:
    """In the order of the form."""
    if part.kind in ("dept", "project", "list"):
        yield from (line(found, COLUMNS, **figure_cells(found)) for found in figure_lines(part))


SHEET = Sheet(
    NAME, 40, "附件2、附件3 的资金、执行率、总分逐个数：原填、读作、出处", rows=rows, columns=COLUMNS, freeze=3,
    title="资金、执行率和总分明细", caption=CAPTION, empty="没有附件2、附件3 和项目汇总表",
)  # fmt: skip
