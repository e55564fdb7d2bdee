"""Protected sheets (工作表保护): writing on them on purpose, and leaving the protection exactly as it was.

LibreOffice's interface can unprotect a sheet and protect it again, but then the options are gone (which formats may be
changed, whether rows may be inserted …). Undoing the step "unprotect" brings them back. So a sheet that is *opened* is
made *loose* when it is first written to: unprotected, with the undo list locked, so that this step stays the last one;
it is *tightened* by undoing it. One sheet of a book is loose at a time, none while sheets are added, moved or removed
(undo counts sheets) or while the book is saved.

LibreOffice's undo list is empty afterwards, as Excel's is after every macro. Two steps get into the list although it is
locked: writing a whole block, for which single cells are written instead, and merging cells, after which a sheet comes
back with the default options.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.office import Uno

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.sheets import Sheet


class Protection:
    """Which sheets of a book are opened, and which one is loose."""

    def __init__(self, doc: Uno) -> None:
        self._doc = doc
        self._opened: Counter[str] = Counter()
        self._loose: Uno = None
        self._loose_name = ""

    @contextmanager
    def opened(self, sheet: "Sheet") -> Iterator[None]:
        """Let the engine write on a protected sheet; raises OperatorError when a password protects it."""
        name = sheet.name
        if not (self.is_loose(sheet) or sheet.api.isProtected()):
            yield
            return
        self._loosen(sheet)
        self._opened[name] += 1
        try:
            yield
        finally:
            self._opened[name] -= 1
            if not self._opened[name] and self._loose_name == name:
                self.tighten()

    def is_loose(self, sheet: "Sheet") -> bool:
        """Is this the sheet that is unprotected just now?"""
        return bool(self._loose_name) and self._loose_name == sheet.name

    def admit(self, sheet: "Sheet") -> bool:
        """Make sure that a sheet can be written; False when it is protected and nobody opened it."""
        if self.is_loose(sheet) or not sheet.api.isProtected():
            return True
        if not self._opened[sheet.name]:
            return False
        self._loosen(sheet)
        return True

    def tighten(self) -> None:
        """Protect the loose sheet, if there is one, as it was."""
        sheet, self._loose, self._loose_name = self._loose, None, ""
        if sheet is None:
            return
        manager = self._doc.getUndoManager()
        manager.unlock()
        if len(manager.getAllUndoActionTitles()) == 1:
            manager.undo()
        if not sheet.isProtected():
            sheet.protect("")
        manager.clear()

    def _loosen(self, sheet: "Sheet") -> None:
        if self.is_loose(sheet):
            return
        self.tighten()
        manager = self._doc.getUndoManager()
        manager.clear()
        sheet.api.unprotect("")
        if sheet.api.isProtected():
            raise OperatorError(f"工作表“{sheet.name}”有保护密码，请先撤销保护")
        manager.lock()
        self._loose, self._loose_name = sheet.api, sheet.name
