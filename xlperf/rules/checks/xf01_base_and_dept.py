"""XF01 附件1与附件2的项目支出不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import tolerance, used
from xlperf.rules.projects import project_spending
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF01",
    title="附件2的项目支出应等于附件1的项目支出决算数",
    subject="跨表",
    severity=Severity.ERROR,
    message="附件2“项目支出”填 {given}，附件1项目支出本年决算数{how}是 {expected}，相差 {difference} 万元",
    remedy="核对两张表，改错的一处；两处都是全年项目支出的决算数。",
    source="同一份报送里，同一个数在各表应一致",
    certainty="推定",
    parameters=("money_tolerance",),
    needs=("base: project_spending_final|spending.final", "dept: project_executed"),
    bad=(
        Example({"dept.project_executed": "280.00", "dept.basic_executed": "709.80"}, at="dept_project_executed"),
        Example({"base.project_spending_final": "291.00"}, at="dept_project_executed"),
    ),
)
def base_and_dept(scene: Scene) -> Iterator[Hit]:
    """附件1's total, or the sum of its lines where the total is blank."""
    base = project_spending(scene)
    for form in used(scene, "dept") if base else ():
        cell = form.get("project_executed")
        if base is None or cell is None or cell.number is None:
            continue
        difference = abs(cell.number - base[2])
        if difference > tolerance(scene):
            how = "" if base[1].number else "（各项目之和）"
            yield Hit.at(form, cell, amount(cell.number), amount(base[2]), how=how, difference=amount(difference))
