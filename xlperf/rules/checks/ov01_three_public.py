"""OV01 三公经费超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene

_ITEMS = {
    "vehicle_purchase": ("vehicle", "three_public"),
    "vehicle_running": ("vehicle", "three_public"),
    "abroad": ("three_public",),
    "reception": ("three_public",),
    "vehicle": ("three_public",),
    "three_public": (),
}
"""line → the lines that hold it; these are not named again where it is"""


@rule(
    "OV01",
    title="三公经费不应超预算",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}",
    remedy="核对预算数和决算数；确实超支的，写明审批依据和原因。",
    source="旧版指标表、公开实例：三公经费控制率≤100%",
    certainty="通行做法",
    needs=(
        "base: three_public_budget|vehicle_budget|vehicle_purchase_budget|vehicle_running_budget|abroad_budget|reception_budget"
        " three_public_final|"
        "vehicle_final|vehicle_purchase_final|vehicle_running_final|abroad_final|reception_final"
    ),
    bad=(
        Example({"base.reception_budget": "2.00", "base.three_public_budget": "5.30"}, at="base_reception_final"),
        Example(
            {"base.vehicle_running_budget": "2.50", "base.vehicle_budget": "2.50"}, at="base_vehicle_running_final"
        ),
        Example({"base.three_public_budget": "5.00"}, at="base_three_public_final"),
        Example({"base.abroad_budget": "0", "base.abroad_final": "2.00"}, at="base_abroad_final"),
    ),
)
def three_public_above(scene: Scene) -> Iterator[Hit]:
    """The lowest line that is above its budget; the total only where no item explains it."""
    explained: set[str] = set()
    for one in lines_above(scene, tuple(_ITEMS)):
        line = one.cell.field.removesuffix("_final")
        if line not in explained:
            yield one.hit()
        explained |= set(_ITEMS[line])
