"""Builds the demo workbooks (演示报送件): forms as the units filled them, in the layout as published, not our templates."""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.demo.grid import Area, Grid, Sent, areas, load_all, stored

FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
TITLE = {"font_size": 16, "bold": True}

LINE_HEIGHT = 14.0
ROW_HEIGHT = 20.0
TITLE_HEIGHT = 32.0
MOST_HEIGHT = 409.0
"""Points; Excel knows no higher row."""


def build_demo(folder: Path) -> list[Path]:
    """Write the workbooks of all demo submissions into `folder`, byte for byte the same each time; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(sent, folder / sent.file) for sent in load_all()]


def _write(sent: Sent, path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": sent.unit, "created": datetime.combine(sent.saved, time(9, 30))})
        sheets = _Drawing(book, percent=sent.percent == "number")
        for grid in sent.sheet:
            sheets.draw(grid)
    return path


class _Drawing:
    """Draws grids as sheets of a book; equal cells share a format."""

    def __init__(self, book: xlsxwriter.Workbook, *, percent: bool) -> None:
        self._book = book
        self._percent = percent
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def draw(self, grid: Grid) -> None:
        """One sheet, ready to print on A4."""
        sheet = self._book.add_worksheet(grid.name)
        for column, width in enumerate(grid.widths):
            sheet.set_column(column, column, width)
        placed = list(areas(grid))
        for row, height in enumerate(_heights(placed, grid)):
            sheet.set_row(row, height)
        for area in placed:
            self._put(sheet, area, grid)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)

    def _put(self, sheet: Worksheet, area: Area, grid: Grid) -> None:
        """One area: the content as a person's typing leaves it, then its border."""
        value, shown_as = stored(area.text, numbers=grid.numbers and area.role == "cell", percent=self._percent)
        style = self._format(area, _side(area, grid), shown_as, quoted=isinstance(value, str) and value.startswith("="))
        row, column = area.row - 1, area.column - 1
        if area.height * area.width > 1:
            sheet.merge_range(row, column, row + area.height - 1, column + area.width - 1, "", style)
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)  # also "=100%": typed as a text, it is no formula
        else:
            sheet.write_number(row, column, value, style)

    def _format(self, area: Area, side: str, shown_as: str, *, quoted: bool) -> Format:
        style = {**FONT, "align": side, "num_format": shown_as, "quote_prefix": quoted}
        style |= TITLE if area.role == "title" else {}
        style |= {"border": 1} if area.role == "cell" else {}
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]


def _side(area: Area, grid: Grid) -> str:
    if area.role != "cell":
        return {"title": "center", "right": "right"}.get(area.role, "left")
    text = area.text
    return "left" if text.startswith("  ") or "：" in text or _lines(area, grid) > text.count("\n") + 1 else "center"


def _widths(text: str) -> Iterator[int]:
    """Width of each line in half-width characters (a Chinese character takes two)."""
    for line in text.split("\n"):
        yield sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def _heights(placed: Sequence[Area], grid: Grid) -> list[float]:
    """Row heights in points: spreadsheet programs do not fit rows to merged cells by themselves."""
    heights = [ROW_HEIGHT] * len(grid.rows)
    for area in sorted(placed, key=lambda area: area.height):
        rows = range(area.row - 1, area.row + area.height - 1)
        lacking = _needed(area, grid) - sum(heights[row] for row in rows)
        for row in rows if lacking > 0 else ():
            heights[row] = min(MOST_HEIGHT, heights[row] + lacking / area.height)
    return heights


def _needed(area: Area, grid: Grid) -> float:
    if area.role == "title":
        return TITLE_HEIGHT
    return _lines(area, grid) * LINE_HEIGHT + 6


def _lines(area: Area, grid: Grid) -> int:
    """Lines that the text takes in the width of its area."""
    room = max(2.0, sum(grid.widths[area.column - 1 : area.column - 1 + area.width]) - 1)
    return sum(max(1, math.ceil(width / room)) for width in _widths(area.text))
