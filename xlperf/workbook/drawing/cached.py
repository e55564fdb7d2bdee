"""Cached values (缓存值): what each formula gives now, so that viewers that do not calculate show it too.

The engine computes LEN, LEFT, SUBSTITUTE, ISNUMBER, ISTEXT, ISERROR and COUNTIF for single values only; inside SUMPRODUCT
the checks need them for whole columns, as every spreadsheet program does it. They are given to it here.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

import formualizer

from xlperf.model.values import show
from xlperf.workbook.drawing.book import Place

Function = Callable[..., Any]
_FIXED_HEIGHT = rb'(<row r="%d"[^>]*) customHeight="1"'
_OPEN_RESULT = re.compile(rb'(<c r="[A-Z]+[0-9]+" s="[0-9]+")(><f>[^<]*</f><v></v></c>)')


def evaluate(payload: bytes, places: Iterable[Place]) -> dict[Place, str | float | bool]:
    """Place → value of every formula of a workbook given as bytes; "" where the engine has no plain value for it."""
    book = formualizer.load_workbook_bytes(payload)
    for name, function in _WHOLE_COLUMNS.items():
        most = function.__code__.co_argcount
        book.register_function(name, function, min_args=1, max_args=most, allow_override_builtin=True)
    book.evaluate_all()
    return {place: _plain(book.evaluate_cell(place[0], place[1] + 1, place[2] + 1)) for place in places}


def finished(payload: bytes, fitted: Mapping[str, set[int]]) -> bytes:
    """The same workbook with two things that XlsxWriter cannot say.

    Each empty result is said to be a calculated text, else nobody can tell it from a formula that was never calculated.
    The heights of `fitted` rows (by part, rows from 0) are not fixed, so that every program fits them to their texts.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(payload)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                part = _OPEN_RESULT.sub(rb'\1 t="str"\2', part)
                for row in fitted.get(info.filename, ()):
                    part = re.sub(_FIXED_HEIGHT % (row + 1), rb"\1", part)
            new.writestr(info, part)
    return out.getvalue()


def _plain(value: object) -> str | float | bool:
    return value if isinstance(value, (str, float, int, bool)) else ""


def _each(function: Function, values: object) -> object:
    """The function for each cell of a column, or for a single value; errors pass through."""
    if isinstance(values, list):
        return [_each(function, value) for value in values]
    return values if isinstance(values, dict) else function(values)


def _len(values: object) -> object:
    return _each(lambda value: len(show(value)), values)


def _left(values: object, count: object = 1.0) -> object:
    return _each(lambda value: show(value)[: int(str(count).split(".")[0])], values)


def _substitute(values: object, old: object, new: object) -> object:
    return _each(lambda value: show(value).replace(str(old), str(new)), values)


def _is_error(values: object) -> object:
    return [_is_error(value) for value in values] if isinstance(values, list) else isinstance(values, dict)


def _is_number(values: object) -> object:
    return [_is_number(value) for value in values] if isinstance(values, list) else _number(values)


def _is_text(values: object) -> object:
    return False if isinstance(values, dict) else _each(lambda value: isinstance(value, str), values)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _count_if(cells: object, wanted: object) -> object:
    """How many cells are equal to a value, or above a bound: the two forms that the checks use."""
    flat = [value for row in cells for value in row] if isinstance(cells, list) else [cells]
    return _each(lambda value: sum(_matches(cell, value) for cell in flat), wanted)


def _matches(cell: object, wanted: object) -> bool:
    if isinstance(wanted, str) and wanted[:1] in ("<", ">"):
        side = 1 if wanted[0] == ">" else -1
        return _number(cell) and side * float(str(cell)) > side * float(wanted[1:])
    return show(cell).lower() == show(wanted).lower()


_WHOLE_COLUMNS: dict[str, Function] = {
    "LEN": _len,
    "LEFT": _left,
    "SUBSTITUTE": _substitute,
    "ISERROR": _is_error,
    "ISNUMBER": _is_number,
    "ISTEXT": _is_text,
    "COUNTIF": _count_if,
}
