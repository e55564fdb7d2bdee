"""SC07 没有填总分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import there
from xlperf.rules.money import used
from xlperf.rules.points import all_scores, told
from xlperf.rules.scene import Hit, Scene


@rule(
    "SC07",
    title="总分要填",
    subject="得分",
    severity=Severity.ERROR,
    message="“总分”没有填得分{worked}",
    remedy="填上各项得分之和（含执行率得分）。",
    source="表样的“总分”行",
    certainty="表注",
    needs="dept|project: sum_score? indicators.score",
    bad=(
        Example({"dept.sum_score": None}, at="dept_sum_score"),
        Example({"project.2.sum_score": "　"}, at="project.2.sum_score"),
    ),
)
def total_missing(scene: Scene) -> Iterator[Hit]:
    """Only where the form has the cell, and something is scored."""
    for form in used(scene, "dept", "project"):
        cell = there(form.get("sum_score"))
        scored = any("score" in row and row["score"].number is not None for row in form.rows("indicators"))
        if cell is None or not cell.is_blank or not scored:
            continue
        scores = all_scores(scene, form)
        worked = f"，各项得分之和是 {told(scores.parts)}" if scores else ""
        yield Hit.at(form, cell, "", plain(scores.total) if scores else "", worked=worked)
