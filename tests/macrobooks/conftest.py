"""All macro books, built once for these tests."""

from pathlib import Path

import pytest

from xlperf.macrobooks.build import build_macros


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """File name → the book, freshly built."""
    return {path.name: path for path in build_macros(tmp_path_factory.mktemp("macros"))}
