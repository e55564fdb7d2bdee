"""The two sheets of a converted file: 修复记录 (what reading changed, own figures kept) and 未放入内容."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from xlperf.model.celltext import cell_text
from xlperf.model.submission import Cell
from xlperf.workbook.drawing.book import Drawing, ExtraSheet, Key, put_text
from xlperf.workbook.drawing.heights import LINE, PADDING, lines
from xlperf.workbook.drawing.page import print_on_a4
from xlperf.workbook.drawing.plan import Area
from xlperf.workbook.drawing.styles import AS_TEXT, CELL, CHINESE, LABEL, LEFT_LABEL, TITLE_FONT

_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of 修复记录; sheet and cell are those of the unit's file."""

    kind: str
    sheet: str
    cell: str
    field: str
    typed: str
    read: str
    what: str


@dataclass(frozen=True, slots=True)
class Content:
    """One filled cell of the unit's file. `identity` is equal for a merged cell that several rows share.

    `key` is its place in the template, None where no field can hold it; `reason` says why it may find no place.
    """

    identity: tuple[str, str, str]
    key: Key | None
    cell: Cell
    label: str
    reason: str


def unplaced(contents: Iterable[Content], placed: set[Key]) -> list[Content]:
    """Filled cells that stand nowhere in the template, each once."""
    there = {content.identity for content in contents if content.key in placed}
    left = {content.identity: content for content in contents if content.identity not in there}
    return list(left.values())


def log_sheet(log: Sequence[LogLine]) -> ExtraSheet:
    """修复记录."""
    head = ("序号", "类别", "原工作表", "原单元格", "栏目", "原填", "读作／公式结果", "说明")
    rows = [(line.kind, line.sheet, line.cell, line.field, line.typed, line.read, line.what) for line in log]

    def draw(drawing: Drawing) -> None:
        note = "读取报送件时所做的每一处修复，和自动计算栏里保留的单位原填内容。工作表、单元格是单位原文件里的位置；原文件没有改动。"
        draw_list(
            drawing, "修复记录", note, head, (6, 10, 16, 10, 28, 24, 20, 44), rows, "没有修复，也没有保留的原值。"
        )

    return draw


def unplaced_sheet(contents: Sequence[Content]) -> ExtraSheet:
    """未放入内容, known when the forms are drawn."""
    head = ("序号", "原工作表", "原单元格", "栏目", "内容", "原因")

    def draw(drawing: Drawing) -> None:
        left = unplaced(contents, drawing.placed)
        rows = [(item.cell.sheet, item.cell.address, item.label, item.cell.typed, item.reason) for item in left]
        note = "单位填了、但模板里没有地方放的内容，原样抄在这里，一格一行。"
        draw_list(drawing, "未放入内容", note, head, (6, 18, 10, 28, 60, 36), rows, "单位填的内容全部放进了模板。")

    return draw


def draw_list(
    drawing: Drawing,
    name: str,
    note: str,
    head: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    empty: str,
    *,
    title: str = "",
) -> None:
    """One more sheet: a title, a note, a numbered list (or what to say where it is empty), ready for A4."""
    sheet: Worksheet = drawing.book.add_worksheet(name)
    styles = drawing.styles
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    big = styles(
        {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 18, "align": "center"}, valign="vcenter"
    )
    put_text(sheet, Area(0, 0, 1, len(head)), title or name, big)
    put_text(sheet, Area(1, 0, 1, len(head)), note, styles(CELL))
    sheet.set_row(0, 34.0)
    sheet.set_row(1, lines(note, sum(widths)) * LINE + PADDING)
    for column, text in enumerate(head):
        sheet.write_string(2, column, text, styles(LABEL, bold=True, bg_color="#D9E2EC"))
    middle, left = styles(LABEL), styles(LEFT_LABEL, num_format=AS_TEXT, indent=0)
    for number, row in enumerate(rows, 1):
        sheet.write_number(number + 2, 0, number, middle)
        for column, text in enumerate(row, 1):
            sheet.write_string(number + 2, column, cell_text(text), left)
        most = max(lines(text, width) for text, width in zip(row, widths[1:], strict=True))
        sheet.set_row(number + 2, min(most, _MOST_LINES) * LINE + PADDING)
    last = len(rows) + 2
    if not rows:
        put_text(sheet, Area(3, 0, 1, len(head)), empty, styles(LABEL))
        last = 3
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2, 2)
    print_on_a4(sheet, last, len(head) - 1, landscape=True)
