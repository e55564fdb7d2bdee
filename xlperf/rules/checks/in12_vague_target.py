"""IN12 指标值含糊，不可衡量."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure.words import bare

_VAGUE = re.compile(
    r"按(?:照)?(?:年初|年度|工作|既定)?(?:计划|要求|规定|需|进度)(?:来|完成|执行|进行|推进|开展|实施|办理|落实)?|"
    r"(?:达到|符合|满足)(?:相关|有关|规定|工作|预期|上级)?(?:要求|标准|预期|目标|效果)|"
    r"(?:已|全部|正常|基本|顺利)?完成(?:任务|工作|目标)?|视情况(?:而定)?|根据实际(?:情况)?|待定|若干|适量|正常开展"
)


@rule(
    "IN12",
    title="指标值要可以衡量",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”的指标值“{given}”{why}",
    remedy="写清要做多少、做到什么程度，如：≥130次、≥95%；只能定性的，写明要达到的具体情形。",
    source="绩效目标应当细化、量化、可衡量",
    certainty="通行做法",
    needs="sent dept|project: indicators.target",
    bad=(
        Example(
            {"dept.indicators.1.target": "按计划来", "dept.indicators.1.actual": "100%"}, at="dept_indicators.1.target"
        ),
        Example({"dept.indicators.3.target": "达到要求"}, at="dept_indicators.3.target"),
        Example({"dept.indicators.8.target": "定性"}, at="dept_indicators.8.target"),
        Example({"dept.indicators.2.target": "有效开展"}, at="dept_indicators.2.target"),
    ),
)
def vague_target(scene: Scene) -> Iterator[Hit]:
    """按计划来, 达到要求, 定性 alone; in 数量指标 any words without a number.

    Words that name an effect (效果明显, 制度健全) are for the quality and the benefit of a thing, and stand.
    """
    for one in all_indicators(scene):
        if why := _why(one):
            yield Hit.at(one.form, one.cell("target"), one.text("target"), name=one.name, why=why)


def _why(one: Indicator) -> str:
    if one.target.kind not in ("qualitative", "tier"):
        return ""
    text = bare(one.target.normal)
    if text == "定性":
        return "只说了指标的性质，没有写要达到什么"
    if _VAGUE.fullmatch(text):
        return "没有写做多少、做到什么程度，无法衡量"
    return "没有数量，数量指标无法衡量" if "数量" in one.level2 else ""
