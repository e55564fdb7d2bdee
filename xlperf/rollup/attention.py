"""What the officer has to look at (需要留意), as 总览 lists it: files that do not count, forms and figures that lack."""

from xlperf.rollup.content import Content
from xlperf.rollup.ledger import is_system_file
from xlperf.rollup.parts import Line
from xlperf.rollup.table import Table

NAMED = 6
"""system files named"""
Note = tuple[str, str, tuple[str, str] | None]
"""what it is, what is said of it, where it stands in the roll-up"""


def file_notes(content: Content) -> list[Note]:
    """Files that do not count, wholly or in part."""
    ledger = content.table("收件台账")
    return [
        (
            "部分被替代" if record["term"] == "接收" and record["reason"] else str(record["state"]),
            f"{record['file']}：{record['reason'] or record['note']}{_changed(record)}",
            (ledger.name, ledger.at("file", n)),
        )
        for n, record in enumerate(content.ledger)
        if (record["reason"] or record["note"]) and not _is_system(record)
    ]


def _changed(record: Line) -> str:
    return f"。与计入的那份相比改动 {record['changed']} 处，见“版本变化”" if record["changed"] else ""


def _is_system(record: Line) -> bool:
    return record["term"] == "退回" and is_system_file(record["file"])


def system_notes(content: Content) -> list[Note]:
    """What nobody sent, in one line."""
    ledger = content.table("收件台账")
    found = [(n, record) for n, record in enumerate(content.ledger) if _is_system(record)]
    if not found:
        return []
    names = "、".join(record["file"] for _, record in found[:NAMED]) + ("等" if len(found) > NAMED else "")
    text = f"{len(found)} 个系统文件、临时文件（{names}），不是报送件，不用处理。"
    return [("退回", text, (ledger.name, ledger.at("file", found[0][0])))]


def unit_notes(content: Content) -> list[Note]:
    """Units of which forms or figures lack."""
    units = content.table("单位汇总")
    return [
        ("缺表或未读出", f"{record['unit']}{_year(units, record)}：{record['note']}", (units.name, units.at("unit", n)))
        for n, record in enumerate(content.units)
        if record["note"]
    ]


def _year(units: Table, record: Line) -> str:
    return f"（{record['year']}年度）" if units.years else ""
