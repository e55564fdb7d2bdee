"""FD02 资金合计空着或为0，分项有数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import added, empty_sums, head, label, numbers, used
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "FD02",
    title="分项有数的，资金合计要填",
    subject="资金",
    severity=Severity.ERROR,
    message="“{label}”{state}，而分项有数：{sums}",
    remedy="把合计补上，应等于各分项之和。",
    source="年度资金总额是以下各分项之和",
    certainty="推定",
    needs=(
        "project: fiscal_*|carry_*|other_* or list: projects.budget|projects.executed"
        " or dept: total_executed basic_executed|project_executed"
    ),
    bad=(
        Example({"project.1.total_executed": None}, at="project.1.total_executed"),
        Example({"project.2.total_budget": "0"}, at="project.2.total_budget"),
        Example({"dept.total_executed": "0"}, at="dept_total_executed"),
        Example({"list.total_budget": None}, at="list_total_budget", edition="shigu_2023"),
    ),
)
def total_empty(scene: Scene) -> Iterator[Hit]:
    """Projects and lists: a total over its own parts. 附件2: the year's spending over basic and project spending."""
    yield from empty_sums(scene, "project", "total")
    yield from empty_sums(scene, "list", "total")
    for form in used(scene, "dept"):
        cell = form.get("total_executed")
        parts = numbers(form, ("basic_executed", "project_executed"))
        if cell and cell.number == 0 and parts and total([*parts.values()]):
            named = [(head(label(scene, form, name)), number) for name, number in parts.items()]
            yield Hit.at(
                form, cell, cell.text, amount(total([*parts.values()])),
                label=label(scene, form, cell.field), state=f"填的是 {cell.text}", sums=added(named),
            )  # fmt: skip
