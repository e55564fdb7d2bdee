"""IN05 指标值和实际完成值的计量单位不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure import compare

_ANY = "个"


@rule(
    "IN05",
    title="实际完成值的计量单位应与指标值一致",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”指标值 {expected}，实际完成值 {given}：{why}",
    remedy="把实际完成值改成与指标值相同的单位；百分数请写百分号，期限请写完成的日期。",
    source="指标值与实际完成值的计量单位应当一致，才能判断是否完成",
    certainty="推定",
    needs=INDICATORS,
    bad=(
        Example({"dept.indicators.2.actual": "480人"}, at="dept_indicators.2.actual"),
        Example({"dept.indicators.9.actual": "96"}, at="dept_indicators.9.actual"),
        Example({"dept.indicators.4.actual": "100%"}, at="dept_indicators.4.actual"),
    ),
)
def units_differ(scene: Scene) -> Iterator[Hit]:
    """人次 beside 人, 95% beside 96, a deadline answered with a percent; 个 goes with anything that is counted."""
    for one in all_indicators(scene):
        if why := _why(one):
            yield Hit.at(one.form, one.cell("actual"), one.text("actual"), one.text("target"), name=one.name, why=why)


def _why(one: Indicator) -> str:
    if one.verdict.pair is not None:
        return ""  # they could be compared
    target, actual = one.target, one.actual
    if target.kind == "date" and target.number is None and actual.kind == "percent":
        return "指标值是期限，实际完成值应是完成的日期"
    if not (target.is_numeric and actual.is_numeric) or _ANY in (target.unit, actual.unit):
        return ""
    if target.is_percent != actual.is_percent and (actual if target.is_percent else target).unit:
        return ""  # IN04
    comparison = compare(target, actual)
    return comparison.notes[0] if comparison.pair is None and comparison.notes else ""
