"""Printing on A4 and protection without a password."""

from xlsxwriter.worksheet import Worksheet

from xlperf.workbook.drawing.plan import SheetPlan

A4 = 9
_PAGE_WIDTH, _PAGE_HEIGHT = 519.0, 755.0
"""points between the margins of an upright page"""
_SMALLEST = 0.68
"""10.5 pt at this scale is what a clerk can still read on paper"""
FOOTER = '&C&"宋体"&9第 &P 页 共 &N 页'
OPEN = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}


def set_up_page(sheet: Worksheet, plan: SheetPlan, height: float) -> None:
    """A4 upright, one page wide; one page high where that leaves the text readable; the table's head on every page."""
    width = sum(units * 7 + 5 for units in plan.form.widths) * 0.75
    fits = min(_PAGE_WIDTH / width, _PAGE_HEIGHT / height)
    print_on_a4(sheet, plan.seal_row, plan.columns - 1, tall=1 if fits >= _SMALLEST else 0)
    for table in ("indicators", "projects"):
        if table in plan.spans:
            head = plan.spans[table][0] - 1
            sheet.repeat_rows(head, head)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{plan.seal_row + 1}"})
    sheet.hide_gridlines(2)
    sheet.print_black_and_white()  # on paper the official form, without the colours of the screen


def print_on_a4(sheet: Worksheet, last_row: int, last_column: int, *, tall: int = 0, landscape: bool = False) -> None:
    """Paper, margins, area, centring and page numbers."""
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.53, right=0.53, top=0.55, bottom=0.65)
    sheet.center_horizontally()
    sheet.print_area(0, 0, last_row, last_column)
    sheet.fit_to_pages(1, tall)
    sheet.set_footer(FOOTER)


def protect(sheet: Worksheet) -> None:
    """No password; formats, column widths, rows stay free, so that tables can grow and shrink."""
    sheet.protect("", OPEN)
