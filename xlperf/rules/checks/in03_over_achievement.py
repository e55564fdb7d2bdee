"""IN03 完成值明显高于指标值，没有说明."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import percent, plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.direction import multiple
from xlperf.scoring.measure.words import is_blank


@rule(
    "IN03",
    title="完成值明显高于指标值的，要说明原因",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”指标值 {expected}，实际完成 {given}，是指标值的 {ratio}（达到 {limit} 倍就要说明），没有写原因",
    remedy="在“偏差原因”里写明为什么超出这么多；如果是指标值定得偏低，请写明下年怎样调整。",
    source="预算管理系统默认：实际值达到目标值1.2倍时标红",
    certainty="系统口径",
    parameters=("over_achievement",),
    needs=INDICATORS,
    bad=(
        Example({"dept.indicators.1.actual": "16所"}, at="dept_indicators.1.actual"),
        Example({"dept.indicators.2.actual": "540人次"}, at="dept_indicators.2.actual"),
        Example({"project.1.indicators.5.target": "≥11所"}, at="project.1.indicators.5.actual"),
    ),
)
def over_achievement(scene: Scene) -> Iterator[Hit]:
    """At or beyond the multiple in force, upwards only, and only where more is better.

    A rate beyond 100% against a target of at most 100% is another rule's. 无偏差 explains nothing.
    """
    limit = scene.parameters.number("over_achievement")
    for one in all_indicators(scene):
        ratio = _ratio(one)
        if ratio is not None and ratio >= limit and is_blank(one.reason.replace("无偏差", "")):
            yield Hit.at(
                one.form, one.cell("actual"), one.text("actual"), one.text("target"),
                basis=scene.parameters.basis("over_achievement"),
                name=one.name, ratio=percent(ratio, 0), limit=plain(limit),
            )  # fmt: skip


def _ratio(one: Indicator) -> Decimal | None:
    """Actual ÷ target; None where the target asks for little, or cannot be compared."""
    ratio = multiple(one.target, one.verdict, level2=one.level2)
    return ratio if ratio is None or one.directed else None
