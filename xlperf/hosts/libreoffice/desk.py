"""The desk (桌面) in LibreOffice: what actions ask of the program besides the cells. See `xlperf.buttons.desk`."""

from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from xlperf.hosts import answers
from xlperf.hosts.libreoffice import dialogs, pages
from xlperf.hosts.libreoffice.apps import App
from xlperf.hosts.libreoffice.books import filter_of
from xlperf.hosts.libreoffice.escape import EscapeKey
from xlperf.hosts.libreoffice.office import file_url, prop, uno
from xlperf.hosts.libreoffice.protection import Protection
from xlperf.hosts.libreoffice.sheets import Sheet

TITLE = "绩效自评"


class LibreOfficeDesk:
    """An open workbook in LibreOffice and the person in front of it."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._app: App = book.app.impl
        self._escape = EscapeKey(self._app.ctx, inside=self._app.inside)

    @property
    def book(self) -> xw.Book:
        return self._book

    def copy_to(self, path: Path) -> None:
        """The book as it is now, with unsaved changes; an .xlsx has no macros. The book keeps its name and state."""
        options = (prop("FilterName", filter_of(path)), prop("Overwrite", True))
        if not path.parent.is_dir():
            raise FileNotFoundError(f"没有文件夹“{path.parent}”")
        self._book.impl.state.protection.tighten()
        try:
            self._book.impl.api.storeToURL(file_url(path.resolve()), options)
        except uno().getClass("com.sun.star.io.IOException") as fault:
            raise OSError(f"“{path.name}”写不进去：{fault}") from fault

    def unprotected(self, sheet: xw.Sheet) -> AbstractContextManager[None]:
        """Let the action write on a protected sheet; OperatorError when a password protects it."""
        guard: Protection = sheet.impl.book.state.protection
        return guard.opened(sheet.impl)

    def lay_out(self, sheet: xw.Sheet, table: str, head: str) -> None:
        """Lines, A4 across, heads repeated; see pages.py."""
        pages.lay_out(sheet.impl, table, head)

    def ask(self, question: str) -> bool:
        if answers.prepared():
            return bool(answers.take(question))
        answer = dialogs.message_box(self._app, question, TITLE, "yes_no", None) == "yes"
        answers.record(ask=question, answer=answer)
        return answer

    def say(self, text: str) -> None:
        answers.record(say=text)
        if not answers.silent():
            dialogs.message_box(self._app, text, TITLE, "ok", "info")

    def choose_file(self, title: str) -> Path | None:
        return answers.take_path(title) if answers.prepared() else dialogs.choose_file(self._app, title)

    def choose_folder(self, title: str) -> Path | None:
        return answers.take_path(title) if answers.prepared() else dialogs.choose_folder(self._app, title)

    def status(self, text: str) -> None:
        self._app.status_bar = text
        if not text:
            self._escape.rest()
        self._escape.let_work()

    def stopped(self) -> bool:
        """Was Esc pressed since this was first asked? Also lets LibreOffice repaint its window."""
        self._escape.watch()
        self._escape.let_work()
        return self._escape.pressed

    def jump(self, sheet: str, cell: str) -> None:
        """Select a cell and bring it into view."""
        target: Sheet = self._book.sheets[sheet].impl
        controller = target.book.api.CurrentController
        if controller is None:
            return
        place = target.range(cell)
        place.select()
        address = place.api.RangeAddress
        for index in range(controller.Count):
            seen = controller.getByIndex(index).VisibleRange
            if seen.StartRow <= address.StartRow <= seen.EndRow and (
                seen.StartColumn <= address.StartColumn <= seen.EndColumn
            ):
                break
        else:
            pane = controller.getByIndex(controller.Count - 1)  # of a frozen window, the part that scrolls
            pane.setFirstVisibleRow(max(0, address.StartRow - 3))
            pane.setFirstVisibleColumn(max(0, address.StartColumn - 1))
        with suppress(AttributeError):
            controller.Frame.getContainerWindow().setFocus()


if TYPE_CHECKING:
    from xlperf.buttons.desk import Desk

    def _is_a_desk(desk: LibreOfficeDesk) -> Desk:
        return desk
