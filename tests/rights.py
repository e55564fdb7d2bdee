"""Do something without the rights of root, who may read and write everything."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.commandline import run

NOBODY = 65534


@contextmanager
def nobody() -> Iterator[None]:
    """As a user who owns nothing; as ourselves where we are no root."""
    root = os.geteuid() == 0
    if root:
        _warm()
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@cache
def _warm() -> None:
    """Load all modules and encodings while the interpreter's files may be read."""
    folder = Path(tempfile.mkdtemp())
    run("demo", str(folder / "演示"))
    one = next((folder / "演示" / "收到的报送件").iterdir())
    run("check", str(one), "--out", str(folder / "清单.xlsx"))
    run("convert", str(one), "--out", str(folder / "转换后.xlsx"))
    shutil.rmtree(folder)
