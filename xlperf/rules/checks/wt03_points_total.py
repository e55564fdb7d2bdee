"""WT03 分值合计不是100分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import all_points, categories, told
from xlperf.rules.scene import Hit, Scene


@rule(
    "WT03",
    title="各项分值合计应为 100 分",
    subject="分值",
    severity=Severity.ERROR,
    message="分值合计 {worked}，应为 {expected} 分",
    remedy="把各类指标的分值调到表样的分值；有执行率分值的，指标合计加执行率分值才是总分。",
    source="各地公开的自评表总分均为 100 分，其中预算执行率 10 分",
    certainty="表注",
    parameters=("total_points",),
    follows=("WT01", "WT02", "WT04"),
    needs="dept|project: indicators.points|indicators.level2",
    bad=(
        Example({"dept.indicators.1.points": "25"}, at="dept_sum_points"),
        Example({"project.1.total_points": "20"}, at="project.1.sum_points"),
    ),
)
def points_total(scene: Scene) -> Iterator[Hit]:
    """Too little beside an indicator without points is WT04's to say."""
    whole = scene.parameters.number("total_points")
    for form in used(scene, "dept", "project"):
        points = all_points(scene, form)
        if points is None or points.total == whole or (points.gaps and points.total < whole):
            continue
        cell = form.get("sum_points") or categories(scene, form)[0].cell
        yield Hit.at(form, cell, points.total, whole, scene.parameters.basis("total_points"), worked=told(points.parts))
