"""OV04 办公经费、水电差旅费超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "OV04",
    title="办公经费、水电差旅费超预算的要核对",
    subject="超预算",
    severity=Severity.NOTICE,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}",
    remedy="核对预算数和决算数；公用经费内部调剂的，合计不超预算即可，请心中有数。",
    source="公用经费内部可以调剂，分项超预算只作提示",
    certainty="推定",
    needs="base: office_budget office_final or base: utilities_travel_budget utilities_travel_final",
    bad=(
        Example({"base.office_budget": "37.00"}, at="base_office_final"),
        Example({"base.utilities_travel_budget": "19.00"}, at="base_utilities_travel_final"),
    ),
)
def public_funds_items_above(scene: Scene) -> Iterator[Hit]:
    """Items of 公用经费 besides 会议费、培训费, which have a rule of their own."""
    yield from (one.hit() for one in lines_above(scene, ("office", "utilities_travel")))
