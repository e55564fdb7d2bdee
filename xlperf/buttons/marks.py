"""Marks (标记): colours and notes at the cells found; taken away again to the cell, the clerk's own notes kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from xlperf.buttons.log import Record
from xlperf.buttons.session import Session
from xlperf.model.finding import Finding, Severity
from xlperf.workbook.fills import fills_of
from xlperf.workbook.notes import PREFIX

if TYPE_CHECKING:
    import xlwings as xw

COLOURS = {Severity.ERROR: "#FFC7CE", Severity.CONFIRM: "#FFEB9C", Severity.NOTICE: "#DDEBF7"}
Place = tuple[str, str]


def mark(session: Session, findings: Sequence[Finding], below: Mapping[Place, str]) -> int:
    """Colour and note the cells found; the number of cells. Former marks must be cleared before.

    `below`: colours that stood below former marks; the copy was made while those were still there.
    """
    at: dict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.cell and session.sheet(finding.sheet) is not None:
            at[finding.sheet, finding.cell].append(finding)
    fills = fills_of(session.copy, at) | {place: fill for place, fill in below.items() if place in at}
    with ExitStack() as stack:
        for sheet in dict.fromkeys(name for name, _ in at):
            stack.enter_context(session.desk.unprotected(session.book.sheets[sheet]))
        for place, found in at.items():
            _mark(session, place, found, fills[place])
    return len(at)


def colours_below(session: Session) -> dict[Place, str]:
    """The colours that stood at marked cells before they were marked; those that the clerk changed since left out."""
    below = {(r.sheet, r.cell): str(r.before) for r in reversed(session.log.of_kind("colour"))}
    now = fills_of(session.copy, below)
    return {place: fill for place, fill in below.items() if now[place] in COLOURS.values()}


def is_ours(colour: tuple[int, int, int] | None) -> bool:
    """Whether a fill is one of our marks."""
    return colour is not None and "#{:02X}{:02X}{:02X}".format(*colour) in COLOURS.values()


def _mark(session: Session, place: Place, findings: Sequence[Finding], fill: str | None) -> None:
    cell = session.book.sheets[place[0]].range(place[1])
    gravest = min(findings, key=lambda f: f.severity.rank)
    if fill is not None:  # a fill we could not put back stays; the note is mark enough
        cell.color = COLOURS[gravest.severity]
        session.log.add("colour", *place, fill, COLOURS[gravest.severity])
    write_note(session, place, "\n".join(_words(finding) for finding in findings))


def _words(finding: Finding) -> str:
    remedy = f"改法：{finding.remedy}" if finding.remedy else ""
    return f"{finding.code} {finding.severity.chinese}：{finding.message}。{remedy}"


def write_note(session: Session, place: Place, text: str) -> None:
    """Put a note of ours at a cell, behind the clerk's own if there is one."""
    cell = session.book.sheets[place[0]].range(place[1])
    own = own_text(cell)
    if cell.note is not None:
        cell.note.delete()
    cell.add_note(f"{own}\n{PREFIX}{text}" if own else PREFIX + text)
    session.log.add("note", *place, own, None)


def own_text(cell: xw.Range) -> str:
    """The clerk's part of a note."""
    note = cell.note
    return "" if note is None else str(note.text).partition(PREFIX)[0].rstrip("\n")


def clear(session: Session, records: Iterable[Record]) -> int:
    """Take marks away, the newest first, and forget them; the number of cells that are as before again."""
    by_sheet: dict[str, list[Record]] = defaultdict(list)
    records = list(records)
    for record in reversed(records):
        by_sheet[record.sheet].append(record)
    cells: set[Place] = set()
    for name, there in by_sheet.items():
        sheet = session.sheet(name)
        if sheet is None:
            continue
        if any(record.kind == "sheet" for record in there):
            sheet.delete()
            session.look_again()
            continue
        with session.desk.unprotected(sheet):
            for record in there:
                take_back(sheet, record)
                cells.add((name, record.cell))
    session.log.drop(records)
    return len(cells)


def take_back(sheet: xw.Sheet, record: Record) -> None:
    """Undo one mark."""
    cell = sheet.range(record.cell)
    if record.kind == "colour":
        if is_ours(cell.color):  # else the clerk has coloured it since
            cell.color = str(record.before) if record.before else None
    elif record.kind == "note":
        own = own_text(cell)
        if cell.note is not None:
            cell.note.delete()
        if own:
            cell.add_note(own)
    elif record.kind == "suggest" and cell.value in (record.after, None):
        cell.value = record.before
