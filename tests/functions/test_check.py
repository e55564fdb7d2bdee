"""XLPERF_CHECK against `check`; the book is checked again only when it has changed. XLPERF_EXPLAIN over all rules."""

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xlperf.demo.build import build_demo
from xlperf.errors import OperatorError
from xlperf.functions import book, registry
from xlperf.functions.book import contents_digest, findings_by, findings_of_copy
from xlperf.functions.registry import Rows, call
from xlperf.model.load import load_edition
from xlperf.rules import catalogue, check
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def open_book(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The book that XLPERF_CHECK sees: the last path of the list."""
    opened: list[Path] = []
    monkeypatch.setattr(registry, "findings_of_book", lambda sheet: findings_of_copy(opened[-1], sheet))
    book._CHECKED.clear()
    yield opened
    book._CHECKED.clear()


def _rows(answer: object) -> Rows:
    assert isinstance(answer, list)
    assert answer[0] == ["代码", "程度", "工作表", "单元格", "所填", "应为", "说明", "怎样改"]
    return answer[1:]


def test_without_a_book_it_says_so() -> None:
    assert call("XLPERF_CHECK", ["附件2"]) == [["在 Excel 或 LibreOffice 里打开的工作簿才能校验", *[""] * 7], [""] * 8]


def test_the_same_findings_as_check(submissions: list[Path], open_book: list[Path]) -> None:
    for path in submissions:
        open_book.append(path)
        found = [f for f in check(read_submission(path)) if not f.folded_under]
        assert len(found) > 3
        wanted = [
            [f.code, f.severity.chinese, f.sheet, f.cell, f.given, f.expected, f.message, f.remedy] for f in found
        ]
        assert _rows(call("XLPERF_CHECK", [])) == wanted
        for sheet in {f.sheet for f in found if f.sheet}:
            assert _rows(call("XLPERF_CHECK", [sheet])) == [row for row in wanted if row[2] == sheet]


def test_a_sheet_that_is_no_form_is_not_called_faultless(submissions: list[Path], open_book: list[Path]) -> None:
    open_book.append(submissions[0])
    answer = call("XLPERF_CHECK", ["附件9"])
    assert isinstance(answer, list)
    assert str(answer[0][0]).startswith("没有“附件9”这张自评表，或者它还没有填。填了的有：")
    assert {value for row in answer for value in row[1:]} == {""}


def test_a_form_without_findings_says_so(
    submissions: list[Path], open_book: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "findings_of_book", lambda sheet: ())
    assert call("XLPERF_CHECK", []) == [["没有发现问题", *[""] * 7], [""] * 8]


def test_what_the_watched_cells_hold_does_not_matter(submissions: list[Path], open_book: list[Path]) -> None:
    open_book.append(submissions[0])
    plain = call("XLPERF_CHECK", [])
    for watched in ("#N/A", [[1.0, "#DIV/0!"], [None, "x"]], object(), ""):
        assert call("XLPERF_CHECK", [None, watched]) == plain


def test_an_unreadable_copy_is_told(tmp_path: Path, open_book: list[Path]) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"no workbook")
    open_book.append(path)
    answer = call("XLPERF_CHECK", [])
    assert isinstance(answer, list)
    assert answer[0][0] and answer[0][0] != "没有发现问题"
    with pytest.raises(OperatorError):
        findings_of_copy(path)


def test_a_template_that_nobody_filled_is_not_called_faultless(tmp_path: Path, open_book: list[Path]) -> None:
    write_template(load_edition("general_2020"), tmp_path / "t.xlsx")
    open_book.append(tmp_path / "t.xlsx")
    for args in ([], ["附件1"]):
        answer = call("XLPERF_CHECK", args)
        assert isinstance(answer, list)
        assert "空白模板" in str(answer[0][0])


def test_a_host_lends_its_way_of_copying(submissions: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[Path] = []

    def copy_to(path: Path) -> None:
        copies.append(path)
        shutil.copyfile(submissions[0], path)

    monkeypatch.setattr(registry, "findings_of_book", findings_by(copy_to))
    found = [f for f in check(read_submission(submissions[0])) if not f.folded_under]
    assert len(_rows(call("XLPERF_CHECK", []))) == len(found)
    assert not copies[0].exists()


def test_a_copy_that_cannot_be_saved_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def copy_to(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(registry, "findings_of_book", findings_by(copy_to))
    answer = call("XLPERF_CHECK", [])
    assert isinstance(answer, list)
    assert str(answer[0][0]).startswith("工作簿的副本存不下来")


def test_an_unchanged_book_is_checked_once(
    tmp_path: Path, submissions: list[Path], open_book: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Path] = []
    real = book.check_file
    monkeypatch.setattr(book, "check_file", lambda path: runs.append(path) or real(path))
    again = _saved_again(submissions[0], tmp_path / "again.xlsx", "docProps/core.xml")
    assert contents_digest(again) == contents_digest(submissions[0])
    assert findings_of_copy(submissions[0]) == findings_of_copy(again)
    assert len(runs) == 1
    changed = _saved_again(submissions[0], tmp_path / "changed.xlsx", "xl/worksheets/sheet1.xml")
    findings_of_copy(changed)
    assert len(runs) == 2


def _saved_again(path: Path, target: Path, other: str, remark: str = "later") -> Path:
    """The same package, its parts in another order, with a remark in one part."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name) + (f"<!-- {remark} -->".encode() if name == other else b""))
    return target


def test_only_a_few_books_are_remembered(
    tmp_path: Path, submissions: list[Path], open_book: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = book.check_file(submissions[0])
    monkeypatch.setattr(book, "check_file", lambda path: checked)
    for n in range(book._KEPT + 3):
        findings_of_copy(_saved_again(submissions[0], tmp_path / f"{n}.xlsx", "xl/worksheets/sheet1.xml", str(n)))
    assert len(book._CHECKED) == book._KEPT


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_explain_every_rule(code: str) -> None:
    rule = catalogue()[code]
    for written in (code, f" {code.lower()}　", code.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})):
        answer = str(call("XLPERF_EXPLAIN", [written]))
        assert answer.startswith(f"{code} {rule.title}（{rule.severity.chinese}）。")
        assert rule.remedy in answer and rule.source in answer


@pytest.mark.parametrize("code", ["ZZ99", "得分", 12.0])
def test_explain_says_what_it_does_not_know(code: object) -> None:
    assert str(call("XLPERF_EXPLAIN", [code])).startswith("没有规则 ")
