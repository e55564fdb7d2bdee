"""Colours: (red, green, blue) for xlwings, one number 0xRRGGBB for LibreOffice, 0xBBGGRR for Excel."""

import re

Color = tuple[int, int, int] | int | str | None
AUTOMATIC = -1
"""No fill; or, of a font, black or white, whichever can be read."""


def from_office(value: int) -> tuple[int, int, int] | None:
    """LibreOffice's number; None for automatic."""
    return None if value == AUTOMATIC else (value >> 16 & 255, value >> 8 & 255, value & 255)


def to_office(value: tuple[int, int, int] | int | str) -> int:
    """What xlwings accepts as a colour: (r, g, b), "#rrggbb", Excel's number."""
    if isinstance(value, str):
        if not re.fullmatch(r"#?[0-9a-fA-F]{6}", value):
            raise ValueError(f"not a colour: {value!r}")
        return int(value.removeprefix("#"), 16)
    if isinstance(value, int):
        return (value & 255) << 16 | value & 0xFF00 | value >> 16 & 255
    red, green, blue = value
    return red << 16 | green << 8 | blue
