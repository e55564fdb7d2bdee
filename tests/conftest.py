"""What all tests share."""

from collections.abc import Iterator

import pytest

from tests import libreoffice


@pytest.fixture(scope="session", autouse=True)
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One LibreOffice profile for each test process, removed at the end; the program starts when a test first asks."""
    libreoffice.use_profile(tmp_path_factory.mktemp("office"))
    yield
    libreoffice.drop_profile()
