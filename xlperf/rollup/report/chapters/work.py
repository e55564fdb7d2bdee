"""工作组织情况: the bureau's own."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.phrases import say
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Gap


def write(_: Source) -> Sequence[Block]:
    """Nothing that the roll-up knows."""
    return [say(Gap("请财政部门补充：部署和文件依据、布置和培训、指导单位填报、组织审核的情况"))]


CHAPTER = Chapter(10, "自评工作组织情况", write)
