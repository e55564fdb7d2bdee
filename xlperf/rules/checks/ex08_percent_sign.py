"""EX08 百分数没有写百分号."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.cells import sorting
from xlperf.rules.labels import cell_label
from xlperf.rules.rated import rates, without_sign
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX08",
    title="执行率、控制率要写百分号",
    subject="格式",
    severity=Severity.CONFIRM,
    message="{label}填的是 {given}，没有写百分号，分不清是 {given}% 还是它的 100 倍{ours}",
    remedy="写成百分数，如 100%、91.67%。",
    source="同一份报送里百分数应写法一致；没有百分号的不猜",
    certainty="推定",
    needs=(
        "sent any: total_rate!|fiscal_rate!|other_rate!|basic_rate!|project_rate!|staff_rate!|area_rate!"
        "|invest_rate!|projects.rate!|satisfaction!"
    ),
    bad=(
        Example({"project.1.total_rate": "97.5"}, at="project.1.total_rate"),
        Example({"dept.total_rate": "0.98"}, at="dept_total_rate"),
        Example({"base.staff_rate": "97.56"}, at="base_staff_rate"),
        Example({"list.satisfaction": "97"}, at="list_satisfaction", edition="shigu_2023"),
    ),
)
def percent_sign(scene: Scene) -> Iterator[Hit]:
    """All ratios that are typed as a bare number; what the form's own amounts come to is told where it can be."""
    for form in scene.forms():
        for cell in sorting(scene, form).unreadable:
            if without_sign(cell):
                exact = next((one.exact for one in rates(scene, form.form) if one.cell is cell), None)
                yield Hit.at(
                    form, cell, cell.text, "" if exact is None else percent(exact), label=cell_label(scene, form, cell),
                    ours="" if exact is None else f"；按表里的数算是 {percent(exact)}",
                )  # fmt: skip
