"""Annotated copies: marks where they belong, all else as the unit sent it, nothing Office would refuse."""

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.audit import audit
from tests.libreoffice import pdf_text, to_pdf
from xlperf.model.finding import Finding, Severity
from xlperf.workbook.annotate import annotate

FINDING = Finding(
    "报送件.xlsx",
    "甲局",
    "dept",
    "SC01",
    Severity.ERROR,
    "附件2",
    "C3",
    "dept_x",
    "得分 12 高于分值 10",
    "12",
    "10",
    "表注：…",
    "改",
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "报送件.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("附件2")
        sheet.merge_range("A1:D1", "自评表", book.add_format({"bold": True, "border": 1}))
        sheet.write("C3", 12, book.add_format({"num_format": "0.00"}))
        sheet.write_formula("C4", "=C3*2", None, 24)
        sheet.write_comment("C3", "单位自己的批注")
        other = book.add_worksheet("附件 3")
        other.write("A1", "不相干")
    return path


def marked(source: Path, *findings: Finding) -> Path:
    target = source.with_name("批注.xlsx")
    annotate(source, target, findings)
    return target


def test_a_note_and_a_colour_stand_at_the_cell_and_the_units_note_stays(source: Path) -> None:
    cell = openpyxl.load_workbook(marked(source, FINDING))["附件2"]["C3"]
    assert (
        cell.comment.text.startswith("单位自己的批注")
        and "【xlperf】SC01 逻辑性错误：得分 12 高于分值 10" in cell.comment.text
    )
    assert cell.fill.fgColor.rgb == "FFFFC7CE" and cell.number_format == "0.00" and cell.value == 12


def test_a_finding_on_an_empty_cell_makes_the_cell(source: Path) -> None:
    sheet = openpyxl.load_workbook(marked(source, replace(FINDING, cell="F20")))["附件2"]
    assert "SC01" in sheet["F20"].comment.text and sheet["C3"].comment.text.strip() == "单位自己的批注"


def test_the_list_leads_to_the_cells(source: Path) -> None:
    folded = replace(FINDING, code="SC09", folded_under="SC01")
    sheet = openpyxl.load_workbook(marked(source, FINDING, replace(FINDING, sheet="附件 3", cell="A1"), folded))[
        "校验结果"
    ]
    assert sheet["E3"].hyperlink.location == "'附件2'!C3" and sheet["E4"].hyperlink.location == "'附件 3'!A1"
    assert sheet.max_row == 4 and "逻辑性错误 2 条" in sheet["A1"].value


def test_the_list_is_ready_for_paper(source: Path) -> None:
    long = replace(FINDING, message="指标完成值没有达到指标值，偏差原因一栏空着，请核对。" * 6, remedy="改" * 90)
    book = openpyxl.load_workbook(marked(source, FINDING, long))
    sheet = book["校验结果"]
    heights = [sheet.row_dimensions[row].height for row in range(1, 5)]
    assert all(heights) and heights[3] > 8 * 14 > heights[2]
    page = sheet.page_setup
    assert (page.orientation, str(page.paperSize), page.fitToHeight) == ("landscape", "9", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$1:$2"
    assert sheet["F3"].font.sz == 10 and sheet.freeze_panes == "A3"


def test_on_paper_every_word_of_a_long_text_stands_and_the_head_on_every_page(source: Path, tmp_path: Path) -> None:
    words = [f"第{n}处偏差" for n in range(30)]
    long = replace(FINDING, message="，".join(words))
    pdf = to_pdf(marked(source, *[long] * 12), tmp_path / "pdf")
    text = "".join(pdf_text(pdf).split())
    assert text.count("出错说明") > 1 + text.count("核实性问题可在“出错说明”")
    assert text.count("处偏差") == 12 * len(words)


def test_without_findings_the_copy_says_so(source: Path) -> None:
    assert "没有发现问题" in openpyxl.load_workbook(marked(source))["校验结果"]["A1"].value


def test_all_else_goes_over_byte_for_byte_and_the_source_is_only_read(source: Path) -> None:
    before = source.read_bytes()
    target = marked(source, FINDING)
    assert source.read_bytes() == before
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target) as new:
        same = {name for name in old.namelist() if old.read(name) == new.read(name)}
    assert "xl/worksheets/sheet2.xml" in same and "xl/sharedStrings.xml" in same and "docProps/core.xml" in same
    assert openpyxl.load_workbook(target, data_only=True)["附件2"]["C4"].value == 24


def test_formula_like_text_stays_text(source: Path) -> None:
    sheet = openpyxl.load_workbook(marked(source, replace(FINDING, given="=1+1", message="=HYPERLINK(1)")))["校验结果"]
    assert sheet["G3"].data_type == "s" and sheet["F3"].value == "=HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["C3", "F20"])
def test_office_finds_no_fault(source: Path, cell: str) -> None:
    assert audit(marked(source, replace(FINDING, cell=cell))) == []
