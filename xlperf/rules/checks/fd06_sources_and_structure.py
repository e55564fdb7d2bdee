"""FD06 资金来源合计不等于资金结构合计."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import added, column, head, label, numbers, tolerance, used
from xlperf.rules.scene import Hit, Scene, total

_SOURCES, _STRUCTURE = ("fiscal", "other"), ("basic", "project")


@rule(
    "FD06",
    title="资金来源合计应等于资金结构合计",
    subject="资金",
    severity=Severity.ERROR,
    message="{column}：来源 {sources}，结构 {structure}，两边不等",
    remedy="核对财政拨款、其他资金与基本支出、项目支出，两边合计应相等。",
    source="同一笔整体支出按来源、按结构各列一遍",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="dept: fiscal_*|other_* basic_*|project_*",
    bad=(
        Example({"dept.fiscal_budget": "800.00"}, at="dept_fiscal_budget", edition="liuyang_2022"),
        Example({"dept.other_executed": "3.00"}, at="dept_fiscal_executed", edition="liuyang_2022"),
        Example({"dept.project_executed": "9.00"}, at="dept_fiscal_executed", edition="liuyang_2022"),
    ),
)
def sources_and_structure(scene: Scene) -> Iterator[Hit]:
    """Forms that list their money both ways: budget and executed."""
    for form in used(scene, "dept"):
        for kind in ("budget", "executed"):
            sides = [numbers(form, [f"{name}_{kind}" for name in side]) for side in (_SOURCES, _STRUCTURE)]
            if not sides[0] or not sides[1]:
                continue
            left, right = (total([*side.values()]) for side in sides if side)
            if abs(left - right) <= tolerance(scene):
                continue
            told = [
                added([(head(label(scene, form, name)), number) for name, number in side.items()])
                for side in sides
                if side
            ]
            first = next(iter(sides[0]))
            yield Hit.at(
                form, form.get(first), amount(left), amount(right),
                column=column(label(scene, form, first)), sources=told[0], structure=told[1],
            )  # fmt: skip
