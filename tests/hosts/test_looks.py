"""Colours, fonts, formats, sizes, merged cells, links."""

import pytest
import xlwings as xw

RED, GREEN = (255, 0, 0), (0, 176, 80)


def test_colours(sheet: xw.Sheet) -> None:
    assert sheet["A1"].color is None
    sheet["A1:B2"].color = RED
    sheet["B2"].color = "#00b050"
    assert (sheet["A1"].color, sheet["B1"].color, sheet["B2"].color) == (RED, RED, GREEN)
    sheet["A1"].color = 0x50B000  # Excel's number: blue, green, red
    assert sheet["A1"].color == GREEN
    sheet["A1:B2"].color = None
    assert [cell.color for cell in sheet["A1:B2"]] == [None] * 4


def test_many_colours_at_once(sheet: xw.Sheet) -> None:
    sheet["A1"].color = GREEN
    sheet["A1:C1"].set_colors([[..., RED, None]])
    assert [cell.color for cell in sheet["A1:C1"]] == [GREEN, RED, None]


def test_fonts(sheet: xw.Sheet) -> None:
    font = sheet["A1"].font
    font.bold, font.italic, font.size, font.name, font.color = True, True, 14, "宋体", RED
    assert (font.bold, font.italic, font.size, font.name, font.color) == (True, True, 14.0, "宋体", RED)
    assert (sheet["A2"].font.bold, sheet["A2"].font.italic) == (False, False)
    assert sheet["A1:A2"].font.bold is None
    font.bold = False
    assert sheet["A1"].font.bold is False


@pytest.mark.parametrize(
    "code", ["General", "0.00", "0.00%", "#,##0.00", "@", "yyyy-mm-dd", "yyyy/m/d h:mm:ss", '0"人"']
)
def test_number_formats(sheet: xw.Sheet, code: str) -> None:
    sheet["A1:A2"].number_format = code
    assert sheet["A2"].number_format == code


def test_number_formats_that_differ(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "0.00"
    assert sheet["A1:A2"].number_format is None


def test_merged_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["甲", "乙"], ["丙", "丁"]]
    sheet["A1:B2"].merge()
    assert sheet["B2"].merge_area.address == "$A$1:$B$2"
    assert (sheet["A1"].merge_cells, sheet["C1"].merge_cells, sheet["A1:C1"].merge_cells) == (True, False, None)
    assert sheet["A1:B2"].value == [["甲", None], [None, None]]
    sheet["A1:B2"].unmerge()
    assert sheet["A1"].merge_area.address == "$A$1"
    assert sheet["A1:B2"].value == [["甲", None], [None, None]]


def test_cells_merged_across(sheet: xw.Sheet) -> None:
    sheet["A1:C2"].merge(across=True)
    assert [sheet["C1"].merge_area.address, sheet["A2"].merge_area.address] == ["$A$1:$C$1", "$A$2:$C$2"]


def test_wrapping_and_alignment(sheet: xw.Sheet) -> None:
    cell = sheet["A1"]
    assert cell.wrap_text is False
    cell.wrap_text = True
    cell.horizontal_alignment, cell.vertical_alignment = "center", "top"
    assert (cell.wrap_text, cell.horizontal_alignment, cell.vertical_alignment) == (True, "center", "top")
    assert sheet["A1:B1"].wrap_text is None
    assert (sheet["B1"].horizontal_alignment, sheet["B1"].vertical_alignment) == ("general", "bottom")


def test_sizes(sheet: xw.Sheet) -> None:
    sheet["A1:B1"].column_width = 20
    sheet["A1:A2"].row_height = 30
    assert sheet["B5"].column_width == pytest.approx(20, abs=0.1)
    assert sheet["C2"].row_height == pytest.approx(30, abs=0.3)
    assert sheet["B1:C1"].column_width is None
    assert sheet["A2:A3"].row_height is None
    assert sheet["A1:A2"].height == pytest.approx(60, abs=0.6)


def test_autofit_makes_room(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "很长的一段文字" * 8
    before = sheet["A1"].column_width
    sheet.autofit("columns")
    assert sheet["A1"].column_width > 2 * before


def test_hidden_rows_and_columns(sheet: xw.Sheet) -> None:
    sheet["3:4"].rows.hidden = True
    assert [sheet[cells].rows.hidden for cells in ("A3", "A5", "A3:A5")] == [True, False, None]
    sheet["B1"].columns.hidden = True
    assert [sheet[cells].columns.hidden for cells in ("B9", "A9")] == [True, False]


def test_links(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["A1"].add_hyperlink("https://example.org/", "网站")
    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("网站", "https://example.org/")
    with pytest.raises(Exception, match=r".+"):
        _ = sheet["B1"].hyperlink


def test_a_link_by_formula_jumps_within_the_book(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["A1"].formula = f'=HYPERLINK("#\'{sheet.name}\'!B3","B3")'
    assert (sheet["A1"].value, sheet["A1"].hyperlink) == ("B3", f"#'{sheet.name}'!B3")


def test_clearing(sheet: xw.Sheet) -> None:
    cell = sheet["A1"]
    cell.value, cell.color, cell.number_format = 1, RED, "0.00"
    cell.add_note("批注")
    cell.clear_contents()
    assert (cell.value, cell.color, cell.note.text) == (None, RED, "批注")
    cell.clear_formats()
    assert (cell.color, cell.number_format) == (None, "General")
    cell.clear()
    assert cell.note is None
