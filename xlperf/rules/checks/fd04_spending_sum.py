"""FD04 基本支出加项目支出不等于全年执行数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import added, label, numbers, tolerance, used
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "FD04",
    title="基本支出加项目支出应等于全年执行数",
    subject="资金",
    severity=Severity.ERROR,
    message="{worked}，不等于全年执行数 {expected}，相差 {difference} 万元{blank}",
    remedy="核对基本支出、项目支出和全年执行数，三者应能相加。",
    source="表样“按支出性质分”是全年执行数的构成",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="dept: basic_executed total_executed",
    bad=(
        Example({"dept.basic_executed": "600.00"}, at="dept_basic_executed"),
        Example({"dept.project_executed": "300.00"}, at="dept_basic_executed"),
        Example({"dept.project_executed": None}, at="dept_basic_executed"),
    ),
)
def spending_sum(scene: Scene) -> Iterator[Hit]:
    """Where the form breaks the year's spending down, and not all is blank."""
    for form in used(scene, "dept"):
        parts, whole = numbers(form, ("basic_executed", "project_executed")), form.number("total_executed")
        if not parts or not whole or "basic_executed" not in parts:
            continue
        difference = abs(total([*parts.values()]) - whole)
        if difference > tolerance(scene):
            yield Hit.at(
                form, form.get("basic_executed"), amount(total([*parts.values()])), amount(whole),
                worked=added([(label(scene, form, name), number) for name, number in parts.items()]),
                difference=amount(difference), blank="（项目支出没有填）" if len(parts) == 1 else "",
            )  # fmt: skip
