"""Names of books and of sheets."""

import pytest
import xlwings as xw


def test_a_name_of_the_book(book: xw.Book, sheet: xw.Sheet) -> None:
    made = book.names.add("合计", f"='{sheet.name}'!$B$2:$C$3")
    assert made.name == "合计"
    assert book.names["合计"].refers_to_range == sheet["B2:C3"]
    assert "合计" in book.names
    assert len(book.names) == 1
    book.names["合计"].refers_to = f"='{sheet.name}'!$A$1"
    assert book.names["合计"].refers_to_range == sheet["A1"]
    book.names["合计"].name = "总计"
    assert [name.name for name in book.names] == ["总计"]
    book.names["总计"].delete()
    assert len(book.names) == 0
    assert "总计" not in book.names


def test_reference_is_written_as_in_excel(book: xw.Book, sheet: xw.Sheet) -> None:
    book.sheets.add("附件3-1", after=sheet)
    assert book.names.add("甲", "='附件3-1'!$A$1").refers_to == "='附件3-1'!$A$1"
    sheet.name = "附件1"
    assert book.names.add("乙", "=附件1!$A$1:$B$2").refers_to == "=附件1!$A$1:$B$2"


def test_names_of_sheets_may_be_alike(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("另一张", after=sheet)
    sheet.names.add("得分", f"='{sheet.name}'!$A$1")
    other.names.add("得分", "=另一张!$B$2")
    assert sheet.names["得分"].refers_to_range == sheet["A1"]
    assert other.names["得分"].refers_to_range == other["B2"]
    assert len(sheet.names) == len(other.names) == 1
    assert sorted(name.name for name in book.names) == sorted([f"{sheet.name}!得分", "另一张!得分"])


def test_a_range_gives_itself_a_name(book: xw.Book, sheet: xw.Sheet) -> None:
    assert sheet["A1:B2"].name is None
    sheet["A1:B2"].name = "块"
    assert sheet["A1:B2"].name.name == "块"
    assert book.names["块"].refers_to_range == sheet["A1:B2"]


def test_names_move_with_their_cells(book: xw.Book, sheet: xw.Sheet) -> None:
    book.names.add("行", f"='{sheet.name}'!$A$2")
    sheet["1:1"].insert("down")
    assert book.names["行"].refers_to_range.address == "$A$3"


def test_a_name_in_a_formula(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["A1"].value = [2, 3]
    book.names.add("两数", f"='{sheet.name}'!$A$1:$B$1")
    sheet["C1"].formula = "=SUM(两数)"
    assert (sheet["C1"].value, sheet["C1"].formula) == (5.0, "=SUM(两数)")


def test_a_name_that_is_not_there(book: xw.Book) -> None:
    assert "没有" not in book.names
    with pytest.raises(Exception, match=r".+"):
        _ = book.names["没有"].refers_to
