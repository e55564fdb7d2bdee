"""Sums of points and money, and the grade (合计、总分、等级)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.values import round_half_up
from xlperf.scoring.trace import Score, grouped, points_fixed


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade's name (优/良/中/差), None where the score is missing or below every limit; and the trace."""

    name: str | None
    trace: str


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the filled ones; None where none is filled (nothing is not zero)."""
    filled = [value for value in values if value is not None]
    return sum(filled, Decimal(0)) if filled else None


def total_score(parts: Sequence[tuple[str, Decimal | None]], *, places: int) -> Score:
    """总分 of named parts (执行率, 产出指标, …). A missing part makes the total a band without upper knowledge: None."""
    missing = [name for name, value in parts if value is None]
    known = total(value for _, value in parts) or Decimal(0)
    arithmetic = " + ".join(f"{name} {grouped(value)}" for name, value in parts if value is not None)
    if missing or not parts:
        what = "、".join(missing) or "各部分"
        return Score(None, known, known, f"总分不能自动计算：{what}没有得分；其余合计 {grouped(known)}")
    value = round_half_up(known, places)
    return Score(value, value, value, f"总分 = {arithmetic} = {points_fixed(value, places)}")


def grade(score: Decimal | None, limits: Sequence[tuple[str, Decimal]]) -> Grade:
    """The grade of a score. `limits`: name and lower bound (included), in any order (parameter grade_limits)."""
    if score is None:
        return Grade(None, "没有总分，不能定等级")
    ordered = sorted(limits, key=lambda limit: limit[1], reverse=True)
    ceiling: Decimal | None = None
    for name, lower in ordered:
        if score >= lower:
            below = f" < {grouped(ceiling)}" if ceiling is not None else ""
            return Grade(name, f"{grouped(lower)} ≤ {grouped(score)}{below}，等级为“{name}”")
        ceiling = lower
    return Grade(None, f"{grouped(score)} 低于所有等级的下限，不能定等级")
