"""Excel as a desk, by xlwings over COM (Windows), and as far as xlwings goes on macOS. Never seen in a real Excel by us."""

import ctypes
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import xlwings as xw

from xlperf.buttons.press import press
from xlperf.errors import OperatorError

TITLE = "绩效自评"
_ON_WINDOWS = platform.system() == "Windows"
_WORKBOOKS = "Excel 工作簿 (*.xlsx;*.xlsm),*.xlsx;*.xlsm"
_FOLDER_PICKER = 4
_ESCAPE = 0x1B
_CONTINUOUS, _LANDSCAPE, _A4 = 1, 2, 9
"""xlContinuous, xlLandscape, xlPaperA4"""
_KEPT = (
    "AllowFormattingCells AllowFormattingColumns AllowFormattingRows AllowInsertingColumns AllowInsertingRows "
    "AllowInsertingHyperlinks AllowDeletingColumns AllowDeletingRows AllowSorting AllowFiltering AllowUsingPivotTables"
).split()
"""what a protected sheet allows; kept when it is protected again"""


def press_button(name: str) -> str:
    """What VBA calls: the button's action on the workbook that called."""
    return press(name, ExcelDesk(xw.Book.caller()))


class ExcelDesk:
    """An open workbook in Excel and the person in front of it. See `xlperf.buttons.desk`."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @property
    def book(self) -> xw.Book:
        """The open workbook."""
        return self._book

    def copy_to(self, path: Path) -> None:
        """A copy by Excel itself; on macOS, which has no such command, by saving the book and copying the file."""
        if not path.parent.is_dir():
            raise FileNotFoundError(f"没有文件夹“{path.parent}”")
        if _ON_WINDOWS:
            self._book.api.SaveCopyAs(str(path))
            return
        self._book.save()
        shutil.copyfile(self._book.fullname, path)

    @contextmanager
    def unprotected(self, sheet: xw.Sheet) -> Iterator[None]:
        """Take the protection off and put the same back."""
        api = sheet.api
        if not _ON_WINDOWS or not api.ProtectContents:
            yield
            return
        allowed = {name: getattr(api.Protection, name) for name in _KEPT}
        drawings, scenarios = api.ProtectDrawingObjects, api.ProtectScenarios
        api.Unprotect()
        if api.ProtectContents:
            raise OperatorError(f"工作表“{sheet.name}”有密码保护，写不进去。请先撤销保护（审阅 → 撤销工作表保护）")
        try:
            yield
        finally:
            api.Protect(DrawingObjects=drawings, Contents=True, Scenarios=scenarios, **allowed)

    def lay_out(self, sheet: xw.Sheet, table: str, head: str) -> None:
        """Lines, A4 across, heads repeated; on Windows only. Without a printer Excel has no page to set up."""
        if not _ON_WINDOWS:
            return
        sheet.range(table).api.Borders.LineStyle = _CONTINUOUS
        with suppress(Exception):  # a list that cannot be set up for print is a list all the same
            page = sheet.api.PageSetup
            page.Orientation, page.PaperSize = _LANDSCAPE, _A4
            page.Zoom, page.FitToPagesWide, page.FitToPagesTall = False, 1, False
            page.PrintTitleRows = sheet.range(head).get_address()
            page.CenterHorizontally, page.CenterFooter = True, "第 &P 页 共 &N 页"

    def ask(self, question: str) -> bool:
        """A question with 是 and 否."""
        return bool(self._book.app.alert(question, TITLE, buttons="yes_no") == "yes")

    def say(self, text: str) -> None:
        """A message box."""
        self._book.app.alert(text, TITLE, mode="info")

    def choose_file(self, title: str) -> Path | None:
        """Excel's own dialog for opening files."""
        self._only_on_windows(title)
        chosen = self._book.app.api.GetOpenFilename(_WORKBOOKS, 1, title)
        return Path(chosen) if isinstance(chosen, str) else None

    def choose_folder(self, title: str) -> Path | None:
        """Office's own dialog for folders."""
        self._only_on_windows(title)
        dialog = self._book.app.api.FileDialog(_FOLDER_PICKER)
        dialog.Title = title
        return Path(dialog.SelectedItems(1)) if dialog.Show() else None

    def status(self, text: str) -> None:
        """The status bar; "" gives it back to Excel."""
        self._book.app.status_bar = text or False

    def stopped(self) -> bool:
        """Whether Esc was pressed since this was last asked."""
        if not _ON_WINDOWS:
            return False
        user32: Any = ctypes.windll.user32  # type: ignore[attr-defined]
        return bool(user32.GetAsyncKeyState(_ESCAPE) & 1)

    def jump(self, sheet: str, cell: str) -> None:
        """Select a cell."""
        target = self._book.sheets[sheet]
        target.activate()
        target.range(cell).select()

    @staticmethod
    def _only_on_windows(title: str) -> None:
        if not _ON_WINDOWS:
            raise OperatorError(
                f"{title}：这个按钮目前只在 Windows 的 Excel 和 LibreOffice 里能选文件，请用命令行 xlperf"
            )
