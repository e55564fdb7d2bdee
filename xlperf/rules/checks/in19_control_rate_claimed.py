"""IN19 控制率指标和附件1的数对不上."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import percent, round_half_up, squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import control_rate

_KINDS = {
    r"三公(?:经费)?(?:支出|预算)?控制率": ("three_public", "three_public_final", "three_public_budget"),
    r"公用经费(?:支出|预算)?控制率": ("public_funds", "public_funds_final", "public_funds_budget"),
    r"政府采购(?:预算)?(?:执行|完成)率": ("procurement", "procurement_final", "procurement_budget"),
    r"(?:在职人员|人员编制|财政供养人员|编制)控制率": ("staff", "staff_actual", "staff_quota"),
}
"""name of the indicator → kind of rate, fields of the base form above and below the line"""


@rule(
    "IN19",
    title="控制率指标应与基础数据表一致",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的实际完成值填 {given}，按基础数据表算：{trace}",
    remedy="核对基础数据表和这里的完成值，改错的一处；口径不同的请写明。",
    source="同一份报送里，指标的控制率应能由基础数据表的数算出来",
    certainty="推定",
    parameters=("rate_places",),
    needs=(
        "sent base: three_public_final|public_funds_final|procurement_final|staff_actual",
        "sent dept: indicators.level3 indicators.actual",
    ),
    bad=Example(
        {
            "dept.indicators.3.level3": "“三公经费”控制率",
            "dept.indicators.3.target": "≤100%",
            "dept.indicators.3.actual": "80%",
        },
        at="dept_indicators.3.actual",
    ),
)
def control_rate_claimed(scene: Scene) -> Iterator[Hit]:
    """三公经费, 公用经费, 政府采购, 在职人员: the unit's rate against the base form, at the precision that was typed."""
    base = scene.submission.one("base")
    for form in scene.forms("dept") if base else ():
        for one in indicators(scene, form):
            kind = _kind(one) if one.exact_percent else None
            if base is None or kind is None:
                continue
            yield from _compare(scene, base, one, kind)


def _kind(one: Indicator) -> tuple[str, str, str] | None:
    name = re.sub("[“”\"'‘’]", "", squeeze(one.text("level3")))
    return next((kind for pattern, kind in _KINDS.items() if re.fullmatch(pattern, name)), None)


def _compare(scene: Scene, base: FilledForm, one: Indicator, kind: tuple[str, str, str]) -> Iterator[Hit]:
    places = int(scene.parameters.number("rate_places"))
    rate = control_rate(base.number(kind[1]), base.number(kind[2]), kind=kind[0], places=places)
    typed = one.actual.number
    if rate.exact is None or typed is None:
        return
    if _at(rate.exact, one.decimals) != _at(typed, one.decimals):
        at = one.cell("actual")
        yield Hit.at(one.form, at, one.text("actual"), percent(rate.exact), name=one.name, trace=rate.trace)


def _at(ratio: Decimal, places: int) -> Decimal:
    return round_half_up(ratio * 100, places)
