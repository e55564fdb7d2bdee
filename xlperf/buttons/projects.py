"""Project sheets (附件3) of an open template: one more, one fewer, and the 校验 sheet that must follow."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.model.address import row_column
from xlperf.model.form import Form
from xlperf.model.submission import FilledForm
from xlperf.workbook.contents import Content, contents_of
from xlperf.workbook.template import write_template

CHECKS = "校验"
_FIRST = 6
"""first row of the 校验 sheet below its head (from 1)"""
_WIDTH = 10
_PRINTED = ("level1", "level2", "points1", "seq")


def project_form(session: Session) -> Form:
    """The form of which there is one sheet for each project. Raises OperatorError where the book is no such template."""
    form = session.edition.forms.get("project")
    if form is None or not form.repeats or not session.submission.receipt or session.sheet(CHECKS) is None:
        raise OperatorError("只有官方模板（带“校验”页、每个项目一张表的）才能增减项目表；请用模板填报")
    return form


def project_sheets(session: Session, form: Form) -> list[str]:
    """附件3-1, 附件3-2, … in the order of their numbers."""
    found = [(int(m[1]), s.name) for s in session.book.sheets if (m := re.fullmatch(rf"{form.sheet}-(\d+)", s.name))]
    return [name for _, name in sorted(found)]


def entered(session: Session, sheet: str) -> FilledForm | None:
    """What the clerk filled in on a project sheet; None where nothing."""
    return next((form for form in session.submission.of("project") if form.sheet == sheet), None)


def blank_entries(session: Session, form: FilledForm, sheet: str) -> int:
    """Empty the entry cells of a sheet that is laid out like `form`; the number emptied."""
    fields = session.edition.form(form.form).fields
    emptied = 0
    for cell in form.every_cell():
        table, _, rest = cell.field.partition(".")
        column = rest.rpartition(".")[2]
        computed = fields[cell.field].compute if not rest else session.edition.tables[table].columns[column].compute
        if cell.is_blank or cell.formula or computed or column in _PRINTED:
            continue
        session.book.sheets[sheet].range(cell.address).value = None
        emptied += 1
    return emptied


def rewrite_checks(session: Session, projects: int, changed: str) -> None:
    """Make the 校验 sheet that of a template with so many project sheets.

    `changed`: the sheet whose lines are to be doubled (one more) or that are to go (one fewer).
    """
    sheet = session.book.sheets[CHECKS]
    wanted = _built(session, projects)
    last = max(row for row, _ in wanted)
    names = sheet.range((_FIRST, 2), (sheet.used_range.last_cell.row, 2)).options(ndim=1).value
    lines = [_FIRST + n for n, name in enumerate(names) if name == changed]
    there = _last_filled(session)
    with session.desk.unprotected(sheet):
        # The bar above the lines belongs to them; it is merged, so whole rows move.
        first, end = min(lines) - 1, max(lines)
        if last > there:
            rows = sheet.range(f"{end + 1}:{end + last - there}")
            rows.insert("down")
            sheet.range(f"{first}:{end}").copy(sheet.range(f"{end + 1}:{end + 1 + end - first}"))
        elif last < there:
            sheet.range(f"{first}:{first + there - last - 1}").delete("up")
        # What stands above the last project's lines knows nothing of how many projects there are.
        top = end + 1 if last > there else first
        block = [[wanted.get((row, column)) for column in range(1, _WIDTH + 1)] for row in range(top, last + 1)]
        sheet.range((top, 1), (last, _WIDTH)).value = block


def _built(session: Session, projects: int) -> dict[tuple[int, int], Content]:
    """What a fresh template has on its 校验 sheet below the head, by row and column from 1."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "模板.xlsx"
        write_template(session.edition, path, projects=projects)
        contents = contents_of(path, CHECKS)
    cells = {(r + 1, c + 1): content for address, content in contents.items() for r, c in [row_column(address)]}
    return {place: content for place, content in cells.items() if place[0] >= _FIRST and place[1] <= _WIDTH}


def _last_filled(session: Session) -> int:
    sheet = session.book.sheets[CHECKS]
    rows = sheet.range((1, 1), (sheet.used_range.last_cell.row, 3)).options(ndim=2).value
    return max(n for n, row in enumerate(rows, 1) if any(value not in (None, "") for value in row))
