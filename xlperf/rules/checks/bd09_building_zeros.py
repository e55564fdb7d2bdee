"""BD09 没有楼堂馆所项目却填了0."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene

_FIELDS = ("area_approved", "area_actual", "area_rate", "invest_budget", "invest_actual", "invest_rate")


@rule(
    "BD09",
    title="没有当年完工的楼堂馆所，留空不填 0",
    subject="基础数据",
    severity=Severity.CONFIRM,
    message="楼堂馆所 {count} 栏全填了 0：没有完工项目时控制率没有意义（0÷0）",
    remedy="没有当年完工项目的，把这几栏的 0 删去，留空；有项目的填实际数。",
    source="不适用的栏目留空；0 除以 0 不能算控制率",
    certainty="推定",
    needs="base: area_approved|area_actual|area_rate|invest_budget|invest_actual|invest_rate",
    bad=(
        Example(
            {f"base.{name}": "0" for name in ("area_approved", "area_actual", "invest_budget", "invest_actual")}
            | {"base.area_rate": "0%", "base.invest_rate": "0%"},
            at="base_area_approved",
        ),
        Example({"base.invest_budget": "0", "base.invest_actual": "0.00"}, at="base_invest_budget"),
    ),
)
def building_zeros(scene: Scene) -> Iterator[Hit]:
    """One finding, at the first; only where all that is filled is 0."""
    for form in used(scene, "base"):
        cells = [cell for name in _FIELDS if (cell := form.get(name)) and not cell.is_blank]
        if cells and all(cell.number == 0 for cell in cells):
            yield Hit.at(form, cells[0], "0", "", count=len(cells))
