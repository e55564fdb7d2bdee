"""Project sheets (附件3) of an open template: one more, one fewer, one put back; numbers and 校验 lines follow."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from xlperf.buttons.check_lines import CHECKS, Lines, drop_lines, insert_lines, lines_of, rename_lines, rewrite_tail
from xlperf.buttons.follow import follow
from xlperf.buttons.log import MARKS, Record
from xlperf.buttons.marks import clear, take_back
from xlperf.buttons.results import answers, remember
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.form import Form
from xlperf.model.submission import FilledForm
from xlperf.workbook.product import REMOVED

_PRINTED = ("level1", "level2", "points1", "seq")


def project_form(session: Session) -> Form:
    """The form of which there is one sheet for each project. Raises OperatorError where the book is no such template."""
    form = session.edition.forms.get("project")
    if form is None or not form.repeats or not session.template.receipt or session.sheet(CHECKS) is None:
        raise OperatorError("只有官方模板（带“校验”页、每个项目一张表的）才能增减项目表；请用模板填报")
    return form


def project_sheets(session: Session, form: Form) -> list[str]:
    """附件3-1, 附件3-2, … in the order of their numbers. Raises OperatorError where a number is missing between them."""
    found = [(int(m[1]), s.name) for s in session.book.sheets if (m := re.fullmatch(rf"{form.sheet}-(\d+)", s.name))]
    names = [name for _, name in sorted(found)]
    wanted = [f"{form.sheet}-{number}" for number in range(1, len(names) + 1)]
    if not names or names != wanted:
        missing = next((name for name in wanted if name not in names), f"{form.sheet}-1")
        raise OperatorError(
            f"项目表的编号不连续，找不到“{missing}”。请先把项目表依次改名为 {form.sheet}-1、{form.sheet}-2……"
        )
    return names


def entered(session: Session, sheet: str) -> FilledForm | None:
    """What the clerk filled in on a project sheet; None where nothing."""
    return next((form for form in session.template.of("project") if form.sheet == sheet), None)


def add_sheet(session: Session, form: Form) -> str:
    """A copy of the last project sheet with its entries emptied; copying brings formulas, names and looks."""
    sheets = project_sheets(session, form)
    like, name = sheets[-1], f"{form.sheet}-{len(sheets) + 1}"
    made = session.book.sheets[like].copy(after=session.book.sheets[like], name=name)
    session.look_again()
    with session.desk.unprotected(made):
        # The copy also brought what 校验 and 计算 put on the sheet, and the clerk's notes on another project.
        for record in reversed([r for r in session.log.of_kind("colour", "suggest") if r.sheet == like]):
            take_back(made, record)
        for note in list(made.notes):
            note.delete()
        filled = entered(session, like)
        if filled is not None:
            _blank_entries(session, filled, name)
    insert_lines(session, lines_of(session, like), name, after=like)
    rewrite_tail(session, form.sheet, len(sheets) + 1)
    return name


def _blank_entries(session: Session, form: FilledForm, sheet: str) -> None:
    """Empty the entry cells of a sheet that is laid out like `form`, and what the clerk wrote beside them."""
    fields = session.edition.form(form.form).fields
    for cell in form.every_cell():
        table, _, rest = cell.field.partition(".")
        column = rest.rpartition(".")[2]
        computed = fields[cell.field].compute if not rest else session.edition.tables[table].columns[column].compute
        if cell.is_blank or computed or column in _PRINTED or not cell.address:
            continue
        session.book.sheets[sheet].range(cell.address).value = None
    for cell in form.extras:
        session.book.sheets[sheet].range(cell.address).value = None


def keep_aside(session: Session, form: Form, name: str) -> None:
    """Take a project sheet out of the forms, hidden under another name, so that 还原 can bring it back whole."""
    sheets = project_sheets(session, form)
    _forget_marks(session)
    lines = lines_of(session, name)
    aside = next(free for n in count(session.log.batch) if session.sheet(free := f"{REMOVED}{n}") is None)
    drop_lines(session, name)
    sheet = session.book.sheets[name]
    session.book.sheets[next(s for s in (*reversed(sheets), CHECKS) if s != name)].activate()
    sheet.name = aside
    sheet.visible = False
    _close_up(session, form, sheets, name, {name: aside})
    session.log.add("removed", aside, "", name, lines.packed())


def throw_away(session: Session, form: Form, name: str) -> None:
    """Delete a project sheet that 新增项目表 made."""
    sheets = project_sheets(session, form)
    _forget_marks(session)
    drop_lines(session, name)
    session.book.sheets[name].delete()
    session.log.drop([record for record in session.log.records if record.sheet == name])
    _close_up(session, form, sheets, name, {})


def bring_back(session: Session, form: Form, record: Record) -> str:
    """Undo `keep_aside`; the name that the sheet has now, "" where it is not to be found any more."""
    aside = session.sheet(record.sheet)
    try:
        lines = Lines.unpacked(str(record.after))
    except (ValueError, TypeError, zlib.error):
        return ""
    if aside is None:
        return ""
    sheets = project_sheets(session, form)
    _forget_marks(session)
    place = min(int(str(record.before).rpartition("-")[2]), len(sheets) + 1)
    moved = {f"{form.sheet}-{n}": f"{form.sheet}-{n + 1}" for n in range(len(sheets), place - 1, -1)}
    for old, new in moved.items():
        session.book.sheets[old].name = new
        rename_lines(session, old, new)
    name = f"{form.sheet}-{place}"
    aside.name = name
    aside.visible = True
    _rename_records(session, {**moved, record.sheet: name})
    if place > 1:
        insert_lines(session, lines, name, after=f"{form.sheet}-{place - 1}")
    else:
        insert_lines(session, lines, name, before=f"{form.sheet}-2")
    rewrite_tail(session, form.sheet, len(sheets) + 1)
    session.look_again()
    return name


def _close_up(session: Session, form: Form, sheets: list[str], gone: str, renamed: Mapping[str, str]) -> None:
    """Those behind the one that went move up by one."""
    behind = sheets[sheets.index(gone) + 1 :]
    moved = dict(zip(behind, sheets[sheets.index(gone) :], strict=False))
    for old, new in moved.items():
        session.book.sheets[old].name = new
        rename_lines(session, old, new)
    rewrite_tail(session, form.sheet, len(sheets) - 1)
    _rename_records(session, {**renamed, **moved})
    session.look_again()


def _forget_marks(session: Session) -> None:
    """Marks and lists name sheets by their numbers; those are about to change. Answers are kept."""
    known = answers(session, follow(session))
    clear(session, session.log.of_kind(*MARKS))
    session.log.drop(session.log.of_kind("cursor"))
    remember(session.log, known)


def _rename_records(session: Session, renamed: Mapping[str, str]) -> None:
    """What the log knows of a sheet follows its name."""
    session.log.records = [
        replace(record, sheet=renamed[record.sheet]) if record.sheet in renamed else record
        for record in session.log.records
    ]
