"""Single values between Python and cells, the way xlwings and Excel see them.

Out of a cell come None (空), float, bool, datetime (a number in a cell that is formatted as a date), str, or a
`CellError`. Excel hands errors over as whole numbers; `CellError` has the same numbers, so that raw reads are the same
in both programs.

Into a cell go None (and NaN, NaT), float (whole numbers and Decimal too), bool, datetime (a date too; a time zone is
cut off, not converted) and str; what a str becomes is told in `entry.py`.
"""

import datetime as dt
import enum
import numbers
from collections.abc import Callable
from decimal import Decimal
from typing import Any

Writable = float | bool | str | dt.datetime | None
Readable = Any  # Writable or CellError; xlwings passes it on untyped

DAY = 86400
MILLISECOND = 1000


class CellError(enum.IntEnum):
    """An error value of a cell, by the number that Excel gives it over COM."""

    NULL = -2146826288
    DIV0 = -2146826281
    VALUE = -2146826273
    REF = -2146826265
    NAME = -2146826259
    NUM = -2146826252
    NA = -2146826246

    @property
    def text(self) -> str:
        """As cells show it: #DIV/0!"""
        return {"NULL": "#NULL!", "DIV0": "#DIV/0!", "NA": "#N/A", "NAME": "#NAME?"}.get(self.name, f"#{self.name}!")


ERROR_TEXTS = {error.text: error for error in CellError}

_OFFICE_ERRORS = {
    503: CellError.NUM,
    512: CellError.NUM,
    521: CellError.NULL,
    523: CellError.NUM,
    524: CellError.REF,
    525: CellError.NAME,
    532: CellError.DIV0,
    32767: CellError.NA,
}


def error_of(code: int) -> CellError:
    """LibreOffice knows more errors than Excel; those that Excel has no name for are #VALUE!, as in a saved .xlsx."""
    return _OFFICE_ERRORS.get(code, CellError.VALUE)


def for_python(
    value: Readable,
    datetime_builder: Callable[..., Any],
    empty_as: Any,
    number_builder: Callable[[float], Any] | None,
    err_to_str: bool,
) -> Any:
    """One raw value as `Range.value` gives it, after the reading options."""
    if value is None or value == "":
        return empty_as
    if isinstance(value, CellError):
        return value.text if err_to_str else None
    if isinstance(value, dt.datetime):
        parts = {part: getattr(value, part) for part in "year month day hour minute second microsecond".split()}
        return datetime_builder(**parts, tzinfo=None)
    if number_builder is not None and isinstance(value, float):
        return number_builder(value)
    return value


def for_cell(value: Any) -> Writable:
    """One Python value as a cell can take it; TypeError for what has no place in a cell."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return None
    if type(value).__name__ == "datetime64":
        return for_cell(value.astype("datetime64[us]").item())
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool | str):
        return value
    if isinstance(value, numbers.Real | Decimal):
        number = float(value)
        return None if number != number else number
    raise TypeError(f"a cell cannot hold {type(value).__name__}: {value!r}")


def moment(serial: float, epoch: dt.datetime) -> Readable:
    """A cell's number as date and time, to the millisecond; a number that is no date stays a number."""
    try:
        return epoch + dt.timedelta(milliseconds=round(serial * DAY * MILLISECOND))
    except OverflowError:
        return serial


def serial(moment: dt.datetime, epoch: dt.datetime) -> float:
    """Date and time as a cell's number."""
    return (moment - epoch) / dt.timedelta(days=1)
