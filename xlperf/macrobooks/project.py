"""vbaProject.bin (宏工程): modules as Excel stores them, the same bytes from the same source."""

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from xlperf.errors import OperatorError

BOOK_MODULE = "ThisWorkbook"
_PART = "xl/vbaProject.bin"


def vba_project(sheets: int, modules: Mapping[str, str]) -> bytes:
    """A project for a book of so many sheets (Sheet1, Sheet2, …) with these standard modules.

    `ThisWorkbook` among the names is the code of the book itself. Source must be pure ASCII: UnicodeEncodeError is a
    fault of ours. Raises OperatorError where pyOpenVBA is not installed.
    """
    try:
        from pyopenvba import ExcelFile
    except ImportError as fault:
        raise OperatorError("生成宏版需要 pyOpenVBA：请运行 pip install xlperf[macros]") from fault
    with tempfile.TemporaryDirectory() as folder:
        bare, done = Path(folder, "bare.xlsm"), Path(folder, "done.xlsm")
        with xlsxwriter.Workbook(str(bare)) as book:
            for _ in range(sheets):
                book.add_worksheet()
        with ExcelFile(bare) as file:
            file.add_vba_project()
            for name, source in modules.items():
                source.encode("ascii")
                if name == BOOK_MODULE:
                    file.set_module(name, crlf(source))
                else:
                    file.vba_project().add_module(name, crlf(source))
            file.save(done)
        with zipfile.ZipFile(done) as package:
            return package.read(_PART)


def crlf(source: str) -> str:
    """Line ends as VBA keeps them, whatever the checkout made of them."""
    return source.replace("\r\n", "\n").replace("\n", "\r\n")
