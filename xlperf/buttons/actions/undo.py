"""还原: take back the last action that changed entries or project sheets, from the log."""

from collections.abc import Sequence
from contextlib import ExitStack

from xlperf.buttons.entries import put
from xlperf.buttons.log import Kind, Record, Value
from xlperf.buttons.projects import bring_back, entered, project_form, throw_away
from xlperf.buttons.registry import button
from xlperf.buttons.session import Session

_CHANGES: tuple[Kind, ...] = ("value", "added", "removed")


@button(
    "undo",
    "还原",
    tip="退回本软件上一次改动（计算、规范化、提取上年数、新增或删除项目表）。您后来自己改过的格子不动。",
    icon="Undo",
    group="填报",
    order=5,
)
def undo(session: Session) -> str:
    """Marks are no changes: 清除标记 takes them away."""
    changes = session.log.of_kind(*_CHANGES)
    if not changes:
        return "没有可以还原的操作。（颜色和批注用“清除标记”去掉）"
    last = [record for record in changes if record.batch == changes[-1].batch]
    said = _undo(session, last)
    if not said:
        return "没有还原。"
    # Records of sheets that were renamed are new ones.
    session.log.drop(r for r in session.log.of_kind(*_CHANGES) if r.batch == last[0].batch)
    session.log.save()
    return said


def _undo(session: Session, last: Sequence[Record]) -> str:
    """What was done; "" where the clerk thought better of it."""
    done = f"已还原“{last[0].action}”（{last[0].time}）："
    sheets = [record for record in last if record.kind in ("added", "removed")]
    if not sheets:
        back, kept = _put_back(session, last)
        return f"{done}{back} 格退回原来的内容" + (f"；{kept} 格后来又改过，没有动。" if kept else "。")
    (record,) = sheets
    form = project_form(session)
    if record.kind == "removed":
        name = bring_back(session, form, record)
        if not name:
            return f"删除的“{record.before}”在工作簿里已经找不到了，只能从备份里找回。"
        session.desk.jump(name, "A1")
        return f"{done}“{name}”连同填的内容放回了原处，请再点一次“校验”。"
    if session.sheet(record.sheet) is None:
        return f"{done}“{record.sheet}”已经不在了。"
    filled = entered(session, record.sheet)
    question = f"“{record.sheet}”里已经填了内容，确定连内容一起去掉？"
    if filled is not None and not session.desk.ask(question):
        return ""
    throw_away(session, form, record.sheet)
    return f"{done}去掉了“{record.sheet}”。" + (f"去掉前的工作簿备份在 {session.copy}。" if filled else "")


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
            put(sheet.range(record.cell), record.before)
            back += 1
    return back, kept


def _same(now: object, written: Value) -> bool:
    """A written "91.67%" is read back as 0.9167 where the program takes it for a number."""
    if isinstance(written, str) and written.endswith("%") and isinstance(now, float):
        return abs(now - float(written[:-1]) / 100) < 1e-9
    return now == written
