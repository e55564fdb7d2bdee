"""EX02 执行数超过预算数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount, percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.needs import MONEY_PAIRS
from xlperf.rules.rated import Rate, rates_of
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX02",
    title="执行数一般不超过全年预算数",
    subject="执行率",
    severity=Severity.CONFIRM,
    message="执行数超过预算数：{rates}",
    remedy="核对“全年预算数”填的是不是年初预算数：应填年初预算加全年追加、减去调减后的数；确实超出的请说明原因。",
    source="全年预算数是调整后的预算，执行率一般不超过 100%",
    certainty="通行做法",
    needs=MONEY_PAIRS,
    bad=(
        Example({"dept.total_budget": "900.00"}, at="dept_total_executed"),
        Example({"project.1.total_executed": "260.00"}, at="project.1.total_executed"),
        Example({"dept.fiscal_budget": "100.00"}, at="dept_fiscal_executed", edition="liuyang_2022"),
        Example({"list.projects.1.executed": "500"}, at="list_projects.1.executed", edition="shigu_2023"),
    ),
)
def rate_above_whole(scene: Scene) -> Iterator[Hit]:
    """One finding for each form, at the first such line, naming all. A budget of 0 counts; a blank one does not."""
    for form in used(scene, "dept", "project", "list"):
        above = [one for one in rates_of(scene, form) if _above(one)]
        if above:
            first = above[0].exact
            yield Hit.at(
                form, above[0].top, above[0].top.text if above[0].top else "",
                "" if first is None else percent(first), rates="；".join(_told(one) for one in above),
            )  # fmt: skip


def _above(one: Rate) -> bool:
    return one.over is not None and one.under is not None and one.over > one.under


def _told(one: Rate) -> str:
    if one.exact is None:
        return f"{one.name}预算 0，执行 {amount(one.over) if one.over else 0}"
    return f"{one.name} {one.worked}"
