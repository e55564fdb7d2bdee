"""BD05 合计有数，下面各项都空着."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import unchecked_sums
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD05",
    title="合计有数的，下面各项要分开填",
    subject="基础数据",
    severity=Severity.NOTICE,
    message="“{label}”有数（{sums}），下面各项都空着，无法核对",
    remedy="把有发生额的各项补填，才能和合计核对；没有发生的留空即可。",
    source="基础数据表的三公经费、公务用车、项目支出行是下面各项的合计",
    certainty="推定",
    needs="base: three_public_*|vehicle_*|project_spending_*",
    bad=(
        Example({"base.spending.1.prior": None, "base.spending.2.prior": None}, at="base_project_spending_prior"),
        Example({"base.vehicle_running_final": None}, at="base_vehicle_final"),
    ),
)
def parts_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each line, at its first such column."""
    yield from unchecked_sums(scene, "base", "three_public", "vehicle", "project_spending")
