"""校验, 逐条定位, 计算, 清除标记 on the five submissions: the same findings as the command line, and no trace left behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.buttons.conftest import Person
from tests.commandline import run
from xlperf.buttons.marks import COLOURS
from xlperf.demo.build import build_demo
from xlperf.model.finding import Severity
from xlperf.workbook.contents import contents_of
from xlperf.workbook.fills import fills_of
from xlperf.workbook.notes import PREFIX

Open = Callable[[Path], Person]
FIVE = range(5)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_demo(tmp_path_factory.mktemp("five"))


def noted(person: Person) -> dict[tuple[str, str], str]:
    """Every note of ours in the book."""
    return {
        (sheet.name, note.location.address.replace("$", "")): note.text
        for sheet in person.desk.book.sheets
        for note in sheet.notes
        if PREFIX in note.text
    }


def state(person: Person, path: Path) -> object:
    """All contents, fills, sheets and notes of the book as it is now."""
    person.desk.copy_to(path)
    sheets = [sheet.name for sheet in person.desk.book.sheets]
    contents = {name: contents_of(path, name) for name in sheets}
    fills = fills_of(path, {(name, cell) for name, cells in contents.items() for cell in cells})
    notes = {(s.name, note.location.address): note.text for s in person.desk.book.sheets for note in s.notes}
    return contents, fills, notes


@pytest.mark.parametrize("number", FIVE)
def test_the_button_marks_exactly_what_check_finds(number: int, five: list[Path], open_book: Open) -> None:
    found = json.loads(run("check", str(five[number]), "--json").out)
    person = open_book(five[number])
    said = person.press("validate")
    wanted: dict[tuple[str, str], set[str]] = {}
    for f in found:
        if f["cell"]:
            wanted.setdefault((f["sheet"], f["cell"]), set()).add(f["code"])
    notes = noted(person)
    assert set(notes) == set(wanted)
    for place, codes in wanted.items():
        lines = notes[place].partition(PREFIX)[2].split("\n")
        assert {line.split()[0] for line in lines if line} == codes
        gravest = min(
            (Severity(f["severity"]) for f in found if (f["sheet"], f["cell"]) == place), key=lambda s: s.rank
        )
        assert person.desk.book.sheets[place[0]].range(place[1]).color == _rgb(COLOURS[gravest])
    rows = person.desk.book.sheets["校验结果"].used_range.options(ndim=2).value[2:]
    listed = [(r[2], r[3] or "", r[4] or "", r[6] or "", r[7] or "") for r in rows if r[0]]
    assert sorted(listed) == sorted((f["code"], f["sheet"], f["cell"], f["given"], f["expected"]) for f in found)
    assert f"逻辑性错误 {sum(f['severity'] == 'error' for f in found)} 条" in said


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


@pytest.mark.parametrize("number", FIVE)
def test_clearing_restores_the_book_to_the_cell(number: int, five: list[Path], open_book: Open, tmp_path: Path) -> None:
    person = open_book(five[number])
    first = person.desk.book.sheets[0]
    first.range("A1").add_note("我自己的批注")
    before = state(person, tmp_path / "前.xlsx")
    for name in ("validate", "calculate", "validate", "clear_marks", "undo"):
        person.press(name)
    assert state(person, tmp_path / "后.xlsx") == before


def test_the_clerks_own_note_stays_beside_ours(five: list[Path], open_book: Open) -> None:
    person = open_book(five[1])
    person.press("validate")
    (sheet, cell), *_ = noted(person)
    target = person.desk.book.sheets[sheet].range(cell)
    person.press("clear_marks")
    target.add_note("我的话")
    person.press("validate")
    assert target.note is not None and target.note.text.startswith("我的话\n" + PREFIX)
    person.press("validate")
    assert target.note.text.count("我的话") == 1 and target.note.text.count(PREFIX) == 1
    person.press("clear_marks")
    assert target.note is not None and target.note.text == "我的话"


def test_answers_survive(five: list[Path], open_book: Open) -> None:
    person = open_book(five[0])
    person.press("validate")
    sheet = person.desk.book.sheets["校验结果"]
    rows = sheet.used_range.options(ndim=2).value
    row = next(n for n, values in enumerate(rows, 1) if values[0] and values[1] == "核实性问题")
    key = rows[row - 1][2:5]
    sheet.range((row, 11)).value = "情况属实，见附件"
    for name in ("validate", "clear_marks", "validate"):
        person.press(name)
    after = person.desk.book.sheets["校验结果"].used_range.options(ndim=2).value
    assert [values[10] for values in after if values[2:5] == key] == ["情况属实，见附件"]
    assert sum(bool(values[10]) for values in after[2:]) == 1


def test_stepping_through_the_findings(five: list[Path], open_book: Open) -> None:
    person = open_book(five[1])
    assert "请先点“校验”" in person.press("next_finding")
    person.press("validate")
    found = [f for f in json.loads(run("check", str(five[1]), "--json").out) if f["cell"]]
    for _ in range(len(found) + 1):
        person.press("next_finding")
    assert sorted(person.seen[:-1]) == sorted((f["sheet"], f["cell"]) for f in found)
    assert person.seen[-1] == person.seen[0]


def test_calculating_changes_no_finding_and_no_entry(five: list[Path], open_book: Open, tmp_path: Path) -> None:
    for path in five:
        person = open_book(path)
        person.desk.copy_to(tmp_path / "前.xlsx")
        person.press("calculate")
        once = state(person, tmp_path / "后.xlsx")
        for sheet in [sheet.name for sheet in person.desk.book.sheets if not sheet.name.startswith("_")]:
            before, after = contents_of(tmp_path / "前.xlsx", sheet), contents_of(tmp_path / "后.xlsx", sheet)
            assert {cell: after.get(cell) for cell in before} == before
        person.press("calculate")
        assert state(person, tmp_path / "再.xlsx")[0].keys() == once[0].keys()  # type: ignore[index]
        found = json.loads(run("check", str(path), "--json").out)
        again = json.loads(run("check", str(tmp_path / "再.xlsx"), "--json").out)
        errors = {(f["code"], f["sheet"], f["cell"]) for f in again if f["severity"] == "error"}
        errors -= {(f["code"], f["sheet"], f["cell"]) for f in found}
        assert errors == set()


def test_a_fault_of_ours_is_one_kind_sentence_and_a_log(
    five: list[Path], open_book: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("xlperf.buttons.session.check", broken)
    person = open_book(five[0])
    said = person.press("validate")
    assert said.startswith("没有做完：") and "secret" not in said and "Traceback" not in said
    (log,) = (home / "日志").iterdir()
    assert str(log) in said and "ZeroDivisionError" in log.read_text("utf-8")
    assert "校验结果" not in [sheet.name for sheet in person.desk.book.sheets]


def test_a_book_without_forms_is_told_so(
    app: object, host: str, tmp_path: Path, open_book: Open, five: list[Path]
) -> None:
    person = open_book(five[0])
    person.desk.book.sheets[0].clear()
    for sheet in list(person.desk.book.sheets)[1:]:
        sheet.delete()
    assert "没有找到绩效自评的表" in person.press("validate")


def test_backups_are_kept_up_to_the_number_set(five: list[Path], open_book: Open, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("backups = 2\n", "utf-8")
    person = open_book(five[2])
    for _ in range(4):
        person.press("about")
    assert len(list((home / "备份" / five[2].stem).iterdir())) == 2
    (home / "settings.toml").write_text("backup = 2\n", "utf-8")
    assert "settings.toml" in person.press("about") and "backup" in person.told[-1]
