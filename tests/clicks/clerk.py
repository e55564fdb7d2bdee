"""A clerk at the screen: opens a macro book in LibreOffice, clicks its buttons, hears what they say."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlwings as xw

from tests.clicks.bars import place_in_menu, places_on_bars
from tests.clicks.screen import Screen, a_screen
from tests.hosts.running import running_office
from xlperf.hosts.libreoffice.office import file_url, prop
from xlperf.hosts.libreoffice.setup import install_bridge

_ALWAYS_EXECUTE, _NEVER_EXECUTE = 4, 0
_STILL = 3
"""looks in a row at which nothing moved"""
_PLAUSIBLE = 200
"""hundredths of a millimetre; a button's shape can first read as one by one"""


@dataclass
class Clerk:
    """At one screen, with one LibreOffice."""

    app: xw.App
    screen: Screen
    folder: Path
    book: xw.Book = field(init=False)

    @property
    def said_file(self) -> Path:
        """To which LibreOffice appends what is said."""
        return self.folder / "said.jsonl"

    def open(self, path: Path, *, macros: bool = True) -> None:
        """Open a book in a window; without `macros`, as one that lies in no trusted folder."""
        desktop = self.app.impl.desktop
        options = (prop("MacroExecutionMode", _ALWAYS_EXECUTE if macros else _NEVER_EXECUTE),)
        document = desktop.loadComponentFromURL(file_url(path.resolve()), "_blank", 0, options)
        self.book = next(book for book in self.app.books if book.impl.api.RuntimeUID == document.RuntimeUID)
        _until(lambda: self._controller.VisibleAreaOnScreen.Width > 400, 30, "the window does not open")
        window = self._controller.Frame.ContainerWindow
        window.IsMaximized = True
        time.sleep(0.5)

    def close(self) -> None:
        """Close the book without saving."""
        self.book.impl.api.setModified(False)
        self.book.close()

    def answer(self, *answers: object) -> None:
        """What the clerk will answer and choose next."""
        (self.folder / "answers.json").write_text(json.dumps(list(answers), ensure_ascii=False), "utf-8")

    def click_quietly(self, label: str, sheet: str, done: Callable[[], bool], *, seconds: float = 60) -> None:
        """Click a button that speaks in the status bar only, and wait for what it does."""
        self.book.sheets[sheet].activate()
        self.screen.click(*self._place_of(label))
        _until(done, seconds, f"“{label}” does nothing")

    def click(self, label: str, sheet: str, *, seconds: float = 60) -> str:
        """Click the button with this label on a sheet, and hear what it says when it is done."""
        return self.click_at(self.place(label, sheet), label, seconds=seconds)

    def place(self, label: str, sheet: str) -> tuple[int, int]:
        """Where the button is on the screen, as long as nobody scrolls."""
        self.book.sheets[sheet].activate()
        return self._place_of(label)

    def click_at(self, place: tuple[int, int], label: str, *, seconds: float = 60) -> str:
        """Click where a button is, and hear what it says when it is done."""
        before = self._sayings()
        self.screen.click(*place)
        _until(lambda: len(self._sayings()) > len(before), seconds, f"“{label}” does not answer")
        return self._sayings()[-1]

    def click_bar(self, label: str, *, seconds: float = 60) -> str:
        """Click a button of the toolbars, and hear what it says when it is done."""
        before = self._sayings()
        self.screen.click(*self._place_on_bars(label))
        _until(lambda: len(self._sayings()) > len(before), seconds, f"“{label}” on the toolbar does not answer")
        return self._sayings()[-1]

    def click_bar_quietly(self, label: str, done: Callable[[], bool], *, seconds: float = 60) -> None:
        """Click a button of the toolbars that speaks in the status bar only, and wait for what it does."""
        self.screen.click(*self._place_on_bars(label))
        _until(done, seconds, f"“{label}” on the toolbar does nothing")

    def key_quietly(self, name: str, done: Callable[[], bool], *, seconds: float = 60) -> None:
        """Press a shortcut, and wait for what it does."""
        self.screen.key(name)
        _until(done, seconds, f"{name} does nothing")

    def click_menu(self, menu: str, label: str, *, seconds: float = 60) -> str:
        """Open a menu, click a line of it, and hear what it says when it is done."""
        before = self._sayings()
        for word in (menu, label):
            _until(lambda word=word: place_in_menu(self._controller, word), 30, f"no “{word}” in the menus")
            place = place_in_menu(self._controller, word)
            assert place is not None
            self.screen.click(*place)
            time.sleep(0.5)
        _until(lambda: len(self._sayings()) > len(before), seconds, f"“{label}” in the menu does not answer")
        return self._sayings()[-1]

    def scroll_to(self, row: int) -> None:
        """As the wheel of the mouse would, so that what stands at the top of the sheet is out of sight."""
        self._controller.setFirstVisibleRow(row)

    def _place_on_bars(self, label: str) -> tuple[int, int]:
        _until(lambda: label in places_on_bars(self._controller), 30, f"no “{label}” on the toolbars")
        return places_on_bars(self._controller)[label]

    def timed(self, label: str, sheet: str) -> float:
        """Seconds from the click itself until the button says that it is done."""
        self.book.sheets[sheet].activate()
        before, place = self._sayings(), self._place_of(label)
        start = time.perf_counter()
        self.screen.click(*place)
        _until(lambda: len(self._sayings()) > len(before), 60, f"“{label}” does not answer")
        return time.perf_counter() - start

    def _sayings(self) -> list[str]:
        if not self.said_file.exists():
            return []
        lines = self.said_file.read_text("utf-8").splitlines()
        return [said["say"] for line in lines if "say" in (said := json.loads(line))]

    @property
    def _controller(self) -> Any:
        return self.book.impl.api.CurrentController

    def _shape(self, label: str) -> Any:
        page = self._controller.ActiveSheet.DrawPage
        shapes = (page.getByIndex(n) for n in range(page.Count))
        return next(s for s in shapes if s.ShapeType.endswith("ControlShape") and s.Control.Label == label)

    def _settled(self, label: str) -> tuple[Any, Any, Any]:
        """The button's shape, and what is seen where on the screen, once none of them moves any more."""
        before, still = None, 0
        until = time.monotonic() + 30
        while still < _STILL:
            shape, seen, screen = self._shape(label), self._controller.VisibleArea, self._controller.VisibleAreaOnScreen
            now = [(r.X, r.Y, r.Width, r.Height) for r in (seen, screen)] + [(shape.Position.X, shape.Size.Width)]
            still = still + 1 if now == before and shape.Size.Width > _PLAUSIBLE else 0
            before = now
            assert time.monotonic() < until, f"“{label}” does not come to rest: {now}"
            time.sleep(0.1)
        return shape, seen, screen

    def _place_of(self, label: str) -> tuple[int, int]:
        """The middle of the button in pixels of the screen."""
        self._controller.setFirstVisibleRow(0)
        self._controller.setFirstVisibleColumn(0)
        shape, seen, screen = self._settled(label)
        scale = screen.Width / seen.Width
        x = screen.X + (shape.Position.X + shape.Size.Width / 2 - seen.X) * scale
        y = screen.Y + (shape.Position.Y + shape.Size.Height / 2 - seen.Y) * scale
        assert screen.X < x < screen.X + screen.Width and screen.Y < y < screen.Y + screen.Height, (
            f"“{label}” is not in sight"
        )
        return int(x), int(y)


def _until(true: Any, seconds: float, otherwise: str) -> None:
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise AssertionError(f"{otherwise} ({seconds:.0f} s)")
        time.sleep(0.05)


@contextmanager
def a_clerk(folder: Path) -> Iterator[Clerk]:
    """A screen, a LibreOffice with the bridge, and a clerk before it."""
    profile = folder / "profile"
    report = install_bridge(profile)
    assert report.ready, report.missing
    (folder / "answers.json").write_text("[]", "utf-8")
    with a_screen() as screen:
        environment = {
            **screen.environment,
            "XLPERF_HOME": str(folder / "home"),
            "XLPERF_SAID": str(folder / "said.jsonl"),
            "XLPERF_ANSWERS": str(folder / "answers.json"),
            "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
        }
        with running_office(profile, headless=False, environment=environment) as app:
            yield Clerk(app, screen, folder)
