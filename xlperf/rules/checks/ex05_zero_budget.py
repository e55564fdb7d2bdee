"""EX05 预算数为0却有执行率."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.labels import cell_label
from xlperf.rules.rated import rates
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX05",
    title="预算数为 0 时没有执行率",
    subject="执行率",
    severity=Severity.ERROR,
    message="{label}填 {given}，而预算数是 0：除数为 0，执行率没有意义",
    remedy="预算数填漏的补填；确实没有预算的，执行率和得分留空，并说明情况。",
    source="执行率 = 执行数÷预算数，预算数为 0 时不能计算",
    certainty="推定",
    parameters=("zero_budget",),
    needs=(
        "dept|project|list: total_budget|total_initial"
        " or dept: fiscal_budget|other_budget|basic_budget|project_budget or list: projects.budget"
    ),
    bad=(
        Example({"dept.total_budget": "0"}, at="dept_total_rate"),
        Example(
            {"list.projects.2.budget": "0", "list.projects.2.executed": "0"},
            at="list_projects.2.rate",
            edition="shigu_2023",
        ),
    ),
)
def zero_budget(scene: Scene) -> Iterator[Hit]:
    """A rate or points above 0 over a budget of 0; 0 and —— are let pass. One finding for each line."""
    for one in rates(scene, "dept", "project", "list"):
        if one.under is None or one.under != 0:
            continue
        score = one.form.get("total_score") if one.field == "total_rate" else None
        cell = next((cell for cell in (one.cell, score) if _claims(cell)), None)
        if cell:
            yield Hit.at(one.form, cell, cell.text, label=cell_label(scene, one.form, cell))


def _claims(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.number)
