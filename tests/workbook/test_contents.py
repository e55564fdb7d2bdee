"""Contents of a sheet: what a cell holds, errors included."""

from pathlib import Path

from openpyxl import Workbook

from xlperf.workbook.contents import contents_of


def test_an_error_that_stands_alone_is_a_text(tmp_path: Path) -> None:
    """The cells behind the first of an array formula have a value and no formula; that may be an error."""
    book = Workbook()
    sheet = book.active
    sheet.title = "试算"
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "#N/A", 1.5, "文字", "=1/0"
    sheet["A5"] = True
    book.save(tmp_path / "试算.xlsx")
    assert contents_of(tmp_path / "试算.xlsx", "试算") == {
        "A1": "#N/A",
        "A2": 1.5,
        "A3": "文字",
        "A4": "=1/0",
        "A5": 1.0,
    }
