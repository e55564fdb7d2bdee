"""The sheet 校验结果 in the open book: counts, like findings grouped, a link to each cell, and room for 出错说明."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from xlperf.buttons.log import Log
from xlperf.buttons.marks import COLOURS
from xlperf.buttons.session import Session
from xlperf.model.address import a1, quoted
from xlperf.model.finding import Finding, Severity
from xlperf.rules.catalogue import catalogue

if TYPE_CHECKING:
    import xlwings as xw

SHEET = "校验结果"
HEAD = ("序号", "程度", "代码", "工作表", "单元格", "问题", "所填", "应为", "怎样改", "依据", "出错说明")
_WIDTHS = (5, 11, 6.5, 11, 7.5, 40, 13, 13, 34, 22, 24)
_CENTRED = (1, 2, 3, 5)
_SIZE, _TITLE_SIZE, _TITLE_HEIGHT = 10, 12, 26
_ANSWER = len(HEAD) - 1
_FIRST = 3
"""row of the first finding or group (from 1: two rows of head above)"""
Key = tuple[str, str, str]


def key_of(finding: Finding) -> Key:
    """By what an answer is known again: code, sheet, cell."""
    return finding.code, finding.sheet, finding.cell


def answers(session: Session, moved: Mapping[tuple[str, str], str] | None = None) -> dict[Key, str]:
    """出错说明 as they stand on the sheet now, and those of former times that are in the log.

    `moved`: where cells are now that the sheet and the log still call by their former addresses.
    """
    found: dict[Key, str] = {}
    for record in session.log.of_kind("answer"):
        found[str(record.before), record.sheet, record.cell] = str(record.after)
    sheet = session.sheet(SHEET)
    for row in _rows(sheet) if sheet is not None else ():
        key = (str(row[2]), str(row[3]), str(row[4] or ""))
        text = str(row[_ANSWER] or "").strip()
        if text:
            found[key] = text
        else:
            found.pop(key, None)
    now = moved or {}
    return {(code, there, now.get((there, cell), cell)): text for (code, there, cell), text in found.items()}


def _rows(sheet: xw.Sheet) -> Iterator[list[object]]:
    values = sheet.range((1, 1), (max(sheet.used_range.last_cell.row, _FIRST), len(HEAD))).options(ndim=2).value
    yield from (row for row in values[_FIRST - 1 :] if row[2] and row[3] is not None and row[0] is not None)


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding as it stands on the sheet."""

    code: str
    sheet: str
    cell: str
    message: str


def listed(session: Session) -> list[Listed]:
    """The findings on the sheet, in its order; none where there is no sheet."""
    sheet = session.sheet(SHEET)
    rows = _rows(sheet) if sheet is not None else ()
    return [Listed(str(row[2]), str(row[3] or ""), str(row[4] or ""), str(row[5] or "")) for row in rows]


def remember(log: Log, known: dict[Key, str]) -> None:
    """Keep the answers in the log, so that they outlive the sheet."""
    log.drop(log.of_kind("answer"))
    for (code, sheet, cell), text in known.items():
        log.add("answer", sheet, cell, code, text)


def write_results(session: Session, findings: Sequence[Finding], known: dict[Key, str]) -> None:
    """Write the sheet anew."""
    sheet = session.list_sheet(SHEET)
    session.log.add("sheet", SHEET, "")
    lines = list(_lines(findings, known))
    sheet.range("A1").value = summary(findings)
    sheet.range("A2").value = list(HEAD)
    if lines:
        area = sheet.range((_FIRST, 1), (_FIRST + len(lines) - 1, len(HEAD)))
        area.number_format = "@"  # what a unit typed stays text
        area.value = [cells for cells, _ in lines]
    _dress(session, sheet, lines)


def summary(findings: Sequence[Finding]) -> str:
    """The counts in a sentence."""
    if not findings:
        return "xlperf 校验结果：没有发现问题。"
    counts = "，".join(f"{s.chinese} {sum(f.severity is s for f in findings)} 条" for s in Severity)
    return f"xlperf 校验结果：{counts}。点“单元格”可跳到出错处；核实性问题请在“出错说明”栏说明或改正。"


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """The gravest first; the same code together; then in the order of the forms."""
    return sorted(findings, key=lambda f: (f.severity.rank, f.code))


def _lines(findings: Sequence[Finding], known: dict[Key, str]) -> Iterator[tuple[list[str], Finding | None]]:
    """Cells of each row, and its finding (None for the heading of a group)."""
    number = 0
    for code, group in groupby(ordered(findings), key=lambda f: f.code):
        same = list(group)
        yield (
            ["", same[0].severity.chinese, code, "", "", f"{catalogue()[code].title}（{len(same)} 处）", *[""] * 5],
            None,
        )
        for f in same:
            number += 1
            where = [str(number), f.severity.chinese, f.code, f.sheet, f.cell]
            yield [*where, f.message, f.given, f.expected, f.remedy, f.basis, known.get(key_of(f), "")], f


def _dress(session: Session, sheet: xw.Sheet, lines: Sequence[tuple[list[str], Finding | None]]) -> None:
    last = _FIRST + len(lines) - 1
    for column, width in enumerate(_WIDTHS, 1):
        sheet.range((1, column)).column_width = width
    whole = sheet.range((1, 1), (max(last, _FIRST - 1), len(HEAD)))
    whole.font.size, whole.wrap_text, whole.vertical_alignment = _SIZE, True, "top"
    title = sheet.range((1, 1), (1, len(HEAD)))
    title.merge()
    title.font.size, title.font.bold, title.vertical_alignment = _TITLE_SIZE, True, "center"
    sheet.range("A1").row_height = _TITLE_HEIGHT
    head = sheet.range((2, 1), (2, len(HEAD)))
    head.color, head.font.bold, head.horizontal_alignment = "#D9D9D9", True, "center"
    for row, (cells, finding) in enumerate(lines, _FIRST):
        if finding is None:
            line = sheet.range((row, 1), (row, len(HEAD)))
            line.color, line.font.bold, line.wrap_text = "#F2F2F2", True, False
            line.vertical_alignment = "center"
            continue
        sheet.range((row, 2)).color = COLOURS[finding.severity]
        sheet.range((row, len(HEAD))).color = "#FFFBE0"
        if finding.cell and finding.sheet:
            link = sheet.range((row, 5))
            link.number_format = "General"
            link.font.color = "#0563C1"
            link.formula = f'=HYPERLINK("#{quoted(finding.sheet)}!{cells[4]}","{cells[4]}")'
    sheet.range(f"2:{max(last, _FIRST - 1)}").rows.autofit()
    for column in _CENTRED:
        sheet.range((2, column), (max(last, 2), column)).horizontal_alignment = "center"
    session.desk.lay_out(sheet, f"A2:{a1(max(last, 2) - 1, len(HEAD) - 1)}", "1:2")
