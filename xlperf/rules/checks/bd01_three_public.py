"""BD01 三公经费合计不等于三项之和."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import differing
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD01",
    title="三公经费应等于公务用车、出国、公务接待之和",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，三项 {worked}，相差 {difference} 万元",
    remedy="核对公务用车、出国、公务接待各栏和合计，改错的一处。",
    source="基础数据表“三公经费”下列 1、2、3 三项",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="base: three_public_* vehicle_*|abroad_*|reception_*",
    bad=(
        Example({"base.three_public_prior": "6.60"}, at="base_three_public_prior"),
        Example({"base.reception_budget": "4.00"}, at="base_three_public_budget"),
        Example({"base.abroad_final": "1.00"}, at="base_three_public_final"),
    ),
)
def three_public(scene: Scene) -> Iterator[Hit]:
    """Each of the three columns; a blank item adds nothing."""
    yield from differing(scene, "base", "three_public")
