"""SC05 总分与各项得分之和不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import all_scores, told
from xlperf.rules.rated import same_points
from xlperf.rules.scene import Hit, Scene


@rule(
    "SC05",
    title="总分应等于各项得分之和",
    subject="得分",
    severity=Severity.ERROR,
    message="总分填 {given}，已填的各项得分之和是 {worked}，相差 {difference} 分",
    remedy="核对各项得分后改总分；总分 = 各项指标得分 + 执行率得分（表里有执行率得分的）。",
    source="预算管理系统：自评总分 = 各项指标得分之和 + 执行率得分，保留两位小数",
    certainty="系统口径",
    parameters=("score_tolerance",),
    follows=("SC04",),
    needs="dept|project: sum_score indicators.score",
    bad=(
        Example({"dept.sum_score": "99.80"}, at="dept_sum_score"),
        Example({"project.1.sum_score": "90"}, at="project.1.sum_score"),
        Example({"dept.sum_score": "97"}, at="dept_sum_score", edition="liuyang_2022"),
    ),
)
def printed_total_score(scene: Scene) -> Iterator[Hit]:
    """Sums of what the unit filled in; folded under SC04 where a score is missing."""
    near = scene.parameters.number("score_tolerance")
    for form in used(scene, "dept", "project"):
        scores, cell = all_scores(scene, form), form.get("sum_score")
        if scores is None or cell is None or cell.number is None or same_points(cell, scores.total, near):
            continue
        yield Hit.at(
            form, cell, cell.number, scores.total,
            worked=told(scores.parts), difference=plain(abs(cell.number - scores.total)),
        )  # fmt: skip
