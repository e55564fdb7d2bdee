"""Reading of odd layouts, and of many files of one layout one after the other."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template

CELLS = {
    "A1": "2023年度项目支出绩效自评表", "A2": "项目名称", "B2": "道路维护", "A3": "主管部门", "B3": "甲局",
    "A6": "一级指标", "B6": "二级指标", "C6": "三级指标", "D6": "年度指标值", "E6": "实际完成值", "F6": "分值", "G6": "得分",
    "A7": "产出指标", "B7": "数量指标", "C7": "维护里程", "D7": "≥10公里", "E7": "12公里", "F7": "90", "G7": "90",
    "C8": "维护座数", "D8": "≥2座", "E8": "2座", "F8": "10", "G8": "10",
}  # fmt: skip


def book(path: Path, changes: dict[str, str], merge: str = "") -> Path:
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("表")
        for address, text in (CELLS | changes).items():
            sheet.write_string(address, text)
    if merge:
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        name = "xl/worksheets/sheet1.xml"
        merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{merge}"/></mergeCells>'
        parts[name] = parts[name].replace(b"</sheetData>", merged.encode())
        with zipfile.ZipFile(path, "w") as new:
            for name, content in parts.items():
                new.writestr(name, content)
    return path


def test_a_table_without_the_column_of_the_first_level(tmp_path: Path) -> None:
    rows = read_submission(book(tmp_path / "a.xlsx", {"A6": "", "A7": ""})).forms[0].rows("indicators")
    assert [(row["level1"].text, row["level2"].text, row["level3"].text) for row in rows] == [
        ("", "数量指标", "维护里程"),
        ("", "数量指标", "维护座数"),
    ]


def test_a_cell_in_the_last_row_of_a_sheet_below_a_table_without_total(tmp_path: Path) -> None:
    rows = read_submission(book(tmp_path / "a.xlsx", {"C1048576": " "})).forms[0].rows("indicators")
    assert [row["level3"].text for row in rows] == ["维护里程", "维护座数"]


@pytest.mark.parametrize("merge", ["A9:XFD1048576", "A9:XFD9000", "A9:I1048576"])
def test_a_merged_area_over_half_a_sheet(merge: str, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"C1048576": " "}, merge=merge)
    form = read_submission(path).forms[0]
    assert [row["level3"].text for row in form.rows("indicators")] == ["维护里程", "维护座数"]
    assert form.text("name") == "道路维护"


def test_a_label_under_a_merged_area(tmp_path: Path) -> None:
    """Excel shows nothing there, other programs leave it: it is no place for a value, and no fault of ours."""
    path = book(tmp_path / "a.xlsx", {"A3": "", "B3": "", "E2": "主管部门："}, merge="D2:E2")
    cell = read_submission(path).forms[0].cells["supervising"]
    assert (cell.state, cell.sheet) == ("blank", "表")


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023"])
def test_ready_sheets_of_one_file_are_not_taken_for_those_of_another(edition: str, tmp_path: Path) -> None:
    """Empty ones are known again; the same sheet filled in the next file is read."""
    all_of = sample(edition)
    last = len(all_of.of("project"))
    fewer = sample(edition, {f"project.{last}": None})
    one_word = sample(edition, {f"project.{last}.name": "甲"})
    for told in (fewer, all_of, fewer, one_word, all_of):
        path = tmp_path / "填报.xlsx"
        write_template(load_edition(edition), path, fill=told)
        read = read_submission(path)
        assert [form.text("name") for form in read.of("project")] == [form.text("name") for form in told.of("project")]
