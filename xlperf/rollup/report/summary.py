"""绩效自评工作汇总报告: the bureau's yearly report; its chapters lie in `chapters`."""

from xlperf.rollup.report.chapters import all_chapters
from xlperf.rollup.report.closing import closing
from xlperf.rollup.report.phrases import day, say, span
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import SUMMARY, Document, Gap, Heading, Title


def summary(source: Source) -> Document:
    """What the roll-up says, chapter by chapter; what only the bureau can say is left open and marked."""
    made = Document(SUMMARY)
    made.blocks += [
        Title(["关于", span(source), "部门整体支出和项目支出绩效自评工作的汇总报告"]),
        say(
            "根据", Gap("请填写文件名称和文号"), "的要求，我们组织开展了", span(source), "绩效自评工作。现将有关情况报告如下。",
            "金额由各单位自报，单位为万元；本报告所列各数由汇总工作簿（制表日期", day(source.made), "）取得，出处见文末。",
        ),
    ]  # fmt: skip
    for chapter in all_chapters():
        if blocks := list(chapter.write(source)):
            made.blocks += [Heading(1, [chapter.title]), *blocks]
    made.blocks += closing(source, made)
    return made
