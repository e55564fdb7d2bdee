"""WT05 总分栏的分值与各项之和不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import all_points, told
from xlperf.rules.scene import Hit, Scene


@rule(
    "WT05",
    title="总分栏的分值应等于各项分值之和",
    subject="分值",
    severity=Severity.ERROR,
    message="“总分”的分值填 {given}，各项之和是 {worked}",
    remedy="核对各项分值后改总分栏。",
    source="表样的“总分”行是以上各项之和",
    certainty="表注",
    follows=("WT01", "WT03", "WT04"),
    needs="dept|project: sum_points indicators.points|indicators.level2",
    bad=(
        Example({"dept.sum_points": "90"}, at="dept_sum_points"),
        Example({"project.2.sum_points": "110"}, at="project.2.sum_points"),
        Example({"dept.sum_points": "99"}, at="dept_sum_points", edition="liuyang_2022"),
    ),
)
def printed_points_total(scene: Scene) -> Iterator[Hit]:
    """Points of all indicators, and of the execution rate where they belong to the total."""
    for form in used(scene, "dept", "project"):
        points, cell = all_points(scene, form), form.get("sum_points")
        if points is None or cell is None or cell.number is None:
            continue
        if cell.number != points.total and not (points.gaps and points.total < cell.number):
            yield Hit.at(form, cell, cell.number, points.total, worked=told(points.parts))
