"""资金: one row per figure of 附件2, 附件3 and lists of projects (indicators aside)."""

from xlperf.rollup.cells import PLACE, line, records
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.sheets.base import figure_cells
from xlperf.rollup.table import Column, Table

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
    *PLACE,
)
CAPTION = (
    "附件2、附件3 和项目汇总表里每个填了内容的资金、执行率、得分一行，空格不列；合计栏空着、各行有数的，列出各行之和。“原填”是单位格子里的原样内容，"
    "“读作”是本软件读出的数；没有读出的写明原因，不按 0 处理。本表各行有包含关系，不作纵向合计。"
)


def table(content: Content) -> Table:
    """Rows in the order of the units, then of their forms."""
    made = Table(NAME, "资金、执行率和总分明细", CAPTION, COLUMNS, freeze=3, empty="没有附件2、附件3 和项目汇总表")
    made.rows = [line(record, COLUMNS, **figure_cells(record)) for record in records(content.frames.funds)]
    return made


SHEET = Sheet(NAME, 40, "附件2、附件3 的资金、执行率、总分逐个数：原填、读作、出处", table)
