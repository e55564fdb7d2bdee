"""The looks of a template: fonts, colours, borders. Equal looks share one format of the workbook."""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from xlperf.model.values import Kind

BODY_FONT = "宋体"
TITLE_FONT = "黑体"
CHINESE = 134
"""GB2312: where a font is missing, the program looks for another one that has Chinese characters"""

ENTRY = "#FFFBE0"
COMPUTED = "#EDEDED"
NUMBER_FORMATS: dict[Kind, str] = {
    "money": "#,##0.00##_ ",
    "ratio": "0.00%",
    "count": "General",
    "area": "General",
    "points": "General",
    "number": "General",
    "text": "General",
    "choice": "General",
}
AS_TEXT = "@"
"""For short texts: “=100%” typed there stays what was typed"""

BORDER: dict[str, Any] = {"border": 1, "border_color": "#404040"}
CELL: dict[str, Any] = {
    "font_name": BODY_FONT,
    "font_charset": CHINESE,
    "font_size": 10.5,
    "valign": "vcenter",
    "text_wrap": True,
}
LABEL = CELL | BORDER | {"align": "center"}
LEFT_LABEL = LABEL | {"align": "left", "indent": 1}
STATES: dict[str, dict[str, Any]] = {
    "通过": {"font_color": "#1E6B2E", "bg_color": "#DDF1DF"},
    "有误": {"font_color": "#9C0006", "bg_color": "#FFC7CE", "bold": True},
    "待填": {"font_color": "#7F6000", "bg_color": "#FFF2CC"},
    "未用": {"font_color": "#7F7F7F"},
}
WRONG: dict[str, Any] = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
DOUBTFUL: dict[str, Any] = {"bg_color": "#FFD58A"}


class Styles:
    """Formats of one workbook by their properties."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._known: dict[str, Format] = {}

    def __call__(self, *parts: dict[str, Any], **more: Any) -> Format:
        """The format with these properties; later parts win."""
        properties: dict[str, Any] = {}
        for part in (*parts, more):
            properties |= part
        key = repr(sorted(properties.items()))
        if key not in self._known:
            self._known[key] = self._book.add_format(properties)
        return self._known[key]
