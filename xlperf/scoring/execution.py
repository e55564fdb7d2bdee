"""Points for spending the budget (预算执行率得分)."""

from decimal import Decimal
from typing import Literal

from xlperf.model.values import round_half_up
from xlperf.scoring.rates import execution_rate
from xlperf.scoring.trace import Score, grouped, percent_fixed, percent_plain, points_fixed

ZeroBudget = Literal["none", "zero"]


def execution_points(rate: Decimal | None, points: Decimal | None, *, cap: Decimal, places: int) -> Decimal | None:
    """min(rate, cap) × points, rounded half up, within 0 and points; None where rate or points is None."""
    if rate is None or points is None:
        return None
    return round_half_up(min(max(min(rate, cap), Decimal(0)) * points, points), places)


def execution_score(
    executed: Decimal | None,
    denominator: Decimal | None,
    points: Decimal,
    *,
    column: Literal["budget", "initial"],
    rate_places: int,
    cap: Decimal,
    places: int,
    zero_budget: ZeroBudget,
) -> Score:
    """Rate and points with the trace. The rounded rate is the one that counts: it is what the form prints.

    `zero_budget`: with a denominator of 0 the rate is not computable (`none`), or counts as 0 (`zero`).
    """
    rate = execution_rate(executed, denominator, column=column, places=rate_places)
    value = execution_points(rate.value, points, cap=cap, places=places)
    if value is not None and rate.value is not None:
        live = f"min({percent_fixed(rate.value, rate_places)}, {percent_plain(cap)}) × {grouped(points)}"
        return Score(value, value, value, f"{rate.trace}；得分 = {live} = {points_fixed(value, places)}")
    if denominator == 0 and zero_budget == "zero":
        none = round_half_up(Decimal(0), places)
        return Score(none, none, none, f"{rate.trace}；执行率按 0 处理，得分 = {points_fixed(none, places)}")
    return Score(None, Decimal(0), points, f"{rate.trace}，执行率得分不能自动计算")
