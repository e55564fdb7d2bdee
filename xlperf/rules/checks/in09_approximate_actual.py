"""IN09 实际完成值是约数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN09",
    title="实际完成值应是准确的数",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”的实际完成值“{given}”是约数",
    remedy="填准确的数，如把“200余人”改成“213人”。",
    source="预算管理系统要求定量指标的完成值为数值",
    certainty="系统口径",
    needs="sent dept|project: indicators.actual",
    bad=Example({"dept.indicators.2.actual": "480余人次"}, at="dept_indicators.2.actual"),
)
def approximate_actual(scene: Scene) -> Iterator[Hit]:
    """200余人, 约30次: what was done can be counted."""
    for one in all_indicators(scene):
        if one.actual.is_numeric and one.actual.approximate:
            yield Hit.at(one.form, one.cell("actual"), one.text("actual"), name=one.name)
