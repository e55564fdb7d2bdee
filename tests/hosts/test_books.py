"""Books and the program that holds them."""

from pathlib import Path

import openpyxl
import pytest
import xlwings as xw


def _file(path: Path, value: object = 1) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = "附件1"
    workbook.active["A1"] = value
    workbook.save(path)
    return path


def test_a_new_book_has_a_sheet(app: xw.App, book: xw.Book) -> None:
    assert len(book.sheets) >= 1
    assert book in list(app.books)
    assert app.books.active == book
    assert book.app == app


def test_opening_and_saving(app: xw.App, tmp_path: Path) -> None:
    path = _file(tmp_path / "某单位 报送件.xlsx", "甲")
    book = app.books.open(path)
    assert (book.name, book.fullname) == (path.name, str(path.resolve()))
    assert book.sheet_names == ["附件1"]
    assert book.sheets["附件1"]["A1"].value == "甲"
    assert app.books.open(path) == book
    assert app.books[path.name] == book
    book.sheets["附件1"]["A2"].value = 2
    book.save()
    book.close()
    assert openpyxl.load_workbook(path)["附件1"]["A2"].value == 2
    with pytest.raises(KeyError):
        _ = app.books[path.name].name


def test_saving_under_another_name(app: xw.App, tmp_path: Path) -> None:
    path = _file(tmp_path / "甲.xlsx")
    with app.books.open(path) as book:
        book.sheets[0]["A1"].value = 5
        book.save(tmp_path / "乙.xlsx")
        assert book.name == "乙.xlsx"
    assert openpyxl.load_workbook(path)["附件1"]["A1"].value == 1
    assert openpyxl.load_workbook(tmp_path / "乙.xlsx")["附件1"]["A1"].value == 5


def test_no_file(app: xw.App, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "没有.xlsx")


def test_closing_throws_changes_away(app: xw.App, tmp_path: Path) -> None:
    path = _file(tmp_path / "甲.xlsx")
    book = app.books.open(path)
    book.sheets[0]["A1"].value = 99
    book.close()
    assert openpyxl.load_workbook(path)["附件1"]["A1"].value == 1


def test_what_a_saved_file_holds(app: xw.App, book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [[1.5, "'003", True], ["=A1*2", "甲", None]]
    sheet["A1"].color = (255, 0, 0)
    sheet["B1"].add_note("批注")
    book.names.add("名", f"='{sheet.name}'!$A$1")
    book.save(tmp_path / "存.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "存.xlsx")
    cells = saved[sheet.name]
    assert [[cell.value for cell in row] for row in cells["A1:C2"]] == [[1.5, "003", True], ["=A1*2", "甲", None]]
    assert cells["A1"].fill.fgColor.rgb == "FFFF0000"
    assert cells["B1"].comment.text == "批注"
    assert list(saved.defined_names) == ["名"]
    assert openpyxl.load_workbook(tmp_path / "存.xlsx", data_only=True)[sheet.name]["A2"].value == 3


def test_the_screen_and_the_status_bar(app: xw.App, book: xw.Book) -> None:
    assert app.status_bar is False
    app.status_bar = "正在校验……"
    assert app.status_bar == "正在校验……"
    app.status_bar = False
    assert app.status_bar is False
    with app.properties(screen_updating=False):
        assert app.screen_updating is False
        book.sheets[0]["A1"].value = 1
    assert app.screen_updating is True
    assert book.sheets[0]["A1"].value == 1.0


def test_calculation_can_be_put_off(app: xw.App, book: xw.Book) -> None:
    sheet = book.sheets[0]
    sheet["A1"].value = [1, "=A1+1"]
    with app.properties(calculation="manual"):
        assert app.calculation == "manual"
    assert app.calculation == "automatic"
    sheet["A1"].value = 7
    app.calculate()
    assert sheet["B1"].value == 8.0


def test_the_program_says_what_it_is(app: xw.App) -> None:
    assert app.version.major >= 7
    assert app.engine.type == "desktop"
    assert Path(app.path).is_dir()
