"""OV05 政府采购超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "OV05",
    title="政府采购不应超预算",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}",
    remedy="核对采购预算（含年中追加）和实际采购额；超预算采购的说明原因。",
    source="政府采购执行率 = 实际采购÷采购预算，一般不超过 100%",
    certainty="通行做法",
    needs="base: procurement_budget procurement_final",
    bad=(
        Example({"base.procurement_budget": "54.99"}, at="base_procurement_final"),
        Example({"base.procurement_budget": "0"}, at="base_procurement_final"),
    ),
)
def procurement_above(scene: Scene) -> Iterator[Hit]:
    """This year's accounts against this year's budget."""
    yield from (one.hit() for one in lines_above(scene, ("procurement",)))
