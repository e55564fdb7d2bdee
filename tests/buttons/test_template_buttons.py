"""Buttons on our template: project sheets, spelling, last year's figures, undo, the 报送件."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit import audit
from tests.buttons.conftest import Person
from tests.commandline import run
from tests.workbook.sheets import names_on, states, value_of
from xlperf.model.digest import values_digest
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template

Open = Callable[[Path], Person]


def template(folder: Path, changes: Mapping[str, str | None] | None = None, **options: int) -> Path:
    path = folder / "临江市教育局.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023", changes or {}), **options)
    return path


def saved(person: Person, path: Path) -> Path:
    person.desk.copy_to(path)
    return path


def test_a_further_project_sheet_has_its_names_formulas_and_checks(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    person.press("add_project")
    wanted = tmp_path / "六张.xlsx"
    write_template(load_edition("yueyang_2023"), wanted, fill=sample("yueyang_2023"), projects=6)
    now = saved(person, tmp_path / "现在.xlsx")
    assert states(now) == states(wanted)
    names = [name for sheet in load_workbook(now) if sheet.title == "附件3-6" for name in sheet.defined_names]
    assert sorted(names) == sorted(load_workbook(wanted)["附件3-6"].defined_names)
    entry = person.desk.book.sheets["附件3-6"]
    with person.desk.unprotected(entry):
        entry.range(names_on(load_workbook(now), "附件3-6")["project_name"]).value = "新项目"
    assert (
        value_of(load_workbook(saved(person, tmp_path / "再.xlsx"), data_only=True), "附件3-6", "project_name")
        == "新项目"
    )
    assert ("附件3-6", "必填栏都填了") in {
        key for key, state in states(tmp_path / "再.xlsx").items() if state != "通过"
    }


def test_adding_can_be_undone(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    before = states(saved(person, tmp_path / "前.xlsx"))
    person.press("add_project")
    person.press("undo")
    assert states(saved(person, tmp_path / "后.xlsx")) == before
    assert "附件3-6" not in [sheet.name for sheet in person.desk.book.sheets]


def test_a_project_sheet_goes_only_after_two_yeses(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    person.desk.book.sheets["附件3-1"].activate()
    for answers in ([False], [True, False]):
        person.answers = list(answers)
        assert person.press("remove_project") == "没有删除。"
    assert "附件3-5" in [sheet.name for sheet in person.desk.book.sheets]
    names = names_on(load_workbook(saved(person, tmp_path / "前.xlsx")), "附件3-2")
    second = person.desk.book.sheets["附件3-2"].range(names["project_name"]).value
    person.answers = [True, True]
    person.press("remove_project")
    assert [s.name for s in person.desk.book.sheets if s.name.startswith("附件3")] == [
        f"附件3-{n}" for n in range(1, 5)
    ]
    assert second and person.desk.book.sheets["附件3-1"].range(names["project_name"]).value == second
    shown = states(saved(person, tmp_path / "后.xlsx"))
    assert not {sheet for sheet, _ in shown} - {"附件1", "附件2", *(f"附件3-{n}" for n in range(1, 5))}
    assert shown["附件1", "附件1有金额的一级项目数＝项目表张数"] == "有误"  # two projects, one form left


def test_only_ticked_cells_are_respelt_and_undo_puts_them_back(open_book: Open, tmp_path: Path) -> None:
    changes = {"dept.indicators.1.target": "≧１２所", "dept.indicators.2.target": "≧９６％"}
    person = open_book(template(tmp_path, changes))
    fields = read_submission(saved(person, tmp_path / "前.xlsx")).flat()
    first, second = (fields[f"dept_indicators.{n}.target"] for n in (1, 2))
    assert person.press("normalise").startswith("有 2 格")
    sheet = person.desk.book.sheets["规范化预览"]
    rows = sheet.used_range.options(ndim=2).value
    assert [(r[4], r[5]) for r in rows[2:]] == [("≧１２所", "≥12所"), ("≧９６％", "≥96%")]
    row = next(n for n, values in enumerate(rows, 1) if values[2] == first.address)
    sheet.range((row, 1)).value = "√"
    assert person.press("normalise").startswith("已改 1 格")
    form = person.desk.book.sheets[first.sheet]
    assert form.range(first.address).value == "≥12所"
    assert form.range(second.address).value == "≧９６％"
    assert "已还原“规范化预览”" in person.press("undo")
    assert form.range(first.address).value == "≧１２所"


def test_last_years_finals_become_this_years_priors(open_book: Open, tmp_path: Path) -> None:
    former = tmp_path / "去年.xlsx"
    write_template(load_edition("yueyang_2023", 2022), former, fill=sample("yueyang_2023"))
    blank = dict.fromkeys(("base.reception_prior", "base.office_prior"))
    person = open_book(template(tmp_path, blank))
    before = read_submission(saved(person, tmp_path / "前.xlsx")).flat()
    person.chosen = former
    assert "提取了" in person.press("last_year")
    after = read_submission(saved(person, tmp_path / "后.xlsx")).flat()
    last = read_submission(former).flat()
    changed = {key for key in after if after[key].typed != before[key].typed and not after[key].formula}
    assert changed == {"base_reception_prior", "base_office_prior"}
    assert all(after[f"base_{n}_prior"].number == last[f"base_{n}_final"].number for n in ("reception", "office"))
    person.chosen = tmp_path / "后.xlsx"
    assert "要选 2022 年的" in person.press("last_year")


def test_a_submission_is_made_only_when_all_is_answered(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, {"dept.indicators.1.score": "16"}))
    assert person.press("submit").startswith("还不能生成报送件：还有逻辑性错误 1 条")
    fields = read_submission(saved(person, tmp_path / "前.xlsx")).flat()
    score = fields["dept_indicators.1.score"]
    with person.desk.unprotected(person.desk.book.sheets[score.sheet]):
        person.desk.book.sheets[score.sheet].range(score.address).value = 15
    person.press("validate")
    said = person.press("submit")
    made = Path(said.partition("：")[2].partition("\n")[0])
    assert made.name == "临江市教育局2023年度绩效自评.xlsx"
    assert run("check", str(made), "--quiet").code == 0
    assert audit(made) == []
    book = load_workbook(made)
    assert {"校验结果", "_xlperf_log"} & set(book.sheetnames) == set()
    receipt = {row[0].value: row[1].value for row in book["_xlperf"].iter_rows()}
    assert receipt["values"] == values_digest(read_submission(made))
    assert receipt["count_error"] == 0 and receipt["cells"] > 200
    (tmp_path / "收件").mkdir()
    made.rename(tmp_path / "收件" / made.name)
    counts = json.loads(run("rollup", str(tmp_path / "收件"), "--out", str(tmp_path / "汇总.xlsx"), "--json").out)
    assert (counts["accepted"], counts["units"], counts["projects"]) == (1, 1, 2)


def test_an_answered_question_goes_with_the_submission(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, {"dept.indicators.1.actual": "≥12所"}))
    person.press("validate")
    assert "核实性问题" in person.press("submit")
    sheet = person.desk.book.sheets["校验结果"]
    for n, values in enumerate(sheet.used_range.options(ndim=2).value, 1):
        if values[0] and values[1] == "核实性问题":
            sheet.range((n, 11)).value = "实际就是这样"
    made = Path(person.press("submit").partition("：")[2].partition("\n")[0])
    rows = list(load_workbook(made)["出错说明"].iter_rows(min_row=4, values_only=True))
    assert rows and all(row[5] == "实际就是这样" for row in rows)


@pytest.mark.parametrize("name", ["add_project", "remove_project"])
def test_project_sheets_of_a_strangers_book_are_left_alone(name: str, open_book: Open, tmp_path: Path) -> None:
    from xlperf.demo.build import build_demo

    person = open_book(build_demo(tmp_path)[0])
    assert "只有官方模板" in person.press(name)
