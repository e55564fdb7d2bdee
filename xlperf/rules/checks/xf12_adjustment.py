"""XF12 附件1的预算调整与附件2、附件3对不上."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import tolerance, used
from xlperf.rules.projects import matching
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "XF12",
    title="基本支出的调整额加项目的调整额应等于总的调整额",
    subject="跨表",
    severity=Severity.NOTICE,
    message="附件1“部门基本支出预算调整”填 {given}；附件2全年预算比年初 {whole}，各项目全年预算比年初共 {projects}，"
    "两者相减，基本支出的调整是 {expected}",
    remedy="核对附件1的调整额和附件2、附件3的年初、全年预算数；口径不同的不用改。",
    source="公开实例：基本支出调整额 = 全年基本支出 − 年初基本支出；总的调整 = 基本支出的 + 项目支出的",
    certainty="推定",
    parameters=("money_tolerance",),
    follows=("BD12",),
    needs=(
        "base: adjustment_budget|adjustment_final",
        "dept: total_initial total_budget",
        "project: total_initial total_budget",
    ),
    bad=(
        Example({"base.adjustment_budget": "12.50", "base.adjustment_final": "12.50"}, at="base_adjustment_budget"),
        Example(
            {"project.1.total_initial": "190.00", "project.1.fiscal_initial": "190.00"}, at="base_adjustment_budget"
        ),
    ),
)
def adjustment(scene: Scene) -> Iterator[Hit]:
    """Only where each line of 附件1 has its project form, and all amounts are there."""
    whole = next((change for form in used(scene, "dept") if (change := _change(form)) is not None), None)
    changes = [_change(form) for form in used(scene, "project")]
    parts = [change for change in changes if change is not None]
    if whole is None or len(parts) < len(changes) or not matching(scene).complete:
        return
    ours = whole - total(parts)
    for form in used(scene, "base"):
        cells = [form.get(name) for name in ("adjustment_budget", "adjustment_final")]
        cell = next((cell for cell in cells if cell and cell.number is not None), None)
        if cell and cell.number is not None and abs(cell.number - ours) > tolerance(scene):
            yield Hit.at(
                form, cell, amount(cell.number), amount(ours), whole=_told(whole), projects=_told(total(parts))
            )


def _change(form: FilledForm) -> Decimal | None:
    initial, budget = form.number("total_initial"), form.number("total_budget")
    return None if initial is None or budget is None else budget - initial


def _told(change: Decimal) -> str:
    return "没有变" if change == 0 else f"{'增加' if change > 0 else '减少'} {amount(abs(change))}"
