"""From a line to the cells of a table: links to the unit's file, blanks for what is missing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xlperf.rollup.column import Column
from xlperf.rollup.page import Link
from xlperf.rollup.parts import Line

FILE = Column("file", "文件", 28, "small", group="出处")
SHEET = Column("sheet", "工作表", 8, "small", group="出处")
CELL = Column("cell", "单元格", 9, "small", group="出处")
DIGEST = Column("sha256", "文件的 SHA-256", 14, "fine")
PLACE = (FILE, SHEET, CELL)
LINEAGE = (*PLACE, Column("repair", "修复", 12, "small", group="出处"), replace(DIGEST, group="出处"))
"""all that names a figure's origin"""


def line(found: Line, columns: Sequence[Column], **other: Any) -> list[Any]:
    """The line's values in the order of the columns; `other` replaces some. The cell links into the unit's file."""
    link = Link(found["cell"], found["sheet"], found["cell"], found["path"])
    values = {**found, "cell": link, **other}
    return [values.get(column.id) for column in columns]


def cell_link(found: Line) -> Link:
    """单元格, with a link to that place in the unit's own file, where a way leads to it."""
    if not found["path"]:
        return Link(found["cell"])
    tip = f"打开 {found['file']}，看“{found['sheet']}”{found['cell']}"
    return Link(found["cell"], found["sheet"], found["cell"], found["path"], tip)


def sheet_link(found: Line) -> dict[str, Any]:
    """The link on 工作表 where 单元格 lists several: LibreOffice does not wrap the text of a link."""
    return {"sheet": replace(cell_link(found), value=found["sheet"]), "cell": found["cell"]}


def file_link(found: Line, value: Any) -> Link:
    """A short value with a link to the file."""
    return Link(value, file=found["path"], tip=f"打开 {found['file']}")
