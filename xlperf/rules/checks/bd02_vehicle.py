"""BD02 公务用车合计不等于购置加运行维护."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import differing
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD02",
    title="公务用车购置和维护经费应等于购置加运行维护",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，两项 {worked}，相差 {difference} 万元",
    remedy="核对公车购置、公车运行维护和合计，改错的一处。",
    source="基础数据表“公务用车购置和维护经费”下列“其中”两项",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="base: vehicle_* vehicle_purchase_*|vehicle_running_*",
    bad=(
        Example({"base.vehicle_running_prior": "3.00"}, at="base_vehicle_prior"),
        Example({"base.vehicle_purchase_final": "18.00"}, at="base_vehicle_final"),
    ),
)
def vehicle(scene: Scene) -> Iterator[Hit]:
    """Each of the three columns; a blank item adds nothing."""
    yield from differing(scene, "base", "vehicle")
