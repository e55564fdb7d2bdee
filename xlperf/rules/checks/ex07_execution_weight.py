"""EX07 执行率的分值与规定不同."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX07",
    title="执行率的分值应与规定一致",
    subject="执行率",
    severity=Severity.CONFIRM,
    message="预算执行率的分值填 {given} 分，通常是 {expected} 分",
    remedy="核对表样；本地另有规定的不用改。",
    source="各地公开的自评表：预算资金执行率 10 分",
    certainty="表注",
    parameters=("execution_points",),
    needs="dept|project: total_points",
    bad=(
        Example({"dept.total_points": "20"}, at="dept_total_points"),
        Example({"project.2.total_points": "5"}, at="project.2.total_points"),
    ),
)
def execution_weight(scene: Scene) -> Iterator[Hit]:
    """The points printed in the row of the year's money."""
    wanted = scene.parameters.number("execution_points")
    for form in used(scene, "dept", "project"):
        cell = form.get("total_points")
        if cell and cell.number is not None and cell.number != wanted:
            yield Hit.at(form, cell, cell.number, wanted, scene.parameters.basis("execution_points"))
