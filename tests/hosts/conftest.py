"""One running program for each host, shared by all tests here; a fresh book for each test."""

from collections.abc import Iterator

import pytest
import xlwings as xw

from tests.hosts import running
from xlperf.buttons.desk import Desk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them in one test process: starting the program takes longer than the tests."""
    for item in items:
        if "/hosts/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("hosts"))


@pytest.fixture(scope="session", params=running.available())
def host(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def app(host: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    with running.start(host, tmp_path_factory.mktemp("host")) as app:
        yield app


@pytest.fixture
def book(app: xw.App) -> Iterator[xw.Book]:
    book = app.books.add()
    yield book
    for opened in app.books:
        opened.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]


@pytest.fixture
def desk(host: str, book: xw.Book) -> Desk:
    return running.desk_maker(host)(book)
