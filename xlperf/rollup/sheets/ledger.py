"""收件台账: every file of the folder, whatever it is: accepted, refused and why, superseded by what."""

from collections.abc import Mapping
from typing import Any

from xlperf.rollup.cells import file_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Link, Styled
from xlperf.rollup.parts import Line
from xlperf.rollup.register.file_state import RULES
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.sheets.versions import NAME as VERSIONS
from xlperf.rollup.table import Table

NAME = "收件台账"
PARTS = "读到的表（张）"
COLUMNS = (
    Column("number", "序号", 5, "count"),
    Column("file", "文件", 36),
    Column("state", "状态", 9, "center"),
    Column("term", "去向", 7, "center"),
    Column("unit", "单位", 18),
    Column("year", "年度", 6, "center"),
    Column("edition", "版本", 24),
    Column("base", "附件1", 6.5, "count", PARTS),
    Column("dept", "附件2", 6.5, "count", PARTS),
    Column("project", "附件3", 6.5, "count", PARTS),
    Column("list", "汇总表", 6.5, "count", PARTS),
    Column("repairs", "读数\n修复", 6, "count"),
    Column("unplaced", "未放入\n内容", 7, "count"),
    Column("findings", "问题\n数", 6, "count"),
    Column("reason", "说明", 48),
    Column("changed", "版本变化", 11, "center"),
    Column("saved", "保存时间", 12, "center"),
    Column("size", "大小\n（字节）", 10, "count"),
    Column("sha256", "SHA-256", 34, "mono"),
)
CAPTION = (
    "文件夹里的每个文件都在这里；接收 + 退回 + 被替代 + 重复 = 收到的文件。"
    + "".join(RULES)
    + "问题数不含由其他问题引起的；读数修复逐条见“修复记录”。点“序号”打开文件。"
    "“版本变化”是这一份与计入的那一份不同的格数，点开看逐格的变化。"
)
COLOURS = {"接收": (), "退回": ("error",), "被替代": ("confirm",), "重复": ("confirm",)}


def table(content: Content) -> Table:
    """Rows in the order in which the files were read."""
    made = Table(NAME, "收件台账", CAPTION, COLUMNS, freeze=3, empty="文件夹里没有文件")
    firsts = _first_changes(content)
    made.rows = [_row(n, record, firsts) for n, record in enumerate(content.ledger, 1)]
    return made


def _first_changes(content: Content) -> dict[str, tuple[str, str]]:
    """File → sheet and cell in 版本变化 where its changes begin."""
    there, row = content.table(VERSIONS), 0
    firsts = {}
    for revision in content.settled.revisions:
        firsts[revision.entry.name] = there.place("label", row)
        row += revision.changed
    return firsts


def _row(number: int, record: Line, firsts: Mapping[str, tuple[str, str]]) -> list[Any]:
    said = "；".join(part for part in (record["reason"], record["note"], record["notes"]) if part)
    values = {
        **record,
        "number": file_link(record, number),
        "state": Styled(record["state"], "center", COLOURS[record["term"]]),
        "reason": said,
        "changed": _changed(record, firsts),
    }
    return [values.get(column.id) for column in COLUMNS]


def _changed(record: Line, firsts: Mapping[str, tuple[str, str]]) -> Any:
    """改动 12 处, with a link to the first of them; nothing for a file beside which no other counts."""
    number = record["changed"]
    if not number:
        return None if number is None else "没有改动"
    return Link(f"改动 {number} 处", *firsts[record["file"]], tip=f"看“{VERSIONS}”里 {record['file']} 的变化")


SHEET = Sheet(NAME, 90, "每个文件的去向：接收、退回及原因、被替代；版本、保存时间、SHA-256", table)
