"""What the script in a LibreOffice profile calls, in LibreOffice's own Python (见 setup.py): a button, a cell function."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import xlwings as xw

from xlperf.hosts.libreoffice.connection import from_component_context
from xlperf.hosts.libreoffice.desk import LibreOfficeDesk
from xlperf.hosts.libreoffice.office import Uno, uno
from xlperf.hosts.libreoffice.values import CellError, serial

EPOCH = dt.datetime(1899, 12, 30)
"""Day zero of the dates that functions give back."""
BUSY = "上一个操作还在进行，请等它做完（按 Esc 可以停止）"

_running: list[str] = []


def press_button(name: str, document: Uno = None) -> str:
    """Run a button's action on a document, by default the one in front; gives back what the user was told."""
    from xlperf.buttons.press import press

    if _running:  # while an action lets LibreOffice work, the user may click another button
        return BUSY
    _running.append(name)
    try:
        return press(name, LibreOfficeDesk(current_book(document)))
    finally:
        _running.clear()


def call_function(name: str, arguments: Sequence[Any], document: Uno = None) -> Any:
    """Work out a cell function; gives back what a cell can take, or a tuple of rows of that."""
    from xlperf.functions.book import call_in_book

    given = [from_basic(argument) for argument in arguments]
    return for_basic(call_in_book(name, given, lambda path: LibreOfficeDesk(current_book(document)).copy_to(path)))


def current_book(document: Uno = None) -> xw.Book:
    """A document as xlwings' Book; by default the one in front."""
    app = from_component_context(uno().getComponentContext())
    if document is None:
        return app.books.active
    return next(book for book in app.books if book.impl.uid == document.RuntimeUID)


def from_basic(argument: Any) -> Any:
    """An argument as Basic hands it over: a range is a tuple of rows (of one cell, that cell), empty is None."""
    if isinstance(argument, tuple):
        rows = [[from_basic(value) for value in row] if isinstance(row, tuple) else from_basic(row) for row in argument]
        if len(rows) == 1 and isinstance(rows[0], list) and len(rows[0]) == 1:
            return rows[0][0]
        return rows
    return None if argument == "" else argument


def for_basic(result: Any) -> Any:
    """A result as Basic can take it: rows as tuples, dates as numbers, nothing as an empty text."""
    if result is None:
        return ""
    if isinstance(result, CellError):
        return result.text
    if isinstance(result, dt.date):
        return serial(dt.datetime.combine(result, getattr(result, "time", dt.time)()), EPOCH)
    if isinstance(result, Sequence) and not isinstance(result, str):
        return tuple(map(for_basic, result))
    if isinstance(result, bool | int | float | str):
        return result
    return float(result)
