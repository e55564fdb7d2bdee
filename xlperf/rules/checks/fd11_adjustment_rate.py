"""FD11 年初到全年的预算调整幅度大."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount, percent, squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import adjustment_rate

_REASON = re.compile("追加|调整|调增|调减|追减|增加.{0,4}预算|新增.{0,6}(?:任务|项目|经费|资金)|下达")


@rule(
    "FD11",
    title="年中预算调整大的要说明原因",
    subject="资金",
    severity=Severity.NOTICE,
    message="年初预算 {initial}，全年预算 {budget}，调整 {change} 万元，调整率 {given}，超过 {limit}，没有看到说明",
    remedy="在“实际完成情况”或报告里写明追加、调减的原因；同时核对年初数和全年数有没有填错。",
    source="年中预算调整应单独说明理由；界限按参数",
    certainty="推定",
    parameters=("adjustment_rate_notice", "rate_places"),
    needs="dept|project: total_initial total_budget",
    bad=(
        Example({"dept.total_initial": "700.00"}, at="dept_total_budget"),
        Example({"project.2.total_initial": "150.00"}, at="project.2.total_budget"),
    ),
)
def adjusted_much(scene: Scene) -> Iterator[Hit]:
    """Up or down, against the initial budget; a word about it in the results or reasons is enough."""
    limit, places = scene.parameters.number("adjustment_rate_notice"), int(scene.parameters.number("rate_places"))
    for form in used(scene, "dept", "project"):
        initial, budget = form.number("total_initial"), form.number("total_budget")
        if not initial or not budget:
            continue
        rate = adjustment_rate(budget - initial, initial, places=places).exact
        if rate is not None and abs(rate) > limit and not _explained(form):
            yield Hit.at(
                form, form.get("total_budget"), percent(rate), percent(limit, 0),
                scene.parameters.basis("adjustment_rate_notice"), limit=percent(limit, 0),
                initial=amount(initial), budget=amount(budget), change=amount(budget - initial),
            )  # fmt: skip


def _explained(form: FilledForm) -> bool:
    texts = [row["reason"].text for row in form.rows("indicators") if "reason" in row]
    return any(_REASON.search(squeeze(text)) for text in (*texts, form.text("goal_actual")))
