"""校验: check the open book as it is now; colours and notes at the cells, and the sheet 校验结果."""

from xlperf.buttons.follow import follow
from xlperf.buttons.marks import clear, colours_below, mark
from xlperf.buttons.registry import button
from xlperf.buttons.results import SHEET, answers, remember, write_results
from xlperf.buttons.session import Session
from xlperf.model.finding import Severity


@button(
    "validate",
    "校验",
    tip="按现在填的内容逐格校验：出错的格子有颜色和批注，“校验结果”页有清单和改法。不用先保存。",
    icon="ReviewAcceptChange",
    group="检查",
    order=1,
)
def validate(session: Session) -> str:
    """Former marks go, the answers in 出错说明 stay."""
    findings, known = session.findings, answers(session, follow(session))
    below = colours_below(session)
    clear(session, session.log.of_kind("colour", "note"))
    session.log.drop([record for record in session.log.of_kind("sheet") if record.sheet == SHEET])
    session.log.drop(session.log.of_kind("cursor"))
    cells = mark(session, findings, below)
    write_results(session, findings, known)
    remember(session.log, known)
    session.log.save()
    if not findings:
        return "校验完成：没有发现问题。"
    counts = "，".join(f"{s.chinese} {sum(f.severity is s for f in findings)} 条" for s in Severity)
    return f"校验完成：{counts}；{cells} 个格子有标记。清单和改法在“{SHEET}”页，点“逐条定位”可一条一条改。"
