"""Looking into a built workbook as a person does: what stands in a cell, what stands beside a label."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet


def sheets(path: Path) -> list[Worksheet]:
    """The sheets of a workbook."""
    return list(load_workbook(path).worksheets)


def shown(cell: Cell) -> str:
    """The cell as it is seen, without the white space around: 1 with format 0% is 100%."""
    if isinstance(cell.value, str) or cell.value is None:
        return (cell.value or "").strip()
    number = Decimal(repr(cell.value))
    if cell.number_format.endswith("%"):
        return f"{(number * 100).normalize():f}%"
    return f"{number.normalize():f}"


def bare(text: str) -> str:
    """A label for comparison: no white space, full-width forms folded."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def grid(sheet: Worksheet) -> list[list[str]]:
    """Each row's cells from left to right, a merged area once for each row it touches, with its text."""
    owner = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    lines = []
    for row in range(1, sheet.max_row + 1):
        places = dict.fromkeys(owner.get((row, column), (row, column)) for column in range(1, sheet.max_column + 1))
        lines.append([shown(sheet.cell(*place)) for place in places])
    return lines


def beside(lines: list[list[str]], label: str) -> Iterator[list[str]]:
    """What stands to the right of a label, for each row that has it."""
    for line in lines:
        for number, text in enumerate(line):
            if bare(text) == bare(label):
                yield line[number + 1 :]


def part(lines: list[list[str]], title: str) -> list[list[str]]:
    """The rows from a form's title to the next form's title."""
    starts = [n for n, line in enumerate(lines) if re.fullmatch(r"20\d\d年.*表", bare(line[0]))]
    first = next(n for n in starts if bare(lines[n][0]) == bare(title))
    return lines[first : min((n for n in starts if n > first), default=len(lines))]


def indicators(lines: list[list[str]]) -> list[dict[str, str]]:
    """The rows of the indicator table: label of the column → text."""
    head = next(n for n, line in enumerate(lines) if "一级指标" in line)
    columns = [bare(text) for text in lines[head]]
    end = next(n for n, line in enumerate(lines) if bare(line[0]) == "总分")
    return [dict(zip(columns, line, strict=True)) for line in lines[head + 1 : end]]
