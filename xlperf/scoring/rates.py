"""Rates (各种率) as quotients of two amounts. A rate without a denominator is None, never 0 or 100%."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlperf.model.parameters import Certainty
from xlperf.model.values import round_half_up
from xlperf.scoring.trace import Rate, grouped, percent_fixed

Shape = Literal["quotient", "change"]


@dataclass(frozen=True, slots=True)
class RateKind:
    """One named rate: quotient = 分子 ÷ 分母; change = (分子 − 分母) ÷ 分母. Labels, and what the formula rests on."""

    name: str
    numerator: str
    denominator: str
    source: str
    certainty: Certainty
    shape: Shape = "quotient"

    @property
    def formula(self) -> str:
        """In Chinese, for `explain`: 执行率 = 全年执行数 ÷ 全年预算数."""
        return f"{self.name} = {self.right_side(self.numerator, self.denominator)}"

    def right_side(self, numerator: str, denominator: str) -> str:
        """The formula with labels or with values."""
        if self.shape == "change":
            return f"({numerator} − {denominator}) ÷ {denominator}"
        return f"{numerator} ÷ {denominator}"


RATES: dict[str, RateKind] = {
    "execution": RateKind("执行率", "全年执行数", "全年预算数", "自评表栏目“执行率（B/A）”", "表注"),
    "execution_initial": RateKind("执行率", "全年执行数", "年初预算数", "以年初预算数为分母的自评表", "表注"),
    "staff": RateKind("在职人员控制率", "实际在职人数", "编制数", "旧版指标表：在职人数÷编制数", "表注"),
    "area": RateKind("规模控制率", "实际规模", "批复规模", "基础数据表的栏目", "推定"),
    "invest": RateKind("投资概算控制率", "实际投资", "预算投资", "基础数据表的栏目", "推定"),
    "three_public": RateKind("“三公经费”控制率", "三公经费决算数", "三公经费预算数", "各地公开的自评表", "通行做法"),
    "public_funds": RateKind("公用经费控制率", "公用经费决算数", "公用经费预算数", "各地公开的自评表", "通行做法"),
    "procurement": RateKind("政府采购执行率", "政府采购决算数", "政府采购预算数", "各地公开的自评表", "通行做法"),
    "three_public_change": RateKind(
        "“三公经费”变动率", "本年数", "上年数", "旧版指标表：(本年−上年)÷上年", "表注", "change"
    ),
    "change": RateKind("变动率", "本年数", "上年数", "旧版指标表：(本年−上年)÷上年", "表注", "change"),
    "adjustment": RateKind("预算调整率", "预算调整数", "年初预算数", "各地公开的自评表", "通行做法"),
    "addition": RateKind("预算控制率", "本年追加预算", "年初预算数", "旧版指标表：本年追加÷年初预算", "表注"),
    "carry_over": RateKind("结转结余率", "结转结余数", "可用资金", "各地公开的自评表", "通行做法"),
}
"""id → rate, in the order in which forms print them"""


def ratio(numerator: Decimal | None, denominator: Decimal | None, *, places: int) -> Decimal | None:
    """A ratio, rounded half up to `places` of its percent (11, 12, places=2 → 0.9167); None without a denominator."""
    exact = quotient(numerator, denominator)
    return None if exact is None else round_half_up(exact, places + 2)


def quotient(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """numerator ÷ denominator, unrounded; None where one is missing or the denominator is 0."""
    if numerator is None or denominator is None or denominator == 0:
        return None
    return numerator / denominator


def rate(kind: str, numerator: Decimal | None, denominator: Decimal | None, *, places: int) -> Rate:
    """A named rate of `RATES` with its trace. Raises KeyError for a name that is not there."""
    what = RATES[kind]
    top = numerator
    if what.shape == "change" and numerator is not None and denominator is not None:
        top = numerator - denominator
    exact = quotient(top, denominator)
    if exact is None or numerator is None or denominator is None:
        return Rate(None, None, f"{what.formula}：{_missing(what, numerator, denominator)}")
    value = round_half_up(exact, places + 2)
    live = what.right_side(grouped(numerator), grouped(denominator))
    return Rate(value, exact, f"{what.formula} = {live} = {percent_fixed(value, places)}")


def execution_rate(
    executed: Decimal | None, denominator: Decimal | None, *, column: Literal["budget", "initial"], places: int
) -> Rate:
    """执行率; `column` says which money column the denominator is (parameter execution_denominator)."""
    return rate("execution" if column == "budget" else "execution_initial", executed, denominator, places=places)


def control_rate(actual: Decimal | None, limit: Decimal | None, *, kind: str, places: int) -> Rate:
    """控制率: actual against what was allowed; `kind` is staff, area, invest, three_public, public_funds or procurement."""
    return rate(kind, actual, limit, places=places)


def change_rate(current: Decimal | None, prior: Decimal | None, *, kind: str = "change", places: int) -> Rate:
    """变动率: how much this year differs from last year, against last year; negative where it fell."""
    return rate(kind, current, prior, places=places)


def adjustment_rate(adjustment: Decimal | None, initial: Decimal | None, *, places: int) -> Rate:
    """预算调整率: the adjustment alone (not the full year's sum) against the initial budget."""
    return rate("adjustment", adjustment, initial, places=places)


def completion_rate(
    *, carried: Decimal | None, initial: Decimal | None, added: Decimal | None, left: Decimal | None, places: int
) -> Rate:
    """预算完成率 = (上年结余 + 年初预算 + 追加 − 年末结余) ÷ (上年结余 + 年初预算 + 追加). Source: 旧版指标表 (表注)."""
    formula = "预算完成率 = (上年结余 + 年初预算 + 本年追加 − 年末结余) ÷ (上年结余 + 年初预算 + 本年追加)"
    if carried is None or initial is None or added is None or left is None:
        return Rate(None, None, f"{formula}：有一项没有填，无法计算")
    available = carried + initial + added
    exact = quotient(available - left, available)
    if exact is None:
        return Rate(None, None, f"{formula}：可用资金为 0，无法计算")
    value = round_half_up(exact, places + 2)
    live = f"({grouped(available)} − {grouped(left)}) ÷ {grouped(available)}"
    return Rate(value, exact, f"{formula} = {live} = {percent_fixed(value, places)}")


def _missing(what: RateKind, numerator: Decimal | None, denominator: Decimal | None) -> str:
    if denominator == 0:
        return f"{what.denominator}为 0，无法计算"
    named = [name for name, value in ((what.numerator, numerator), (what.denominator, denominator)) if value is None]
    return f"没有{'、'.join(named)}，无法计算"
