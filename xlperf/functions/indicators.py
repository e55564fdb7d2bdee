"""Target and actual (指标值、完成值) as two cells give them, and the points of one indicator.

A cell hands over 0.96 where it shows 96%, and 45291 where it shows a date. Beside a percent, a number from -1 to 1 is
read as the percent that the cell shows (1 is 100%); beside a date, a day's number as that day. Anything else that
could mean two things is asked back.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from xlperf.errors import OperatorError
from xlperf.functions.arguments import ACTUAL, DIRECTION, LEVEL2, POINTS, TARGET
from xlperf.functions.inputs import Input, amount_of, parameters_of, points_of, wording, year_of
from xlperf.model.values import plain, read_value, show, squeeze
from xlperf.scoring.indicator import score_by
from xlperf.scoring.measure import Measure, Relation, read_actual, read_target
from xlperf.scoring.trace import Score

_DAY_ZERO = date(1899, 12, 30)
_DAYS = range((date(2000, 1, 1) - _DAY_ZERO).days, (date(2100, 1, 1) - _DAY_ZERO).days)
_DIRECTIONS: dict[str, Relation] = {"正向": "≥", "反向": "≤", "逆向": "≤"}
_AGAINST: dict[Relation, tuple[Relation, ...]] = {"≥": ("≤", "<"), "≤": ("≥", ">")}
_LEVEL2 = re.compile("指标|数量|质量|时效|成本|效益|影响|满意|管理|产出|效果")


def read_one(target: Input, level2: Input, form_year: Input) -> Measure:
    """A target alone."""
    text, second = wording(target, TARGET.label), wording(level2, LEVEL2.label)
    if "时效" in second and (day := _day(target)):
        text = day
    return read_target(text, level2=second, year=year_of(form_year))


def read_pair(target: Input, actual: Input, level2: Input = None, form_year: Input = None) -> tuple[Measure, Measure]:
    """Target and actual, read one beside the other."""
    year, second = year_of(form_year), wording(level2, LEVEL2.label)
    wanted, text = read_one(target, level2, form_year), wording(actual, ACTUAL.label)
    text = _beside(wanted, actual, ACTUAL.label) or text
    got = read_actual(text, year=year, target=wanted)
    if beside := _beside(got, target, TARGET.label):
        wanted = read_target(beside, level2=second, year=year)
        got = read_actual(text, year=year, target=wanted)
    return wanted, got


def score(
    target: Input, actual: Input, points: Input, direction: Input, edition: Input, form_year: Input
) -> Score | None:
    """Suggested points with their trace; None where no points are given."""
    parameters = parameters_of(edition, form_year)
    full = points_of(points, POINTS.label)
    if full is None:
        return None
    relation, level2 = _direction(direction)
    wanted, got = read_pair(target, actual, level2, form_year)
    return score_by(_directed(wanted, relation), got, full, parameters, level2=level2)


def _direction(value: Input) -> tuple[Relation | None, str]:
    """正向 or 反向 as the relation of a bare value; or the second level's name."""
    text = wording(value, DIRECTION.label)
    word = squeeze(text).removesuffix("指标")
    if not word or word in _DIRECTIONS:
        return _DIRECTIONS.get(word), ""
    if _LEVEL2.search(text):
        return None, text
    raise OperatorError(f"{DIRECTION.label}“{text}”看不懂，请写 正向 或 反向，或引用二级指标那一格（如 成本指标）")


def _directed(target: Measure, relation: Relation | None) -> Measure:
    """A value without a sign gets the direction's; one with the opposite sign is asked back."""
    if relation is None or not target.is_numeric:
        return target
    if target.relation in _AGAINST[relation]:
        word = "正向" if relation == "≥" else "反向"
        raise OperatorError(f"{TARGET.label}“{target.text}”的符号和{DIRECTION.label}“{word}”矛盾，请核对")
    return target if target.relation else replace(target, relation=relation)


def _beside(other: Measure, value: Input, label: str) -> str:
    """How a cell's number is written beside a percent or a date; "" where it stands as it is."""
    number = amount_of(value)
    if number is None:
        return ""
    if other.date is not None and (day := _day(value)):
        return day
    if other.is_percent:
        reading = read_value(number, "ratio", percent_format=abs(number) <= 1)
        if not isinstance(reading.value, Decimal):
            raise OperatorError(f"{label}：{reading.problem}")
        return f"{plain(reading.value * 100)}%"
    return ""


def _day(value: Input) -> str:
    """45291 → 2023-12-31; "" for what is no day of this century."""
    number = amount_of(value)
    if number is None or int(number) not in _DAYS:
        return ""
    return show(_DAY_ZERO + timedelta(days=int(number)))
