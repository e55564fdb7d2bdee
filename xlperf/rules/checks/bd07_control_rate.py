"""BD07 控制率与按表里的数算的不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.rated import rates
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD07",
    title="控制率应等于实际数除以核定数",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，按表里的数算是 {worked}",
    remedy="核对两个数，按“实际÷核定”改控制率（四舍五入，小数位随意）。",
    source="旧版指标表：在职人员控制率 = 在职人数÷编制数；规模、投资控制率同理",
    certainty="表注",
    parameters=("rate_tolerance",),
    needs=(
        "base: staff_rate staff_actual staff_quota or base: area_rate area_actual area_approved"
        " or base: invest_rate invest_actual invest_budget"
    ),
    bad=(
        Example({"base.staff_rate": "100%"}, at="base_staff_rate"),
        Example(
            {"base.area_approved": "1200", "base.area_actual": "1180", "base.area_rate": "98.34%"}, at="base_area_rate"
        ),
        Example(
            {"base.invest_budget": "300.00", "base.invest_actual": "280.00", "base.invest_rate": "107%"},
            at="base_invest_rate",
        ),
    ),
)
def control_rate(scene: Scene) -> Iterator[Hit]:
    """Staff, floor space, investment; compared as fine as the unit printed it."""
    near = scene.parameters.number("rate_tolerance")
    for one in rates(scene, "base"):
        if one.cell and one.exact is not None and not one.agrees(near):
            ours = percent(one.exact, max(2, one.places))
            yield Hit.at(one.form, one.cell, one.cell.text, ours, label=one.label, worked=one.worked)
