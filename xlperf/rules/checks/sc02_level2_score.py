"""SC02 二级指标得分合计高于印的分值."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene, arithmetic


@rule(
    "SC02",
    title="几行共用分值的，得分合计不得高于二级指标的分值",
    subject="得分",
    severity=Severity.ERROR,
    message="“{name}”各行得分合计 {worked}，高于印的 {expected} 分",
    remedy="同一二级指标下各行得分相加不超过括号里的分值，请改得分。",
    source="自评表表注：“得分最高不能超过该指标分值上限”；本版分值印在二级指标上",
    certainty="表注",
    needs="sent dept|project: -indicators.points indicators.score",
    bad=(
        Example({"dept.indicators.2.score": "3"}, at="dept_indicators.1.score", edition="liuyang_2022"),
        Example({"dept.indicators.3.score": "4.5"}, at="dept_indicators.3.score", edition="liuyang_2022"),
    ),
)
def level2_score(scene: Scene) -> Iterator[Hit]:
    """Where rows have points of their own, SC01 speaks."""
    for one in all_indicators(scene):
        if "points" in one.row or not one.leads or one.points is None or one.score is None or one.score <= one.points:
            continue
        scores = [row["score"].number for row in one.mates if "score" in row]
        filled = [score for score in scores if score is not None]
        yield Hit.at(
            one.form, one.cell("score"), one.score, one.points, name=one.text("level2"), worked=arithmetic(filled)
        )
