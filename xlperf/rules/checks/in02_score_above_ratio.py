"""IN02 没完成指标值，得分比按比例应得的高出较多."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import plain, round_half_up
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators, assessment
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN02",
    title="没完成指标值时，得分不宜比按比例应得的高出较多",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”没有完成指标值，得 {given} 分；按比例应得 {expected} 分，高出分值的 {over}%",
    remedy="请核对得分；当地另有计分办法的，按当地办法，可以不改。",
    source="预算管理系统的计分办法：未完成的按完成值与指标值的比例得分；高出多少才提示，由参数规定",
    certainty="系统口径",
    parameters=("score_above_ratio_notice",),
    needs="sent dept|project: indicators.target indicators.actual indicators.score",
    bad=Example({"dept.indicators.1.actual": "3所", "dept.indicators.1.score": "12"}, at="dept_indicators.1.score"),
)
def score_above_ratio(scene: Scene) -> Iterator[Hit]:
    """Where a target was missed and points were lost, but far fewer than the proportion says. Ours stands beside."""
    limit = scene.parameters.number("score_above_ratio_notice")
    for one in all_indicators(scene):
        if one.verdict.met is not False or one.full or not one.directed or len(one.mates) > 1:
            continue
        ours = assessment(scene, one.form).indicators[one.number - 1].suggested
        if ours is None or one.score is None or not one.points:
            continue
        over = (one.score - ours) / one.points
        if over > limit:
            yield Hit.at(
                one.form, one.cell("score"), one.score, ours, name=one.name, over=plain(round_half_up(over * 100, 1))
            )
