"""Real mouse clicks on every button of every built .xlsm, in LibreOffice, and what they did."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clicks.clerk import Clerk
from tests.commandline import run
from xlperf.buttons.registry import all_buttons
from xlperf.demo.build import build_demo
from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.form_book import write_form_book
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.register import RegisteredUnit
from xlperf.model.sample import sample
from xlperf.workbook.notes import PREFIX
from xlperf.workbook.register.template import write_register

BUILT = Path(__file__).parents[2] / "workbook_templates"
FORM_BUTTONS = [button.label for button in all_buttons() if "form" in button.books]
LABELS = {button.name: button.label for button in all_buttons()}
HUNDRED = 100


@pytest.fixture
def open_(clerk: Clerk, tmp_path: Path) -> Iterator[Callable[[Path], Clerk]]:
    def open_book(path: Path) -> Clerk:
        copy = tmp_path / path.name
        shutil.copy(path, copy)
        clerk.open(copy)
        return clerk

    yield open_book
    clerk.close()


def first_form(edition: str) -> str:
    form = next(iter(load_edition(edition).forms.values()))
    return f"{form.sheet}-1" if form.repeats else form.sheet


def sheets(clerk: Clerk) -> list[str]:
    return [sheet.name for sheet in clerk.book.sheets]


def notes(clerk: Clerk) -> dict[tuple[str, str], str]:
    return {
        (sheet.name, note.location.address.replace("$", "")): note.text
        for sheet in clerk.book.sheets
        for note in sheet.notes
        if PREFIX in note.text
    }


@pytest.mark.parametrize("edition", edition_ids())
def test_every_button_of_a_built_book_answers(edition: str, open_: Callable[[Path], Clerk]) -> None:
    """On the blank book as it is shipped: each button says what it did, or what is missing; none is dumb."""
    clerk = open_(BUILT / f"{edition}.xlsm")
    sheet = first_form(edition)
    said = {}
    for label in FORM_BUTTONS:
        clerk.answer(False, None)
        said[label] = clerk.click(label, sheet)
    assert said["关于/诊断"].startswith("xlperf ")
    assert all("没有做" not in text and "Traceback" not in text for text in said.values()), said


@pytest.mark.parametrize("edition", edition_ids())
def test_checking_a_filled_book_marks_what_check_finds(
    edition: str, open_: Callable[[Path], Clerk], tmp_path: Path
) -> None:
    rule = {"yueyang_2023": {"dept.indicators.1.score": "16"}, "yueyanglou_2023": {"dept.indicators.1.score": "16"}}
    book = tmp_path / "填好" / f"{edition}.xlsm"
    book.parent.mkdir()
    write_form_book(
        load_edition(edition), book, buttons_of("form"), all_functions(), fill=sample(edition, rule.get(edition, {}))
    )
    clerk = open_(book)
    found: list[dict[str, Any]] = json.loads(run("check", str(book), "--json").out)
    said = clerk.click("校验", first_form(edition))
    assert set(notes(clerk)) == {(f["sheet"], f["cell"]) for f in found if f["cell"]}
    assert "校验结果" in sheets(clerk)
    assert ("没有发现问题" in said) == (not found)
    clerk.click("清除标记", first_form(edition))
    assert notes(clerk) == {} and "校验结果" not in sheets(clerk)


def test_a_clerks_day(open_: Callable[[Path], Clerk], tmp_path: Path) -> None:
    """Check, step, mend, check, submit: by clicks only."""
    book = tmp_path / "填好" / "本单位.xlsm"
    book.parent.mkdir()
    changes = {"dept.indicators.1.score": "16", "dept.indicators.2.target": "≧450人次"}
    write_form_book(
        load_edition("yueyang_2023"), book, buttons_of("form"), all_functions(), fill=sample("yueyang_2023", changes)
    )
    clerk = open_(book)
    assert "逻辑性错误 1 条" in clerk.click("校验", "附件2")
    (place,) = notes(clerk)
    clerk.click_quietly("逐条定位", "附件1", lambda: clerk.book.sheets.active.name == place[0])
    assert "还不能生成报送件" in clerk.click("生成报送件", "附件2")
    sheet = clerk.book.sheets["附件2"]
    sheet.impl.api.unprotect("")
    sheet.range(place[1]).value = 15
    assert "有 1 格" in clerk.click("规范化预览", "附件2")
    assert "附件3-6" in clerk.click("新增项目表", "附件2")
    clerk.answer(True, True)
    assert "已删除" in clerk.click("删除项目表", "附件3-6")
    assert "没有发现问题" in clerk.click("校验", "附件2")
    made = Path(clerk.click("生成报送件", "附件2").partition("：")[2].partition("\n")[0])
    assert run("check", str(made), "--quiet").code == 0


def test_the_workbench(open_: Callable[[Path], Clerk], tmp_path: Path) -> None:
    """Folder, roll-up, returns, reminders: by clicks only."""
    received = tmp_path / "收到"
    build_demo(received)
    (received / "说明.txt").write_text("x")
    clerk = open_(BUILT / "汇总工作台.xlsm")
    names = {name.name: name for name in clerk.book.names}
    folder = names["bench_folder"].refers_to_range
    clerk.answer(str(received))
    clerk.click_quietly(LABELS["choose"], "工作台", lambda: folder.value == str(received))
    said = clerk.click(LABELS["rollup"], "工作台", seconds=120)
    assert "收到 6 个文件 = 接收 5 + 退回 1 + 被替代 0 + 重复 0" in said
    assert (tmp_path / "收到_汇总.xlsx").exists()
    assert "5 份" in clerk.click(LABELS["returns"], "工作台", seconds=120)
    assert len(list((tmp_path / "收到_退回件").iterdir())) == 5
    register = tmp_path / "登记.xlsx"
    write_register(register, [RegisteredUnit("石鼓区人民代表大会常务委员会"), RegisteredUnit("某某局")], 2023)
    names["bench_register"].refers_to_range.value = str(register)
    assert "未报 1 个" in clerk.click(LABELS["reminders"], "工作台", seconds=120)
    assert clerk.book.sheets["催报清单"].range("B3").value == "某某局"
    assert clerk.click(LABELS["about"], "工作台").startswith("xlperf ")


def test_a_hundred_clicks_in_a_row(open_: Callable[[Path], Clerk]) -> None:
    """Not one is lost, not one is done twice."""
    clerk = open_(BUILT / "shigu_2023.xlsm")
    sheet = first_form("shigu_2023")
    places = {label: clerk.place(label, sheet) for label in ("关于/诊断", "清除标记")}
    for number in range(HUNDRED):
        label = ("关于/诊断", "清除标记")[number % 2]
        assert clerk.click_at(places[label], label).startswith(("xlperf ", "这本工作簿里没有"))
