"""What Excel makes of a text that is put into a cell (录入规则): over COM it is read as if someone had typed it.

So `range.value = "003"` leaves the number 3 in Excel, "1-2" the second of January, "=1+1" a formula. LibreOffice would
keep texts as they are; an action tried there only would then lose data in Excel. This module does in LibreOffice what
Excel does, for what units' workbooks contain:

- `'` in front: a text, without the apostrophe (the way to keep "003" or "=1+1" as text, in every host)
- `=` in front: a formula (`=` alone stays text)
- numbers with thousands separators, sign, exponent, percent sign; TRUE and FALSE; error values such as #N/A
- dates: 2026-1-2, 2026/1/2, 2026年1月2日, 1-2 and 1/2 (this year), 1月2日, each with or without a time; times 8:30[:15]
- in a cell formatted as text (@) everything stays a text

Not imitated: fractions ("1 1/2"), currency signs, month names, dates in other orders; they stay texts here.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, auto

from xlperf.hosts.libreoffice.values import ERROR_TEXTS, Writable


class Look(Enum):
    """The number format that Excel gives a cell of format General when such a value arrives."""

    DATE = auto()
    DATETIME = auto()
    TIME = auto()
    PERCENT = auto()
    PERCENT_PLACES = auto()
    LOGICAL = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell gets: a number, text or moment, or a formula (without its `=`), and perhaps a number format."""

    value: float | str | dt.datetime = ""
    formula: str = ""
    look: Look | None = None


_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d+)?")
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(:(?P<second>\d{2}))?"
_DATE = (
    r"((?P<year>\d{4})(?P<sep>[-/]))?(?P<month>\d{1,2})(?(sep)(?P=sep)|[-/])(?P<day>\d{1,2})"
    r"|((?P<cyear>\d{4})年)?(?P<cmonth>\d{1,2})月(?P<cday>\d{1,2})日"
)
_MOMENT = re.compile(rf"(?:{_DATE})?(?P<gap>\s+)?(?:{_TIME})?")
_MAX_HOUR = 24


def typed(value: Writable, *, text_cell: bool = False) -> Entry:
    """What becomes of this value; `text_cell`: the cell is formatted as text."""
    if value is None:
        return Entry()
    if isinstance(value, bool):
        return Entry(float(value), look=Look.LOGICAL)
    if isinstance(value, dt.datetime):
        return Entry(value, look=Look.DATE if value.time() == dt.time() else Look.DATETIME)
    if isinstance(value, str):
        return _typed_text(value, text_cell)
    return Entry(float(value))


def needs_reading(value: Writable) -> bool:
    """Might this value become something else than itself, so that the cell's own format matters?"""
    return isinstance(value, str) and typed(value) != Entry(value)


def _typed_text(text: str, text_cell: bool) -> Entry:
    if text.startswith("'"):
        return Entry(text[1:])
    if text_cell:
        return Entry(text)
    if text.startswith("=") and len(text) > 1:
        return Entry(formula=text[1:])
    bare = text.strip()
    if bare in ERROR_TEXTS:
        return Entry(formula="NA()" if bare == "#N/A" else bare)
    if bare.upper() in ("TRUE", "FALSE"):
        return Entry(float(bare.upper() == "TRUE"), look=Look.LOGICAL)
    return _number(bare) or _moment(bare) or Entry(text)


def _number(text: str) -> Entry | None:
    percent = text.endswith("%")
    digits = text.removesuffix("%").strip() if percent else text
    if not _NUMBER.fullmatch(digits) or not any(map(str.isdecimal, digits)) or not digits.isascii():
        return None
    if digits.lower().lstrip("+-").startswith("e"):
        return None
    number = float(digits.replace(",", ""))
    if not percent:
        return Entry(number)
    return Entry(number / 100, look=Look.PERCENT_PLACES if "." in digits else Look.PERCENT)


def _moment(text: str) -> Entry | None:
    found = _MOMENT.fullmatch(text) if text[:1].isdecimal() and text.isprintable() else None
    if found is None:
        return None
    parts = {name: int(part) for name, part in found.groupdict().items() if part and part.isdecimal()}
    month, day = parts.get("month", parts.get("cmonth")), parts.get("day", parts.get("cday"))
    timed = "hour" in parts
    if (found["gap"] is not None) != (month is not None and timed):
        return None
    if timed and parts["hour"] >= _MAX_HOUR:
        return None
    time = (parts.get("hour", 0), parts.get("minute", 0), parts.get("second", 0))
    try:
        clock = dt.time(*time)
        if month is None or day is None:
            return Entry((clock.hour * 3600 + clock.minute * 60 + clock.second) / 86400, look=Look.TIME)
        year = parts.get("year", parts.get("cyear", dt.date.today().year))
        return Entry(dt.datetime(year, month, day, *time), look=Look.DATETIME if timed else Look.DATE)
    except ValueError:  # the 31st of February stays a text
        return None
