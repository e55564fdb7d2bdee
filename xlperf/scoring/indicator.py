"""Points of one indicator (三级指标得分) from target, actual and points. The unit's own score is never touched."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, TypedDict

from xlperf.model.parameters import Parameters
from xlperf.model.values import round_half_up
from xlperf.scoring.judge import Verdict, judge
from xlperf.scoring.measure.measure import Measure
from xlperf.scoring.trace import Score, grouped, percent_plain, points_fixed

ReverseMethod = Literal["linear", "ratio"]
Tiers = Sequence[tuple[str, Decimal, Decimal]]
"""档次, 下限, 上限 as ratios of the points, best first (parameter qualitative_tiers)."""


class Practice(TypedDict):
    """What `indicator_score` takes from the parameters in force."""

    reverse_method: ReverseMethod
    tiers: Tiers
    places: int
    practice: str


def practice_of(parameters: Parameters) -> Practice:
    """By what points are given in a place and year."""
    return Practice(
        reverse_method="ratio" if parameters["reverse_method"] == "ratio" else "linear",
        tiers=[(str(tier), Decimal(low), Decimal(high)) for tier, low, high in parameters["qualitative_tiers"]],
        places=int(parameters.number("score_places")),
        practice=parameters.row("reverse_method").certainty,
    )


def score_by(target: Measure, actual: Measure, points: Decimal, parameters: Parameters, *, level2: str) -> Score:
    """The points by the parameters in force for place and year."""
    return indicator_score(target, actual, points, level2=level2, **practice_of(parameters))


def indicator_score(
    target: Measure,
    actual: Measure,
    points: Decimal,
    *,
    level2: str,
    reverse_method: ReverseMethod,
    tiers: Tiers,
    places: int,
    practice: str = "通行做法",
    verdict: Verdict | None = None,
) -> Score:
    """The points, or the band [low, high] where no formula gives a number (qualitative, late, unreadable).

    A quantity scores by proportion, a deadline fully when kept, a text within its tier. `practice` begins the trace:
    what the formula rests on. `verdict`: of these two, where it is known already.
    """
    verdict = verdict or judge(target, actual, level2=level2)
    notes = (*verdict.notes, *(note for note in actual.notes if actual.copied_sign or actual.approximate))
    if target.kind == "qualitative" and (actual.kind == "tier" or verdict.met):
        return _band(actual, points, tiers, places, practice, verdict)
    if verdict.met is None:
        return Score(None, Decimal(0), points, f"不能自动计分：{verdict.reason}", None, notes)
    if verdict.met is False and verdict.reason:
        trace = f"不能自动计分：{verdict.reason}，得多少分需人工判断"
        return Score(None, Decimal(0), points, trace, False, notes)
    if verdict.pair is None:
        return _all_or_open(target, points, places, practice, verdict.met)
    value, arithmetic = _proportional(verdict, points, reverse_method, places, target.is_percent)
    if value is None:
        return Score(None, Decimal(0), points, f"不能自动计分：{arithmetic}", verdict.met, notes)
    return Score(value, value, value, f"{practice}：{arithmetic}", verdict.met, notes)


def _band(actual: Measure, points: Decimal, tiers: Tiers, places: int, practice: str, verdict: Verdict) -> Score:
    chosen = [tiers[tier - 1] for tier in (actual.tiers or (1,)) if tier <= len(tiers)]
    low, high = min(tier[1] for tier in chosen), max(tier[2] for tier in chosen)
    names = "或".join(f"“{name}”" for name, _, _ in chosen)
    least, most = round_half_up(points * low, places), round_half_up(points * high, places)
    where = f"分值 {grouped(points)} 的 {percent_plain(low)}—{percent_plain(high)}"
    trace = f"{practice}：定性指标按{names}，得分在{where}，即 {grouped(least)}—{grouped(most)} 分之间"
    return Score(None, least, most, trace, verdict.met)


def _all_or_open(target: Measure, points: Decimal, places: int, practice: str, reached: bool) -> Score:
    """Deadlines and intervals: full points when kept; how much a miss costs no practice says."""
    what = "期限" if target.date is not None else "区间"
    if reached:
        full = round_half_up(points, places)
        trace = f"{practice}：实际完成值在指标值的{what}之内，得分 = {points_fixed(full, places)}"
        return Score(full, full, full, trace, True)
    return Score(None, Decimal(0), points, f"不能自动计分：超出{what}，扣多少分没有通行的办法，需人工判断", False)


def _proportional(
    verdict: Verdict, points: Decimal, reverse_method: ReverseMethod, places: int, percent: bool
) -> tuple[Decimal | None, str]:
    """Points and arithmetic for a number against a number."""
    assert verdict.pair is not None
    wanted, got = verdict.pair
    show = percent_plain if percent else grouped
    full = f"得分 = {points_fixed(points, places)}"
    if verdict.relation in ("≤", "<"):
        return _reverse(wanted, got, points, reverse_method, places, percent)
    if verdict.relation == "=" and wanted == 0:
        if verdict.met:
            return round_half_up(points, places), f"指标值为 0，完成值 {show(got)}，{full}"
        return round_half_up(Decimal(0), places), f"指标值为 0，完成值 {show(got)} 大于 0，得分 = 0"
    kind = "相等" if verdict.relation == "=" else "正向"
    if got >= wanted:
        return round_half_up(points, places), f"{kind}指标，完成值 {show(got)} ≥ 指标值 {show(wanted)}，{full}"
    if wanted <= 0:
        return None, "指标值不大于 0，不能按比例计分"
    # a negative result counts as none
    value = round_half_up(max(got, Decimal(0)) / wanted * points, places)
    live = f"{show(max(got, Decimal(0)))} ÷ {show(wanted)} × {grouped(points)} = {points_fixed(value, places)}"
    return value, f"{kind}指标未达到指标值，得分 = 完成值 ÷ 指标值 × 分值 = {live}"


def _reverse(
    wanted: Decimal, got: Decimal, points: Decimal, method: ReverseMethod, places: int, percent: bool
) -> tuple[Decimal | None, str]:
    """反向指标: linear loses in proportion to the excess, and all at twice the target; ratio is target ÷ actual."""
    show = percent_plain if percent else grouped
    if got <= wanted:
        full = points_fixed(points, places)
        return round_half_up(points, places), f"反向指标，完成值 {show(got)} ≤ 指标值 {show(wanted)}，得分 = {full}"
    none = round_half_up(Decimal(0), places)
    if wanted == 0:
        return none, f"反向指标，指标值为 0，完成值 {show(got)} 大于 0，得分 = 0"
    if wanted < 0:
        return None, "指标值小于 0，不能按比例计分"
    if method == "ratio":
        value = round_half_up(wanted / got * points, places)
        live = f"{show(wanted)} ÷ {show(got)} × {grouped(points)} = {points_fixed(value, places)}"
        return value, f"反向指标超过指标值，得分 = 指标值 ÷ 完成值 × 分值 = {live}"
    if got >= 2 * wanted:
        return none, f"反向指标，完成值 {show(got)} 达到指标值 {show(wanted)} 的两倍，得分 = 0"
    value = round_half_up((1 - (got - wanted) / wanted) * points, places)
    live = f"(1 − ({show(got)} − {show(wanted)}) ÷ {show(wanted)}) × {grouped(points)} = {points_fixed(value, places)}"
    return value, f"反向指标超过指标值，得分 = (1 − 超出部分 ÷ 指标值) × 分值 = {live}"
