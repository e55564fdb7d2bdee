"""IN04 指标值和完成值一个是百分数、一个是数量."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN04",
    title="指标值和实际完成值不能一个是百分数、一个是数量",
    subject="指标",
    severity=Severity.ERROR,
    message="“{name}”指标值 {expected}，实际完成值 {given}，一个是百分数，一个是数量，看不出是否完成{score}",
    remedy="实际完成值请按指标值的单位填，如指标值是次数，就填实际多少次。",
    source="指标值与实际完成值的计量单位应当一致，才能判断是否完成",
    certainty="推定",
    needs=INDICATORS,
    bad=(
        Example({"dept.indicators.1.actual": "100%"}, at="dept_indicators.1.actual"),
        Example({"dept.indicators.9.actual": "480人"}, at="dept_indicators.9.actual"),
    ),
)
def percent_beside_quantity(scene: Scene) -> Iterator[Hit]:
    """A percent and a number with a unit say different things (≤130次 beside 100%)."""
    for one in all_indicators(scene):
        target, actual = one.target, one.actual
        if not (target.is_numeric and actual.is_numeric) or target.is_percent == actual.is_percent:
            continue
        if (actual if target.is_percent else target).unit:
            score = f"，却得了 {one.score} 分" if one.score and len(one.mates) == 1 else ""
            yield Hit.at(
                one.form, one.cell("actual"), one.text("actual"), one.text("target"), name=one.name, score=score
            )
