"""Returns (退回件): the units' own workbooks back, with notes at the cells and what is to be done above the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import Ledger
from xlperf.rollup.register.file_state import FileState
from xlperf.usecases.outputs import make_folder, replacing
from xlperf.usecases.rolling.files import Files
from xlperf.usecases.rolling.given import Given
from xlperf.usecases.rolling.places import Place
from xlperf.workbook.annotate import annotate
from xlperf.workbook.product import MARKED

BOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that goes back: its name in the ledger, and the copy."""

    name: str
    copy: Path


def write_returns(
    settled: Ledger, place: Place, given: Sequence[Given], files: Files, folder: Path, today: date
) -> list[Returned]:
    """Write a copy of every file that is to be mended (有误退回, 收下待改) into `folder`, in the folders it came in.

    `given`: the files of the ledger, at their place; they are only read. Raises OperatorError where `folder` cannot be
    written.
    """
    make_folder(folder)
    due = {unit.name: unit.due for unit in settled.settlement.register.units} if settled.settlement.register else {}
    by_name = {file.name: file for file in given}
    inputs = [Path(file.where) for file in given]
    made = []
    for entry in settled.entries:
        if entry.standing in (FileState.RETURNED, FileState.PROVISIONAL) and entry.digest is not None:
            target = folder / _name(entry.name)
            with (
                replacing(target, inputs, kind=MARKED, suffix=target.suffix.lower()) as part,
                place.here(by_name[entry.name]) as path,
            ):
                letter = _letter(entry, due.get(entry.unit), today)
                annotate(path, part, files.of(entry).findings, letter=letter)
            made.append(Returned(entry.name, target))
    return made


def _name(name: str) -> str:
    """第1轮/甲.xlsx → 第1轮/甲_退回.xlsx; a workbook under another suffix gets one that spreadsheet programs open."""
    path = PurePosixPath(name)
    suffix = path.suffix if path.suffix.lower() in BOOKS else f"{path.suffix}.xlsx"
    return str(path.with_name(f"{path.name.removesuffix(path.suffix)}_退回{suffix}"))


def _letter(entry: Entry, due: date | None, today: date) -> str:
    assert entry.digest is not None
    lines = [
        f"退回单　　{_day(today)}",
        f"单位：{entry.unit or '（没有写单位名称）'}　　年度：{entry.digest.year}　　文件：{entry.name}",
        f"情况：{entry.standing}。" + (entry.reason or entry.note),
        "请按下面的清单逐条修改原来的工作簿：逻辑性错误必须改；核实性问题要么改，要么在“出错说明”一栏写明情况。改好后重新报送"
        + (f"（截止日期 {_day(due)}）。" if due else "。"),
    ]
    return "\n".join(lines)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
