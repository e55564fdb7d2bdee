"""关于/诊断: what runs here, and what is amiss."""

import platform
import sys

import xlperf
from xlperf.buttons.log import SHEET
from xlperf.buttons.registry import BENCH, FORMS, button
from xlperf.buttons.session import Session
from xlperf.buttons.settings import home
from xlperf.errors import UnreadableFile


@button(
    "about",
    "关于/诊断",
    tip="版本、用的是哪个 Python、这本工作簿是哪个版本的表、备份放在哪里。",
    icon="Info",
    group="帮助",
    order=1,
    books=FORMS | BENCH,
)
def about(session: Session) -> str:
    """Nothing in the book is changed."""
    lines = [
        f"xlperf {xlperf.__version__}，Python {platform.python_version()}（{platform.architecture()[0]}）",
        f"解释器：{sys.executable or sys.prefix}",
        f"设置、备份、日志：{home()}",
        _book(session),
    ]
    if session.log.records:
        lines.append(f"本工作簿有 {len(session.log.records)} 条操作记录（隐藏页 {SHEET}）。")
    return "\n".join(lines)


def _book(session: Session) -> str:
    try:
        submission = session.submission
    except UnreadableFile:
        return "这本工作簿里没有绩效自评的表。"
    how = "官方模板" if submission.receipt else "按表内用语识别"
    return f"表的版本：{session.edition.name}（{how}），{submission.year or '年度不明'}，{len(submission.forms)} 张表。"
