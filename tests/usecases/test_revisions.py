"""版本变化: what a unit changed where it sent the same form more than once, in the roll-up and in the store."""

import os
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.usecases.season import convert
from xlperf.model.submission import Submission
from xlperf.usecases.rolling import roll_up
from xlperf.usecases.rolling.files import Files
from xlperf.usecases.tracing import trace

pytestmark = pytest.mark.xdist_group("revisions")  # what its fixtures make takes long: once, not once a process

NAME, BOOK = "版本变化", "汇总.xlsx"
Line = dict[str, Any]


def sent(path: Path, unit: str, day: int, changes: dict[str, str | None] | None = None) -> Path:
    """A file that was modified on a day of March 2024."""
    made = convert(path, unit, changes)
    os.utime(made, (1_709_251_200 + day * 86_400,) * 2)
    return made


def lines_of(out: Path, sheet: str = NAME) -> list[Line]:
    """Rows of a table by header; those of the two files as 旧原填, 新原填; `cell` is the cell in the fourth column."""
    page = openpyxl.load_workbook(out)[sheet]
    head = next(n for n in range(3, 6) if page.cell(n, 1).value in ("单位", "序号"))
    group, heads = "", list[str]()
    for above, below in zip(page[head], page[head + 1], strict=True):
        group = str(above.value or group)
        name = str(below.value or above.value).replace("\n", "")
        heads.append(f"{group[0]}{name}" if group.endswith("的一份") and below.value else name)
    return [
        dict(zip(heads, line, strict=True)) for line in page.iter_rows(min_row=head + 2) if line[1].value is not None
    ]


def plain(lines: list[Line], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(line[name].value for name in names) for line in lines]


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """甲局 sends twice; 乙局 once; 丙局 sends a second one with an error; 丁局 mends what was sent back."""
    made = tmp_path_factory.mktemp("came") / "收件"
    sent(made / "甲一.xlsx", "甲局", 1, {"dept.sign_date": "2024年3月1日"})
    sent(made / "甲二.xlsx", "甲局", 2, {"dept.sign_date": "2024年3月2日", "dept.indicators.1.reason": "已经补做"})
    sent(made / "乙.xlsx", "乙局", 1)
    for unit in ("丙", "丁"):
        sent(made / f"{unit}一.xlsx", f"{unit}局", 1)
        sent(made / f"{unit}二.xlsx", f"{unit}局", 2, {"dept.total_executed": "5"})
    sent(made / "丁三.xlsx", "丁局", 3, {"dept.sign_date": "2024年3月3日"})
    return made


@pytest.fixture
def folder(came: Path, tmp_path: Path) -> Path:
    """A copy that a test may add to."""
    return Path(shutil.copytree(came, tmp_path / "收件"))


def rolled(folder: Path, name: str = BOOK, **other: Any) -> Path:
    roll_up(folder, folder.parent / name, **other)
    return folder.parent / name


def test_every_changed_cell_has_a_row_old_and_new(folder: Path) -> None:
    found = lines_of(rolled(folder))
    names = ("单位", "不计入的一份", "表", "变化", "旧原填", "新原填", "旧文件", "新文件")
    assert plain([line for line in found if line["单位"].value == "甲局"], *names) == [
        ("甲局", "被替代", "附件2", "改动", "2024年3月1日", "2024年3月2日", "甲一.xlsx", "甲二.xlsx"),
        ("甲局", "被替代", "附件2", "新填", None, "已经补做", "甲一.xlsx", "甲二.xlsx"),
    ]


def test_a_returned_file_is_newer_and_a_mended_one_says_what_was_mended(folder: Path) -> None:
    found = [line for line in lines_of(rolled(folder)) if line["旧原填"].value == "5" or line["新原填"].value == "5"]
    names = ("单位", "不计入的一份", "旧文件", "新文件")
    assert plain(found, *names) == [
        ("丁局", "被替代", "丁二.xlsx", "丁三.xlsx"),
        ("丙局", "有误退回", "丙一.xlsx", "丙二.xlsx"),
    ]


def test_the_ledger_counts_them_and_leads_there(folder: Path) -> None:
    (folder / "乙二.xlsx").write_bytes((folder / "乙.xlsx").read_bytes())
    with zipfile.ZipFile(folder / "乙二.xlsx", "a") as again:
        again.comment = b"saved again"
    out = rolled(folder)
    found = lines_of(out)
    files = {line["文件"].value: line["版本变化"] for line in lines_of(out, "收件台账")}
    own = [line["栏目"].coordinate for line in found if line["旧文件"].value == "甲一.xlsx"]
    assert files["甲一.xlsx"].value == f"改动 {len(own)} 处"
    assert files["甲一.xlsx"].hyperlink.location == f"'{NAME}'!{own[0]}"
    assert [files[name].value for name in ("甲二.xlsx", "乙.xlsx", "乙二.xlsx")] == [None, "没有改动", None]


def test_trace_leads_into_the_file_of_the_column(folder: Path) -> None:
    out = rolled(folder)
    line = next(line for line in lines_of(out) if line["旧原填"].value == "2024年3月1日")
    for side, file, typed in (("旧", "甲一.xlsx", "2024年3月1日"), ("新", "甲二.xlsx", "2024年3月2日")):
        leaf = trace(out, [NAME, line[f"{side}原填"].coordinate]).leaf
        assert leaf is not None and (leaf.file, leaf.typed, leaf.agrees) == (file, typed, True)
        assert [now.typed for now in leaf.now] == [typed]


def test_a_pair_that_was_compared_is_not_compared_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = rolled(folder, keep=False)
    content = first.read_bytes()
    first.unlink()
    asked: list[str] = []
    own = Files.reading

    def reading(self: Files, entry: Any) -> Submission:
        asked.append(entry.name)
        return own(self, entry)

    monkeypatch.setattr(Files, "reading", reading)
    assert rolled(folder).read_bytes() == content
    assert set(asked) == {"甲一.xlsx", "甲二.xlsx", "丙一.xlsx", "丙二.xlsx", "丁一.xlsx", "丁二.xlsx", "丁三.xlsx"}
    asked.clear()
    sent(folder / "乙二.xlsx", "乙局", 2, {"dept.sign_date": "2024年3月9日"})
    later = rolled(folder)
    assert set(asked) == {"乙.xlsx", "乙二.xlsx"}
    assert later.read_bytes() == rolled(folder, "又.xlsx", keep=False).read_bytes()


def test_changes_are_a_table_of_their_own(folder: Path) -> None:
    out = rolled(folder, tables=folder.parent / "各表")
    text = (folder.parent / "各表" / f"{NAME}.csv").read_text("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(lines_of(out)) and "旧的一份·原填" in text.splitlines()[0]


def test_a_damaged_store_is_made_anew(folder: Path) -> None:
    content = rolled(folder).read_bytes()
    with sqlite3.connect(folder.parent / "汇总.中间结果") as store:
        store.execute("DELETE FROM rows WHERE sheet = ?", (NAME,))
        store.execute("DELETE FROM reading")
    (folder.parent / BOOK).unlink()
    assert rolled(folder).read_bytes() == content
