"""删除项目表: one 附件3 fewer, asked twice; those behind it move up."""

from xlperf.buttons.projects import entered, project_form, project_sheets, rewrite_checks
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError


@button(
    "remove_project",
    "删除项目表",
    tip="删除当前这张项目表（不在项目表上时删最后一张），会再问两次；后面的项目表顺次改号。",
    icon="SheetDelete",
    group="填报",
    order=2,
)
def remove_project(session: Session) -> str:
    """The backup made at the start keeps what was on it."""
    form = project_form(session)
    sheets = project_sheets(session, form)
    if len(sheets) == 1:
        raise OperatorError("只剩一张项目表，不能再删")
    active = session.book.sheets.active.name
    name = active if active in sheets else sheets[-1]
    filled = entered(session, name)
    project = filled.text("name") if filled else ""
    what = f"“{name}”（{project or '没有写项目名称'}）"
    if not session.desk.ask(f"要删除项目表{what}吗？"):
        return "没有删除。"
    cells = sum(not cell.is_blank for cell in filled.every_cell()) if filled else 0
    if not session.desk.ask(f"请再确认一次：{what}里填了 {cells} 格，删除后只能从备份里找回。确定删除？"):
        return "没有删除。"
    rewrite_checks_after = sheets.index(name)
    session.book.sheets[name].delete()
    session.look_again()
    for number, later in enumerate(sheets[rewrite_checks_after + 1 :], rewrite_checks_after + 1):
        session.book.sheets[later].name = f"{form.sheet}-{number}"
    rewrite_checks(session, len(sheets) - 1, sheets[-1])
    session.log.drop([record for record in session.log.records if record.sheet == name])
    session.log.save()
    return f"已删除{what}。删除前的工作簿备份在 {session.copy}。"
