"""How high a row must be for its wrapped texts: spreadsheet programs fit rows each in their own way, merged cells not at all."""

import re
from collections.abc import Iterable
from functools import lru_cache

LINE, PADDING = 14.0, 4.0
"""points that a line of 10 pt takes, and a row beside its lines"""
LEAST, MOST = 18.0, 409.0
"""Excel knows no higher row"""
_MARGIN = 2
_LONGEST = 4000
"""more characters need more lines than a row can have"""


def height(texts: Iterable[tuple[object, float]], *, least: float = LEAST) -> float:
    """Row height in points for values in columns of given widths (in characters of the sheet)."""
    return min(max([least, *(line_count(value, width) * LINE + PADDING for value, width in texts)]), MOST)


def points_of(lines: int) -> float:
    """The height of a row of some lines."""
    return min(max(LEAST, lines * LINE + PADDING), MOST)


def line_count(value: object, width: float) -> int:
    """Lines that a value takes in a column of this width; a number is never broken."""
    if not isinstance(value, str):
        return 1
    room = max(int(width - _MARGIN), 2)
    return sum(_wrapped(part, room) for part in value[:_LONGEST].split("\n"))


def display_width(text: str) -> int:
    """Half-width characters that a text takes; a Chinese character takes two."""
    return len(text.encode("gb18030", "replace"))


@lru_cache(maxsize=10000)
def _wrapped(text: str, room: int) -> int:
    """Lines of one paragraph: Chinese breaks anywhere, words, numbers and file names only where they must."""
    if display_width(text) <= room:
        return 1
    lines, left = 1, room
    for piece in re.findall(r"[!-~]+|.", text):
        wide = display_width(piece)
        if wide > left:
            lines, left = lines + 1, room
        while wide > room:
            lines, wide = lines + 1, wide - room
        left -= wide
    return lines
