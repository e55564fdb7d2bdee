"""清除标记: every mark of ours away, nothing else changed."""

from xlperf.buttons.follow import follow
from xlperf.buttons.log import MARKS
from xlperf.buttons.marks import clear
from xlperf.buttons.registry import button
from xlperf.buttons.results import answers, remember
from xlperf.buttons.session import Session


@button(
    "clear_marks",
    "清除标记",
    tip="去掉本软件加的颜色、批注、建议得分和清单页；您自己填的内容、颜色和批注不动。",
    icon="ClearFormats",
    group="检查",
    order=4,
)
def clear_marks(session: Session) -> str:
    """Answers in 出错说明 are kept in the log, if there are any."""
    known = answers(session, follow(session))
    records = session.log.of_kind(*MARKS)
    cells = clear(session, records)
    session.log.drop(session.log.of_kind("cursor"))
    remember(session.log, known)
    session.log.save()
    if not records:
        return "这本工作簿里没有本软件的标记。"
    kept = f"您写的 {len(known)} 条出错说明已记住，下次校验会放回清单。" if known else ""
    return f"已清除 {cells} 个格子的标记和清单页。{kept}"
