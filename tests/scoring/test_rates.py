"""Rates against figures printed in real forms and worked out by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.scoring.rates import (
    RATES,
    adjustment_rate,
    change_rate,
    completion_rate,
    control_rate,
    execution_rate,
    rate,
    ratio,
)

D = Decimal


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "expected"),
    [
        ("staff", "41", "41", "1.0000"),
        ("staff", "11", "12", "0.9167"),
        ("staff", "46", "46", "1.0000"),
        ("staff", "136", "143", "0.9510"),
        ("procurement", "147.67", "169.36", "0.8719"),
        ("three_public", "2.92", "10", "0.2920"),
        ("execution", "1389.01", "1389.01", "1.0000"),
        ("execution", "2575.66", "2092.38", "1.2310"),
        ("execution", "1961.17", "1382.26", "1.4188"),
        ("execution", "614.49", "710.12", "0.8653"),
        ("three_public_change", "63.46", "32", "0.9831"),
        ("change", "8", "10", "-0.2000"),
        ("adjustment", "58.34", "835.01", "0.0699"),
    ],
)
def test_printed_rates(kind: str, numerator: str, denominator: str, expected: str) -> None:
    assert rate(kind, D(numerator), D(denominator), places=2).value == D(expected)


def test_each_function_has_its_formula() -> None:
    assert (
        execution_rate(D(9), D(10), column="initial", places=0).trace
        == "执行率 = 全年执行数 ÷ 年初预算数 = 9 ÷ 10 = 90%"
    )
    assert (
        control_rate(D(11), D(12), kind="staff", places=2).trace
        == "在职人员控制率 = 实际在职人数 ÷ 编制数 = 11 ÷ 12 = 91.67%"
    )
    assert change_rate(D(8), D(10), places=1).trace == "变动率 = (本年数 − 上年数) ÷ 上年数 = (8 − 10) ÷ 10 = -20.0%"
    assert adjustment_rate(D(3), D(100), places=2).value == D("0.03")


def test_completion() -> None:
    done = completion_rate(carried=D(10), initial=D(80), added=D(10), left=D("0.73"), places=2)
    assert done.value == D("0.9927")
    assert done.trace.endswith("(100 − 0.73) ÷ 100 = 99.27%")
    assert completion_rate(carried=None, initial=D(1), added=D(1), left=D(1), places=2).value is None
    assert completion_rate(carried=D(0), initial=D(0), added=D(0), left=D(0), places=2).value is None


@pytest.mark.parametrize("kind", sorted(RATES))
def test_no_denominator_no_rate(kind: str) -> None:
    for numerator, denominator in ((D(1), D(0)), (D(0), D(0)), (None, D(1)), (D(1), None)):
        made = rate(kind, numerator, denominator, places=2)
        assert (made.value, made.exact) == (None, None)
        assert made.trace.endswith("无法计算")


def test_formulas_read_well() -> None:
    assert RATES["three_public_change"].formula == "“三公经费”变动率 = (本年数 − 上年数) ÷ 上年数"
    assert all(what.source for what in RATES.values())


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(0, 4))
def test_rounding_is_half_up(top: int, bottom: int, places: int) -> None:
    made = ratio(D(top), D(bottom), places=places)
    scale = 10 ** (places + 2)
    assert made is not None
    # floor(x + 1/2) in whole numbers
    assert made * scale == (2 * top * scale + bottom) // (2 * bottom)
