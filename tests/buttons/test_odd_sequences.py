"""What clerks do in an order that nobody planned: nothing they typed is lost, and no press ends in a fault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.buttons.conftest import Person
from tests.buttons.test_project_sheets import clerk_writes, everything
from tests.buttons.test_template_buttons import saved, template
from xlperf.buttons.marks import COLOURS
from xlperf.demo.build import build_demo
from xlperf.model.load import load_edition
from xlperf.model.register import RegisteredUnit
from xlperf.model.sample import sample
from xlperf.usecases.registering import read_register
from xlperf.workbook.notes import PREFIX
from xlperf.workbook.read import read_submission
from xlperf.workbook.register.template import write_register
from xlperf.workbook.template import write_template

Open = Callable[[Path], Person]
BUILT = Path(__file__).parents[2] / "workbook_templates"
MARKED = {"#{:02X}{:02X}{:02X}".format(*bytes.fromhex(colour[1:])) for colour in COLOURS.values()}
WRONG = {"dept.indicators.2.score": "99", "dept.indicators.4.score": "88", "dept.indicators.2.actual": "≥12所"}


def marked(path: Path) -> set[tuple[str, str]]:
    """Cells of the forms with a colour of ours."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in load_workbook(path)
        if sheet.title.startswith("附件")
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and f"#{str(cell.fill.fgColor.rgb)[2:]}" in MARKED
    }


def notes(person: Person) -> set[tuple[str, str]]:
    return {
        (sheet.name, note.location.get_address(False, False))
        for sheet in person.desk.book.sheets
        for note in sheet.notes
        if PREFIX in note.text
    }


def insert_row(person: Person, sheet: str, row: int) -> None:
    form = person.desk.book.sheets[sheet]
    with person.desk.unprotected(form):
        form.range(f"{row}:{row}").insert("down")


def test_every_button_answers_in_any_state(open_book: Open, tmp_path: Path) -> None:
    blank = tmp_path / "空白.xlsx"
    write_template(load_edition("yueyang_2023"), blank)
    person = open_book(blank)
    order = "clear_marks undo next_finding normalise calculate validate submit last_year about".split()
    said = [person.press(name) for name in order]
    assert not [text for text in said if text.startswith("没有做完")], said
    person = open_book(template(tmp_path, WRONG))
    order = (
        "clear_marks undo undo validate validate normalise normalise calculate calculate next_finding undo undo".split()
    )
    said = [person.press(name) for name in [*order, "clear_marks", "clear_marks", "next_finding", "submit"]]
    assert not [text for text in said if text.startswith("没有做完")], said
    assert said[0] == said[-3] == "这本工作簿里没有本软件的标记。"


def test_marks_and_answers_follow_rows_that_the_clerk_inserts(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, WRONG))
    before = saved(person, tmp_path / "前.xlsx")
    person.press("validate")
    first = notes(person)
    listed = person.desk.book.sheets["校验结果"]
    rows = listed.used_range.options(ndim=2).value
    row = next(n for n, values in enumerate(rows, 1) if values[0] and values[1] == "核实性问题")
    listed.range((row, 11)).value = "情况属实"
    key = rows[row - 1][2:5]
    cell = read_submission(before).flat()["dept_indicators.1.score"].address
    insert_row(person, "附件2", int(cell[1:]))
    person.press("calculate")
    person.press("validate")
    after = notes(person)
    assert after != first
    rows = person.desk.book.sheets["校验结果"].used_range.options(ndim=2).value
    ((code, sheet, now),) = [values[2:5] for values in rows[2:] if values[10]]
    assert (code, sheet) == (key[0], key[1]) and int(now[1:]) == int(key[2][1:]) + 1
    insert_row(person, "附件2", int(cell[1:]))
    person.press("clear_marks")
    assert notes(person) == set()
    cleared = saved(person, tmp_path / "后.xlsx")
    assert marked(cleared) == set()
    fills = [load_workbook(path)["附件2"] for path in (before, cleared)]
    for place in first:
        if place[0] == "附件2" and int(place[1][1:]) > int(cell[1:]):
            old, new = fills[0][place[1]], fills[1][f"{place[1][0]}{int(place[1][1:]) + 2}"]
            assert old.fill.fgColor.rgb == new.fill.fgColor.rgb
    assert "建议得分（xlperf）" not in {c.value for row in fills[1].iter_rows() for c in row}


def test_what_the_clerk_changed_over_a_mark_stays(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, WRONG))
    person.press("validate")
    person.press("calculate")
    sheet, cell = sorted(place for place in notes(person) if place[0] == "附件2" and place[1][0] < "J")[0]
    form = person.desk.book.sheets[sheet]
    heads = [
        c.coordinate
        for r in load_workbook(saved(person, tmp_path / "中.xlsx"))[sheet].iter_rows()
        for c in r
        if c.value == "建议得分（xlperf）"
    ]
    suggestion = f"{heads[0][0]}{int(heads[0][1:]) + 1}"
    with person.desk.unprotected(form):
        form.range(cell).color = "#00B050"
        form.range(suggestion).value = "我写的"
    person.press("validate")
    person.press("clear_marks")
    assert form.range(cell).color == (0, 176, 80)
    assert form.range(suggestion).value == "我写的"


@pytest.mark.parametrize(("button", "name"), [("validate", "校验结果"), ("normalise", "规范化预览")])
def test_a_sheet_of_the_clerks_own_is_not_written_over(button: str, name: str, open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, WRONG))
    sheet = person.desk.book.sheets.add(name)
    sheet.range("B3").value = "我自己的记录"
    assert "先把它改名" in person.press(button)
    assert sheet.range("B3").value == "我自己的记录"
    person.press("clear_marks")
    assert sheet.range("B3").value == "我自己的记录"


def test_ticks_hold_for_what_was_listed_only(open_book: Open, tmp_path: Path) -> None:
    changes = {"dept.indicators.1.target": "≧１２所", "dept.indicators.2.target": "≧９６％"}
    person = open_book(template(tmp_path, changes))
    place = read_submission(saved(person, tmp_path / "前.xlsx")).flat()["dept_indicators.2.target"]
    person.press("normalise")
    assert person.press("normalise").startswith("有 2 格")  # nothing ticked: nothing changed
    sheet = person.desk.book.sheets["规范化预览"]
    rows = sheet.used_range.options(ndim=2).value
    sheet.range((next(n for n, r in enumerate(rows, 1) if r[2] == place.address), 1)).value = "√"
    insert_row(person, "附件2", int(place.address[1:]) - 1)  # now another cell of the list stands there
    assert person.press("normalise").startswith("有 2 格")
    form = person.desk.book.sheets["附件2"]
    assert form.range(f"{place.address[0]}{int(place.address[1:]) + 1}").value == "≧９６％"


def test_undo_gives_a_text_back_as_text(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    place = read_submission(saved(person, tmp_path / "前.xlsx")).flat()["base_reception_final"]
    clerk_writes(person, place.sheet, {place.address: "'1,2３4.50"})
    before = everything(saved(person, tmp_path / "中.xlsx"))
    assert "有 1 格" in person.press("normalise")
    sheet = person.desk.book.sheets["规范化预览"]
    sheet.range("A3").value = "√"
    assert "已改 1 格" in person.press("normalise")
    assert person.desk.book.sheets[place.sheet].range(place.address).value == 1234.5
    person.press("undo")
    person.press("clear_marks")
    assert everything(saved(person, tmp_path / "后.xlsx")) == before


def test_last_year_from_a_wrong_file_changes_nothing(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path))
    before = everything(saved(person, tmp_path / "前.xlsx"))
    (tmp_path / "报告.txt").write_text("不是表格", "utf-8")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04")
    blank = tmp_path / "空白.xlsx"
    write_template(load_edition("yueyang_2023", 2022), blank)
    five = build_demo(tmp_path / "五份")
    own = Path(person.desk.book.fullname)
    for wrong in (tmp_path / "报告.txt", tmp_path / "坏的.xlsx", tmp_path / "没有.xlsx", blank, own, five[2], None):
        person.chosen = wrong
        said = person.press("last_year")
        assert "提取了" not in said and "程序出错" not in said, said
    assert everything(saved(person, tmp_path / "后.xlsx")) == before


def test_last_year_leaves_formulas_alone(open_book: Open, tmp_path: Path) -> None:
    """A computed cell that shows nothing yet is blank to the reader, but not free."""
    former, now = tmp_path / "去年.xlsx", tmp_path / "今年.xlsx"
    write_template(load_edition("yueyang_2023", 2022), former, fill=sample("yueyang_2023"))
    write_template(load_edition("yueyang_2023"), now)
    person = open_book(now)
    clerk_writes(person, "附件2", {"D3": "临江市教育局"})
    formulas = {
        k: v for k, v in everything(saved(person, tmp_path / "前.xlsx"))["附件1"][2].items() if str(v)[0] == "="
    }  # type: ignore[index]
    person.chosen = former
    said = person.press("last_year")
    assert "程序出错" not in said, said
    after = everything(saved(person, tmp_path / "后.xlsx"))["附件1"][2]  # type: ignore[index]
    assert {k: after.get(k) for k in formulas} == formulas


def test_the_list_of_findings_is_laid_out_for_print(open_book: Open, tmp_path: Path) -> None:
    person = open_book(template(tmp_path, WRONG))
    person.press("validate")
    person.press("validate")
    sheet = load_workbook(saved(person, tmp_path / "现在.xlsx"))["校验结果"]
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and int(sheet.page_setup.fitToHeight) == 0
    assert sheet.print_title_rows == "$1:$2"
    body = [row for row in sheet.iter_rows(min_row=3, max_col=11) if row[0].value]
    assert body and all(c.alignment.wrap_text and c.alignment.vertical == "top" for row in body for c in row)
    assert all(c.border.bottom.style for row in body for c in row)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:K1"]


def test_the_officer_is_told_of_files_that_could_not_be_read(open_book: Open, tmp_path: Path) -> None:
    person = open_book(BUILT / "汇总工作台.xlsm")
    received = tmp_path / "收到"
    five = build_demo(received)
    five[2].rename(received / "石鼓人大.xlsx")
    (received / "某某局报告.docx").write_text("x")
    (received / "断.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (received / "~$临时.xlsx").write_text("x")
    book = person.desk.book
    names = {name.name: name for name in book.names}
    names["bench_folder"].refers_to_range.value = str(received)
    register = tmp_path / "应报单位.xlsx"
    names["bench_register"].refers_to_range.value = str(register)
    assert "找不到登记表" in person.press("reminders")
    owing = [RegisteredUnit("石鼓区人民代表大会常务委员会"), RegisteredUnit("某某局", due=date(2024, 3, 20))]
    write_register(register, owing, 2023)
    said = person.press("reminders")
    assert "应报 2 个单位：未报 1 个" in said and "某某局报告.docx" in said and "断.xlsx" in said
    assert "临时" not in said
    rows = book.sheets["催报清单"].used_range.options(ndim=2).value
    line = dict(zip(rows[1], rows[2], strict=True))
    assert (line["单位"], line["情况"], line["截止日期"]) == ("某某局", "未报", "2024年3月20日")
    texts = {str(row[1]): str(row[-1]) for row in rows[3:] if row[1]}
    assert texts["某某局报告.docx"]
    rolled = load_workbook(tmp_path / "收到_汇总.xlsx")["催报清单"]
    assert [cell.value for cell in rolled[4]][2:4] == ["某某局", "未报"]


def test_a_register_is_made_where_there_is_none(open_book: Open, tmp_path: Path) -> None:
    person = open_book(BUILT / "汇总工作台.xlsm")
    received = tmp_path / "收到"
    build_demo(received)
    names = {name.name: name for name in person.desk.book.names}
    names["bench_folder"].refers_to_range.value = str(received)
    assert "已按收到的报送件生成" in person.press("reminders")
    register = Path(names["bench_register"].refers_to_range.value)
    assert register == tmp_path / "应报单位.xlsx" and len(read_register(register).units) > 1
    assert "应报 5 个单位：" in person.press("reminders") and (tmp_path / "收到_汇总.xlsx").exists()
