"""Macro books in LibreOffice: sheets, names and buttons are there, buttons and functions reach the Python bridge."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.macrobooks.look import kind_of
from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.words import TEXTS
from xlperf.model.load import edition_ids, load_edition

SYSTEM_PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("office_look.py")
BOOKS = [*(f"{edition}.xlsm" for edition in edition_ids()), "汇总工作台.xlsm"]
BRIDGE = """
import json, pathlib
SAID = pathlib.Path({said!r})

def note(entry, given):
    with SAID.open("a", encoding="utf-8") as file:
        file.write(json.dumps([entry, given], ensure_ascii=False) + chr(10))

def press(name):
    note("press", name)
    return "好"

def call(name, given):
    note("call", [name, given])
    if given[0] == "rows":
        return (("一", 1.0), (None, 2.5))
    return None if given[0] is None else json.dumps(given, ensure_ascii=False)

g_exportedScripts = press, call
"""
"""in place of the bridge that `xlperf libreoffice install` writes"""
TRIES: tuple[tuple[str, str | list[object]], ...] = (
    ("=XLPERF_EXEC_RATE(5;7)", [5, 7]),
    ('=XLPERF_EXEC_RATE("五";X2)', ["五", "文字"]),
    ("=XLPERF_EXEC_RATE(X1;X2)", [5, "文字"]),
    ("=XLPERF_EXEC_RATE(X1;X4)", [5, "#DIV/0!"]),
    ("=XLPERF_EXEC_RATE(X1:Y2;X3:X4)", [[[5, 2.5], ["文字", None]], [[None], ["#DIV/0!"]]]),
    ("=XLPERF_EXEC_RATE(X3;X1)", ""),
    ("=SUM(INDEX(XLPERF_EXEC_RATE(X5;1);1;2);INDEX(XLPERF_EXEC_RATE(X5;1);2;2))", "3.5"),
    ("=INDEX(XLPERF_EXEC_RATE(X5;1);2;1)", ""),
)
"""formula; what the bridge is given first, or what it answers: nothing, or rows"""
CELLS = [["X1", "=5"], ["Y1", "=2.5"], ["X2", '="文字"'], ["X4", "=1/0"], ["X5", '="rows"']]


def run(jobs: list[dict[str, Any]], folder: Path, bridge: str | None) -> list[dict[str, Any]]:
    """office_look.py with a profile of its own, which has this bridge or none."""
    profile = folder / "profile"
    scripts = profile / "user" / "Scripts" / "python"
    scripts.mkdir(parents=True)
    if bridge is not None:
        (scripts / "xlperf_bridge.py").write_text(bridge, "utf-8")
    job = folder / "job.json"
    job.write_text(json.dumps(jobs), "utf-8")
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("these tests need LibreOffice: apt-get install libreoffice-calc libreoffice-script-provider-python")
    command = [SYSTEM_PYTHON, str(SCRIPT), soffice, profile.as_uri(), f"xlperf{folder.stat().st_ino}", str(job)]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=400)
    assert done.returncode == 0, done.stdout + done.stderr
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen


@pytest.fixture(scope="module")
def opened(
    built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Mapping[str, dict[str, Any]], list[list[Any]]]:
    """What every book shows, and what its buttons and functions told the bridge."""
    folder = tmp_path_factory.mktemp("macrooffice")
    said = folder / "said.jsonl"
    jobs = []
    for name in BOOKS:
        macros = [f"XlperfButtons.Xlperf_{button.name}" for button in buttons_of(kind_of(name))]
        jobs.append({"file": str(built[name]), "macros": macros, "formulas": []})
    first = load_workbook(built[BOOKS[0]], read_only=True).sheetnames[0]
    values = [[first, cell, formula] for cell, formula in CELLS]
    jobs[0]["formulas"] = values + [[first, f"Z{row}", formula] for row, (formula, _) in enumerate(TRIES, 1)]
    seen = run(jobs, folder, BRIDGE.format(said=str(said)))
    lines = [json.loads(line) for line in said.read_text("utf-8").splitlines()]
    return dict(zip(BOOKS, seen, strict=True)), lines


@pytest.mark.parametrize("name", BOOKS)
def test_sheets_and_names_are_there(name: str, opened: Any, built: dict[str, Path]) -> None:
    seen = opened[0][name]
    book = load_workbook(built[name], read_only=False)
    assert seen["sheets"] == book.sheetnames
    assert seen["hidden"] == [sheet.title for sheet in book if sheet.sheet_state != "visible"]
    assert set(book.defined_names) <= set(seen["names"])


@pytest.mark.parametrize("name", BOOKS)
def test_every_sheet_shows_its_buttons(name: str, opened: Any) -> None:
    bar = [[button.label, f"Xlperf_{button.name}"] for button in buttons_of(kind_of(name))]
    if kind_of(name) == "workbench":
        with_bar = {"工作台"}
    else:
        edition = load_edition(name.removesuffix(".xlsm"))
        with_bar = {
            f"{form.sheet}-{number}" if form.repeats else form.sheet
            for form in edition.forms.values()
            for number in range(1, (form.many if form.repeats else 1) + 1)
        }
    seen = opened[0][name]["buttons"]
    assert seen == {sheet: bar if sheet in with_bar else [] for sheet in seen}


def test_every_button_reaches_the_bridge_once(opened: Any) -> None:
    pressed = [name for entry, name in opened[1] if entry == "press"]
    assert pressed == [button.name for book in BOOKS for button in buttons_of(kind_of(book))]


@pytest.mark.parametrize(("place", "formula", "wanted"), [(n, *one) for n, one in enumerate(TRIES)])
def test_functions_hand_over_what_cells_hold(place: int, formula: str, wanted: object, opened: Any) -> None:
    given = opened[0][BOOKS[0]]["given"][len(CELLS) + place]
    assert (json.loads(given)[: len(wanted)] if isinstance(wanted, list) else given) == wanted, formula


def test_a_function_without_the_bridge_says_what_to_do(built: dict[str, Path], tmp_path: Path) -> None:
    arguments = ";".join("1" for _ in all_functions()[0].arguments)
    first = load_workbook(built[BOOKS[0]], read_only=True).sheetnames[0]
    formula = [first, "Z1", f"={all_functions()[0].name}({arguments})"]
    (seen,) = run([{"file": str(built[BOOKS[0]]), "macros": [], "formulas": [formula]}], tmp_path, None)
    assert seen["given"] == [TEXTS["silent"] + TEXTS["mend_libreoffice"]]
