"""Check report (校验报告): the findings of several files as a workbook one can print and send."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.errors import OperatorError
from xlperf.model.celltext import cell_text
from xlperf.model.finding import Finding, Severity
from xlperf.model.textsize import height
from xlperf.workbook.product import AUTHOR, REPORT

_HEAD = (
    "序号",
    "单位",
    "文件",
    "工作表",
    "单元格",
    "程度",
    "代码",
    "问题",
    "所填",
    "应为",
    "怎样改",
    "依据",
    "出错说明",
)
_WIDTHS = (6, 22, 22, 12, 8, 12, 8, 48, 16, 16, 36, 30, 20)
_UNREAD_WIDTHS = (6, 50, 80)
_COLOURS = {Severity.ERROR: "#FFC7CE", Severity.CONFIRM: "#FFEB9C", Severity.NOTICE: "#DDEBF7"}


def write_report(findings: Sequence[Finding], unread: Sequence[tuple[str, str]], path: Path) -> None:
    """Write 问题清单 (one row a finding, folded ones marked) and 读不了的文件 (file, reason) to `path`.

    Texts are written as text: what a unit typed never becomes a formula. Made in memory, so that the file is whole or
    not there. Raises OSError where `path` cannot be written, OperatorError where no workbook can hold it.
    """
    target = BytesIO()
    try:
        _build(target, findings, unread)
    except XlsxWriterException as fault:
        raise OperatorError("问题清单写不成一个工作簿。请把报送件分成几批校验") from fault
    path.write_bytes(target.getvalue())


def _build(target: BytesIO, findings: Sequence[Finding], unread: Sequence[tuple[str, str]]) -> None:
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": REPORT, "author": AUTHOR})
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "top", "text_wrap": True}
    head = book.add_format({**base, "bold": True, "bg_color": "#D9D9D9", "align": "center"})
    cell = book.add_format(base)
    shades = {severity: book.add_format({**base, "bg_color": colour}) for severity, colour in _COLOURS.items()}
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center"})
    _findings(_sheet(book, "问题清单", "校验问题清单", _HEAD, _WIDTHS, title, head), findings, cell, shades)
    refused = _sheet(book, "读不了的文件", "读不了的文件", ("序号", "文件", "原因"), _UNREAD_WIDTHS, title, head)
    for number, (file, reason) in enumerate(unread, 1):
        _row(refused, number + 1, (str(number), file, reason), cell, _UNREAD_WIDTHS)
    book.close()


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    text: str,
    head: Sequence[str],
    widths: Sequence[int],
    title: Format,
    bold: Format,
) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.merge_range(0, 0, 0, len(head) - 1, text, title)
    for column, (label, width) in enumerate(zip(head, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, label, bold)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    return sheet


def _findings(sheet: Worksheet, findings: Sequence[Finding], cell: Format, shades: dict[Severity, Format]) -> None:
    for number, f in enumerate(findings, 1):
        where = (str(number), f.unit, f.file, f.sheet, f.cell)
        _row(
            sheet,
            number + 1,
            (*where, f.standing, f.code, f.message, f.given, f.expected, f.remedy, f.basis, f.answer),
            cell,
            _WIDTHS,
        )
        sheet.write_string(number + 1, 5, f.standing, cell if f.folded_under else shades[f.severity])
    if findings:
        sheet.autofilter(1, 0, len(findings) + 1, len(_HEAD) - 1)


def _row(sheet: Worksheet, row: int, texts: Sequence[str], cell: Format, widths: Sequence[float]) -> None:
    sheet.set_row(row, height(zip(texts, widths, strict=True)))
    for column, text in enumerate(texts):
        sheet.write_string(row, column, cell_text(text), cell)
