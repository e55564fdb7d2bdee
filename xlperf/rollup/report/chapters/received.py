"""收件情况: the equation of the files, and of the units that owe a submission."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import OVERVIEW, say
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Figure, Gap, Paragraph

TERMS = ("＝ 接收", "＋ 退回", "＋ 被替代", "＋ 重复")


def count(source: Source, head: str) -> Figure | None:
    """A number of 收件情况 by the words above it."""
    return source.under(OVERVIEW, head, "count", f"收件·{head.strip('＝＋ ').removeprefix('其中：')}")


def counted(source: Source, *heads: str) -> Figure | None:
    """A number of 收件情况 by the words to the left of it."""
    return source.beside(OVERVIEW, heads, "count", f"计入·{heads[0]}")


def files(source: Source) -> Paragraph:
    """What came, and what became of it."""
    accepted, refused, superseded, duplicate = (count(source, head) for head in TERMS)
    return say(
        "共收到文件", count(source, "收到文件"), "个，其中接收", accepted, "个，退回", refused, "个，被后来的文件替代", superseded,
        "个，重复", duplicate, "个。",
    )  # fmt: skip


def units(source: Source) -> Paragraph:
    """Against the register; without one the bureau has to say it."""
    registered = count(source, "应报单位")
    if registered is None:
        return say("本次汇总没有对照应报单位登记表。", Gap("请财政部门补充：应报、已报、未报、迟报的单位"))
    return say(
        "对照应报单位登记表，应报单位", registered, "个，已收", count(source, "＝ 已收"), "个，未收", count(source, "＋ 未收"),
        "个。已收的单位中，材料没有报全的", count(source, "其中：未报全"), "个，有错误待改正重报的",
        count(source, "其中：待改"), "个；迟于截止日期报来的", count(source, "其中：迟报"), "个。",
    )  # fmt: skip


def contents(source: Source) -> Paragraph:
    """What the files that count hold."""
    several = len(source.years) > 1
    what = "个单位（同一单位报了几个年度的，每个年度算一个）" if several else "个单位"
    return say(
        "计入汇总的共", counted(source, "接收的单位", "单位·年度"), f"{what}、", counted(source, "项目"), "个项目、",
        counted(source, "三级指标"), "条三级指标。",
    )  # fmt: skip


def write(source: Source) -> Sequence[Block]:
    """Files, units, contents."""
    return [files(source), units(source), contents(source)]


CHAPTER = Chapter(20, "收件情况", write)
