"""问题清单: every finding, with a column free for the unit's explanation (出错说明)."""

from dataclasses import replace
from typing import Any

from xlperf.model.finding import Severity
from xlperf.rollup.cells import CELL, FILE, Record, line, records
from xlperf.rollup.cells import SHEET as PAGE
from xlperf.rollup.page import Styled
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.table import Column, Table

NAME = "问题清单"
COLUMNS = (
    Column("unit", "单位", 16),
    Column("year", "年度", 6, "center"),
    Column("severity", "性质", 10, "center"),
    Column("code", "代码", 6.5, "center"),
    Column("form", "表", 13),
    replace(FILE, width=20),
    PAGE,
    CELL,
    Column("message", "问题", 36),
    Column("given", "现场数据", 20),
    Column("expected", "应为", 18),
    Column("remedy", "怎样改", 28),
    Column("basis", "依据", 22),
    Column("folded", "关联", 9, "center"),
    Column("explained", "出错说明", 16, "free"),
)
CAPTION = (
    "逻辑性错误须修改；核实性问题须修改，或在“出错说明”写明情况；提示供参考。“关联”写有“由…引起”的，改好起因后一般会随之消失，"
    "各处的问题数都不计入。“现场数据”是单位填的内容，或由单位填的数算出的结果。"
    "点“单元格”可打开单位的原文件。"
)
NAMES = {severity.chinese: severity.value for severity in Severity}


def table(content: Content) -> Table:
    """Unit by unit, gravest first."""
    made = Table(NAME, "绩效自评审核问题清单", CAPTION, COLUMNS, freeze=4, empty="没有发现问题")
    made.rows = [line(record, COLUMNS, **_marks(record)) for record in records(content.frames.findings)]
    return made


def _marks(record: Record) -> dict[str, Any]:
    colour = "folded" if record["folded"] else NAMES[record["severity"]]
    return {name: Styled(record[name], "center", (colour,)) for name in ("severity", "code")}


SHEET = Sheet(NAME, 70, "全部审核问题：性质、代码、位置、怎样改、依据；“出错说明”留给单位填", table)
