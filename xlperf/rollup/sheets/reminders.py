"""催报清单: against the register of units, who has sent nothing, not all, or what is to be mended; and how late."""

from typing import Any

from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Styled
from xlperf.rollup.register.reminders import Reminder, UnitState, reminders
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table

NAME = "催报清单"
COLUMNS = (
    Column("number", "序号", 5, "count"),
    Column("code", "单位编码", 12, "center"),
    Column("unit", "单位", 22),
    Column("state", "情况", 8, "center"),
    Column("missing", "还缺", 26),
    Column("mend", "要改的文件", 30),
    Column("due", "截止日期", 11, "center"),
    Column("overdue", "已过期\n（天）", 7, "count"),
    Column("late", "报来时\n晚（天）", 7, "count"),
    Column("department", "主管科室", 12),
    Column("contact", "联系人、电话", 18),
    Column("said", "说明", 44),
)
CAPTION = (
    "对照应报单位登记表，每个单位一行，要催的在前。“未报”是没有一份计入，“未报全”是还缺表或缺项目，“待改”是有错误、请单位改好重报的。"
    "天数按制表日期算。名称只是相似的文件不算已报，在说明里写明疑似。"
)
COLOURS = {UnitState.MISSING: "error", UnitState.INCOMPLETE: "confirm", UnitState.TO_MEND: "confirm"}
ORDER = list(UnitState)


def table(content: Content) -> Table:
    """Units to be reminded first, the latest of them first; then the others. Empty without a register."""
    empty = "没有给应报单位登记表（xlperf rollup --register）"
    made = Table(NAME, "绩效自评催报清单", CAPTION, COLUMNS, freeze=3, empty=empty)
    edition = next((e.digest.edition for unit in content.accepted for e in unit.entries if e.digest), "")
    found = reminders(content.settlement, content.made_on, edition)
    found = tuple(sorted(found, key=lambda one: (ORDER.index(one.state), -(one.overdue or 0))))
    made.rows = [_row(number, one) for number, one in enumerate(found, 1)]
    return made


def _row(number: int, one: Reminder) -> list[Any]:
    unit = one.unit
    colour = COLOURS.get(one.state)
    values = {
        "number": number,
        "code": unit.code,
        "unit": unit.name,
        "state": Styled(str(one.state), "center", (colour,) if colour else ()),
        "missing": one.missing,
        "mend": "；".join(f"{file}（{why}）" for file, why in one.to_mend),
        "due": f"{unit.due.year}年{unit.due.month}月{unit.due.day}日" if unit.due else "",
        "overdue": one.overdue,
        "late": one.late,
        "department": unit.department,
        "contact": unit.contact,
        "said": one.text(),
    }
    return [values[column.id] for column in COLUMNS]


SHEET = Sheet(NAME, 92, "对照应报单位登记表：谁没报、缺什么、晚几天、哪些要改", table)
