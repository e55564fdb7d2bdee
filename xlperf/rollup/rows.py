"""Rows (行) of a table as finished XML: values look as `Page.put` makes them look, at a fraction of its time.

A row names no number (the standard lets `r` be left out), so that it stays good wherever it comes to lie.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlperf.model.celltext import MAX_TEXT, cell_text
from xlperf.model.textsize import line_count, points_of
from xlperf.rollup.column import Column
from xlperf.rollup.page import Formula, Link, Styled, link_target, text_style
from xlperf.rollup.styles import style_index

_MAX_LITERAL = 255
"""signs that a text in a formula may have"""
_REMEMBERED = 4096
"""texts remembered of a column: names of units, files, lines stand in many rows"""

Made = tuple[str, int]
"""a cell's XML, and the lines that its text takes"""


class Rows:
    """The rows of one table; `style`: the number of a style in the workbook by its parts."""

    def __init__(self, columns: Sequence[Column], style: Callable[[tuple[str, ...]], int] = style_index) -> None:
        self._cells = [_Cells(column, style) for column in columns]

    def xml(self, row: Sequence[Any]) -> str:
        """One row with the height that its texts need."""
        made, most = [], 1
        for value, cells in zip(row, self._cells, strict=True):
            if value.__class__ is str:
                cell, lines = cells.texts.get(value) or cells.text(value)
            elif value.__class__ is Decimal:
                made.append(f"{cells.number}{_number(value)}</v></c>")
                continue
            else:
                cell, lines = cells.other(value, cells.kind, ())
            made.append(cell)
            if lines > most:
                most = lines
        return f'<row ht="{points_of(most):g}" customHeight="1">{"".join(made)}</row>'


class _Cells:
    """The cells of one column."""

    def __init__(self, column: Column, style: Callable[[tuple[str, ...]], int]) -> None:
        self.kind, self._room, self._wide = column.kind, column.room, column.wide
        self._style = lru_cache(maxsize=64)(lambda kind, more: style(("cell", kind, *more)))
        self.number = f'<c s="{self._style(column.kind, ())}"><v>'
        self.texts: dict[str, Made] = {}
        self._styled = lru_cache(maxsize=_REMEMBERED)(self._text)

    def text(self, value: str) -> Made:
        """A text in the column's own style, remembered."""
        if len(self.texts) >= _REMEMBERED:
            self.texts.clear()
        found = self.texts[value] = self._text(value, self.kind, ())
        return found

    def other(self, value: Any, kind: str, more: tuple[str, ...]) -> Made:
        """Anything but a text or an amount."""
        what = value.__class__
        if what is Styled:
            return self.other(value.value, value.kind, (*more, *value.more))
        if what is Link:
            return self._link(value, kind, more)
        if what is Formula:
            return self._formula(value, kind, more)
        if value is None or what is str:
            return self._styled(value or "", kind, more)
        return f'<c s="{self._style(kind, more)}"><v>{_number(value)}</v></c>', 1

    def _text(self, value: str, kind: str, more: tuple[str, ...]) -> Made:
        if not value:
            return f'<c s="{self._style(kind, more)}"/>', 1
        style = self._style(kind, text_style(value, kind, more))
        keep = ' xml:space="preserve"' if value[0].isspace() or value[-1].isspace() else ""
        return f'<c s="{style}" t="inlineStr"><is><t{keep}>{escaped(value)}</t></is></c>', self._lines(value)

    def _lines(self, text: str) -> int:
        return line_count(text, self._wide) if len(text) > self._room else 1

    def _link(self, link: Link, kind: str, more: tuple[str, ...]) -> Made:
        """A link as a formula: it needs no row number, and a sheet may hold any number of them."""
        text, (start, place) = str(link.value or ""), link_target(link)
        if not text or not start or max(len(start) + len(place), len(text)) > _MAX_LITERAL:
            return self.other(link.value, kind, more)
        style = self._style(kind, (*more, "link"))
        goal = _literal(start) + place
        cell = f'<c s="{style}" t="str"><f>HYPERLINK("{goal}","{_literal(text)}")</f><v>{escaped(text)}</v></c>'
        return cell, self._lines(text)

    def _formula(self, formula: Formula, kind: str, more: tuple[str, ...]) -> Made:
        """With its value as we computed it."""
        assert not formula.array, "an array formula must name its cell"
        text, value = escaped(formula.text.removeprefix("=")), formula.value
        style = self._style(kind, more)
        if isinstance(value, str):
            what = ' t="str"' if value else ""
            return f'<c s="{style}"{what}><f>{text}</f><v>{escaped(value)}</v></c>', self._lines(value)
        return f'<c s="{style}"><f>{text}</f><v>{_number(value)}</v></c>', 1


@lru_cache(maxsize=2048)
def _literal(text: str) -> str:
    """A text between quotes in a formula."""
    return escaped(text.replace('"', '""'))


def _number(value: Decimal | int) -> str:
    """All digits; whoever opens the book takes of them what a double holds."""
    text = str(value)
    return text if "E" not in text else f"{float(value):.16G}"


_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")


def escaped(text: str) -> str:
    """A text as it may stand in XML; control characters as spreadsheet programs write them (_x000B_)."""
    if len(text) <= MAX_TEXT // 2 and not _SPECIAL.search(text):
        return text
    text = _ESCAPED.sub(r"_x005F\1", cell_text(text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
