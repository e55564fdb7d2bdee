"""House rules that a machine can see: layers, libraries in their rooms, short modules, no trace of the workshop."""

import ast
import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.imports import PACKAGE, Import, imports_of

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / PACKAGE

LAYERS = {
    "definitions": 0,
    "errors": 0,
    "model": 1,
    "scoring": 2,
    "rules": 3,
    "workbook": 3,
    "rollup": 3,
    "demo": 3,
    "usecases": 4,
    "functions": 5,
    "buttons": 5,
    "hosts": 6,
    "windows": 6,
    "macrobooks": 6,
    "cli": 7,
    "__main__": 8,
}
"""A part imports only parts of a lower layer, and itself."""

ROOMS = {
    "openpyxl": {"workbook", "rollup", "demo"},
    "xlsxwriter": {"workbook", "rollup", "demo", "macrobooks"},
    "lxml": {"workbook", "rollup", "demo"},
    "formualizer": {"workbook", "rollup", "demo"},
    "pandas": {"rollup"},
    "numpy": {"rollup"},
    "click": {"cli"},
    "rich": {"cli"},
    "xlwings": {"hosts", "buttons", "macrobooks"},
    "pyopenvba": {"macrobooks"},
    "packaging": {"windows"},
    "distributed": {"usecases"},
    "fsspec": {"usecases"},
}
"""Libraries that only some parts may know."""

MODULE_LINES = 350
FUNCTION_LINES = 55

# Put together here, so that this file does not find itself.
WORKSHOP = [
    "".join(parts) for parts in (("../", "shared"), ("/work", "/main"), ("/work", "/shared"), ("/tmp", "/venv"))
]
NOT_OURS = {
    ".git",
    ".venv",
    "__pycache__",
    "demo_output",
    "build",
    "dist",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
}
NOT_OURS |= {".hypothesis"}


def test_imports_point_downwards() -> None:
    assert _lines(found for found in _our_imports() if not _may_import(found)) == []


def test_the_package_itself_stays_light() -> None:
    """`import xlperf` loads nothing above scoring at once; use cases come when they are called."""
    inside = [found for found in _our_imports() if _part(found.file) == "__init__" and found.part]
    heavy = [found for found in inside if LAYERS.get(found.part, 0) > (LAYERS["usecases"] if found.deferred else 2)]
    assert _lines(heavy) == []


def test_libraries_stay_in_their_rooms() -> None:
    strays = (found for found in _imports() if found.top in ROOMS and _part(found.file) not in ROOMS[found.top])
    assert _lines(strays) == []


def test_every_part_has_a_layer() -> None:
    assert sorted({_part(file) for file in _modules()} - {"__init__"} - set(LAYERS)) == []


def test_modules_are_short() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in _modules()}
    assert [f"{_name(file)}: {length} lines" for file, length in lengths.items() if length > MODULE_LINES] == []


def test_functions_are_short() -> None:
    assert [
        f"{_name(file)}:{node.lineno} {node.name}: {length} lines"
        for file in _modules()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ] == []


def test_every_definition_is_toml() -> None:
    """A repeated key is an error of TOML's own; unknown keys are the loader's business."""
    faults = []
    for file in sorted((SOURCE / "definitions").rglob("*.toml")):
        try:
            tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            faults.append(f"{_name(file)}: {fault}")
    assert faults == []


def test_nothing_leads_back_to_the_workshop() -> None:
    """A fresh clone has only itself: no text may point to folders of the place where it was written."""
    assert [f"{_name(file)}: {word}" for file, text in _texts() for word in WORKSHOP if word in text] == []


def _may_import(found: Import) -> bool:
    here, there = _part(found.file), found.part
    if here in ("__init__", there) or found.target == f"{PACKAGE}.__version__":
        return True
    # A name that is no part is taken from the package itself, which offers the use cases.
    level = LAYERS.get(there, LAYERS["usecases"])
    return level < LAYERS.get(here, 0)


def _our_imports() -> Iterator[Import]:
    return (found for found in _imports() if found.top == PACKAGE)


def _imports() -> Iterator[Import]:
    for file in _modules():
        yield from imports_of(file, ROOT)


def _modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _part(file: Path) -> str:
    """`model` of xlperf/model/values.py, `cli` of xlperf/cli.py."""
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def _texts() -> Iterator[tuple[Path, str]]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith(".egg-info"))
        for name in sorted(names):
            file = Path(folder, name)
            if name == ".setup.log":
                continue
            try:
                yield file, file.read_text(encoding="utf-8")
            except UnicodeDecodeError:  # a workbook or a picture
                continue


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _lines(imports: Iterable[Import]) -> list[str]:
    return [f"{_name(found.file)}:{found.line} imports {found.target}" for found in imports]
