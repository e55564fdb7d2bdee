"""IN10 指标值是数，实际完成值写的是文字."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators, short
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN10",
    title="指标值是数的，实际完成值也应是数",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的指标值“{expected}”是数，实际完成值写的是文字“{text}”{why}",
    remedy="实际完成值只填数和单位，如“8次”；情况说明写到总体目标的完成情况里。",
    source="预算管理系统要求定量指标的完成值为数值",
    certainty="系统口径",
    needs=INDICATORS,
    bad=(
        Example({"dept.indicators.1.actual": "已完成"}, at="dept_indicators.1.actual"),
        Example(
            {"dept.indicators.1.actual": "深入开展排查，维修教室8间，形成一批有推广价值的做法"},
            at="dept_indicators.1.actual",
        ),
    ),
)
def text_for_number(scene: Scene) -> Iterator[Hit]:
    """Words, or a narrative without a number that fits, where the target can be counted. 未发生 answers a 0 well."""
    for one in all_indicators(scene):
        if one.verdict.met is False and one.full and one.directed:
            continue  # IN01
        if one.target.is_numeric and one.target.number != 0 and one.prose:
            text = short(one.text("actual"), 30)
            why = f"。{one.actual.notes[-1]}" if one.actual.notes and one.actual.kind == "unreadable" else ""
            at = one.cell("actual")
            yield Hit.at(one.form, at, one.text("actual"), one.text("target"), name=one.name, text=text, why=why)
