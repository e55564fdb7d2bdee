"""OV07 楼堂馆所超规模、超投资."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import label
from xlperf.rules.rated import rates
from xlperf.rules.scene import Hit, Scene

_LINES = ("area_rate", "invest_rate")


@rule(
    "OV07",
    title="楼堂馆所不应超过批复规模和预算投资",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="“{actual}”{given}，超过“{approved}”{expected}{rate}",
    remedy="核对两个数；确实超出的，写明批准依据和原因。",
    source="规模控制率、投资概算控制率≤100%",
    certainty="推定",
    parameters=("control_rate_limit",),
    needs="base: area_actual area_approved or base: invest_actual invest_budget",
    bad=(
        Example(
            {"base.area_approved": "1000", "base.area_actual": "1100", "base.area_rate": "110%"}, at="base_area_actual"
        ),
        Example(
            {"base.invest_budget": "300.00", "base.invest_actual": "330.00", "base.invest_rate": "110%"},
            at="base_invest_actual",
        ),
    ),
)
def building_above(scene: Scene) -> Iterator[Hit]:
    """Floor space and investment of what was finished this year; an approval of 0 is BD10's."""
    limit = scene.parameters.number("control_rate_limit")
    for one in rates(scene, "base"):
        if one.field in _LINES and one.exact is not None and one.exact > limit and one.top and one.bottom:
            yield Hit.at(
                one.form, one.top, one.over, one.under, rate=f"，控制率 {percent(one.exact)}",
                actual=label(scene, one.form, one.top.field), approved=label(scene, one.form, one.bottom.field),
            )  # fmt: skip
