"""Sums of points and money, and the grade (合计、总分、等级)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.submission import Cell
from xlperf.scoring.trace import grouped


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade's name (优/良/中/差), None where the score is missing or below every limit; and the trace."""

    name: str | None
    trace: str


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the filled ones; None where none is filled (nothing is not zero)."""
    filled = [value for value in values if value is not None]
    return sum(filled, Decimal(0)) if filled else None


def known_total(cells: Iterable[Cell | None]) -> Decimal | None:
    """The sum of the cells' numbers; None where none is filled, or where one is filled that could not be read:
    the sum of the rest would pass for the whole."""
    numbers = []
    for cell in cells:
        if cell is not None and cell.state == "unreadable":
            return None
        numbers.append(cell.number if cell is not None else None)
    return total(numbers)


def grade(score: Decimal | None, whole: Decimal, limits: Sequence[tuple[str, Decimal]]) -> Grade:
    """The grade of a score out of `whole` points; above them there is none, for such a sum cannot be right.

    `limits`: name and lower bound (included), in any order (parameter grade_limits).
    """
    if score is None:
        return Grade(None, "没有总分，不能定等级")
    if score > whole:
        return Grade(None, f"{grouped(score)} 超过满分 {grouped(whole)}，不定等级")
    ordered = sorted(limits, key=lambda limit: limit[1], reverse=True)
    ceiling: Decimal | None = None
    for name, lower in ordered:
        if score >= lower:
            below = f" < {grouped(ceiling)}" if ceiling is not None else ""
            return Grade(name, f"{grouped(lower)} ≤ {grouped(score)}{below}，等级为“{name}”")
        ceiling = lower
    return Grade(None, f"{grouped(score)} 低于所有等级的下限，不能定等级")
