"""Which cells: addresses, slices, moving about, the used range."""

import pytest
import xlwings as xw


@pytest.mark.parametrize(
    ("key", "address", "shape"),
    [
        ("B3", "$B$3", (1, 1)),
        ("$b$3", "$B$3", (1, 1)),
        ("B3:C5", "$B$3:$C$5", (3, 2)),
        ("C5:B3", "$B$3:$C$5", (3, 2)),
        ("A:C", "$A:$C", (1048576, 3)),
        ("2:4", "$2:$4", (3, 16384)),
        ((2, 1), "$B$3", (1, 1)),
        ((slice(0, 2), slice(1, 3)), "$B$1:$C$2", (2, 2)),
        ((slice(None, 3), 0), "$A$1:$A$3", (3, 1)),
    ],
)
def test_addresses(sheet: xw.Sheet, key: object, address: str, shape: tuple[int, int]) -> None:
    found = sheet[key]
    assert (found.address, found.shape) == (address, shape)


def test_ranges_from_numbers_and_corners(sheet: xw.Sheet) -> None:
    assert sheet.range((2, 3)).address == "$C$2"
    assert sheet.range((2, 3), (4, 5)).address == "$C$2:$E$4"
    assert sheet.range("A1", "B2").address == "$A$1:$B$2"
    assert sheet.range(sheet["B2"], sheet["D4"]).address == "$B$2:$D$4"
    with pytest.raises(IndexError):
        sheet.range((0, 1))


@pytest.mark.parametrize("nonsense", ["没有这个名称", "A0", "XFE1", "Sheet99!A1"])
def test_what_is_no_address(sheet: xw.Sheet, nonsense: str) -> None:
    with pytest.raises(Exception, match=r".+"):
        sheet.range(nonsense)


def test_ways_to_write_an_address(sheet: xw.Sheet) -> None:
    cells = sheet["B2:C3"]
    assert cells.get_address(False, False) == "B2:C3"
    assert cells.get_address(True, False) == "B$2:C$3"
    assert cells.get_address(False, True) == "$B2:$C3"
    sheet.name = "附件1"
    assert cells.get_address(external=True).endswith("附件1!$B$2:$C$3") or "附件1'!" in cells.get_address(external=True)
    assert sheet["A1"].row == sheet["A1"].column == 1
    assert (sheet["C4"].row, sheet["C4"].column) == (4, 3)


def test_a_name_is_an_address(book: xw.Book, sheet: xw.Sheet) -> None:
    book.names.add("合计", f"='{sheet.name}'!$B$2:$B$4")
    assert sheet["合计"].address == "$B$2:$B$4"


def test_cells_of_a_range(sheet: xw.Sheet) -> None:
    cells = sheet["B2:C3"]
    assert [cell.address for cell in cells] == ["$B$2", "$C$2", "$B$3", "$C$3"]
    assert cells(2, 1).address == "$B$3"
    assert cells(3).address == "$B$3"
    assert cells[0, 1].address == "$C$2"
    assert cells[-1].address == "$C$3"
    assert cells.last_cell.address == "$C$3"
    assert cells.offset(1, 1).address == "$C$3:$D$4"
    assert cells.resize(1, 3).address == "$B$2:$D$2"
    assert (len(cells), cells.count) == (4, 4)
    assert [row.address for row in cells.rows] == ["$B$2:$C$2", "$B$3:$C$3"]
    assert [column.address for column in cells.columns] == ["$B$2:$B$3", "$C$2:$C$3"]


def test_equality(book: xw.Book, sheet: xw.Sheet) -> None:
    assert sheet["A1"] == book.sheets[0].range((1, 1))
    assert sheet["A1"] != sheet["A2"]
    assert sheet == book.sheets[sheet.name]


def test_end_follows_the_filled_cells(sheet: xw.Sheet) -> None:
    sheet["B2"].value = [[1, 2, None, 4], [5, None, None, None], [None] * 4, [6, '=""', None, None]]
    assert sheet["B2"].end("down").address == "$B$3"
    assert sheet["B3"].end("down").address == "$B$5"
    assert sheet["B5"].end("down").address == "$B$1048576"
    assert sheet["B5"].end("up").address == "$B$3"
    assert sheet["B2"].end("right").address == "$C$2"
    assert sheet["C2"].end("right").address == "$E$2"
    assert sheet["E2"].end("right").address == "$XFD$2"
    assert sheet["B2"].end("left").address == "$A$2"
    assert sheet["XFD5"].end("left").address == "$C$5"
    assert sheet["H9"].end("up").address == "$H$1"


def test_expand(sheet: xw.Sheet) -> None:
    sheet["B2"].value = [[1, 2, 3], [4, 5, 6]]
    sheet["B5"].value = 7
    assert sheet["B2"].expand().address == "$B$2:$D$3"
    assert sheet["B2"].expand("down").address == "$B$2:$B$3"
    assert sheet["B2"].expand("right").address == "$B$2:$D$2"
    assert sheet["B5"].expand().address == "$B$5"
    assert sheet["B2"].current_region.address == "$B$2:$D$3"


def test_used_range(sheet: xw.Sheet) -> None:
    assert sheet.used_range.address == "$A$1"
    sheet["C4"].value = 1
    sheet["E9"].value = "甲"
    assert sheet.used_range.address == "$C$4:$E$9"
    assert sheet.used_range.last_cell.address == "$E$9"


def test_an_empty_slice_is_harmless(sheet: xw.Sheet) -> None:
    empty = sheet["A1:B2"][0:0, :]
    assert len(empty) == 0
    empty.value = 1
    empty.clear()
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


def test_selection(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["C3:D4"].select()
    assert book.selection == sheet["C3:D4"]
    assert book.app.selection.address == "$C$3:$D$4"
