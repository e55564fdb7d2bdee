"""OV06 项目支出超预算."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.above import lines_above, rows_above
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene


@rule(
    "OV06",
    title="项目支出不应超预算",
    subject="超预算",
    severity=Severity.CONFIRM,
    message="{name}决算 {given}，预算 {expected}，超 {how_much}{rows}",
    remedy="核对预算数和决算数；年中追加的，说明追加的依据和原因。",
    source="项目支出按预算执行，超过预算数应说明",
    certainty="推定",
    needs="base: project_spending_budget project_spending_final or base: spending.budget spending.final",
    bad=(
        Example({"base.project_spending_budget": "270.00"}, at="base_project_spending_final"),
        Example({"base.spending.2.budget": "90.00"}, at="base_spending.2.final"),
    ),
)
def project_spending_above(scene: Scene) -> Iterator[Hit]:
    """The total, naming the projects; single projects where the total keeps within its budget."""
    whole = {id(one.form): one for one in lines_above(scene, ("project_spending",))}
    for form in used(scene, "base"):
        rows = list(rows_above(form))
        if id(form) in whole:
            names = "、".join(one.name for one in rows if one.name)
            yield whole[id(form)].hit(rows=f"，其中超的是：{names}" if names else "")
        else:
            yield from (one.hit(rows="") for one in rows)
