"""Whether two measures can be compared (可比), in which numbers, and why not."""

from dataclasses import dataclass
from decimal import Decimal

from xlperf.scoring.measure.measure import Measure
from xlperf.scoring.measure.units import base_unit, rate_parts


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
    if rate_parts(first.per) != rate_parts(second.per) and first.per and second.per:
        return Comparison(None, (f"计量口径不同：每{first.per}与每{second.per}",))
    note = (
        f"有一边没有写“每{first.per or second.per}”"
        if first.per != second.per and not (first.per and second.per)
        else ""
    )
    if not first.unit or not second.unit:
        missing = (
            f"有一边没有写单位，按“{first.unit or second.unit}”比" if first.unit or second.unit else "两边都没有写单位"
        )
        return Comparison((first.number, second.number), tuple(filter(None, (missing, note))))
    return _units(first, second, first.number, second.number, note)


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
