"""Real clicks on the toolbars and the menu that stand in LibreOffice itself: they outlive the buttons of the book."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.clicks.clerk import Clerk
from tests.clicks.test_clicks import BUILT, notes, sheets
from tests.commandline import run
from xlperf.buttons.registry import all_buttons
from xlperf.functions.registry import all_functions
from xlperf.hosts.libreoffice.menu import MENU
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.form_book import write_form_book
from xlperf.model.load import load_edition
from xlperf.model.sample import sample

FAULTS = {"dept.indicators.1.score": "16", "dept.indicators.2.actual": "≥480人次", "dept.total_budget": "1000"}
LABELS = {button.name: button.label for button in all_buttons()}
FAR_DOWN = 60
Place = tuple[str, str]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A filled macro book with faults."""
    book = tmp_path / "本单位.xlsm"
    edition = load_edition("yueyang_2023")
    write_form_book(edition, book, buttons_of("form"), all_functions(), fill=sample("yueyang_2023", FAULTS))
    return book


@pytest.fixture
def open_(clerk: Clerk) -> Iterator[Callable[..., Clerk]]:
    def open_book(path: Path, *, macros: bool = True) -> Clerk:
        clerk.open(path, macros=macros)
        return clerk

    yield open_book
    clerk.close()


def here(clerk: Clerk) -> Place:
    selected = clerk.book.app.selection
    return clerk.book.sheets.active.name, selected.address.partition(":")[0].replace("$", "") if selected else ""


def test_a_book_that_libreoffice_saved_is_checked_from_the_toolbar(faulty: Path, open_: Callable[..., Clerk]) -> None:
    """Saved as .xlsm and opened again, the book has lost its buttons; its macros may not run; the toolbar works."""
    clerk = open_(faulty)
    clerk.book.impl.api.store()
    clerk.close()
    clerk = open_(faulty, macros=False)
    found = {(f["sheet"], f["cell"]) for f in json.loads(run("check", str(faulty), "--json").out) if f["cell"]}
    assert len(found) > 1
    clerk.book.sheets["附件2"].activate()
    assert "条" in clerk.click_bar(LABELS["validate"])
    assert set(notes(clerk)) == found
    assert "校验结果" in sheets(clerk)
    clerk.click_bar(LABELS["clear_marks"])
    assert notes(clerk) == {}


def test_finding_after_finding_however_far_one_has_scrolled(faulty: Path, open_: Callable[..., Clerk]) -> None:
    clerk = open_(faulty, macros=False)
    clerk.click_bar(LABELS["validate"])
    places = list(notes(clerk))
    seen: list[Place] = []
    for number in range(2 * len(places)):
        clerk.scroll_to(FAR_DOWN)
        before = here(clerk)
        moved = lambda before=before: here(clerk) != before  # noqa: E731
        if number % 2:
            clerk.key_quietly("ctrl+shift+d", moved)
        else:
            clerk.click_bar_quietly(LABELS["next_finding"], moved)
        seen.append(here(clerk))
    assert set(seen) == set(places)
    assert seen[: len(places)] == seen[len(places) :]


def test_the_toolbar_acts_on_the_book_in_whose_window_it_is_clicked(
    faulty: Path, open_: Callable[..., Clerk], tmp_path: Path
) -> None:
    other = tmp_path / "另一本.xlsm"
    shutil.copy(faulty, other)
    clerk = open_(other)
    behind = clerk.book
    clerk = open_(faulty)
    clerk.click_bar(LABELS["validate"])
    assert "校验结果" in sheets(clerk)
    assert "校验结果" not in [sheet.name for sheet in behind.sheets]
    behind.close()


def test_the_menu(open_: Callable[..., Clerk]) -> None:
    clerk = open_(BUILT / "shigu_2023.xlsm", macros=False)
    assert clerk.click_menu(MENU, LABELS["about"]).startswith("xlperf ")


def test_the_bureaus_buttons_without_those_on_the_sheet(open_: Callable[..., Clerk], tmp_path: Path) -> None:
    bench = tmp_path / "汇总工作台.xlsm"
    shutil.copy(BUILT / "汇总工作台.xlsm", bench)
    clerk = open_(bench)
    clerk.book.impl.api.store()
    clerk.close()
    clerk = open_(bench, macros=False)
    received = tmp_path / "收到"
    received.mkdir()
    folder = next(name for name in clerk.book.names if name.name == "bench_folder").refers_to_range
    clerk.answer(str(received))
    clerk.click_bar_quietly(LABELS["choose"], lambda: folder.value == str(received))
    clerk.answer(False, None)
    assert "没有做" not in clerk.click_bar(LABELS["rollup"])


def test_in_any_other_book_they_say_kindly_what_is_missing(open_: Callable[..., Clerk], tmp_path: Path) -> None:
    path = tmp_path / "别的表.xlsx"
    openpyxl.Workbook().save(path)
    clerk = open_(path, macros=False)
    clerk.book.sheets[0].range("A1").value = "甲"
    for name in (button.name for button in all_buttons()):
        clerk.answer(*([str(tmp_path)] if name == "choose" else [False, None]))
        said = clerk.click_bar(LABELS[name])
        assert said and "程序出错" not in said, (name, said)
