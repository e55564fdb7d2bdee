"""What an action asks of the program besides the cells; boxes answer as prepared."""

import inspect
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from xlperf.buttons.desk import Desk
from xlperf.hosts import answers

PROTECTION = {"formatCells": False, "insertRows": False, "sort": False, "selectLockedCells": True}


@pytest.fixture
def protected(app: xw.App, tmp_path: Path) -> Iterator[xw.Book]:
    """A book with a protected sheet, as our templates are: no password, some things allowed."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "附件1"
    sheet["A1"] = 1
    sheet["B1"].protection = openpyxl.styles.Protection(locked=False)
    sheet.protection.sheet = True
    for name, value in PROTECTION.items():
        setattr(sheet.protection, name, value)
    workbook.save(tmp_path / "受保护.xlsx")
    with app.books.open(tmp_path / "受保护.xlsx") as book:
        yield book


def _protection(desk: Desk, path: Path) -> dict[str, bool]:
    desk.copy_to(path)
    found = openpyxl.load_workbook(path)["附件1"].protection
    return {"sheet": found.sheet, **{name: getattr(found, name) for name in PROTECTION}}


def test_a_desk_has_what_actions_ask_for(desk: Desk) -> None:
    wanted = {name: member for name, member in vars(Desk).items() if not name.startswith("_")}
    assert {"book", "copy_to", "unprotected", "ask", "say", "status", "stopped", "jump"} <= set(wanted)
    for name, member in wanted.items():
        if inspect.isfunction(member):
            theirs = list(inspect.signature(getattr(desk, name)).parameters)
            assert theirs == list(inspect.signature(member).parameters)[1:], name


@pytest.mark.parametrize(("suffix", "kind"), [(".xlsx", "sheet.main"), (".xlsm", "sheet.macroEnabled.main")])
def test_a_copy_leaves_the_book_as_it_is(desk: Desk, tmp_path: Path, suffix: str, kind: str) -> None:
    sheet = desk.book.sheets[0]
    sheet["A1"].value = "未存盘"
    before = desk.book.fullname
    desk.copy_to(tmp_path / f"副本{suffix}")
    assert desk.book.fullname == before
    assert openpyxl.load_workbook(tmp_path / f"副本{suffix}")[sheet.name]["A1"].value == "未存盘"
    assert kind in zipfile.ZipFile(tmp_path / f"副本{suffix}").read("[Content_Types].xml").decode()
    desk.copy_to(tmp_path / f"副本{suffix}")  # over an older one


def test_a_copy_that_cannot_be_written(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "文件夹.xlsx").mkdir()
    for impossible in (tmp_path / "没有" / "副本.xlsx", tmp_path / "文件夹.xlsx"):
        with pytest.raises(OSError, match=r".+"):
            desk.copy_to(impossible)


def test_protected_sheets_are_not_written_by_accident(protected: xw.Book) -> None:
    sheet = protected.sheets["附件1"]
    for write in (
        lambda: setattr(sheet["A1"], "value", 2),
        lambda: setattr(sheet["A1:A2"], "value", [[1], [2]]),
        lambda: setattr(sheet["A1"], "color", (255, 0, 0)),
        lambda: sheet["A1"].add_note("批注"),
        lambda: sheet["2:2"].insert("down"),
        lambda: sheet["A1"].clear_contents(),
    ):
        with pytest.raises(Exception, match=r".+"):
            write()
    assert (sheet["A1"].value, sheet["A1"].note) == (1.0, None)
    sheet["B1"].value = 5  # not locked
    assert sheet["B1"].value == 5.0


def test_unprotected_sheets_are_protected_again_as_before(protected: xw.Book, host: str, tmp_path: Path) -> None:
    from tests.hosts.running import desk_maker

    desk = desk_maker(host)(protected)
    sheet = protected.sheets["附件1"]
    before = _protection(desk, tmp_path / "前.xlsx")
    assert before == {"sheet": True, **PROTECTION}
    with desk.unprotected(sheet):
        sheet["A1"].value = [[1, "甲", None, True], ["=A1+1", 3, "'003", None]]
        sheet["A1"].color = (255, 0, 0)
        sheet["A1"].add_note("批注")
        protected.sheets.add("新", before=sheet)
        sheet["5:6"].insert("down")
        sheet["D1"].clear_contents()
    assert sheet["A1:D2"].value == [[1.0, "甲", None, None], [2.0, 3.0, "003", None]]
    assert (sheet["A1"].color, sheet["A1"].note.text) == ((255, 0, 0), "批注")
    with pytest.raises(Exception, match=r".+"):
        sheet["A1"].value = 9
    assert _protection(desk, tmp_path / "后.xlsx") == before


def test_protection_comes_back_after_a_fault(protected: xw.Book, host: str, tmp_path: Path) -> None:
    from tests.hosts.running import desk_maker

    desk = desk_maker(host)(protected)
    sheet = protected.sheets["附件1"]
    with pytest.raises(ZeroDivisionError), desk.unprotected(sheet):
        sheet["A1"].value = 1 / 0
    with pytest.raises(Exception, match=r".+"):
        sheet["A1"].value = 9
    assert _protection(desk, tmp_path / "后.xlsx") == {"sheet": True, **PROTECTION}


def test_a_sheet_without_protection_needs_none(desk: Desk) -> None:
    sheet = desk.book.sheets[0]
    with desk.unprotected(sheet):
        sheet["A1"].value = 1
    sheet["A1"].value = 2
    assert sheet["A1"].value == 2.0


def test_a_password_is_respected(app: xw.App, host: str, tmp_path: Path) -> None:
    from tests.hosts.running import desk_maker

    workbook = openpyxl.Workbook()
    workbook.active.protection.sheet = True
    workbook.active.protection.password = "secret"
    workbook.save(tmp_path / "有密码.xlsx")
    book = app.books.open(tmp_path / "有密码.xlsx")
    with pytest.raises(Exception, match=r".+"), desk_maker(host)(book).unprotected(book.sheets[0]):
        pass
    book.close()


def test_jumping(desk: Desk) -> None:
    book = desk.book
    other = book.sheets.add("附件3-1", after=book.sheets[0])
    book.sheets[0].activate()
    desk.jump("附件3-1", "C240")
    assert book.sheets.active == other
    assert book.app.selection.address == "$C$240"


def test_boxes_answer_as_prepared(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tmp_path / "说过的话"
    prepared = tmp_path / "回答.json"
    prepared.write_text(json.dumps([True, False, str(tmp_path), None]), encoding="utf-8")
    monkeypatch.setenv(answers.ANSWERS, str(prepared))
    monkeypatch.setenv(answers.SAID, str(said))
    assert desk.ask("删除吗？") is True
    assert desk.ask("真的吗？") is False
    assert desk.choose_folder("哪个文件夹？") == tmp_path
    assert desk.choose_file("哪个文件？") is None
    desk.say("做完了\n共 3 条")
    with pytest.raises(Exception, match="删掉一切吗"):
        desk.ask("删掉一切吗？")
    lines = [json.loads(line) for line in said.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {"ask": "删除吗？", "answer": True}
    assert lines[-1] == {"say": "做完了\n共 3 条"}


def test_status_and_stopping(desk: Desk) -> None:
    desk.status("第 1 个，共 9 个")
    assert desk.book.app.status_bar == "第 1 个，共 9 个"
    assert desk.stopped() is False
    desk.status("")
    assert desk.book.app.status_bar is False
