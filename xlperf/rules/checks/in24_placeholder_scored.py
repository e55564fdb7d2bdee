"""IN24 实际完成值写“无”“/”，却得了分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN24",
    title="没有写完成情况的指标不应得分",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的指标值是“{expected}”，实际完成值写的是“{given}”，看不出完成了没有，却得了 {score} 分",
    remedy="写明实际完成的数或情况；没有完成的按完成情况改得分；用不着的指标整行清空。",
    source="没有完成值的指标不能判断是否完成，也就不能得分",
    certainty="系统口径",
    needs="sent dept|project: indicators.actual indicators.score",
    bad=(
        Example({"dept.indicators.8.actual": "无"}, at="dept_indicators.8.actual"),
        Example({"dept.indicators.1.target": "/", "dept.indicators.1.actual": "/"}, at="dept_indicators.1.actual"),
    ),
)
def placeholder_scored(scene: Scene) -> Iterator[Hit]:
    """无, / and —— say nothing, but beside 0起 or 投诉 they may be the best answer. Nothing typed at all is IN23's."""
    for one in all_indicators(scene):
        score = one.row["score"].number if "score" in one.row else None
        if one.actual.kind == "blank" and not one.actual.notes and one.text("actual") and score and not one.of_absence:
            yield Hit.at(
                one.form, one.cell("actual"), one.text("actual"), one.text("target"), name=one.name, score=plain(score)
            )
