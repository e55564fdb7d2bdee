"""Button bar (按钮条): the buttons of a sheet, beside the form and off the paper."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlperf.buttons.registry import Button
from xlperf.macrobooks.generate import macro_name

WIDTH, HEIGHT, GAP = 112, 27, 5
"""pixels; GAP between buttons, three times as much between groups"""
COLUMN_WIDTH = 17.0
"""characters: holds a button and its margin"""
_MARGIN = 6


def draw_bar(sheet: Worksheet, column: int, buttons: Sequence[Button], top: int = _MARGIN) -> None:
    """One below the other in a column of their own, from the top of the sheet, so that tables may grow below them."""
    sheet.set_column(column, column, COLUMN_WIDTH)
    at, group = top, ""
    for button in buttons:
        at += 2 * GAP if group and group != button.group else 0
        group = button.group
        draw_button(sheet, 0, column, button, x=_MARGIN, y=at)
        at += HEIGHT + GAP


def draw_button(
    sheet: Worksheet, row: int, column: int, button: Button, *, x: int, y: int, width: int = WIDTH, height: int = HEIGHT
) -> None:
    """One button at a distance in pixels from the corner of a cell."""
    options = {
        "macro": macro_name(button),
        "caption": button.label,
        "description": button.tip,
        "width": width,
        "height": height,
        "x_offset": x,
        "y_offset": y,
    }
    sheet.insert_button(row, column, options)
