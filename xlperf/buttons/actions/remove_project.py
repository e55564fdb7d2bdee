"""删除项目表: one 附件3 fewer, asked twice; those behind it move up."""

import re

from xlperf.buttons.check_lines import CHECKS
from xlperf.buttons.log import SHEET as LOG
from xlperf.buttons.projects import entered, keep_aside, project_form, project_sheets
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError
from xlperf.workbook.contents import contents_of
from xlperf.workbook.product import REMOVED


@button(
    "remove_project",
    "删除项目表",
    tip="删除当前这张项目表（不在项目表上时删最后一张），会再问两次；后面的项目表顺次改号。删错了可以“还原”。",
    icon="SheetDelete",
    group="填报",
    order=2,
)
def remove_project(session: Session) -> str:
    """The sheet stays in the book, hidden, for 还原; nothing reads it there."""
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
    used = _used_by(session, name)
    others = f"另外 {'、'.join(used)} 的公式用到了它，删除后请改这些公式。" if used else ""
    if not session.desk.ask(f"请再确认一次：{what}里填了 {cells} 格，后面的项目表会顺次改号。{others}确定删除？"):
        return "没有删除。"
    keep_aside(session, form, name)
    session.log.save()
    later = "后面的项目表已顺次改号，" if name != sheets[-1] else ""
    return f"已删除{what}，{later}标记和清单页已清除，请再点一次“校验”。{others}删错了点“还原”可以找回。"


def _used_by(session: Session, name: str) -> list[str]:
    """Cells of other sheets, outside 校验, in whose formulas the sheet is named."""
    named = re.compile(re.escape(name) + r"'?!")
    ours = (name, CHECKS, LOG)
    others = [s.name for s in session.book.sheets if s.name not in ours and not s.name.startswith(REMOVED)]
    return [
        f"{other}!{cell}"
        for other in others
        for cell, content in contents_of(session.copy, other).items()
        if str(content).startswith("=") and named.search(str(content))
    ]
