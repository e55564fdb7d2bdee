"""The guide (怎样看) at the end of 总览: every sheet with a link and a line about it, kept together on one printed page."""

from xlperf.model.textsize import height
from xlperf.rollup.content import Content
from xlperf.rollup.page import Link, Page

ROW = 17.0
"""points of a row of 总览 that no height was set for"""
_PAPER = (538.0, 762.0)
"""points of an A4 page between the margins, upright"""
_HINTS = (
    "每一行都写明文件、工作表、单元格；蓝色带下划线的单元格、工作表和台账的序号可以点开单位的原文件（汇总工作簿和报送文件夹的相对位置不变时有效）。",
    "合计都是公式，随各行变化；增删行以后请核对公式的范围。本软件只核对和计算，不代替单位评分，也不改动单位的文件。",
)


def write_guide(page: Page, row: int, widths: tuple[int, ...], content: Content) -> int:
    """One line a sheet below `row`, then what holds for all of them; returns the next free row.

    `widths` of the columns in characters. Where the lines would run over the end of the printed page, they begin on
    the next one.
    """
    heading, last = row, len(widths) - 1
    page.sheet.set_row(row, 22)
    page.merge(row, 0, last, "六、怎样看这本工作簿", "section")
    row += 1
    for sheet, table in content.pages():
        name = table.name if table else sheet.name
        if name != page.name:
            about = sheet.about if name == sheet.name else f"接“{sheet.name}”：行数超过一张工作表的上限"
            page.put(row, 0, Link(name, name, "A1", tip=f"转到“{name}”"), "label")
            page.merge(row, 1, last, about, "text")
            page.sheet.set_row(row, height([(about, sum(widths[1:]))], least=ROW))
            row += 1
    for text in _HINTS:
        page.merge(row, 0, last, text, "text")
        page.sheet.set_row(row, height([(text, sum(widths))]))
        row += 1
    if _left(page, heading, widths) < _points(page, heading, row):
        page.sheet.set_h_pagebreaks([heading])
    return row


def _left(page: Page, row: int, widths: tuple[int, ...]) -> float:
    """Points free on the printed page from this row on, the sheet being fitted to the width of the page."""
    wide = sum(7 * width + 5 for width in widths) * 0.75
    tall = _PAPER[1] * max(wide / _PAPER[0], 1)
    return tall - _points(page, 0, row) % tall


def _points(page: Page, first: int, end: int) -> float:
    sizes = page.sheet.row_sizes  # in pixels, of which 96 make an inch
    return sum(sizes[row][0] * 0.75 if row in sizes else ROW for row in range(first, end))
