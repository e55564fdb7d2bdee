"""BD11 预算数与决算数逐行相同."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import head, item_name, label, used
from xlperf.rules.scene import Hit, Scene

_LINES = ("project_spending", "public_funds", "office", "utilities_travel", "meeting_training", "procurement")
_FEW = 3
"""fewer equal lines may be chance"""


@rule(
    "BD11",
    title="预算数不应逐行与决算数相同",
    subject="基础数据",
    severity=Severity.CONFIRM,
    message="除三公经费外，填了数的 {count} 行预算数都等于决算数：{lines}",
    remedy="核对“预算数”栏：应填年初预算数，不用决算数代替。",
    source="“预算数”栏填年初预算；与决算数逐行相同的，常是用决算数代替",
    certainty="推定",
    needs=(
        "base: public_funds_*|office_*|utilities_travel_*|meeting_training_*|procurement_*|project_spending_*|spending.final"
    ),
    bad=Example(
        {
            "base.project_spending_budget": "290.00",
            "base.spending.1.budget": "195.00",
            "base.spending.2.budget": "95.00",
        }
        | {"base.public_funds_budget": "115.50", "base.office_budget": "38.00", "base.utilities_travel_budget": "19.50"}
        | {"base.meeting_training_budget": "7.20", "base.procurement_budget": "55.00"},
        at="base_project_spending_budget",
    ),
)
def budget_is_final(scene: Scene) -> Iterator[Hit]:
    """All lines with money in both columns but 三公经费, which are capped; one finding, at the first."""
    for form in used(scene, "base"):
        pairs = list(_pairs(scene, form))
        if len(pairs) >= _FEW and all(budget.number == final.number for _, budget, final in pairs):
            told = "、".join(f"{name} {amount(cell.number)}" for name, cell, _ in pairs if cell.number is not None)
            yield Hit.at(form, pairs[0][1], pairs[0][1].number, "", count=len(pairs), lines=told)


def _pairs(scene: Scene, form: FilledForm) -> Iterator[tuple[str, Cell, Cell]]:
    for line in _LINES:
        budget, final = form.get(f"{line}_budget"), form.get(f"{line}_final")
        if budget and final and budget.number and final.number:
            yield head(label(scene, form, budget.field)), budget, final
        if line != "project_spending":
            continue
        for row in form.rows("spending"):
            if "budget" in row and "final" in row and row["budget"].number and row["final"].number:
                yield item_name(row["name"].text), row["budget"], row["final"]
