"""IN20 指标值不超过100%，完成值却超过100%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure import effective_relation

_GROWTH = re.compile("增长|增幅|增加|增收|提高|提升|上升|同比|收益|回报|利润|投资额|参保|产值")


@rule(
    "IN20",
    title="完成值超过100%的，要核实口径",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”指标值 {expected}，实际完成 {given}，偏离 {gap} 个百分点，超过了 100%",
    remedy="核对分子、分母的口径和数字；确实超过的，在“偏差原因”里写明原因。",
    source="准确率、及时率、合格率一类的比率，分子是分母的一部分",
    certainty="推定",
    needs=INDICATORS,
    bad=Example({"dept.indicators.3.actual": "123%"}, at="dept_indicators.3.actual"),
)
def rate_above_whole(scene: Scene) -> Iterator[Hit]:
    """123% against 100%: a rate of correctness, speed or quality has no more than the whole. Growth may."""
    for one in all_indicators(scene):
        target, actual = one.target.number, one.actual.number
        if not one.exact_percent or target is None or actual is None or not one.target.is_percent:
            continue
        if target <= 1 < actual and _upward(one) and not _GROWTH.search(one.text("level3")) and not one.reason:
            gap = plain((actual - target) * Decimal(100))
            yield Hit.at(one.form, one.cell("actual"), one.text("actual"), one.text("target"), name=one.name, gap=gap)


def _upward(one: Indicator) -> bool:
    return effective_relation(one.target, one.level2) in ("≥", ">", "=")
