"""IN08 实际完成值照抄了指标值的符号."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN08",
    title="实际完成值应是确定的数，不带符号",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的实际完成值写成“{given}”，带着“{sign}”，不是实际的数",
    remedy="填实际做到的数，去掉符号，如：98%、187个。",
    source="预算管理系统要求定量指标的完成值为数值",
    certainty="系统口径",
    needs="sent dept|project: indicators.actual",
    bad=(
        Example({"dept.indicators.9.actual": "≧98%"}, at="dept_indicators.9.actual"),
        Example({"dept.indicators.3.actual": "=100%"}, at="dept_indicators.3.actual"),
        Example({"project.1.indicators.4.actual": "≤195万元"}, at="project.1.indicators.4.actual"),
        Example({"dept.indicators.4.actual": "≤2023年11月20日"}, at="dept_indicators.4.actual"),
    ),
)
def copied_sign(scene: Scene) -> Iterator[Hit]:
    """What was done is a number or a day; only what is aimed at has a sign."""
    for one in all_indicators(scene):
        if one.sign:
            expected = one.actual.normal.removeprefix(one.sign)
            yield Hit.at(one.form, one.cell("actual"), one.text("actual"), expected, name=one.name, sign=one.sign)
