"""Whether a target was reached (是否完成), where that can be said at all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from xlperf.scoring.measure.compare import compare
from xlperf.scoring.measure.measure import Measure, Relation, effective_relation
from xlperf.scoring.measure.read import REMEMBERED, read_actual, read_target
from xlperf.scoring.measure.words import bare, denies

_APART = Decimal(10)
"""Two bare numbers further apart than this are likelier of two units (550 beside 20) than a target so badly missed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`met` True, False, or None (cannot be said: `reason`, Chinese). `pair`: target and actual in the target's unit."""

    met: bool | None
    reason: str = ""
    relation: Relation | None = None
    pair: tuple[Decimal, Decimal] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Target and actual of one indicator as read, and the verdict on them."""

    target: Measure
    actual: Measure
    verdict: Verdict


@lru_cache(maxsize=REMEMBERED)
def appraise(target: str, actual: str, *, level2: str, name: str, year: int | None) -> Appraisal:
    """Read both texts of an indicator and judge them; `level2`, `name`, `year` as `read_target` takes them.

    Remembered: the rules, the assessment and the roll-up ask for the same row one after the other.
    """
    wanted = read_target(target, level2=level2, name=name, year=year)
    got = read_actual(actual, year=year, target=wanted)
    return Appraisal(wanted, got, judge(wanted, got, level2=level2))


def met(target: Measure, actual: Measure, *, level2: str = "") -> bool | None:
    """Reached, missed, or None where the two texts do not say. `level2` (二级指标) gives a bare target its direction."""
    return judge(target, actual, level2=level2).met


def deviation(target: Measure, actual: Measure) -> Decimal | None:
    """偏差率 (actual − target) ÷ target as a ratio; None where not comparable or the target is 0."""
    if not target.is_numeric or not actual.is_numeric:
        return None
    pair = compare(target, actual).pair
    return None if pair is None or pair[0] == 0 else (pair[1] - pair[0]) / pair[0]


def judge(target: Measure, actual: Measure, *, level2: str) -> Verdict:
    """The verdict with what it rests on."""
    for measure, name in ((target, "年度指标值"), (actual, "实际完成值")):
        if measure.kind == "blank":
            return Verdict(None, f"{name}没有填")
        if measure.kind == "unreadable":
            return Verdict(None, f"{name}看不懂" + "".join(f"：{note}" for note in measure.notes[:1]))
    if target.kind in ("qualitative", "tier"):
        return _qualitative(target, actual)
    if target.kind == "date" or (target.kind == "range" and target.upper is None):
        return _deadline(target, actual)
    if target.kind == "range":
        return _range(target, actual)
    return _numeric(target, actual, level2)


def _qualitative(target: Measure, actual: Measure) -> Verdict:
    if actual.kind == "tier":
        if actual.tiers == (1,):
            return Verdict(True)
        return Verdict(False) if 1 not in actual.tiers else Verdict(None, "分档口径不一，需人工判断")
    if actual.kind != "qualitative":
        return Verdict(None, "指标值是文字，实际完成值不是，需人工判断")
    if denies(actual.normal, target.normal):
        return Verdict(False, f"实际完成值“{bare(actual.normal)}”说的是没有达到")
    if bare(target.normal) == bare(actual.normal) and not target.normal.startswith("定性"):
        return Verdict(True)
    return Verdict(None, "指标值和实际完成值的文字不同，需人工判断")


def _deadline(target: Measure, actual: Measure) -> Verdict:
    if target.date is None or target.start is None:
        return Verdict(None, "期限没有写年份")
    if _not_done(actual):
        return Verdict(False, f"实际完成值“{bare(actual.normal)}”说的是没有完成")
    if actual.date is None or actual.start is None:
        return Verdict(None, "实际完成值没有写日期")
    if target.approximate:
        if actual.date < target.start:
            return Verdict(True)
        return Verdict(False) if _surely_after(actual, target.date) else Verdict(None, "期限写得不够准，看不出是否按期")
    if actual.date <= target.date:
        return Verdict(True)
    return Verdict(False) if _surely_after(actual, target.date) else Verdict(None, "完成日期写得不够准，看不出是否按期")


def _not_done(actual: Measure) -> bool:
    """未完成, 未开展: surely below the first tier."""
    return actual.kind == "tier" and 1 not in actual.tiers


def _surely_after(actual: Measure, deadline: date) -> bool:
    """A period runs to its end; `…前` may have been long before."""
    if actual.date is None or actual.start is None or actual.approximate or actual.relation == "≤":
        return False
    first = actual.date.replace(day=1) if actual.kind == "range" else actual.start
    return first > deadline


def _range(target: Measure, actual: Measure) -> Verdict:
    lower, upper = _end(target, target.number), _end(target, target.upper)
    ends = [_end(actual, actual.number), _end(actual, actual.upper)] if actual.kind == "range" else [actual]
    if any(one.number is None for one in ends) or actual.date is not None:
        return Verdict(None, "实际完成值没有数字")
    inside, outside = [], []
    for end in ends:
        low, high = compare(lower, end), compare(upper, end)
        if low.pair is None or high.pair is None:
            return Verdict(None, (low.notes or high.notes)[0])
        inside.append(low.pair[1] >= low.pair[0] and high.pair[1] <= high.pair[0])
        outside.append(-1 if low.pair[1] < low.pair[0] else int(high.pair[1] > high.pair[0]))
    if actual.approximate or actual.relation not in (None, "="):
        return Verdict(None, "实际完成值不是一个准确的数")
    if all(inside):
        return Verdict(True)
    return Verdict(False) if set(outside) in ({-1}, {1}) else Verdict(None, "实际完成值的区间只有一部分在指标值之内")


def _end(measure: Measure, number: Decimal | None) -> Measure:
    return Measure(measure.text, "quantity", number=number, unit=measure.unit, per=measure.per)


def _numeric(target: Measure, actual: Measure, level2: str) -> Verdict:
    relation = effective_relation(target, level2)
    if actual.kind == "range" and actual.upper is not None:
        ends = {_numeric(target, _end(actual, end), level2).met for end in (actual.number, actual.upper)}
        only = ends.pop() if len(ends) == 1 else None
        return Verdict(only, "实际完成值是一个区间，请填一个数" if only is None else "", relation)
    if _not_done(actual) and relation in ("≥", ">", "=") and target.number is not None and target.number > 0:
        return Verdict(False, f"实际完成值“{bare(actual.normal)}”说的是没有完成", relation)
    if not actual.is_numeric or relation is None:
        return Verdict(None, "指标值是数，实际完成值没有数字")
    comparison = compare(target, actual)
    if comparison.pair is None:
        return Verdict(None, "；".join(comparison.notes), relation)
    reached = _held(relation, *comparison.pair)
    unclear = _unclear(target, actual, relation, comparison.pair, reached)
    return Verdict(None if unclear else reached, unclear, relation, comparison.pair, comparison.notes)


def _held(relation: Relation, wanted: Decimal, got: Decimal) -> bool:
    """Whether the relation holds. `=` is reached by more too (相等型按不低于计分); `= 0` by nothing above 0."""
    if relation == "≤" or (relation == "=" and wanted == 0):
        return got <= wanted
    if relation == "<":
        return got < wanted
    return got > wanted if relation == ">" else got >= wanted


def _unclear(target: Measure, actual: Measure, relation: Relation, pair: tuple[Decimal, Decimal], reached: bool) -> str:
    """Why the numbers alone do not settle it: 约200, a bound on the wrong side, bare numbers far apart; else empty."""
    downward = relation in ("≤", "<") or (relation == "=" and pair[0] == 0)
    low_bound, high_bound = actual.relation in ("≥", ">"), actual.relation in ("≤", "<")
    if actual.approximate and not (low_bound or high_bound):
        return "实际完成值是约数，请填准确数"
    wrong_side = (low_bound and downward) or (high_bound and not downward)
    if reached and wrong_side:
        return f"实际完成值写的是“{actual.relation}”，看不出是否达到指标值，请填准确数"
    if not reached and not wrong_side and actual.approximate:
        return "实际完成值是约数，请填准确数"
    unnamed = not (target.unit or actual.unit or target.per or actual.per)
    least, most = sorted(abs(number) for number in pair)
    if not reached and unnamed and least and most > least * _APART:
        return "两个数都没有写单位，又相差很多，单位可能不同"
    return ""
