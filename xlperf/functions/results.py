"""What goes back into cells (结果): floats and texts."""

from decimal import Decimal

from xlperf.errors import OperatorError
from xlperf.functions.registry import Answer
from xlperf.model.values import plain
from xlperf.scoring.measure.numbers import FACTORS
from xlperf.scoring.trace import Rate, Score


def rate_answer(rate: Rate, denominator: Decimal | None, label: str) -> Answer:
    """A rate as a fraction; "" where a part is not filled. OperatorError where the denominator is 0."""
    if rate.value is not None:
        return float(rate.value)
    if denominator == 0:
        raise OperatorError(no_denominator(label))
    return ""


def no_denominator(label: str) -> str:
    """What a cell says where there is nothing to divide by."""
    return f"{label}为 0，无法计算"


def score_answer(score: Score) -> Answer:
    """The points; where no formula gives a number, why not, or the band they lie in."""
    return score.trace if score.value is None else float(score.value)


def as_written(number: Decimal | None, unit: str) -> str:
    """The number that stands before its unit: 95 of 95%, which is read as 0.95."""
    return "" if number is None else plain(number / FACTORS.get(unit, Decimal(1)))
