"""How numbers are written in a trace (计算过程): 1,389.01, 91.67%, 12次, and the Score that carries the trace."""

from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.values import plain, round_half_up


@dataclass(frozen=True, slots=True)
class Score:
    """Points computed, or the band they must lie in.

    `value` is None where no formula says a number: then `low` ≤ points ≤ `high` is all that can be said.
    `met`: target reached (True), missed (False), or not to be said. `trace` is Chinese: practice, values, arithmetic.
    """

    value: Decimal | None
    low: Decimal
    high: Decimal
    trace: str
    met: bool | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as a ratio rounded to the places of its percent; `exact` before rounding; both None if not computable."""

    value: Decimal | None
    exact: Decimal | None
    trace: str


def grouped(number: Decimal) -> str:
    """1389.01 → 1,389.01; 10 → 10; without idle zeros behind the point."""
    whole, point, rest = plain(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits or '0'):,}{point}{rest}"


def percent_plain(ratio: Decimal) -> str:
    """1 → 100%, 0.973 → 97.3%: as many places as there are."""
    return f"{plain(ratio * 100)}%"


def percent_fixed(ratio: Decimal, places: int) -> str:
    """1 → 100.00% at two places."""
    return f"{round_half_up(ratio * 100, places):f}%"


def points_fixed(points: Decimal, places: int) -> str:
    """10 → 10.00 at two places."""
    return f"{round_half_up(points, places):f}"
