"""FD07 汇总表的合计不等于各项目之和."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import differing
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD07",
    title="汇总表的合计应等于各项目之和",
    subject="资金",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，各项目之和 {worked}，相差 {difference} 万元",
    remedy="核对各项目的金额，漏列的补列，再改合计。",
    source="合计是以上各行之和",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="list: total_* projects.budget|projects.executed",
    bad=(
        Example({"list.total_budget": "500"}, at="list_total_budget", edition="shigu_2023"),
        Example({"list.projects.2.executed": "1"}, at="list_total_executed", edition="shigu_2023"),
    ),
)
def list_total(scene: Scene) -> Iterator[Hit]:
    """Budget and executed of a unit's list of projects."""
    yield from differing(scene, "list", "total")
