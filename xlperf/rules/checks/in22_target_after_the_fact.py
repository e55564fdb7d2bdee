"""IN22 指标值与完成值是同一个零散数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene

_LEAST = 100
_ROUND = 5


@rule(
    "IN22",
    title="指标值应是年初设定的",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”的指标值“{expected}”是零散数，实际完成值又照抄成“{given}”，请核对指标值是不是年初批复的",
    remedy="核对年初批复的绩效目标，指标值按批复填；实际完成值填实际的数，不照抄。",
    source="单位自评是拿完成情况与批复的绩效目标相比",
    certainty="通行做法",
    needs=INDICATORS,
    bad=Example(
        {"dept.indicators.2.target": "≥487人次", "dept.indicators.2.actual": "≥487人次"},
        at="dept_indicators.2.target",
    ),
)
def target_after_the_fact(scene: Scene) -> Iterator[Hit]:
    """Only where an odd count is copied together with its sign: an exact plan that was met exactly is ordinary."""
    for one in all_indicators(scene):
        if _is_odd_copy(one):
            yield Hit.at(one.form, one.cell("target"), one.text("actual"), one.text("target"), name=one.name)


def _is_odd_copy(one: Indicator) -> bool:
    number = one.target.number
    if number is None or one.target.kind != "quantity" or "成本" in one.level2:
        return False
    odd = number >= _LEAST and number % _ROUND != 0
    return odd and one.actual.copied_sign and one.actual.number == number
