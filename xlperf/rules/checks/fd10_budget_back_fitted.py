"""FD10 全年预算数等于执行数，疑似倒填."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount, percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import quotient


@rule(
    "FD10",
    title="全年预算数填的不应是决算数",
    subject="资金",
    severity=Severity.NOTICE,
    message="全年预算数与执行数都是 {given}，而年初预算数是 {initial}：执行率因此恰好是 100%；按年初数算是 {rate}",
    remedy="核对全年预算数：应填年初预算加全年追加、减去调减后的预算批复数，不用决算数倒填。",
    source="全年预算数是调整后的预算；恰好等于执行数又与年初数不同的，常是用决算数倒填",
    certainty="推定",
    needs="dept|project: total_initial total_budget total_executed",
    bad=(
        Example({"dept.total_budget": "989.80"}, at="dept_total_budget"),
        Example({"project.1.total_budget": "195.00"}, at="project.1.total_budget"),
    ),
)
def budget_back_fitted(scene: Scene) -> Iterator[Hit]:
    """To the last digit equal, and not the initial budget."""
    for form in used(scene, "dept", "project"):
        initial, budget, executed = (form.number(f"total_{kind}") for kind in ("initial", "budget", "executed"))
        rate = quotient(executed, initial)
        if budget and initial is not None and rate is not None and budget == executed != initial:
            yield Hit.at(
                form, form.get("total_budget"), amount(budget), "", initial=amount(initial), rate=percent(rate)
            )
