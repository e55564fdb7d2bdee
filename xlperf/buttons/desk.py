"""Desk (桌面): what an action may ask of a spreadsheet program. Each program has one implementation, in hosts/."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import xlwings as xw


class Desk(Protocol):
    """An open workbook and the person in front of it."""

    @property
    def book(self) -> xw.Book:
        """The open workbook."""

    def copy_to(self, path: Path) -> None:
        """Write the book as it is now, unsaved changes included, to `path` (.xlsx or .xlsm by its suffix).

        The open book keeps its name and whether it is saved. Raises OSError where `path` cannot be written.
        """

    def unprotected(self, sheet: xw.Sheet) -> AbstractContextManager[None]:
        """Take the protection (without a password) off a sheet, and put the same back afterwards."""

    def lay_out(self, sheet: xw.Sheet, table: str, head: str) -> None:
        """Make a list of ours fit to print: thin lines around the cells of `table` (A2:K9), A4 across, all columns on
        the page, the rows `head` (1:2) and the page's number on each page.
        """

    def ask(self, question: str) -> bool:
        """A question with 是 and 否."""

    def say(self, text: str) -> None:
        """A message to be read and closed."""

    def choose_file(self, title: str) -> Path | None:
        """A workbook the user picks; None if they do not."""

    def choose_folder(self, title: str) -> Path | None:
        """A folder the user picks; None if they do not."""

    def status(self, text: str) -> None:
        """A line in the status bar; "" gives the bar back."""

    def stopped(self) -> bool:
        """Whether the user asked to stop (Esc)."""

    def jump(self, sheet: str, cell: str) -> None:
        """Select a cell so that the user sees it."""
