"""Write the roll-up workbook (汇总工作簿): whole or not at all."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from xlperf.errors import OperatorError
from xlperf.rollup.frames import build_frames, count_units
from xlperf.rollup.ledger import Entry, balance
from xlperf.rollup.page import Page
from xlperf.rollup.sheets import Content, all_sheets
from xlperf.rollup.styles import Styles
from xlperf.rollup.table import write_table

TITLE = "绩效自评汇总"
"""by which the file is known again as a roll-up"""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Counts:
    """accepted + refused + superseded = files; the rest counts what stands in the sheets of the same name.

    A unit with two years counts once; findings are those that follow from no other.
    """

    files: int
    accepted: int
    refused: int
    superseded: int
    units: int
    projects: int
    indicators: int
    findings: int


def write_rollup(
    entries: Sequence[Entry], path: Path, *, made_on: date, titles: Mapping[str, str] | None = None
) -> Counts:
    """Write the workbook to `path` from settled entries; the same entries and day give the same bytes.

    `titles`: names of rules by code, for 总览. The file is written beside its place and then renamed. Raises
    OperatorError where it cannot be written (open in a spreadsheet program, no right, no space).
    """
    found = balance(entries)
    frames = build_frames(entries)
    content = Content(frames, found, made_on, titles or {})
    _refuse_open(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write(part, path.resolve().parent, content)
        part.replace(path)
    except (OSError, XlsxWriterException) as fault:
        raise OperatorError(_said(path, fault)) from fault
    finally:
        part.unlink(missing_ok=True)
    return Counts(
        found.files, found.accepted, found.refused, found.superseded,
        count_units(frames.units), len(frames.projects), len(frames.indicators), int((frames.findings["folded"] == "").sum()),
    )  # fmt: skip


def _write(part: Path, folder: Path, content: Content) -> None:
    book = Workbook(str(part), OPTIONS)
    book.set_properties(
        {
            "title": TITLE,
            "author": "xlperf",
            "created": datetime(content.made_on.year, content.made_on.month, content.made_on.day),
        }
    )
    book.set_size(2400, 1400)
    styles = Styles(book)
    for sheet in all_sheets():
        page = Page(book, styles, sheet.name, folder)
        if sheet.table is not None:
            write_table(page, content.table(sheet.name))
        elif sheet.write is not None:
            sheet.write(page, content)
    book.close()


def _refuse_open(path: Path) -> None:
    """Excel and WPS lay ~$name beside an open book, LibreOffice .~lock.name#; renaming over it would lose one of them."""
    for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if lock.exists():
            raise OperatorError(
                f"{path.name} 正在表格软件里打开，请先关闭再汇总；如果并没有打开，请删除旁边的锁文件 {lock.name}"
            )


def _said(path: Path, fault: Exception) -> str:
    cause = fault if isinstance(fault, OSError) else fault.__cause__ or fault.__context__ or fault
    why = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"无法写入 {path}：{why}。文件如果正在打开，请先关闭；否则请检查文件夹是否存在、能否写入、磁盘是否已满"
