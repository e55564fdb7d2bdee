"""Which units agree, and what is said where they do not."""

from decimal import Decimal

import pytest

from xlperf.scoring.measure import comparable, compare, read_target


def _pair(first: str, second: str) -> tuple[Decimal, Decimal] | None:
    return comparable(read_target(first), read_target(second))


@pytest.mark.parametrize(
    ("first", "second", "one", "other"),
    [
        ("1.2万亩", "12000亩", "1.2", "1.2"),
        ("2.6亿元", "26000万元", "2.6", "2.6"),
        ("90万元", "900000元", "90", "90"),
        ("5万", "50000人", "5", "5"),
        ("1公里", "1000米", "1", "1"),
        ("2370人", "2370名", "2370", "2370"),
        ("95%", "950‰", "0.95", "0.95"),
        ("530元/人*月", "0.0583万元/月·人", "530", "583"),
        ("50㎡", "50平方米", "50", "50"),
    ],
)
def test_units_of_one_kind(first: str, second: str, one: str, other: str) -> None:
    assert _pair(first, second) == (Decimal(one), Decimal(other))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("3次", "3场"),
        ("3人", "3人次"),
        ("3次", "100%"),
        ("100", "100%"),
        ("1元/人", "1元/户"),
        ("效果明显", "3次"),
        ("5%", "5个百分点"),
    ],
)
def test_units_that_stay_apart(first: str, second: str) -> None:
    comparison = compare(read_target(first), read_target(second))
    assert comparison.pair is None
    assert comparison.notes


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ("≤90万元", "90", "按“万元”比"),
        ("3", "4", "两边都没有写单位"),
        ("530元/人*月", "583元", "每人·月"),
        ("5万", "50000人", "单位不全"),
    ],
)
def test_a_unit_left_out_is_noted(first: str, second: str, note: str) -> None:
    comparison = compare(read_target(first), read_target(second))
    assert comparison.pair is not None
    assert note in "".join(comparison.notes)
