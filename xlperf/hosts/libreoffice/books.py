"""Books and Book: the workbooks that are open in one LibreOffice."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.names import Names
from xlperf.hosts.libreoffice.office import Uno, file_url, local_path, prop
from xlperf.hosts.libreoffice.sheets import Sheets
from xlperf.hosts.libreoffice.state import BookState

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.apps import App

SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xltx": "Calc MS Excel 2007 XML Template",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
}


def filter_of(path: str | Path) -> str:
    """LibreOffice's filter for a file name."""
    try:
        return FILTERS[Path(path).suffix.lower()]
    except KeyError:
        raise OperatorError(f"不能存成“{Path(path).suffix}”：{Path(path).name}") from None


class Books(base_classes.Books):
    """The open workbooks; other documents (text, drawings) are not among them."""

    app: "App" = None  # type: ignore[assignment]

    def __init__(self, app: "App") -> None:
        self.app = app

    @property
    def api(self) -> Uno:
        return self.app.desktop.Components

    @property
    def active(self) -> "Book":
        """The book in front; when something else is (a text, the macro editor), any open book."""
        current = self.app.desktop.CurrentComponent
        if current is not None and current.supportsService(SPREADSHEET):
            return Book(current, self)
        for book in self:
            return book
        raise OperatorError("没有打开的工作簿")

    def __call__(self, name_or_index: str | int) -> "Book":
        books = list(self)
        if isinstance(name_or_index, str):
            for book in books:
                if book.name.lower() == name_or_index.lower():
                    return book
        elif 0 < name_or_index <= len(books):
            return books[name_or_index - 1]
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator["Book"]:
        documents = self.app.desktop.Components.createEnumeration()
        while documents.hasMoreElements():
            document = documents.nextElement()
            if document.supportsService(SPREADSHEET):
                yield Book(document, self)

    def add(self) -> "Book":
        return self._load("private:factory/scalc")

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,
        read_only: bool | None = None,
        format: str | None = None,
        password: str | None = None,
        *others: Any,
    ) -> "Book":
        """Open a file; the further arguments of Excel's Open have no meaning here and are passed over."""
        options = [prop("MacroExecutionMode", self.app.macro_mode)]
        if read_only:
            options.append(prop("ReadOnly", True))
        if password:
            options.append(prop("Password", password))
        return self._load(file_url(fullname), *options)

    def _load(self, url: str, *options: Uno) -> "Book":
        document = self.app.desktop.loadComponentFromURL(url, "_blank", 0, options)
        if document is None or not document.supportsService(SPREADSHEET):
            if document is not None:
                document.close(True)
            raise OperatorError(f"LibreOffice 打不开这个工作簿：{local_path(url)}")
        return Book(document, self)


class Book(base_classes.Book):
    """One open workbook."""

    api: Uno = None
    app: "App" = None  # type: ignore[assignment]

    def __init__(self, document: Uno, books: Books) -> None:
        self.api = document
        self.books = books
        self.app = books.app

    @cached_property
    def uid(self) -> str:
        """LibreOffice's own name for this document as long as it is open."""
        return str(self.api.RuntimeUID)

    @cached_property
    def state(self) -> BookState:
        """Asked once: LibreOffice never gives an open document another identity."""
        return self.app.state(self.api)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        """Path and name; of a book never saved, the title of its window."""
        url = self.api.getURL()
        return local_path(url) if url else str(self.api.Title)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def close(self) -> None:
        """Close without saving."""
        self.api.setModified(False)
        self.api.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, or with a path save as, as Excel does: the book then goes by the new name."""
        self.state.protection.tighten()
        if path is None and self.api.hasLocation():
            self.api.store()
            return
        target = Path(path if path is not None else f"{self.name}.xlsx").absolute()
        options = [prop("FilterName", filter_of(target)), prop("Overwrite", True)]
        if password:
            options.append(prop("Password", password))
        self.api.storeAsURL(file_url(target.resolve()), tuple(options))

    def activate(self) -> None:
        controller = self.api.CurrentController
        if controller is not None:
            controller.Frame.activate()

    def to_pdf(self, path: str, quality: str) -> None:
        self.api.storeToURL(file_url(path), (prop("FilterName", FILTERS[".pdf"]),))

    def has_structure_lock(self) -> bool:
        """May no sheet be added, removed, renamed or moved?"""
        return bool(self.api.isProtected())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self.uid == other.uid

    def __hash__(self) -> int:
        return hash(self.uid)
