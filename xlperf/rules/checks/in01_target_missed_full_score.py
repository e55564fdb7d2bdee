"""IN01 没完成指标值却得满分."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators, assessment
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN01",
    title="没完成指标值，不应得满分",
    subject="指标",
    severity=Severity.ERROR,
    message="“{name}”的指标值是“{target}”，实际完成 {given}，没有完成，却得了{score}{ours}",
    remedy="核对实际完成值；确实没有完成的，按完成情况改得分，并写明原因。",
    source="预算管理系统的计分办法：完成指标值的得满分，未完成的按完成值与指标值的比例得分",
    certainty="系统口径",
    needs="sent dept|project: indicators.target indicators.actual indicators.score",
    bad=(
        Example({"dept.indicators.1.actual": "9所"}, at="dept_indicators.1.score"),
        Example({"dept.indicators.5.actual": "1050.00万元"}, at="dept_indicators.5.score"),
        Example({"dept.indicators.4.actual": "2024年2月5日"}, at="dept_indicators.4.score"),
        Example({"project.1.indicators.2.actual": "90%"}, at="project.1.indicators.2.score"),
        Example({"dept.indicators.3.actual": "未开展"}, at="dept_indicators.3.score"),
    ),
)
def target_missed_full_score(scene: Scene) -> Iterator[Hit]:
    """Full points are for targets that were reached.

    A target without a sign whose direction is in doubt (10天, 投诉率5%) is left alone.
    """
    for one in all_indicators(scene):
        if one.verdict.met is False and one.full and one.directed:
            at = next((row["score"] for row in (one.row, *one.mates) if not row["score"].is_blank), None)
            yield Hit.at(
                one.form, at, one.text("actual"), one.text("target"),
                name=one.name, target=one.text("target"), score=_score(one), ours=_ours(scene, one),
            )  # fmt: skip


def _score(one: Indicator) -> str:
    """满分 15 分, or 16 分（分值 15 分） where more than the points was given."""
    score, points = one.score or Decimal(0), one.points or Decimal(0)
    return f" {plain(score)} 分（分值 {plain(points)} 分）" if score > points else f"满分 {plain(score)} 分"


def _ours(scene: Scene, one: Indicator) -> str:
    if len(one.mates) > 1:
        return f"（{len(one.mates)} 行三级指标共用 {plain(one.points or one.lost)} 分）"
    ours = assessment(scene, one.form).indicators[one.number - 1]
    return f"（按比例应得 {plain(ours.suggested)} 分）" if ours.suggested is not None else ""
