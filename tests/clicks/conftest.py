"""One screen and one LibreOffice for all clicks: they go in one process, one after the other."""

from collections.abc import Iterator

import pytest

from tests.clicks.clerk import Clerk, a_clerk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two clerks at two screens would take each other's turns at the processor."""
    for item in items:
        if "/clicks/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("clicks"))


@pytest.fixture(scope="session")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    with a_clerk(tmp_path_factory.mktemp("clerk")) as clerk:
        yield clerk
