"""Notes on cells."""

import pytest
import xlwings as xw


def test_a_note_is_put_read_changed_and_taken_away(sheet: xw.Sheet) -> None:
    assert sheet["B2"].note is None
    note = sheet["B2"].add_note("【xlperf】EX01：执行率不对\n应为 95%")
    assert note.text == sheet["B2"].note.text == "【xlperf】EX01：执行率不对\n应为 95%"
    assert note.location.address == "$B$2"
    note.text = "改过"
    assert sheet["B2"].note.text == "改过"
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None
    assert len(sheet.notes) == 0


def test_a_cell_has_one_note(sheet: xw.Sheet) -> None:
    sheet["A1"].add_note("一")
    with pytest.raises(ValueError, match="already has a note"):
        sheet["A1"].add_note("二")
    with pytest.raises(ValueError, match="single cell"):
        sheet["A1:B2"].add_note("三")
    with pytest.raises(ValueError, match="must not be empty"):
        sheet["B1"].add_note("")


def test_all_notes_of_a_sheet_and_of_a_book(book: xw.Book, sheet: xw.Sheet) -> None:
    other = book.sheets.add("另一张", after=sheet)
    sheet["C3"].add_note("一")
    sheet["A1"].add_note("二")
    other["A1"].add_note("三")
    assert {note.location.address: note.text for note in sheet.notes} == {"$C$3": "一", "$A$1": "二"}
    assert sorted(note.text for note in book.notes) == ["一", "三", "二"]
    assert sheet.notes["C3"].text == "一"


def test_deleting_some_leaves_the_others(sheet: xw.Sheet) -> None:
    for row in range(1, 6):
        sheet[f"A{row}"].add_note(f"{'【xlperf】' if row % 2 else ''}第{row}条")
    for note in [note for note in sheet.notes if note.text.startswith("【xlperf】")]:
        note.delete()
    assert sorted((note.location.row, note.text) for note in sheet.notes) == [(2, "第2条"), (4, "第4条")]


def test_a_note_follows_its_cell(sheet: xw.Sheet) -> None:
    sheet["A2"].add_note("跟着走")
    sheet["1:1"].insert("down")
    assert sheet["A2"].note is None
    assert sheet["A3"].note.text == "跟着走"
