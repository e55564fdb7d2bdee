"""收件台账: every file of the folder, whatever it is: accepted, refused and why, superseded by what."""

from typing import Any

from xlperf.rollup.cells import Record, file_link, records
from xlperf.rollup.page import Styled
from xlperf.rollup.sheets import Content, Sheet
from xlperf.rollup.table import Column, Table

NAME = "收件台账"
PARTS = "读到的表（张）"
COLUMNS = (
    Column("number", "序号", 5, "count"),
    Column("file", "文件", 30),
    Column("state", "状态", 8, "center"),
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
    Column("reason", "说明", 36),
    Column("saved", "保存时间", 11, "center"),
    Column("size", "大小\n（字节）", 10, "count"),
    Column("sha256", "SHA-256", 34, "mono"),
)
CAPTION = (
    "文件夹里的每个文件都在这里，状态只有接收、退回、被替代三种。同一单位同一年度的几个文件：内容完全相同的算重复；都有附件1、附件2 "
    "或汇总表的，以较新的为准；没有共同的表的，互相补充，同名项目以较新的为准。先比保存时间，再比文件修改时间，再比文件名。"
)
COLOURS = {"接收": (), "退回": ("error",), "被替代": ("confirm",)}


def table(content: Content) -> Table:
    """Rows in the order in which the files were read."""
    made = Table(NAME, "收件台账", CAPTION, COLUMNS, freeze=3, empty="文件夹里没有文件")
    made.rows = [_row(n, record) for n, record in enumerate(records(content.frames.ledger), 1)]
    return made


def _row(number: int, record: Record) -> list[Any]:
    said = "；".join(part for part in (record["reason"], record["notes"]) if part)
    values = {
        **record,
        "number": number,
        "file": file_link(record),
        "state": Styled(record["state"], "center", COLOURS[record["state"]]),
        "reason": said,
    }
    return [values[column.id] for column in COLUMNS]


SHEET = Sheet(NAME, 90, "每个文件的去向：接收、退回及原因、被替代；版本、保存时间、SHA-256", table)
