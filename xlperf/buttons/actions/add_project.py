"""新增项目表: one more 附件3 with its names, formulas and checks."""

from xlperf.buttons.projects import add_sheet, project_form
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
    """Laid out like the last project sheet."""
    name = add_sheet(session, project_form(session))
    session.log.add("added", name, "")
    session.log.save()
    session.desk.jump(name, "A1")
    return f"已新增“{name}”，“校验”页也加上了它的检查。"
