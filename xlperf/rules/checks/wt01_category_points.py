"""WT01 一级指标下的分值合计与表上印的不一致."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import categories
from xlperf.rules.scene import Hit, Scene, arithmetic, total


@rule(
    "WT01",
    title="一级指标下各行分值合计应等于表上印的分值",
    subject="分值",
    severity=Severity.ERROR,
    message="“{name}”各行分值合计 {worked}，表上印的是 {expected} 分，{difference}",
    remedy="调整这一类各行的分值，使合计等于括号里的分值；各类都调好后，总分才是 100 分。",
    source="预算管理系统要求：下级指标分值合计应等于上级设定的分值",
    certainty="系统口径",
    follows=("WD06",),
    needs="dept|project: indicators.level1|indicators.points1 indicators.points|indicators.level2",
    bad=(
        Example({"dept.indicators.1.points": "20"}, at="dept_indicators.1.level1"),
        Example({"dept.indicators.9.points": "15"}, at="dept_indicators.9.level1"),
        Example({"project.2.indicators.5.points": "31"}, at="project.2.indicators.5.level1"),
        Example({"dept.indicators.1.points1": "31"}, at="dept_indicators.1.level1", edition="liuyang_2022"),
    ),
)
def category_points(scene: Scene) -> Iterator[Hit]:
    """Only where some row of the form has points. Too little beside a row without points is WT04's to say."""
    for form in used(scene, "dept", "project"):
        found = categories(scene, form)
        if not any(one.weights for one in found):
            continue
        for one in found:
            amount = total(one.weights)
            if (
                one.printed is None
                or one.unread("points")
                or amount == one.printed
                or (one.gaps and amount < one.printed)
            ):
                continue
            less = "少" if amount < one.printed else "多"
            yield Hit.at(
                form, one.cell, amount, one.printed,
                name=one.name, worked=_worked(one.weights),
                difference=f"{less} {plain(abs(one.printed - amount))} 分",
            )  # fmt: skip


def _worked(weights: list[Decimal]) -> str:
    if not weights:
        return "0（各行都没有分值）"
    return arithmetic(weights) if len(weights) > 1 else plain(weights[0])
