"""XF02 附件3执行数之和与附件2的项目支出不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import added, item_name, tolerance, used
from xlperf.rules.projects import matching, spending_lines
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "XF02",
    title="附件2的项目支出应等于各项目自评表执行数之和",
    subject="跨表",
    severity=Severity.ERROR,
    message="附件2“项目支出”填 {given}，各项目自评表执行数 {worked}，相差 {difference} 万元",
    remedy="核对附件2和各项目自评表；少了项目自评表的补报。",
    source="同一份报送里，项目支出应等于各一级项目之和",
    certainty="推定",
    parameters=("money_tolerance",),
    follows=("XF01",),
    needs=("project: total_executed", "dept: project_executed"),
    bad=Example(
        {"base": None, "dept.project_executed": "285.00", "dept.basic_executed": "704.80"}, at="dept_project_executed"
    ),
)
def projects_sum(scene: Scene) -> Iterator[Hit]:
    """Not where single projects already differ from 附件1 or have no form: those findings say more."""
    forms, near = list(used(scene, "project")), tolerance(scene)
    filled = [number for form in forms if (number := form.number("total_executed")) is not None]
    if not forms or len(filled) < len(forms) or _told_elsewhere(scene):
        return
    for dept in used(scene, "dept"):
        cell = dept.get("project_executed")
        if cell and cell.number is not None and abs(cell.number - total(filled)) > near:
            names = [item_name(form.text("name")) for form in forms]
            yield Hit.at(
                dept, cell, amount(cell.number), amount(total(filled)),
                worked=added(list(zip(names, filled, strict=True))), difference=amount(abs(cell.number - total(filled))),
            )  # fmt: skip


def _told_elsewhere(scene: Scene) -> bool:
    """附件1 lists projects, and not each has its form with the same money."""
    found = matching(scene)
    money = [(line.final, form.number("total_executed")) for line, form in found.pairs]
    return bool(spending_lines(scene)) and (
        not found.complete or any(a is None or b is None or abs(a - b) > tolerance(scene) for a, b in money)
    )
