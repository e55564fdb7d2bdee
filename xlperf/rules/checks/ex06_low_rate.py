"""EX06 执行率偏低没有说明."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.needs import MONEY_PAIRS
from xlperf.rules.rated import Rate, rates_of
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.direction import of_execution


@rule(
    "EX06",
    title="执行率偏低的要说明原因",
    subject="执行率",
    severity=Severity.NOTICE,
    message="执行率低于 {limit}，没有看到说明：{rates}",
    remedy="在“偏差原因分析”（汇总表在“备注”）里写明没有执行完的原因，如资金下达晚、跨年支付、结余收回。",
    source="执行率偏低应说明原因，界限按参数",
    certainty="表注",
    parameters=("execution_reason_below",),
    needs=MONEY_PAIRS,
    bad=(
        Example({"dept.total_executed": "700.00"}, at="dept_total_rate"),
        Example({"project.1.total_executed": "150"}, at="project.1.total_rate"),
        Example({"list.projects.1.executed": "1"}, at="list_projects.1.rate", edition="shigu_2023"),
    ),
)
def low_rate(scene: Scene) -> Iterator[Hit]:
    """One finding for each form, at the first such line, naming all. Lines of which nothing was spent are FD09's."""
    limit = scene.parameters.number("execution_reason_below")
    for form in used(scene, "dept", "project", "list"):
        low = [one for one in rates_of(scene, form) if one.exact and one.exact < limit and not _explained(form, one)]
        if low:
            cell = low[0].cell or low[0].top
            yield Hit.at(
                form, cell, cell.text if cell else "", percent(limit), scene.parameters.basis("execution_reason_below"),
                limit=percent(limit, 0), rates="；".join(f"{one.name} {one.worked}" for one in low),
            )  # fmt: skip


def _explained(form: FilledForm, one: Rate) -> bool:
    """A remark in the row of a list, or a word on the matter in the reasons and results of a form."""
    own = one.top.field.split(".") if one.top else []
    if len(own) == len(("table", "row", "column")):
        row = form.rows(own[0])[int(own[1]) - 1]
        return "note" in row and bool(row["note"].text)
    texts = [row["reason"].text for row in form.rows("indicators") if "reason" in row]
    return any(of_execution(text) for text in (*texts, form.text("goal_actual")))
