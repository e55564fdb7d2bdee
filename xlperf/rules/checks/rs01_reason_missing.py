"""RS01 扣了分没有写原因."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators, short
from xlperf.rules.scene import Hit, Scene, arithmetic


@rule(
    "RS01",
    title="没有得满分的，要写偏差原因",
    subject="偏差原因",
    severity=Severity.CONFIRM,
    message="“{name}”分值 {points} 分，得 {given} 分{sum}，扣了 {lost} 分，没有写原因{met}",
    remedy="在“偏差原因”里写明为什么扣分和怎样改进；如果不该扣，把得分改过来。",
    source="预算管理系统要求：得分低于分值的指标必须填写偏差原因",
    certainty="系统口径",
    needs="sent dept|project: indicators.score indicators.points|indicators.level2",
    bad=(
        Example({"dept.indicators.8.reason": None}, at="dept_indicators.8.reason"),
        Example({"dept.indicators.1.score": "14"}, at="dept_indicators.1.reason"),
        Example({"project.1.indicators.2.score": "9.5"}, at="project.1.indicators.2.reason"),
    ),
)
def reason_missing(scene: Scene) -> Iterator[Hit]:
    """Points lost, reason blank: in every row that shares the points."""
    for one in all_indicators(scene):
        if one.leads and one.lost > 0 and not one.reason:
            scores = [row["score"].number for row in one.mates if "score" in row]
            filled = [score for score in scores if score is not None]
            yield Hit.at(
                one.form, one.cell("reason") or one.cell("score"), one.score, one.points,
                name=_name(one), points=one.points, lost=one.lost, met=_met(one, filled),
                sum=f"（{arithmetic(filled)}）" if len(filled) > 1 else "",
            )  # fmt: skip


def _name(one: Indicator) -> str:
    return short(one.text("level2")) if len(one.mates) > 1 else one.name


def _met(one: Indicator, scores: list[Decimal]) -> str:
    """What makes it odd: the target was reached."""
    if len(one.mates) > 1 or one.verdict.met is not True:
        return ""
    if one.text("target") == one.text("actual"):
        return f"；指标值与实际完成值都是“{one.text('target')}”，看不出为什么只得 {plain(scores[0])} 分"
    return f"；实际完成 {one.text('actual')}，已达到指标值 {one.text('target')}，看不出为什么扣分"
