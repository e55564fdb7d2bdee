"""BD04 项目支出不等于各一级项目之和."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import differing
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD04",
    title="项目支出应等于各一级项目之和",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，各项目 {worked}，相差 {difference} 万元",
    remedy="核对各一级项目的金额，漏列的补列，再改合计。",
    source="基础数据表“项目支出”下列各一级项目",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="base: project_spending_* spending.prior|spending.budget|spending.final",
    bad=(
        Example({"base.project_spending_prior": "300.00"}, at="base_project_spending_prior"),
        Example({"base.spending.1.budget": "250.00"}, at="base_project_spending_budget"),
        Example({"base.spending.2.final": "94.00"}, at="base_project_spending_final"),
    ),
)
def project_spending(scene: Scene) -> Iterator[Hit]:
    """Each of the three columns. Rows under a heading that holds their subtotal count once."""
    yield from differing(scene, "base", "project_spending")
