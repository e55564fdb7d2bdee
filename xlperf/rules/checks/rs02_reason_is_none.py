"""RS02 扣了分，原因却写“无偏差”."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.direction import no_reason


@rule(
    "RS02",
    title="扣了分的，原因不能写“无偏差”",
    subject="偏差原因",
    severity=Severity.CONFIRM,
    message="“{name}”扣了 {lost} 分（分值 {points}，得分 {score}），原因却写“{given}”",
    remedy="写明扣分的具体原因；确实没有偏差的，把得分改成满分。",
    source="得分低于分值就是有偏差，两处说法应当一致",
    certainty="推定",
    needs="sent dept|project: indicators.score indicators.points|indicators.level2 indicators.reason",
    bad=(
        Example({"dept.indicators.8.reason": "无偏差"}, at="dept_indicators.8.reason"),
        Example({"dept.indicators.8.reason": "已完成"}, at="dept_indicators.8.reason"),
        Example({"project.1.indicators.6.reason": "无"}, at="project.1.indicators.6.reason"),
    ),
)
def reason_is_none(scene: Scene) -> Iterator[Hit]:
    """无偏差 beside full points is right; beside lost points it says nothing."""
    for one in all_indicators(scene):
        if one.leads and one.lost > 0 and one.reason and no_reason(one.reason):
            cell = next((row["reason"] for row in one.mates if "reason" in row and row["reason"].text), None)
            yield Hit.at(one.form, cell, one.reason, name=one.name, lost=one.lost, points=one.points, score=one.score)
