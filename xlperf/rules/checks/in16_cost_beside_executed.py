"""IN16 成本指标的金额和全年执行数不一致."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators, money
from xlperf.rules.needs import EXECUTED, INDICATORS
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure import Measure
from xlperf.scoring.measure.units import base_unit

_TEN_THOUSAND = Decimal(10000)


@rule(
    "IN16",
    title="总成本指标的完成值应等于全年执行数",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的指标值 {target} 万元就是{column}，实际完成值却填 {given} 万元，与全年执行数 {expected} 万元相差 {gap} 万元{part}",
    remedy="成本指标说的是全部支出的，完成值填全年执行数；只说其中一部分的，指标值也只写这一部分的预算数。",
    source="指标值是资金总额的，完成值应是同一口径的全年执行数",
    certainty="推定",
    parameters=("money_tolerance",),
    needs=f"{INDICATORS} {EXECUTED}",
    bad=(
        Example({"dept.indicators.5.actual": "985.00万元"}, at="dept_indicators.5.actual"),
        Example({"project.1.indicators.4.actual": "190万元"}, at="project.1.indicators.4.actual"),
    ),
)
def cost_beside_executed(scene: Scene) -> Iterator[Hit]:
    """Only where the target is one of the form's own totals: what a part may cost cannot be checked here."""
    tolerance = scene.parameters.number("money_tolerance")
    for one in all_indicators(scene):
        ours = money(scene, one.form) if "成本" in one.level2 else None
        target, actual = in_ten_thousands(one.target), in_ten_thousands(one.actual)
        if ours is None or ours.executed is None or target is None or actual is None:
            continue
        totals = {"年初预算数": ours.initial, "全年预算数": ours.budget}
        column = next((c for c, n in totals.items() if n is not None and abs(n - target) <= tolerance), "")
        if column and abs(actual - ours.executed) > tolerance:
            yield Hit.at(
                one.form, one.cell("actual"), amount(actual), amount(ours.executed),
                name=one.name, target=amount(target), column=column,
                gap=amount(abs(actual - ours.executed)), part=_part(scene, one.form, actual),
            )  # fmt: skip


def in_ten_thousands(measure: Measure) -> Decimal | None:
    """An amount of money in 万元; a number without a unit is taken to be in 万元 as the form is. None for all else."""
    if measure.kind != "quantity" or measure.number is None or measure.per:
        return None
    base, scale = base_unit(measure.unit)
    if not measure.unit or measure.unit == "万":
        return measure.number
    return measure.number * scale / _TEN_THOUSAND if base == "元" else None


def _part(scene: Scene, form: FilledForm, actual: Decimal) -> str:
    fields = scene.edition.form(form.form).fields
    for name, field in fields.items():
        if not name.startswith("total_") and field.kind == "money" and form.number(name) == actual:
            return f"（只是“{field.label}”的数）"
    return ""
