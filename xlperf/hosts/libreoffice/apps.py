"""Apps and App: one App is one running LibreOffice."""

import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.books import Books
from xlperf.hosts.libreoffice.office import Uno, service, uno
from xlperf.hosts.libreoffice.ranges import Range
from xlperf.hosts.libreoffice.state import BookState

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.engine import Engine

USE_CONFIG = 5
"""com.sun.star.document.MacroExecMode: what the user's macro security says."""


class Apps(base_classes.Apps):
    """The LibreOffices that this process has connected to; the one connected last comes first."""

    def __init__(self, engine: "Engine") -> None:
        self.engine = engine
        self._apps: dict[int, App] = {}

    def put(self, app: "App") -> None:
        """Make this app known, in place of an older one of the same process, and the active one."""
        app.engine = self.engine
        app.apps = self
        self._apps.pop(app.pid, None)
        self._apps = {app.pid: app, **self._apps}

    def drop(self, app: "App") -> None:
        """Forget an app that has quit."""
        self._apps.pop(app.pid, None)

    def keys(self) -> list[int]:
        return list(self._apps)

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> "App":
        """LibreOffice is started by its user; there is nothing that a new Excel would be like."""
        raise OperatorError("请先启动 LibreOffice，再用 connect 连接；这里不能新开一个")

    @staticmethod
    def cleanup() -> None:
        """Nothing is left behind that would have to be cleaned up."""

    def __iter__(self) -> Iterator["App"]:
        return iter(list(self._apps.values()))

    def __len__(self) -> int:
        return len(self._apps)

    def __contains__(self, pid: int) -> bool:
        return pid in self._apps

    def __getitem__(self, pid: int) -> "App":
        return self._apps[pid]


class App(base_classes.App):
    """A running LibreOffice."""

    engine: "Engine"
    apps: Apps
    pid: int = 0
    books: Books = None  # type: ignore[assignment]
    visible = True
    display_alerts = True
    enable_events = True
    interactive = True
    cut_copy_mode = None
    hwnd = None

    def __init__(self, ctx: Uno, *, process: int | None, pid: int) -> None:
        self.ctx = ctx
        self.pid = pid
        self._process = process
        self._states: dict[str, BookState] = {}
        self._locked: list[Uno] = []
        self._indicator: Uno = None
        self._status = ""
        self.desktop = service(ctx, "frame.Desktop")
        self.macro_mode = USE_CONFIG
        """How books opened by `books.open` may run macros (com.sun.star.document.MacroExecMode)."""
        self.books = Books(self)

    @property
    def inside(self) -> bool:
        """Does this Python run in LibreOffice itself?"""
        return self._process == os.getpid()

    @property
    def api(self) -> Uno:
        """The desktop (com.sun.star.frame.Desktop)."""
        return self.desktop

    def state(self, doc: Uno) -> BookState:
        """What the engine remembers about an open document."""
        uid = doc.RuntimeUID
        if uid not in self._states:
            self._states[uid] = BookState(doc)
        return self._states[uid]

    @property
    def selection(self) -> Range | None:
        """The selected cells, None when something else (a button, a picture) is selected."""
        book = self.books.active
        chosen = book.api.CurrentSelection
        if chosen is None or not chosen.supportsService("com.sun.star.sheet.SheetCellRange"):
            return None
        area = chosen.RangeAddress
        return book.sheets(area.Sheet + 1).area(area)

    def activate(self, steal_focus: bool = False) -> None:
        self.apps.put(self)
        frame = self.desktop.getCurrentFrame()
        if steal_focus and frame is not None:
            frame.getContainerWindow().setFocus()

    def quit(self) -> None:
        """Close all books unsaved, then LibreOffice."""
        for book in list(self.books):
            book.close()
        self.apps.drop(self)
        try:
            self.desktop.terminate()
        except uno().getClass("com.sun.star.lang.DisposedException"):
            pass  # it was quicker with ending than with answering

    def kill(self) -> None:
        if self._process is None:
            raise OperatorError("不知道 LibreOffice 的进程号，不能强行结束")
        self.apps.drop(self)
        os.kill(self._process, signal.SIGTERM)

    @property
    def screen_updating(self) -> bool:
        return not self._locked

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if not value and not self._locked:
            self._locked = [book.api for book in self.books]
            for doc in self._locked:
                doc.lockControllers()
        elif value:
            locked, self._locked = self._locked, []
            for doc in locked:
                if doc.hasControllersLocked():
                    doc.unlockControllers()

    @property
    def calculation(self) -> str:
        return "automatic" if self.books.active.api.isAutomaticCalculationEnabled() else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        """Calculate what changed since the last time, in all open books."""
        for book in self.books:
            book.api.calculate()

    @property
    def version(self) -> str:
        """LibreOffice's own, such as 7.4.7.2."""
        access = service(self.ctx, "configuration.ConfigurationProvider").createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            (uno().createUnoStruct("com.sun.star.beans.NamedValue", "nodepath", "/org.openoffice.Setup/Product"),),
        )
        return str(access.ooSetupVersionAboutBox)

    @property
    def path(self) -> str:
        """The folder of the program."""
        substitution = service(self.ctx, "util.PathSubstitution")
        return str(uno().fileUrlToSystemPath(substitution.substituteVariables("$(prog)", True)))

    @property
    def startup_path(self) -> str:
        """LibreOffice has no folder whose books open by themselves."""
        return ""

    def run(self, macro: str, args: list[Any]) -> Any:
        """Run a macro of the active book: `Module1.Name`, or with the book, as xlwings writes it: `'book'!Module1.Name`."""
        book, _, name = macro.rpartition("!")
        doc = (self.books(book.strip("'")) if book else self.books.active).api
        module = name if name.count(".") > 1 else f"VBAProject.{name}"
        script = doc.getScriptProvider().getScript(f"vnd.sun.star.script:{module}?language=Basic&location=document")
        result, _, _ = script.invoke(tuple(args), (), ())
        return result

    @property
    def status_bar(self) -> str | bool:
        return self._status or False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        text = value if isinstance(value, str) else ""
        if self._indicator is not None and not text:
            self._indicator.end()
            self._indicator = None
        elif text:
            if self._indicator is None:
                self._indicator = self._start_indicator(text)
            if self._indicator is not None:
                self._indicator.setText(text)
        self._status = text

    def _start_indicator(self, text: str) -> Uno:
        frame = self.desktop.getCurrentFrame()
        if frame is None:  # no window, no status bar
            return None
        indicator = frame.createStatusIndicator()
        indicator.start(text, 0)
        return indicator

    def alert(
        self, prompt: str | None, title: str | None, buttons: str | None, mode: str | None, callback: str | None = None
    ) -> str:
        """A message box; answers with the button pressed."""
        from xlperf.hosts.libreoffice.dialogs import message_box

        return message_box(self, prompt or "", title or "", buttons or "ok", mode)
