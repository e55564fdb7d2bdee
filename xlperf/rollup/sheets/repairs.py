"""修复记录: every change that reading made to what was typed, one row each."""

from xlperf.rollup.cells import PLACE, line, records
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.table import Column, Table

NAME = "修复记录"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 6, "center"),
    *PLACE,
    Column("label", "栏目", 28),
    Column("typed", "原填", 24),
    Column("read", "读作", 16, "typed"),
    Column("what", "说明", 44),
)
CAPTION = "读取时做过的每一处修复一行（全角数字、千分位、格子里写了单位等），只列计入汇总的表；单位的原文件没有改动。"


def table(content: Content) -> Table:
    """Rows in the order of the units, then as they were read."""
    made = Table(NAME, "读数修复记录", CAPTION, COLUMNS, freeze=2, empty="没有修复")
    made.rows = [line(record, COLUMNS) for record in records(content.frames.repairs)]
    return made


SHEET = Sheet(NAME, 95, "读数时做过的每一处修复：原填、读作、为什么", table)
