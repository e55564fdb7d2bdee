"""Buttons pressed on a book that is open in a real spreadsheet program; what is asked of the user is answered here."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.hosts import running
from xlperf.buttons.desk import Desk
from xlperf.buttons.press import press


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them in one test process: starting the program takes longer than the tests."""
    for item in items:
        if "/buttons/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("buttons"))


class Person:
    """The clerk in front of the book: what they were told, and what they answer and choose."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told: list[str] = []
        self.asked: list[str] = []
        self.answers: list[bool] = []
        self.chosen: Path | None = None
        self.seen: list[tuple[str, str]] = []
        self.bar: list[str] = []

    def press(self, name: str) -> str:
        """Press a button and read what it says."""
        return press(name, self)

    def __getattr__(self, name: str) -> object:
        return getattr(self.desk, name)

    def ask(self, question: str) -> bool:
        self.asked.append(question)
        return self.answers.pop(0)

    def say(self, text: str) -> None:
        self.told.append(text)

    def choose_file(self, title: str) -> Path | None:
        return self.chosen

    def choose_folder(self, title: str) -> Path | None:
        return self.chosen

    def status(self, text: str) -> None:
        self.bar.append(text)

    def jump(self, sheet: str, cell: str) -> None:
        self.seen.append((sheet, cell))
        self.desk.jump(sheet, cell)


@pytest.fixture(scope="session", params=running.available())
def host(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def app(host: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    with running.start(host, tmp_path_factory.mktemp("office")) as app:
        yield app


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, backups and logs of these tests."""
    monkeypatch.setenv("XLPERF_HOME", str(tmp_path / "家"))
    return tmp_path / "家"


@pytest.fixture
def open_book(app: xw.App, host: str, tmp_path: Path) -> Iterator[Callable[[Path], Person]]:
    """Opens a copy of a workbook; gives the person in front of it."""

    def open_(path: Path) -> Person:
        desk = tmp_path / "桌面"
        desk.mkdir(exist_ok=True)
        shutil.copy(path, desk)
        return Person(running.desk_maker(host)(app.books.open(os.fspath(desk / path.name))))

    yield open_
    for book in app.books:
        book.close()
