"""Rows of a sheet read by pattern from its stream: a table of a million rows must not be held as a tree.

Rows and cells may carry addresses (XlsxWriter, Excel, LibreOffice) or none (our joined pieces): then they are counted.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from xlperf.model.values import to_decimal

Value = Decimal | str | bool | None
_ROW = re.compile(rb"<row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>(.*?)</f>)", re.S)
_VALUE = re.compile(rb"<v\b[^>]*?>(.*?)</v>", re.S)
_TEXT = re.compile(rb"<t\b[^>]*?>(.*?)</t>", re.S)
_READING = re.compile(rb"<rPh\b.*?</rPh>", re.S)
_CONTROL = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLOCK = 1 << 22
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Stored:
    """What one cell holds: its value, and the text of its formula (without "="), None where it has none."""

    value: Value
    formula: str | None = None


NOTHING = Stored(None)
Raw = tuple[int, bytes]
"""a row: its number from 1, and what stands in it"""


def stream_rows(stream: IO[bytes]) -> Iterator[Raw]:
    """All rows of a sheet's part, in their order."""
    number, rest = 0, b""
    while block := stream.read(_BLOCK):
        *ended, rest = (rest + block).split(b"</row>")
        for piece in ended:
            cells = 0
            for found in _ROW.finditer(piece):  # one, and before it those without cells (<row r="3"/>)
                told = _NUMBER.search(found[1])
                number = int(told[1]) if told else number + 1
                cells = found.end()
            yield number, piece[cells:]


class Cells:
    """Takes cells out of rows; cells stored alike are read once."""

    def __init__(self, strings: Callable[[int], str]) -> None:
        self._strings = strings
        self._known: dict[bytes, Stored] = {}

    def all(self, row: bytes) -> dict[int, Stored]:
        """Column (from 0) → what is stored there; blank cells left out."""
        found = ((column, self._stored(piece)) for column, piece in _pieces(row))
        return {column: stored for column, stored in found if stored is not NOTHING}

    def some(self, row: bytes, columns: Sequence[int]) -> list[Value]:
        """The values in some columns."""
        pieces = row.split(b"<c ")
        if len(pieces) > columns[-1] + 1 and not pieces[1].startswith(b'r="'):  # counted: the place is known at once
            return [self._stored(pieces[column + 1]).value for column in columns]
        by_column = dict(_pieces(row))
        return [self._stored(by_column[column]).value if column in by_column else None for column in columns]

    def _stored(self, piece: bytes) -> Stored:
        known = self._known.get(piece)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[piece] = self._read(piece)
        return known

    def _read(self, piece: bytes) -> Stored:
        head, _, body = piece.partition(b">")
        if head.endswith(b"/") or not body:
            return NOTHING
        told = _TYPE.search(head)
        kind = told[1] if told else b"n"
        formula = _FORMULA.search(body)
        text = None if formula is None else html.unescape((formula[1] or b"").decode()).removeprefix("=")
        if kind == b"inlineStr":
            value: Value = _joined(body)
        else:
            held = _VALUE.search(body)
            value = self._value(kind, (held[1] if held else b"").decode())
        return NOTHING if value is None and text is None else Stored(value, text)

    def _value(self, kind: bytes, text: str) -> Value:
        if kind == b"s":
            return self._strings(int(text)) if text else None
        if kind in (b"str", b"e", b"d"):
            return plain(text)
        if not text:
            return None
        return text == "1" if kind == b"b" else to_decimal(float(text))


def _pieces(row: bytes) -> Iterator[tuple[int, bytes]]:
    """Column and cell; the address is cut off, so that cells stored alike are alike."""
    column = -1
    for piece in row.split(b"<c ")[1:]:
        if piece.startswith(b'r="'):
            address, _, piece = piece[3:].partition(b'"')
            column = _column(address)
        else:
            column += 1
        yield column, piece


def _column(address: bytes) -> int:
    column = 0
    for sign in address:
        if sign < 65:
            break
        column = column * 26 + sign - 64
    return column - 1


def plain(text: str) -> str:
    """Stored text as it was meant."""
    if "&" in text:
        text = html.unescape(text)
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _joined(item: bytes) -> str:
    item = _READING.sub(b"", item) if b"<rPh" in item else item
    return plain("".join(part.decode() for part in _TEXT.findall(item)))


def read_strings(content: bytes) -> list[str]:
    """The shared texts of a book."""
    return [_joined(item) for item in _items(content)]


def _items(content: bytes) -> Iterable[bytes]:
    return (found[1] or b"" for found in re.finditer(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", content, re.S))
