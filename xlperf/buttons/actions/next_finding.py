"""逐条定位: jump to the next finding of the list."""

from xlperf.buttons.registry import button
from xlperf.buttons.results import SHEET, listed
from xlperf.buttons.session import Session
from xlperf.errors import OperatorError


@button(
    "next_finding",
    "逐条定位",
    tip="跳到“校验结果”里的下一条；到最后一条后从头再来。",
    icon="ReviewNextComment",
    group="检查",
    order=3,
    quiet=True,
)
def next_finding(session: Session) -> str:
    """Where the clerk is in the list is kept in the log."""
    found = [row for row in listed(session) if row.cell]
    if not found:
        raise OperatorError("还没有可定位的问题：请先点“校验”")
    former = session.log.of_kind("cursor")
    last = int(float(str(former[-1].after))) if former else -1
    number = (last + 1) % len(found)
    session.log.drop(former)
    session.log.add("cursor", SHEET, "", None, number)
    session.log.save()
    row = found[number]
    if session.sheet(row.sheet) is None:
        return f"第 {number + 1} 条，共 {len(found)} 条：“{row.sheet}”已经不在了；请再点一次“校验”"
    session.desk.jump(row.sheet, row.cell)
    return f"第 {number + 1} 条，共 {len(found)} 条：{row.code} {row.sheet}!{row.cell} {row.message}"
