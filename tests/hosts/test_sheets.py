"""Sheets: made, copied, moved, hidden, deleted; rows inserted and deleted."""

import pytest
import xlwings as xw

RED = (255, 0, 0)


def _names(book: xw.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def test_sheets_are_added_where_asked(book: xw.Book, sheet: xw.Sheet) -> None:
    first = sheet.name
    after = book.sheets.add("后", after=sheet)
    before = book.sheets.add("前", before=sheet)
    last = book.sheets.add("末", after=after)
    assert _names(book) == ["前", first, "后", "末"]
    assert [each.index for each in (before, sheet, after, last)] == [1, 2, 3, 4]
    assert book.sheets.active.name == "末"
    with pytest.raises(ValueError, match="already present"):
        book.sheets.add("前")


def test_sheets_are_found(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("Check", after=sheet)
    assert book.sheets["check"] == other
    assert book.sheets[1] == book.sheets[-1] == other
    assert ("Check" in book.sheets, "没有" in book.sheets, len(book.sheets)) == (True, False, 2)
    with pytest.raises(Exception, match=r".+"):
        _ = book.sheets["没有"].name
    with pytest.raises(IndexError):
        _ = book.sheets[2]


def test_a_sheet_keeps_its_identity(book: xw.Book, sheet: xw.Sheet) -> None:
    book.sheets.add("前", before=sheet)
    sheet.name = "改名"
    sheet["A1"].value = 1
    assert book.sheets["改名"]["A1"].value == 1.0
    assert sheet.index == 2
    for wrong in ("", "a/b", "长" * 32):
        with pytest.raises(ValueError, match="name"):
            sheet.name = wrong
    with pytest.raises(Exception, match=r".+"):
        sheet.name = "前"


def test_a_copy_has_everything(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet.name = "附件3-1"
    sheet["A1"].value = [[1, "=A1+1"], ["=B1*2", None]]
    sheet["A1"].color = RED
    sheet["A1"].add_note("批注")
    sheet["A5:B5"].merge()
    sheet["A1"].column_width = 30
    sheet.names.add("得分", "='附件3-1'!$A$1")
    copy = sheet.copy(after=sheet, name="附件3-2")
    assert _names(book) == ["附件3-1", "附件3-2"]
    copy["A1"].value = 10
    assert copy["A1:B2"].value == [[10.0, 11.0], [22.0, None]]
    assert sheet["A1:B2"].value == [[1.0, 2.0], [4.0, None]]
    assert (copy["A1"].color, copy["A1"].note.text, copy["B5"].merge_area.address) == (RED, "批注", "$A$5:$B$5")
    assert copy["A1"].column_width == pytest.approx(30, abs=0.2)
    assert copy.names["得分"].refers_to_range == copy["A1"]


def test_a_copy_without_name_is_numbered(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet.name = "表"
    assert [sheet.copy(after=sheet).name, sheet.copy(before=sheet).name] == ["表 (2)", "表 (3)"]
    assert _names(book) == ["表 (3)", "表", "表 (2)"]


def test_a_copy_into_another_book(app: xw.App, book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["甲", "=1+1"]
    target = app.books.add()
    copy = sheet.copy(after=target.sheets[-1], name="抄来")
    assert copy.book == target
    assert target.sheets["抄来"]["A1:B1"].value == ["甲", 2.0]


def test_moving(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet.name = "一"
    book.sheets.add("二", after=sheet)
    book.sheets.add("三", after=book.sheets["二"])
    sheet.move(after=book.sheets["三"])
    assert _names(book) == ["二", "三", "一"]
    book.sheets["三"].move(before=book.sheets["二"])
    assert _names(book) == ["三", "二", "一"]


def test_hiding(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("藏", after=sheet)
    assert other.visible
    other.visible = False
    assert not other.visible
    assert _names(book)[-1] == "藏"
    other.visible = True
    assert other.visible


def test_deleting(book: xw.Book, sheet: xw.Sheet) -> None:
    book.sheets.add("多余", after=sheet)["A1"].value = 1
    sheet["A1"].formula = "=多余!A1"
    book.sheets["多余"].delete()
    assert len(book.sheets) == 1
    assert sheet["A1"].options(err_to_str=True).value == "#REF!"
    with pytest.raises(Exception, match=r".+"):
        sheet.delete()


def test_activating(book: xw.Book, sheet: xw.Sheet) -> None:
    book.sheets.add("另一张", after=sheet)
    sheet.activate()
    assert book.sheets.active == sheet


def test_whole_rows_move_everything(sheet: xw.Sheet) -> None:
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    sheet["B1"].formula = "=SUM(A1:A3)"
    sheet["2:3"].insert("down")
    assert sheet["A1:A5"].value == [1.0, None, None, 2.0, 3.0]
    assert (sheet["B1"].formula, sheet["B1"].value) == ("=SUM(A1:A5)", 6.0)
    sheet["2:3"].delete()
    assert (sheet["A1:A3"].value, sheet["B1"].formula) == ([1.0, 2.0, 3.0], "=SUM(A1:A3)")


def test_an_inserted_row_looks_like_the_one_above(sheet: xw.Sheet) -> None:
    sheet["A1"].color = RED
    sheet["2:2"].insert("down")
    assert sheet["A2"].color == RED


def test_cells_are_inserted_and_deleted_alone(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["A1"].insert("down")
    assert sheet["A1:B3"].value == [[None, 2.0], [1.0, 4.0], [3.0, None]]
    sheet["A1"].delete("up")
    sheet["A1"].insert("right")
    assert sheet["A1:C2"].value == [[None, 1.0, 2.0], [3.0, 4.0, None]]
    sheet["A1"].delete("left")
    assert sheet["A1:B2"].value == [[1.0, 2.0], [3.0, 4.0]]


def test_sheets_and_ranges_still_work_after_cells_moved_up(book: xw.Book, sheet: xw.Sheet) -> None:
    again, cell = book.sheets[0], sheet["A2"]
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    sheet["A1"].delete("up")
    assert (cell.value, cell.address, again["A1"].value, again.used_range.address) == (3.0, "$A$2", 2.0, "$A$1:$A$2")


def test_copying_cells(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("另一张", after=sheet)
    sheet["A1"].value = [1, "=A1*2"]
    sheet["A1"].color = RED
    sheet["A1:B1"].copy(other["C3"])
    assert (other["C3:D3"].value, other["D3"].formula, other["C3"].color) == ([1.0, 2.0], "=C3*2", RED)


def test_clearing_a_sheet(sheet: xw.Sheet) -> None:
    sheet["A1"].value = 1
    sheet["B2"].color = RED
    sheet.clear_contents()
    assert (sheet["A1"].value, sheet["B2"].color) == (None, RED)
    sheet.clear()
    assert sheet["B2"].color is None
