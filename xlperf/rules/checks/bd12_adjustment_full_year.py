"""BD12 预算调整栏填了全年数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import label, tolerance, used
from xlperf.rules.scene import Hit, Scene

_WHOLES = ("basic_executed", "total_executed", "total_budget", "total_initial")


@rule(
    "BD12",
    title="基本支出预算调整填的是调整额，不是全年数",
    subject="基础数据",
    severity=Severity.CONFIRM,
    message="“部门基本支出预算调整”填 {given}，与附件2的“{label}”{whole} 相同，疑似把全年数填进了调整栏",
    remedy="这一栏填年中调整额：全年基本支出预算减去年初基本支出预算；没有调整的填 0。",
    source="公开实例：调整额 = 全年基本支出 − 年初基本支出",
    certainty="推定",
    parameters=("money_tolerance",),
    needs=(
        "base: adjustment_budget|adjustment_final",
        "sent dept: basic_executed|total_executed|total_budget|total_initial",
    ),
    bad=(
        Example({"base.adjustment_budget": "699.80", "base.adjustment_final": "699.80"}, at="base_adjustment_budget"),
        Example({"base.adjustment_final": "989.80"}, at="base_adjustment_final"),
    ),
)
def adjustment_full_year(scene: Scene) -> Iterator[Hit]:
    """One finding for each base form, at the first such cell."""
    dept = scene.submission.one("dept")
    for form in used(scene, "base") if dept else ():
        hit = next(_hits(scene, form, dept), None) if dept else None
        if hit:
            yield hit


def _hits(scene: Scene, form: FilledForm, dept: FilledForm) -> Iterator[Hit]:
    for name in ("adjustment_budget", "adjustment_final"):
        cell = form.get(name)
        for whole in _WHOLES:
            number = dept.number(whole)
            if cell and cell.number and number and abs(cell.number - number) <= tolerance(scene):
                yield Hit.at(form, cell, amount(cell.number), "", label=label(scene, dept, whole), whole=amount(number))
