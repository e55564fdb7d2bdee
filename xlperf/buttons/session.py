"""Session (一次操作): one press of a button: the desk, the book as it was, and what the engine says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.buttons.desk import Desk
from xlperf.buttons.log import Log
from xlperf.buttons.settings import Settings
from xlperf.errors import OperatorError
from xlperf.model.finding import Finding
from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Submission
from xlperf.rules import check
from xlperf.workbook.read import read_submission

if TYPE_CHECKING:
    import xlwings as xw

_OURS = "xlperf "
"""how A1 of every list of ours begins"""


@dataclass(frozen=True)
class Session:
    """Reads come from `copy`, the book as it was when the button was pressed; writes go to the open book."""

    desk: Desk
    copy: Path
    settings: Settings
    action: str

    @property
    def book(self) -> xw.Book:
        """The open book."""
        return self.desk.book

    @cached_property
    def submission(self) -> Submission:
        """The book as a submission. Raises UnreadableFile with the reason."""
        if not self.template.forms and not self.template.unplaced:
            return read_submission(self.copy)  # says why not
        return self.template

    @cached_property
    def template(self) -> Submission:
        """The same, also where nothing is filled in yet."""
        return read_submission(self.copy, blank_too=True)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the engine finds, those left out that only follow from another."""
        return tuple(f for f in check(self.submission) if not f.folded_under)

    @cached_property
    def edition(self) -> Edition:
        """The edition of the forms in the book."""
        return load_edition(self.template.edition, self.template.year)

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters in force for place and year."""
        return Parameters(self.edition.place, self.edition.year)

    @cached_property
    def log(self) -> Log:
        """What xlperf did to this book before."""
        return Log.of(self.book, self.action)

    def sheet(self, name: str) -> xw.Sheet | None:
        """A sheet of the open book, or None."""
        if name not in self._names:
            self.look_again()
        return self.book.sheets[name] if name in self._names else None

    def list_sheet(self, name: str) -> xw.Sheet:
        """A sheet for a list of ours, empty; behind the last one where there is none.

        Raises OperatorError where a sheet of that name is not ours: nobody's work is written over.
        """
        sheet = self.sheet(name)
        if sheet is None:
            active = self.book.sheets.active
            sheet = self.book.sheets.add(name, after=self.book.sheets[len(self.book.sheets) - 1])
            active.activate()
            self.look_again()
            return sheet
        head = str(sheet.range("A1").value or "")
        if not head.startswith(_OURS) and any(v is not None for r in sheet.used_range.options(ndim=2).value for v in r):
            raise OperatorError(f"工作簿里已经有一张“{name}”页，不是本软件写的；请先把它改名，再点一次")
        sheet.used_range.unmerge()
        sheet.clear()
        return sheet

    def look_again(self) -> None:
        """Sheets were taken away or renamed."""
        self.__dict__.pop("_names", None)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(sheet.name for sheet in self.book.sheets)
