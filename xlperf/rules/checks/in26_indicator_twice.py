"""IN26 同一项指标列了两次."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.indicators import Indicator, indicators
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN26",
    title="同一项指标不应列两次",
    subject="指标",
    severity=Severity.CONFIRM,
    message="三级指标“{given}”在这张表里列了不止一次，前一处在 {first}",
    remedy="是同一项指标的只留一行，分值并到留下的那一行；不是的，把名称写全，以便区分。",
    source="一项指标一行，重复的指标会重复得分",
    certainty="推定",
    needs="dept|project: indicators.level3",
    bad=(
        Example({"dept.indicators.2.level3": "维修校舍所数"}, at="dept_indicators.2.level3"),
        Example(
            {"dept.indicators.9.level3": "维修校舍所数", "dept.indicators.9.target": "≥12所", "dept.indicators.9.actual": "12所"},
            at="dept_indicators.9.level3",
        ),
    ),
)  # fmt: skip
def indicator_twice(scene: Scene) -> Iterator[Hit]:
    """The same name in one second level, or with the same number as target anywhere in the form. Names that the form itself prints twice stand."""
    printed = {squeeze(name) for group in scene.edition.groups for level in group.level2 for name in level.level3}
    for form in scene.forms("dept", "project"):
        earlier: list[Indicator] = []
        for one in indicators(scene, form) if in_use(scene, form) else ():
            name = one.key
            if not name.strip(".…·。") or name in printed:
                continue
            first = next((other for other in earlier if other.key == name and _same(one, other)), None)
            if first is None:
                earlier.append(one)
            elif (at := first.cell("level3")) and (cell := one.cell("level3")) and at.address != cell.address:
                yield Hit.at(form, cell, one.name, first=at.address)


def _same(one: Indicator, other: Indicator) -> bool:
    return one.level2 == other.level2 or (one.target.is_numeric and one.target.normal == other.target.normal)
