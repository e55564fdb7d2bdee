"""还原: take back the last action that changed entries, from the log."""

from collections.abc import Sequence
from contextlib import ExitStack

from xlperf.buttons.log import Record, Value
from xlperf.buttons.projects import entered, project_form, project_sheets, rewrite_checks
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session


@button(
    "undo",
    "还原",
    tip="退回本软件上一次改动（计算、规范化、提取上年数、新增项目表）。您后来自己改过的格子不动。",
    icon="Undo",
    group="填报",
    order=5,
)
def undo(session: Session) -> str:
    """Marks are no changes: 清除标记 takes them away."""
    changes = session.log.of_kind("value", "added")
    if not changes:
        return "没有可以还原的操作。（颜色和批注用“清除标记”去掉）"
    last = [record for record in changes if record.batch == changes[-1].batch]
    added = [record for record in last if record.kind == "added"]
    if added and not _remove(session, added[0].sheet):
        return "没有还原。"
    back, kept = _put_back(session, [record for record in last if record.kind == "value"])
    session.log.drop(last)
    session.log.save()
    what = f"已还原“{last[0].action}”（{last[0].time}）"
    what += f"：去掉了“{added[0].sheet}”" if added else f"：{back} 格退回原来的内容"
    return f"{what}；{kept} 格后来又改过，没有动。" if kept else f"{what}。"


def _remove(session: Session, name: str) -> bool:
    form = project_form(session)
    sheets = project_sheets(session, form)
    if name not in sheets:
        return True
    if entered(session, name) is not None and not session.desk.ask(f"“{name}”里已经填了内容，确定连内容一起去掉？"):
        return False
    session.book.sheets[name].delete()
    session.look_again()
    rewrite_checks(session, len(sheets) - 1, name)
    return True


def _put_back(session: Session, records: Sequence[Record]) -> tuple[int, int]:
    """How many cells went back, and how many were left because somebody changed them since."""
    back = kept = 0
    with ExitStack() as stack:
        for name in dict.fromkeys(record.sheet for record in records):
            if session.sheet(name) is not None:
                stack.enter_context(session.desk.unprotected(session.book.sheets[name]))
        for record in reversed(records):
            sheet = session.sheet(record.sheet)
            if sheet is None or not _same(sheet.range(record.cell).value, record.after):
                kept += 1
                continue
            sheet.range(record.cell).value = record.before
            back += 1
    return back, kept


def _same(now: object, written: Value) -> bool:
    """A written "91.67%" is read back as 0.9167 where the program takes it for a number."""
    if isinstance(written, str) and written.endswith("%") and isinstance(now, float):
        return abs(now - float(written[:-1]) / 100) < 1e-9
    return now == written
