"""Whether two measures can be compared (可比), in which numbers, and why not."""

from dataclasses import dataclass
from decimal import Decimal

from xlperf.scoring.measure.measure import Measure
from xlperf.scoring.measure.units import PERIODS, base_unit, period_of, rate_parts

_SAME_PERIOD, _WHOLE_YEAR = Decimal("1.2"), Decimal(3)
"""A number without its 每月 that is at most so many times the other is the month's; from so many times on the year's."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two numbers in one unit, or None; notes (Chinese) say on what footing, or why not."""

    pair: tuple[Decimal, Decimal] | None
    notes: tuple[str, ...] = ()


def comparable(first: Measure, second: Measure) -> tuple[Decimal, Decimal] | None:
    """Both numbers in the first one's unit: 1.2万亩 and 12000亩 → (1.2, 1.2); None where units do not agree."""
    return compare(first, second).pair


def compare(first: Measure, second: Measure) -> Comparison:
    """The same, with notes. A unit missing on one side is taken to be the other's, and noted.

    A percent and a quantity never agree: 100 beside ≥100% may be 100% or a hundred pieces.
    """
    if first.number is None or second.number is None:
        return Comparison(None, ("没有可比的数字",))
    if first.is_percent or second.is_percent:
        return _percents(first, second, first.number, second.number)
    if (first.per or second.per) and rate_parts(first.per) != rate_parts(second.per):
        return _rates(first, second, first.number, second.number)
    return _quantities(first, second, first.number, second.number)


def _rates(first: Measure, second: Measure, one: Decimal, other: Decimal) -> Comparison:
    """Numbers of different periods, or of a period and of the year: 每季度1次 and 4次."""
    times, other_times = PERIODS.get(period_of(first.per)), PERIODS.get(period_of(second.per))
    if first.per and second.per:
        if times is None or other_times is None:
            return Comparison(None, (f"计量口径不同：每{first.per}与每{second.per}",))
        return _quantities(
            first, second, one, other * other_times / times, f"每{second.per}的数折算成每{first.per}的数"
        )
    plain = _quantities(first, second, one, other)
    period, in_year = (period_of(first.per), times) if first.per else (period_of(second.per), other_times)
    if plain.pair is None or not period or in_year == 1 or not all(number > 0 for number in plain.pair):
        return plain
    rate, whole = plain.pair if first.per else reversed(plain.pair)
    if whole <= rate * _SAME_PERIOD:
        return plain
    if in_year is None or (whole < rate * _WHOLE_YEAR and whole != rate * in_year):
        return Comparison(None, (f"一边是每{period}的数，一边像是全年的数，不能直接比",))
    factors = (in_year, 1) if first.per else (1, in_year)
    pair = plain.pair[0] * factors[0], plain.pair[1] * factors[1]
    return Comparison(pair, (f"每{period}的数按一年 {in_year} 次折算成全年的数再比",))


def _quantities(first: Measure, second: Measure, one: Decimal, other: Decimal, how: str = "") -> Comparison:
    alone = bool(first.per) != bool(second.per)
    note = how or (f"有一边没有写“每{first.per or second.per}”" if alone else "")
    if not first.unit or not second.unit:
        missing = (
            f"有一边没有写单位，按“{first.unit or second.unit}”比" if first.unit or second.unit else "两边都没有写单位"
        )
        return Comparison((one, other), tuple(filter(None, (missing, note))))
    return _units(first, second, one, other, note)


def _percents(first: Measure, second: Measure, one: Decimal, other: Decimal) -> Comparison:
    if first.is_percent and second.is_percent:
        return Comparison((one, other))
    plain = second if first.is_percent else first
    if plain.unit:
        return Comparison(None, (f"一边是百分数，一边的单位是“{plain.unit}”，不能比",))
    return Comparison(None, (f"一边是百分数，一边“{plain.text.strip()}”没有写百分号，不能比",))


def _units(first: Measure, second: Measure, one: Decimal, other: Decimal, note: str) -> Comparison:
    (base, scale), (other_base, other_scale) = base_unit(first.unit), base_unit(second.unit)
    if base and other_base and base != other_base:
        return Comparison(None, (f"单位不同：“{first.unit}”与“{second.unit}”",))
    notes = [note] if note else []
    if base != other_base:
        notes.insert(0, f"有一边的单位不全，按“{base or other_base}”比")
    return Comparison((one, other * other_scale / scale), tuple(notes))
