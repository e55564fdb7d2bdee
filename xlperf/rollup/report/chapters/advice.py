"""下一步工作建议: what follows from the counts, for the bureau to choose from."""

from collections.abc import Sequence

from xlperf.rollup.report.chapters import Chapter
from xlperf.rollup.report.chapters.received import count
from xlperf.rollup.report.phrases import OVERVIEW, say
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Figure, Gap, Part

ORDER = "一是 二是 三是 四是 五是".split()


def write(source: Source) -> Sequence[Block]:
    """One sentence for every count that is not nothing."""
    small = next(iter(source.blocks(OVERVIEW, "性质")), None)

    def units(label: str) -> Figure | None:
        return small.figure(label, "涉及单位", "count", f"{label}·涉及单位") if small else None

    advice: list[tuple[Figure | None, list[Part]]] = [
        (f := count(source, "＋ 未收"), ["督促未报的", f, "个单位限期报送。"]),
        (f := units("逻辑性错误"), ["要求有逻辑性错误的", f, "个单位逐条改正后重报。"]),
        (f := units("核实性问题"), ["要求有核实性问题的", f, "个单位改正或者书面说明。"]),
        (f := count(source, "＋ 退回"), ["将退回的", f, "个文件的原因告知单位，按模板重新报送。"]),
    ]
    said = [parts for figure, parts in advice if figure]
    made: list[Block] = [say(number, "，", *parts) for number, parts in zip(ORDER, said, strict=False)]
    return [*made, say(Gap("请财政部门补充：结果应用、完善指标、加强执行管理等方面的建议；以上各条请取舍"))]


CHAPTER = Chapter(110, "下一步工作建议", write)
