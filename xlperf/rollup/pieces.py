"""Pieces (分片): rows of a long table as finished, deflated XML, made where a file is read and joined without another look.

A piece names no row number (the standard lets `r` be left out), so that it stays good wherever it comes to lie, and it
ends on a byte (full flush), so that the stream of a sheet is its pieces one after the other. The checksum of the whole
follows from those of the pieces: a checksum is linear, so that what A adds to crc(A‖B) is what it adds to A and as many
zeros as B is long, and zeros are quickly gone through.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlperf.model.celltext import MAX_TEXT, cell_text
from xlperf.model.textsize import line_count, points_of
from xlperf.rollup.page import Link, Styled, link_target, text_style
from xlperf.rollup.styles import style_index
from xlperf.rollup.table import Column

_LEVEL = 1
"""of zlib: three times as fast as the usual 6, for a file one eighth larger"""
_MAX_LITERAL = 255
"""signs that a text in a formula may have"""


@dataclass(frozen=True, slots=True)
class Piece:
    """Deflated XML: number of rows, length and checksum before deflating, length after it.

    Without `data` it is a measure: the data lies in the store.
    """

    rows: int
    length: int
    crc: int
    packed: int
    data: bytes = b""

    @property
    def measure(self) -> "Piece":
        """The piece without its data."""
        return Piece(self.rows, self.length, self.crc, self.packed)


def deflated(xml: bytes, rows: int = 0) -> Piece:
    """XML as a piece."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(xml) + packer.flush(zlib.Z_FULL_FLUSH)
    return Piece(rows, len(xml), zlib.crc32(xml), len(data), data)


END = b"\x03\x00"
"""the empty last block that closes a stream of pieces"""


def joined_crc(pieces: Sequence[Piece]) -> int:
    """The checksum of all pieces one after the other."""
    zeros = memoryview(bytes(max((piece.length for piece in pieces), default=0)))
    crc = 0
    for piece in pieces:
        after = zeros[: piece.length]
        crc = zlib.crc32(after, crc) ^ zlib.crc32(after) ^ piece.crc
    return crc


# ── rows ──


def row_xml(columns: Sequence[Column], row: Sequence[Any]) -> str:
    """One row with its height; values look as `Page.put` makes them look."""
    cells, most = [], 1
    for value, (kind, room, wide, number) in zip(row, _measures(columns), strict=True):
        what = type(value)
        if what is str:
            cells.append(_text(value, kind, ()))
            if len(value) > room:
                most = max(most, line_count(value, wide))
        elif what is Decimal:
            cells.append(f"{number}{_number(value)}</v></c>")
        elif what is Styled and type(value.value) is str:
            cells.append(_text(value.value, value.kind, value.more))
            if len(value.value) > room:
                most = max(most, line_count(value.value, wide))
        else:
            cells.append(_other(value, kind, ()))
    return f'<row ht="{points_of(most):g}" customHeight="1">{"".join(cells)}</row>'


_MEASURES: dict[int, tuple[Sequence[Column], list[tuple[str, int, float, str]]]] = {}


def _measures(columns: Sequence[Column]) -> list[tuple[str, int, float, str]]:
    """Of each column: kind, room, width, and how a number in it begins; worked out once for the columns of a sheet."""
    kept = _MEASURES.get(id(columns))
    if kept is None or kept[0] is not columns:
        made = [(c.kind, c.room, c.wide, f'<c s="{_style(c.kind, ())}"><v>') for c in columns]
        kept = _MEASURES[id(columns)] = (columns, made)
    return kept[1]


def _other(value: Any, kind: str, more: tuple[str, ...]) -> str:
    if isinstance(value, Styled):
        value, kind, more = value.value, value.kind, value.more
    if isinstance(value, Link):
        return _link(value, kind, more)
    if value is None or isinstance(value, str):
        return _text(value or "", kind, more)
    return f'<c s="{_style(kind, more)}"><v>{_number(value)}</v></c>'


@lru_cache(maxsize=8192)
def _text(value: str, kind: str, more: tuple[str, ...]) -> str:
    """Most texts stand in many rows: names of units, files, lines."""
    if not value:
        return f'<c s="{_style(kind, more)}"/>'
    style = _style(kind, text_style(value, kind, more))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'


def _number(value: Decimal | int) -> str:
    """All digits; whoever opens the book takes of them what a double holds."""
    text = str(value)
    return text if "E" not in text else f"{float(value):.16G}"


def _link(link: Link, kind: str, more: tuple[str, ...]) -> str:
    """A link as a formula: it needs no row number, and a sheet may hold any number of them."""
    text, target = str(link.value or ""), link_target(link)
    if not text or not target or max(len(target), len(text)) > _MAX_LITERAL:
        return _other(link.value, kind, more)
    goal, shown = (escaped(part.replace('"', '""')) for part in (target, text))
    style = _style(kind, (*more, "link"))
    return f'<c s="{style}" t="str"><f>HYPERLINK("{goal}","{shown}")</f><v>{escaped(text)}</v></c>'


@lru_cache(maxsize=512)
def _style(kind: str, more: tuple[str, ...]) -> int:
    return style_index(("cell", kind, *more))


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
