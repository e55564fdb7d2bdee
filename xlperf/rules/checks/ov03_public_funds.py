"""OV03 公用经费超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "OV03",
    title="公用经费不应超预算",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}",
    remedy="核对预算数和决算数；确实超支的，说明追加的依据和原因。",
    source="各地公开的自评表：公用经费控制率≤100%",
    certainty="通行做法",
    needs="base: public_funds_budget public_funds_final",
    bad=(
        Example({"base.public_funds_budget": "115.00"}, at="base_public_funds_final"),
        Example({"base.public_funds_budget": "0"}, at="base_public_funds_final"),
    ),
)
def public_funds_above(scene: Scene) -> Iterator[Hit]:
    """This year's accounts against this year's budget."""
    yield from (one.hit() for one in lines_above(scene, ("public_funds",)))
