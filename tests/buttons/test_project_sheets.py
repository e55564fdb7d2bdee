"""新增项目表, 删除项目表 and 还原: the book afterwards is what it was, or what a fresh template would be."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.buttons.conftest import Person
from tests.buttons.test_template_buttons import saved, template
from tests.commandline import run
from tests.workbook.sheets import names_on, states
from xlperf.buttons.log import SHEET as LOG
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.workbook.contents import contents_of
from xlperf.workbook.template import write_template

Open = Callable[[Path], Person]
FIVE = [f"附件3-{number}" for number in range(1, 6)]


def findings(path: Path) -> list[dict[str, str]]:
    found = json.loads(run("check", str(path), "--json").out)
    return [{key: value for key, value in finding.items() if key != "file"} for finding in found]


def everything(path: Path) -> dict[str, object]:
    """Contents, names, notes, protection, merges, order and visibility of all sheets but the log."""
    book = load_workbook(path)
    return {
        sheet.title: (
            book.sheetnames.index(sheet.title),
            sheet.sheet_state,
            contents_of(path, sheet.title),
            {name: entry.attr_text for name, entry in sheet.defined_names.items()},
            {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
            vars(sheet.protection),
            sorted(map(str, sheet.merged_cells.ranges)),
            sorted(str(rule.sqref) for rule in sheet.conditional_formatting),
            [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation],
        )
        for sheet in book
        if sheet.title != LOG
    }


def project_names(person: Person) -> list[str]:
    return [sheet.name for sheet in person.desk.book.sheets if sheet.name.startswith("附件3")]


def checks(path: Path) -> dict[str, object]:
    return contents_of(path, "校验")


def clerk_writes(person: Person, sheet: str, cells: dict[str, object]) -> None:
    form = person.desk.book.sheets[sheet]
    with person.desk.unprotected(form):
        for cell, value in cells.items():
            form.range(cell).value = value


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_removed_project_sheet_comes_back_as_it_was(number: int, open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    name = f"附件3-{number}"
    form = person.desk.book.sheets[name]
    clerk_writes(person, name, {"D3": "003", "E7": "=12.5*2", "F7": 0.5, "D4": "'2023-1-2", "J13": "我的备注"})
    with person.desk.unprotected(form):
        form.range("13:13").insert("down")
        form.range("D4").add_note("问过王主任")
    before = saved(person, tmp_path / "前.xlsx")
    form.activate()
    person.answers = [True, True]
    said = person.press("remove_project")
    assert said.startswith(f"已删除“{name}”"), said
    assert project_names(person) == FIVE[:4]
    assert "已还原“删除项目表”" in person.press("undo")
    after = saved(person, tmp_path / "后.xlsx")
    assert everything(after) == everything(before)
    assert states(after) == states(before)
    assert findings(after) == findings(before)
    assert person.press("undo").startswith("没有可以还原的操作")


@pytest.mark.parametrize("number", [1, 2, 5])
def test_the_checks_after_a_removal_are_those_of_a_book_with_one_sheet_fewer(
    number: int, open_book: Open, tmp_path: Path
) -> None:
    blank = tmp_path / "五张.xlsx"
    write_template(load_edition("yueyang_2023"), blank, projects=5)
    wanted = tmp_path / "四张.xlsx"
    write_template(load_edition("yueyang_2023"), wanted, projects=4)
    wanted = saved(open_book(wanted), tmp_path / "四张存.xlsx")
    person = open_book(blank)
    person.desk.book.sheets[f"附件3-{number}"].activate()
    person.answers = [True, True]
    person.press("remove_project")
    now = saved(person, tmp_path / "现在.xlsx")
    assert checks(now) == checks(wanted)


def test_the_checks_of_a_further_sheet_are_those_of_a_book_with_one_sheet_more(open_book: Open, tmp_path: Path) -> None:
    blank = tmp_path / "五张.xlsx"
    write_template(load_edition("yueyang_2023"), blank, projects=5)
    wanted = tmp_path / "六张.xlsx"
    write_template(load_edition("yueyang_2023"), wanted, projects=6)
    wanted = saved(open_book(wanted), tmp_path / "六张存.xlsx")
    person = open_book(blank)
    said = person.press("add_project")
    assert said.startswith("已新增"), said
    now = saved(person, tmp_path / "现在.xlsx")
    assert checks(now) == checks(wanted)


def remove(person: Person, name: str) -> str:
    person.desk.book.sheets[name].activate()
    person.answers = [True, True]
    return person.press("remove_project")


def test_removals_are_undone_one_after_the_other(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    before = saved(person, tmp_path / "前.xlsx")
    remove(person, "附件3-1")
    remove(person, "附件3-1")
    assert project_names(person) == FIVE[:3]
    between = [person.press("undo"), person.press("undo")]
    assert ["附件3-1" in said for said in between] == [True, True]
    after = saved(person, tmp_path / "后.xlsx")
    assert everything(after) == everything(before)


def test_a_removed_sheet_counts_nowhere(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    remove(person, "附件3-2")
    now = saved(person, tmp_path / "现在.xlsx")
    (tmp_path / "收件").mkdir()
    now.rename(tmp_path / "收件" / now.name)
    counts = json.loads(run("rollup", str(tmp_path / "收件"), "--out", str(tmp_path / "汇总.xlsx"), "--json").out)
    assert counts["projects"] == 1
    found = findings(tmp_path / "收件" / now.name)
    assert not [f for f in found if f["sheet"].startswith("_xlperf")]


def test_what_the_log_knows_follows_the_sheets(open_book: Open, tmp_path: Path) -> None:
    """Marks go, answers stay with their form, and 计算 can still be undone after a removal was."""
    person = open_book(template(tmp_path, {"project.2.indicators.1.actual": "≥12所"}))
    person.press("validate")
    listed = person.desk.book.sheets["校验结果"]
    rows = listed.used_range.options(ndim=2).value
    row = next(n for n, values in enumerate(rows, 1) if values[0] and values[3] == "附件3-2")
    listed.range((row, 11)).value = "情况属实"
    remove(person, "附件3-1")
    assert "校验结果" not in [sheet.name for sheet in person.desk.book.sheets]
    assert not [note for sheet in person.desk.book.sheets for note in sheet.notes]
    person.press("validate")
    rows = person.desk.book.sheets["校验结果"].used_range.options(ndim=2).value
    assert [values[3] for values in rows[2:] if values[10]] == ["附件3-1"]
    person.press("undo")
    person.press("validate")
    rows = person.desk.book.sheets["校验结果"].used_range.options(ndim=2).value
    assert [values[3] for values in rows[2:] if values[10]] == ["附件3-2"]


def test_a_further_sheet_is_blank_and_unmarked(open_book: Open, tmp_path: Path) -> None:
    """Nothing of the last project comes along: no mark, no note, no formula that the clerk typed, no remark."""
    path = tmp_path / "两张.xlsx"
    changes = {"project.2.indicators.1.score": "99"}
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023", changes), projects=2)
    person = open_book(path)
    clerk_writes(person, "附件3-2", {"E7": "=12.5*2", "K13": "我的备注"})
    with person.desk.unprotected(person.desk.book.sheets["附件3-2"]):
        person.desk.book.sheets["附件3-2"].range("D4").add_note("问过王主任")
    person.press("validate")
    person.press("calculate")
    said = person.press("add_project")
    assert "附件3-3" in said
    now = saved(person, tmp_path / "现在.xlsx")
    fields = names_on(load_workbook(now), "附件3-3")
    made = contents_of(now, "附件3-3")
    assert made.get("E7") is None and made.get("K13") is None and "建议得分（xlperf）" not in made.values()
    assert "建议得分（xlperf）" in contents_of(now, "附件3-2").values()
    assert contents_of(now, "附件3-2")["K13"] == "我的备注"
    assert made.get(fields["project_name"]) is None
    assert made[fields["project_total_budget"]] == contents_of(now, "附件3-2")[fields["project_total_budget"]]
    sheet = person.desk.book.sheets["附件3-3"]
    assert not sheet.notes
    marked = {(255, 199, 206), (255, 235, 156), (221, 235, 247)}
    filled = [c for r in load_workbook(now)["附件3-3"].iter_rows() for c in r if c.fill.fill_type == "solid"]
    assert not {(*bytes.fromhex(c.fill.fgColor.rgb[2:]),) for c in filled} & marked
    person.press("undo")
    assert project_names(person) == FIVE[:2]
    assert "附件3-3" not in {sheet for sheet, _ in states(saved(person, tmp_path / "后.xlsx"))}


def test_undoing_a_further_sheet_with_entries_asks(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    before = saved(person, tmp_path / "前.xlsx")
    person.press("add_project")
    clerk_writes(person, "附件3-6", {"D3": "新项目", "E7": 3})
    person.press("validate")
    person.answers = [False]
    assert person.press("undo") == "没有还原。"
    assert project_names(person)[-1] == "附件3-6"
    person.answers = [True]
    assert "去掉了“附件3-6”" in person.press("undo")
    assert "请先点“校验”" in person.press("next_finding")
    person.press("clear_marks")
    assert everything(saved(person, tmp_path / "后.xlsx")) == everything(before)


def test_formulas_that_use_a_removed_sheet_are_named(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    clerk_writes(person, "附件3-3", {"E8": "='附件3-2'!E7", "E9": "='附件3-2'!F7"})
    said = remove(person, "附件3-2")
    assert "附件3-3!E8、附件3-3!E9" in person.asked[-1] and "附件3-3!E8" in said
    person.press("undo")
    assert person.desk.book.sheets["附件3-3"].range("E8").formula.replace("'", "") == "=附件3-2!E7"


def test_a_removed_sheet_that_somebody_deleted_is_told(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    person.press("add_project")
    remove(person, "附件3-6")
    next(sheet for sheet in person.desk.book.sheets if sheet.name.startswith("_xlperf_removed")).delete()
    assert "只能从备份里找回" in person.press("undo")
    assert person.press("undo").startswith("已还原“新增项目表”")


def test_the_last_project_sheet_stays_and_gaps_are_told(open_book: Open, tmp_path: Path) -> None:
    path = tmp_path / "一张.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023"), projects=2)
    person = open_book(path)
    remove(person, "附件3-2")
    assert person.press("remove_project") == "只剩一张项目表，不能再删"
    assert "附件3-2" in person.press("add_project")
    now = saved(person, tmp_path / "现在.xlsx")
    assert {sheet for sheet, _ in states(now)} >= {"附件3-1"}
    person.desk.book.sheets["附件3-1"].name = "教育项目"
    assert "找不到“附件3-1”" in person.press("add_project")
