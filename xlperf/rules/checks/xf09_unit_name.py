"""XF09 各表单位名称不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.projects import unit_key
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF09",
    title="各表的单位名称应一致",
    subject="跨表",
    severity=Severity.CONFIRM,
    message="{what}填“{given}”，而{there}填“{expected}”",
    remedy="用单位全称，与公章一致，各表写成一样；下属单位实施的项目，主管部门填本部门。",
    source="一套自评表是同一个单位的",
    certainty="推定",
    needs=("dept: unit_name", "base|project: unit_name|supervising|implementing"),
    bad=(
        Example(
            {"project.1.supervising": "临江区水利局", "project.1.implementing": "临江区水利局"},
            at="project.1.supervising",
        ),
        Example({"base.unit_name": "望湖区水利局"}, at="base_unit_name", edition="yueyanglou_2023"),
    ),
)
def unit_name(scene: Scene) -> Iterator[Hit]:
    """附件2's name against the others; a name that holds the other, or its usual short form, is the same."""
    dept = next((form for form in used(scene, "dept") if form.text("unit_name")), None)
    if dept is None:
        return
    for form in used(scene, "base", "project"):
        cells = [
            cell for name in ("unit_name", "supervising", "implementing") if (cell := form.get(name)) and cell.text
        ]
        if cells and not any(_same(cell.text, dept.text("unit_name")) for cell in cells):
            what = "主管部门、实施单位" if form.form == "project" else "单位名称"
            yield _hit(form, cells[0], dept, what)


def _hit(form: FilledForm, cell: Cell, dept: FilledForm, what: str) -> Hit:
    return Hit.at(form, cell, cell.text, dept.text("unit_name"), what=what, there="附件2")


def _same(one: str, other: str) -> bool:
    first, second = unit_key(one), unit_key(other)
    return first in second or second in first
