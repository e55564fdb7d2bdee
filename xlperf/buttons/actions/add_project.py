"""新增项目表: one more 附件3 with its names, formulas and checks."""

from xlperf.buttons.projects import blank_entries, entered, project_form, project_sheets, rewrite_checks
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session


@button(
    "add_project",
    "新增项目表",
    tip="在最后一张项目表后面再加一张空白的，公式、名称和“校验”页的检查一起加上。",
    icon="SheetInsert",
    group="填报",
    order=1,
    books=frozenset({"form", "addin"}),
)
def add_project(session: Session) -> str:
    """A copy of the last project sheet with its entries emptied; copying brings formulas, names and looks."""
    form = project_form(session)
    sheets = project_sheets(session, form)
    last = session.book.sheets[sheets[-1]]
    name = f"{form.sheet}-{len(sheets) + 1}"
    made = last.copy(after=last, name=name)
    filled = entered(session, last.name)
    with session.desk.unprotected(made):
        if filled is not None:
            blank_entries(session, filled, name)
    rewrite_checks(session, len(sheets) + 1, last.name)
    session.log.add("added", name, "")
    session.log.save()
    session.desk.jump(name, "A1")
    return f"已新增“{name}”，“校验”页也加上了它的检查。"
