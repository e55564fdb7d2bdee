"""SC01 得分高于分值."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "SC01",
    title="得分不得高于分值",
    subject="得分",
    severity=Severity.ERROR,
    message="“{name}”得分 {given} 高于分值 {expected}",
    remedy="把得分改为不超过分值的数；如果是分值填错了，请改分值。",
    source="自评表表注：“得分最高不能超过该指标分值上限”",
    certainty="表注",
    needs="sent dept|project: indicators.points indicators.score",
    bad=(
        Example({"dept.indicators.1.score": "16"}, at="dept_indicators.1.score"),
        Example({"project.2.indicators.6.score": "12"}, at="project.2.indicators.6.score"),
    ),
)
def score_above_points(scene: Scene) -> Iterator[Hit]:
    """A score is never more than the indicator's points."""
    for form in scene.forms("dept", "project"):
        for row in form.rows("indicators"):
            points, score = row.get("points"), row["score"]
            if points and points.number is not None and score.number is not None and score.number > points.number:
                yield Hit.at(form, score, score.number, points.number, name=row["level3"].text)
