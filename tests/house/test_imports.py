"""The reader of imports, on a made-up package: a house test that sees nothing would always be content."""

from pathlib import Path

import pytest

from tests.house import test_house
from tests.house.imports import Import, imports_of


def _found(root: Path, name: str, text: str) -> list[tuple[str, bool]]:
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return [(found.target, found.deferred) for found in imports_of(file, root)]


def test_every_way_to_import_is_seen(tmp_path: Path) -> None:
    text = """
import pandas as pd, openpyxl.utils
from xlperf.model import values
from . import write
from ..scoring.rates import control_rate
from .. import rollup
if TYPE_CHECKING:
    from xlperf import cli
def late():
    import click
class Here:
    import lxml
try:
    import rich
except ImportError:
    pass
"""
    assert _found(tmp_path, "xlperf/workbook/read.py", text) == [
        ("pandas", False),
        ("openpyxl.utils", False),
        ("xlperf.model.values", False),
        ("xlperf.workbook.write", False),
        ("xlperf.scoring.rates.control_rate", False),
        ("xlperf.rollup", False),
        ("xlperf.cli", True),
        ("click", True),
        ("lxml", False),
        ("rich", False),
    ]


def test_relative_imports_of_a_package_start_in_its_folder(tmp_path: Path) -> None:
    assert _found(tmp_path, "xlperf/model/__init__.py", "from .values import Money\nfrom .. import rules") == [
        ("xlperf.model.values.Money", False),
        ("xlperf.rules", False),
    ]


@pytest.mark.parametrize(
    ("here", "target", "allowed"),
    [
        ("model/form.py", "xlperf.errors.DefinitionError", True),
        ("model/form.py", "xlperf.model.values", True),
        ("model/form.py", "xlperf.scoring.rates", False),
        ("rules/weights.py", "xlperf.scoring.rates", True),
        ("rules/weights.py", "xlperf.workbook.read", False),
        ("rollup/frames.py", "xlperf.rules", False),
        ("errors.py", "xlperf.model", False),
        ("workbook/write.py", "xlperf.__version__", True),
        ("workbook/write.py", "xlperf.check", False),
        ("usecases.py", "xlperf.rollup.frames", True),
        ("hosts/files.py", "xlperf.cli", False),
        ("cli.py", "xlperf.check", True),
    ],
)
def test_layers(here: str, target: str, allowed: bool) -> None:
    found = Import(test_house.SOURCE / here, 1, target, False)
    assert test_house._may_import(found) is allowed
