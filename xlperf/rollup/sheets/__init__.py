"""The sheets of the roll-up, one file each; to add one, copy a file, nothing else is edited.

Four builds, which may be mixed:
- `rows`: a long table. The rows of one form are made in the process that read it, and joined when the book is written.
- `revisions`: a long table too; its rows are made of two files of a unit, once it is known which of them counts.
- `table`: a table of short lines (`content.units`, `content.projects`, …), placed before anything is written.
- `write`: draws the sheet itself.
Rows above the header of a table (counts, numbers that may be changed) are kept free by `lead` and drawn by `above`.
`facts` gathers from one form what the sheet needs later, in the process that read it: small, and picklable.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from xlperf.rollup.column import Column
from xlperf.rollup.page import Page
from xlperf.rollup.parts import Part
from xlperf.rollup.table import Table

if TYPE_CHECKING:
    from xlperf.rollup.content import Content
    from xlperf.rollup.revision import Compared


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its place in the book, what 总览 says of it, and how it comes about.

    `lead`: how many rows `above` needs in this roll-up. A long table has `columns`, `title`, `caption`, `empty`,
    `freeze`; its rows stand in the order of the units, or of the column `key`.
    """

    name: str
    order: int
    about: str
    table: "Callable[[Content], Table] | None" = None
    write: "Callable[[Page, Content], None] | None" = None
    facts: Callable[[Part], Any] | None = None
    rows: Callable[[Part], Iterator[Sequence[Any]]] | None = None
    revisions: "Callable[[Compared], Iterator[Sequence[Any]]] | None" = None
    lead: "Callable[[Content], int] | None" = None
    above: "Callable[[Page, Content], None] | None" = None
    key: str = ""
    columns: Sequence[Column] = ()
    title: str = ""
    caption: str = ""
    empty: str = ""
    freeze: int = 0

    @property
    def long(self) -> bool:
        """Whether its rows are joined as finished pieces."""
        return self.rows is not None or self.revisions is not None


@cache
def all_sheets() -> tuple[Sheet, ...]:
    """`SHEET` of every module of this folder, in the book's order."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.SHEET for module in modules), key=lambda sheet: sheet.order))


@cache
def long_sheets() -> tuple[Sheet, ...]:
    """Those whose rows are made where the files are read."""
    return tuple(sheet for sheet in all_sheets() if sheet.rows is not None)
