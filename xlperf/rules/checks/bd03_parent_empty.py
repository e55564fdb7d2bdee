"""BD03 基础数据表的合计行空着或为0."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import empty_sums
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD03",
    title="下面各项有数的，合计行要填",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”{state}，而下面各项有数：{sums}",
    remedy="把合计行补上，每一栏等于下面各项之和。",
    source="基础数据表的三公经费、公务用车、项目支出行是下面各项的合计",
    certainty="推定",
    needs=(
        "base: vehicle_*|abroad_*|reception_*|vehicle_purchase_*|vehicle_running_*|spending.prior|spending.budget|spending.final"
    ),
    bad=(
        Example({"base.project_spending_prior": None}, at="base_project_spending_prior"),
        Example({"base.three_public_final": "0"}, at="base_three_public_final"),
        Example({"base.vehicle_budget": None, "base.three_public_budget": "3.00"}, at="base_vehicle_budget"),
    ),
)
def parent_empty(scene: Scene) -> Iterator[Hit]:
    """One finding for each line, at its first such column."""
    yield from empty_sums(scene, "base", "three_public", "vehicle", "project_spending")
