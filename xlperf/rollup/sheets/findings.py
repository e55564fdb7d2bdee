"""问题清单: every finding, with a column free for the unit's explanation (出错说明)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlperf.model.finding import Severity
from xlperf.rollup.cells import CELL, DIGEST, FILE, line
from xlperf.rollup.cells import SHEET as PAGE
from xlperf.rollup.collect import finding_lines
from xlperf.rollup.column import Column
from xlperf.rollup.page import Styled
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet

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
    DIGEST,
)
CAPTION = (
    "逻辑性错误须修改；核实性问题须修改，或在“出错说明”写明情况（单位随报送件写来的说明已列在这一栏）；提示供参考。“关联”写有“由…引起”的，改好起因后一般会随之消失，"
    "各处的问题数都不计入。“现场数据”是单位填的内容，或由单位填的数算出的结果。"
    "点“单元格”可打开单位的原文件。"
)
NAMES = {severity.chinese: severity.value for severity in Severity}


def rows(part: Part) -> Iterator[list[Any]]:
    """Gravest first."""
    yield from (line(found, COLUMNS, **marks(found)) for found in finding_lines(part))


def facts(part: Part) -> list[tuple[str, str, bool, str]] | None:
    """Code, severity, whether it follows from another, and message, row by row."""
    found = [(f["code"], f["severity"], bool(f["folded"]), f["message"]) for f in finding_lines(part)]
    return found or None


def marks(found: Line) -> dict[str, Any]:
    """性质 and 代码 in the colour of the severity."""
    colour = "folded" if found["folded"] else NAMES[found["severity"]]
    return {name: Styled(found[name], "center", (colour,)) for name in ("severity", "code")}


SHEET = Sheet(
    NAME, 70, "全部审核问题：性质、代码、位置、怎样改、依据；“出错说明”留给单位填", rows=rows, facts=facts, columns=COLUMNS, freeze=4,
    title="绩效自评审核问题清单", caption=CAPTION, empty="没有发现问题",
)  # fmt: skip
