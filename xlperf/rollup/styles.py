"""Styles (版式) of an office's workbook: 黑体 titles, 宋体 text, thin borders, quiet fills; made once, shared by all sheets."""

from functools import cache
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

SONG, HEI = "宋体", "黑体"
LINE, INK, LINK = "#A6A6A6", "#1F1F1F", "#0B4F9E"

PARTS: dict[str, dict[str, Any]] = {
    "base": {"font_name": SONG, "font_size": 10, "font_color": INK, "valign": "vcenter"},
    "cell": {"border": 1, "border_color": LINE},
    "title": {"font_name": HEI, "font_size": 16, "align": "center"},
    "wrapped": {"text_wrap": True},
    "caption": {"font_size": 9, "font_color": "#595959", "align": "left"},
    "section": {"font_name": HEI, "font_size": 12, "align": "left"},
    "header": {"font_name": HEI, "bg_color": "#DCE6F1", "align": "center", "text_wrap": True},
    "label": {"bg_color": "#F2F5FA", "align": "left", "indent": 1, "text_wrap": True},
    "total": {"bold": True, "bg_color": "#F2F2F2"},
    "text": {"align": "left", "indent": 1, "text_wrap": True},
    "center": {"align": "center", "text_wrap": True},
    "money": {"num_format": "#,##0.00_ ", "align": "right", "shrink": True},
    "ratio": {"num_format": "0.00%_ ", "align": "right", "shrink": True},
    "points": {"num_format": "0.00", "align": "center"},
    "number": {"num_format": "General", "align": "center"},
    "area": {"num_format": "#,##0.00_ ", "align": "right", "shrink": True},
    "count": {"num_format": "#,##0", "align": "center"},
    "typed": {"align": "right", "indent": 1, "text_wrap": True},
    "free": {"align": "left", "indent": 1, "text_wrap": True, "bg_color": "#FFFBE6"},
    "editable": {"bg_color": "#FFFBE6"},
    "right": {"align": "right"},
    "small": {"font_size": 8, "align": "left", "text_wrap": True},
    "minor": {"font_size": 8, "font_color": "#7F7F7F"},
    "mono": {"font_name": "Consolas", "font_size": 8, "align": "left", "text_wrap": True},
    "fine": {"font_name": "Consolas", "font_size": 6, "align": "fill"},
    "big": {"font_size": 14, "bold": True, "align": "center", "num_format": "#,##0"},
    "sign": {"font_size": 14, "align": "center"},
    "unread": {"font_color": "#B00020", "italic": True, "align": "left", "indent": 1, "text_wrap": True},
    "link": {"font_color": LINK, "underline": 1},
    "error": {"font_color": "#B00020"},
    "confirm": {"font_color": "#8A5A00"},
    "notice": {"font_color": "#3B5B7A"},
    "folded": {"font_color": "#7F7F7F"},
    "quoted": {"quote_prefix": True},
}
"""part → properties; a style is several parts put together, later ones win"""

NUMERIC = {"money", "ratio", "points", "number", "area", "count", "big"}


class Styles:
    """Formats by the names of their parts."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def get(self, *parts: str) -> Format:
        """The format of "base" and these parts; the same object for the same parts."""
        if parts not in self._made:
            properties: dict[str, Any] = dict(PARTS["base"])
            for part in parts:
                properties |= PARTS[part]
            self._made[parts] = self._book.add_format(properties)
        return self._made[parts]

    def index(self, parts: tuple[str, ...]) -> int:
        """The number of a format in this book."""
        return int(self.get(*parts)._get_xf_index())

    def long_indices(self) -> dict[tuple[str, ...], int]:
        """The numbers of `LONG_STYLES` in this book: always the same when nothing was written before."""
        return {parts: self.index(parts) for parts in LONG_STYLES}


_MORE = (
    (), ("right",), ("unread",), ("quoted",), ("unread", "quoted"), ("link",), ("link", "quoted"), ("error",),
    ("confirm",), ("notice",), ("folded",), ("folded", "quoted"),
)  # fmt: skip
_KINDS = (
    "text",
    "center",
    "money",
    "ratio",
    "points",
    "number",
    "area",
    "count",
    "typed",
    "free",
    "small",
    "mono",
    "fine",
)
LONG_STYLES = tuple(("cell", kind, *more) for kind in _KINDS for more in _MORE)
"""what cells of the long tables can look like: their rows are finished before the workbook is, so that the numbers of
these formats must be known beforehand"""


@cache
def _indices() -> dict[tuple[str, ...], int]:
    return Styles(Workbook(BytesIO())).long_indices()


def style_index(parts: tuple[str, ...]) -> int:
    """The number of one of `LONG_STYLES` in any roll-up. Raises KeyError for others (a fault of ours)."""
    return _indices()[parts]


SMALLER = {"small": 1.25, "mono": 1.25}
"""kind → how many times more characters go into a column"""
