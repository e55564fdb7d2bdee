"""XF05 项目的执行数与附件1的决算数不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import tolerance
from xlperf.rules.projects import matching
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF05",
    title="项目的全年执行数应等于附件1里同一项目的决算数",
    subject="跨表",
    severity=Severity.ERROR,
    message="“{name}”全年执行数填 {given}，附件1决算数是 {expected}，相差 {difference} 万元",
    remedy="核对两张表，改错的一处。",
    source="同一份报送里，同一个数在各表应一致",
    certainty="推定",
    parameters=("money_tolerance",),
    needs=("base: spending.final", "project: total_executed"),
    bad=(
        Example({"project.1.total_executed": "196.00"}, at="project.1.total_executed"),
        Example({"base.spending.2.final": "94.00"}, at="project.2.total_executed"),
    ),
)
def project_executed(scene: Scene) -> Iterator[Hit]:
    """Each project that both forms name."""
    for line, form in matching(scene).pairs:
        cell = form.get("total_executed")
        if line.final is None or cell is None or cell.number is None:
            continue
        difference = abs(cell.number - line.final)
        if difference > tolerance(scene):
            yield Hit.at(
                form, cell, amount(cell.number), amount(line.final), name=line.name, difference=amount(difference)
            )
