"""WT02 一级指标的分值与本版表样不同."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import Category, categories
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "WT02",
    title="一级指标的分值应与表样一致",
    subject="分值",
    severity=Severity.CONFIRM,
    message="“{name}”{how} {given} 分，表样是 {expected} 分",
    remedy="表样的分值一般不改；本地允许调整的，请确认并说明依据。",
    source="表样印的一级指标分值",
    certainty="表注",
    needs="dept|project: indicators.level1 indicators.points|indicators.points1|indicators.level2",
    bad=(
        Example(
            {f"dept.indicators.{n}.level1": "满意度指标" for n in (9,)} | {"dept.indicators.9.points": "15"},
            at="dept_indicators.9.level1",
        ),
        Example({"project.1.indicators.7.level1": "满意度指标（5分）"}, at="project.1.indicators.7.level1"),
    ),
)
def points_of_edition(scene: Scene) -> Iterator[Hit]:
    """What the form prints for the category, or the sum of its rows where it prints nothing, against the edition."""
    for form in used(scene, "dept", "project"):
        for one in categories(scene, form):
            ours = one.group.points if one.group else None
            theirs = _points(one)
            if ours is not None and theirs is not None and theirs != ours:
                how = "各行分值合计" if one.printed is None else "表上印的是"
                basis = f"{scene.edition.certainty}：{scene.edition.source}"
                yield Hit.at(form, one.cell, theirs, ours, basis, name=one.name, how=how)


def _points(one: Category) -> Decimal | None:
    if one.printed is not None:
        return one.printed
    return total(one.weights) if one.weights and not one.gaps and not one.unread("points") else None
