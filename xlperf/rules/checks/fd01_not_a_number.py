"""FD01 数字栏里填的不是数字."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.cells import sorting
from xlperf.rules.labels import cell_label
from xlperf.rules.rated import never_calculated, without_sign
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD01",
    title="金额、人数、分数栏要填数字",
    subject="格式",
    severity=Severity.ERROR,
    message="{label}：{problem}",
    remedy="只填数字（金额以万元为单位）；没有发生的留空，不确定的先核实，不写“约”“左右”。",
    source="这些栏目要参加计算，读不出数字就无法核对和汇总",
    certainty="推定",
    needs="sent any",
    bad=(
        Example({"dept.total_initial": "约980"}, at="dept_total_initial"),
        Example({"base.staff_quota": "四十一"}, at="base_staff_quota"),
        Example({"project.1.fiscal_executed": "见附表"}, at="project.1.fiscal_executed"),
        Example({"dept.indicators.4.points": "十分"}, at="dept_indicators.4.points"),
    ),
)
def not_a_number(scene: Scene) -> Iterator[Hit]:
    """Cells that hold something else; a percent without its sign is EX08's, a formula without a result FD16's."""
    for form in scene.forms():
        for cell in sorting(scene, form).unreadable:
            if not without_sign(cell) and not never_calculated(cell):
                yield Hit.at(form, cell, cell.text, "数字", label=cell_label(scene, form, cell), problem=cell.problem)
