"""Trace (追溯): from a figure of the roll-up down to the cells of the units' files that it comes from."""

import re
from collections.abc import Sequence
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.address import row_column
from xlperf.rollup.readback.book import RolledUp
from xlperf.usecases.tracing.origins import Files
from xlperf.usecases.tracing.tree import Node
from xlperf.usecases.tracing.walk import Walk

LISTED = 20
_WHERE = re.compile(r"\s*'?(?P<sheet>.*?)'?\s*[!！\s]\s*'?(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})'?\s*", re.S)


def trace(rollup: Path, where: Sequence[str], *, files: Path | None = None, all_rows: bool = False) -> Node:
    """What a cell of a roll-up comes from, down to the units' files.

    `where`: sheet and cell, in one word or two: 总览!C13, '总览'!C13, 总览 C13. `files`: the folder in which the units'
    files lie now, where they do not lie as the roll-up's links say. `all_rows`: every contributing row, else the first
    20 of each sum. Raises OperatorError for a file that is no roll-up, and a sheet or cell that is not there or empty.
    """
    if files is not None and not files.is_dir():
        raise OperatorError(f"找不到文件夹 {files}，请检查路径是否写对")
    with RolledUp(rollup) as book:
        sheet, row, column = _place(book, where)
        walk = Walk(book, Files(book, files), limit=None if all_rows else LISTED)
        stored = book.cell(sheet, row, column)
        if stored.value in (None, "") and stored.formula is None:
            raise OperatorError(f"“{sheet}”{where_of(row, column)} 是空的，没有可以追溯的数")
        return walk.node(sheet, row, column)


def where_of(row: int, column: int) -> str:
    """The address of a row from 1 and a column from 0."""
    from xlperf.model.address import a1

    return a1(row - 1, column)


def _place(book: RolledUp, where: Sequence[str]) -> tuple[str, int, int]:
    said = " ".join(part.strip() for part in where)
    found = _WHERE.fullmatch(said)
    if found is None:
        raise OperatorError(f"看不懂“{said}”，请写工作表和单元格，例如 '总览!C13' 或 总览 C13")
    sheet = found["sheet"].strip("'\"‘’“” ").replace("''", "'")
    if sheet not in book.sheets:
        raise OperatorError(f"{book.path.name} 里没有工作表“{sheet}”，有：{'、'.join(book.sheets)}")
    row, column = row_column(found["cell"])
    if row < 0:
        raise OperatorError(f"没有单元格 {found['cell']}，行号从 1 开始")
    return sheet, row + 1, column
