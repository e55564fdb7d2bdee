"""From a frame's row to the cells of a table: links to the unit's file, blanks for what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from xlperf.rollup.page import Link
from xlperf.rollup.table import Column

FILE = Column("file", "文件", 28, "small", group="出处")
SHEET = Column("sheet", "工作表", 8, "small", group="出处")
CELL = Column("cell", "单元格", 9, "small", group="出处")
PLACE = (FILE, SHEET, CELL)

Record = Mapping[str, Any]


def records(frame: pd.DataFrame) -> list[Record]:
    """The frame's rows as dicts; missing numbers are None."""
    columns = [[None if value is pd.NA else value for value in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def line(record: Record, columns: Sequence[Column], **other: Any) -> list[Any]:
    """The record's values in the order of the columns; `other` replaces some. The cell links into the unit's file."""
    values = {**record, "cell": cell_link(record), **other}
    return [values.get(column.id) for column in columns]


def cell_link(record: Record) -> Link:
    """单元格, with a link to that place in the unit's own file."""
    tip = f"打开 {record['file']}，看“{record['sheet']}”{record['cell']}"
    return Link(record["cell"], record["sheet"], record["cell"], record["path"], tip)


def sheet_link(record: Record) -> dict[str, Any]:
    """The link on 工作表 where 单元格 lists several: LibreOffice does not wrap the text of a link."""
    return {"sheet": replace(cell_link(record), value=record["sheet"]), "cell": record["cell"]}


def file_link(record: Record, value: Any) -> Link:
    """A short value with a link to the file."""
    return Link(value, file=record["path"], tip=f"打开 {record['file']}")
