"""The helpers that the tests trust LibreOffice through."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests import libreoffice

WRONG = 99


def _workbook(path: Path, addend: int) -> Path:
    """B1 = A1 + 1, with a wrong cached value, as a formula written by a program may have; two printed pages."""
    with xlsxwriter.Workbook(path) as book:
        for name in ("附件1", "附件2"):
            sheet = book.add_worksheet(name)
            sheet.write("A1", addend)
            sheet.write_formula("B1", "=A1+1", None, WRONG)
    return path


def _cached(path: Path) -> object:
    return openpyxl.load_workbook(path, data_only=True)["附件1"]["B1"].value


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("books")
    return [_workbook(folder / f"单位{number}.xlsx", number) for number in (1, 2)]


def test_cached_values_are_thrown_away(books: list[Path], tmp_path: Path) -> None:
    assert [_cached(book) for book in books] == [WRONG, WRONG]
    answers = libreoffice.recalculate_all(books, tmp_path)
    assert [answer.name for answer in answers] == ["单位1.xlsx", "单位2.xlsx"]
    assert [_cached(answer) for answer in answers] == [2, 3]


def test_pages_can_be_looked_at(books: list[Path], tmp_path: Path) -> None:
    pdf = libreoffice.to_pdf(books[0], tmp_path)
    assert pdf == tmp_path / "单位1.pdf"
    assert libreoffice.pdf_pages(pdf) == 2
    assert libreoffice.pdf_text(pdf).split() == ["1", "2", "1", "2"]
    pictures = libreoffice.to_png(pdf, tmp_path / "png", dpi=20)
    assert [picture.name for picture in pictures] == ["单位1-1.png", "单位1-2.png"]


def test_no_file_answers_for_another(books: list[Path], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="same name"):
        libreoffice.recalculate_all([books[0], tmp_path / books[0].name], tmp_path / "out")
    with pytest.raises(ValueError, match="must not be the folder"):
        libreoffice.recalculate(books[0], books[0].parent)


def test_a_file_that_cannot_be_opened_fails_by_name(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"坏\.xlsx"):
        libreoffice.recalculate(tmp_path / "坏.xlsx", tmp_path / "out")


def test_a_missing_program_says_what_to_install() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"apt-get install .*some-package"):
        libreoffice._program("no-such-program", "some-package")
