"""The sheets of the roll-up, one file each; to add one, copy a file, nothing else is edited."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from xlperf.rollup.frames import Frames
from xlperf.rollup.ledger import Balance
from xlperf.rollup.page import Page
from xlperf.rollup.table import Table


@dataclass(slots=True)
class Content:
    """What all sheets draw on: the frames, the equation, the day of the run, names of the rules by code."""

    frames: Frames
    balance: Balance
    made_on: date
    titles: Mapping[str, str]
    _placed: dict[str, Table] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """The table of a sheet, placed when first asked for, so that any sheet can refer to any other's cells."""
        if name not in self._placed:
            place = next(sheet.table for sheet in all_sheets() if sheet.name == name)
            assert place is not None, name
            self._placed[name] = place(self)
        return self._placed[name]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its place in the book, what 总览 says of it.

    `table` places a plain table before anything is written; `write` draws a sheet of another build.
    """

    name: str
    order: int
    about: str
    table: Callable[[Content], Table] | None = None
    write: Callable[[Page, Content], None] | None = None


@cache
def all_sheets() -> tuple[Sheet, ...]:
    """`SHEET` of every module of this folder, in the book's order."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.SHEET for module in modules), key=lambda sheet: sheet.order))
