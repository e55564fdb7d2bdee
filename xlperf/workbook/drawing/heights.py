"""Row heights: spreadsheet programs do not fit rows to merged cells by themselves."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LINE = 14.0
"""points that a line of 10.5 pt takes"""
PADDING = 6.0
MOST = 409.0
"""Excel knows no higher row"""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that needs room: from which row, over how many rows, how wide (in characters of the sheet)."""

    row: int
    height: int
    width: float
    text: str


def display_width(text: str) -> int:
    """Half-width characters that a line takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a cell of this width."""
    room = max(2.0, math.floor((width - 0.5) / 2) * 2)
    return sum(max(1, math.ceil(display_width(line) / room)) for line in text.split("\n"))


def grown(heights: Sequence[float], blocks: Sequence[Block]) -> list[float]:
    """Heights in points, no row lower than given, high enough for every block (as far as Excel goes)."""
    result = list(heights)
    for block in sorted(blocks, key=lambda block: block.height):
        rows = range(block.row, block.row + block.height)
        lacking = lines(block.text, block.width) * LINE + PADDING - sum(result[row] for row in rows)
        for row in rows if lacking > 0 else ():
            result[row] = min(MOST, result[row] + lacking / block.height)
    return [round(height * 4) / 4 for height in result]
