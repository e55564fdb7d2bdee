"""Write the roll-up workbook (汇总工作簿): whole or not at all."""

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException

from xlperf.errors import OperatorError
from xlperf.rollup.content import Content
from xlperf.rollup.counts import Counts
from xlperf.rollup.frame import write_table
from xlperf.rollup.joints import RowStore, joints
from xlperf.rollup.ledger import Ledger
from xlperf.rollup.opened import refuse_open
from xlperf.rollup.page import Page
from xlperf.rollup.ruling import RuleText
from xlperf.rollup.splice import Joint, sheet_part, splice
from xlperf.rollup.styles import LONG_STYLES, Styles, style_index
from xlperf.rollup.table import MAX_ROWS

TITLE = "绩效自评汇总"
"""by which the file is known again as a roll-up"""
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_rollup(
    settled: Ledger,
    store: RowStore,
    path: Path,
    *,
    made_on: date,
    rules: Mapping[str, RuleText] | None = None,
    max_rows: int = MAX_ROWS,
) -> Counts:
    """Write the workbook to `path` from settled files; the same files and day give the same bytes.

    `rules`: what is printed of the rules, by code. `max_rows`: how many rows a sheet has; longer tables are split.
    The file is written beside its place and then renamed. Raises
    OperatorError where it cannot be written (open in a spreadsheet program, no right, no space).
    """
    content = Content(settled, made_on, rules or {}, max_rows)
    refuse_open(path)
    plain, part = (path.with_name(f".{path.name}.{os.getpid()}.{n}.tmp") for n in (1, 2))
    try:
        short = _write(plain, content)
        splice(plain, part, short | joints(content, store))
        part.replace(path)
    except (OSError, XlsxWriterException) as fault:
        raise OperatorError(_said(path, fault)) from fault
    finally:
        plain.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return Counts(
        **asdict(content.balance),
        units=content.count_units,
        projects=len(content.projects),
        indicators=content.table("指标").count_rows,
        findings=sum(sum(part.found.values()) for unit in content.accepted for _, part in unit.parts),
        split=content.split,
    )


def _write(part: Path, content: Content) -> dict[str, Joint]:
    """The workbook without the rows of its tables; those of the short ones, by the part of each sheet."""
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
    numbers = styles.long_indices()
    assert all(numbers[parts] == style_index(parts) for parts in LONG_STYLES), "finished rows would get other formats"
    short = {}
    for number, (sheet, table) in enumerate(content.pages(), 1):
        page = Page(book, styles, table.name if table else sheet.name)
        if table is None:
            assert sheet.write is not None
            sheet.write(page, content)
            continue
        joint = write_table(page, table)
        if joint is not None:
            short[sheet_part(number)] = joint
        if sheet.above is not None and table.name == sheet.name:
            sheet.above(page, content)
    book.close()
    return short


def _said(path: Path, fault: Exception) -> str:
    cause = fault if isinstance(fault, OSError) else fault.__cause__ or fault.__context__ or fault
    why = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"无法写入 {path}：{why}。文件如果正在打开，请先关闭；否则请检查文件夹是否存在、能否写入、磁盘是否已满"
