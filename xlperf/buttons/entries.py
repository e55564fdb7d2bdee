"""Entries (所填): putting a value into a cell so that it stays what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlperf.buttons.log import Value

if TYPE_CHECKING:
    import xlwings as xw

_DOUBTFUL = re.compile(r"[\s'=+\-@#.(¥$]*\d|['=+\-@#]|(true|false)$", re.IGNORECASE)


def put(cell: xw.Range, value: Value) -> None:
    """Write a value. A text that a spreadsheet would take for a number, date or formula is kept as the text it is."""
    cell.value = f"'{value}" if isinstance(value, str) and _DOUBTFUL.match(value) else value
