"""FD03 按收入性质分的合计对不上."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import added, label, numbers, tolerance, used
from xlperf.rules.scene import Hit, Scene, total

_AUTOMATIC = "income_sum"


@rule(
    "FD03",
    title="按收入性质分的合计应等于年度资金总额",
    subject="资金",
    severity=Severity.ERROR,
    message="按收入性质分的合计 {worked}，既不等于全年执行数 {executed}，也不等于全年预算数 {budget}",
    remedy="核对一般公共预算、政府性基金、专户非税、其他资金各栏，使合计等于年度资金总额。",
    source="表样“按收入性质分”是年度资金总额的构成；公开实例与全年执行数或全年预算数相等",
    certainty="推定",
    parameters=("money_tolerance",),
    needs=("dept: income_general|income_gov_fund|income_special_account|income_other total_executed total_budget"),
    bad=(
        Example({"dept.income_general": "900.00"}, at="dept_income_general"),
        Example({"dept.income_other": "48.00"}, at="dept_income_general"),
        Example({"dept.income_gov_fund": "10.00"}, at="dept_income_general"),
        Example({"dept.income_special_account": "10.00"}, at="dept_income_general"),
    ),
)
def income_sum(scene: Scene) -> Iterator[Hit]:
    """Against either amount, since units follow either practice; at the first part that is filled."""
    for form in used(scene, "dept"):
        fields = scene.edition.form(form.form).fields
        parts = numbers(form, [name for name in fields if name.startswith("income_") and name != _AUTOMATIC])
        executed, budget = form.number("total_executed"), form.number("total_budget")
        if not parts or executed is None or budget is None:
            continue
        whole = total([*parts.values()])
        if min(abs(whole - executed), abs(whole - budget)) > tolerance(scene):
            yield Hit.at(
                form, form.get(next(iter(parts))), amount(whole), amount(executed),
                worked=added([(label(scene, form, name), number) for name, number in parts.items()]),
                executed=amount(executed), budget=amount(budget),
            )  # fmt: skip
