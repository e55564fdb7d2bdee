"""A1 addresses; rows and columns count from 0 inside the code."""

import re
from functools import lru_cache

_A1 = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def a1(row: int, column: int) -> str:
    """(13, 6) → G14."""
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=1 << 16)
def row_column(address: str) -> tuple[int, int]:
    """G14 or $G$14 → (13, 6). Raises ValueError for anything else."""
    match = _A1.fullmatch(address.strip())
    if match is None:
        raise ValueError(f"not a cell address: {address!r}")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


@lru_cache(maxsize=4096)
def quoted(sheet: str) -> str:
    """A sheet name as formulas and links want it: '附件3-1'."""
    return "'" + sheet.replace("'", "''") + "'"
