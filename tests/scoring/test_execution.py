"""Points for spending the budget."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.scoring.execution import execution_points, execution_score

D = Decimal
PLAIN: dict[str, Any] = {"column": "budget", "rate_places": 2, "cap": D(1), "places": 2, "zero_budget": "none"}


@pytest.mark.parametrize(
    ("rate", "points", "expected"),
    [
        ("0.8618", 10, "8.62"),
        ("0.4517", 10, "4.52"),
        ("0.7927", 10, "7.93"),
        ("0.76", 10, "7.60"),
        ("1.23", 10, "10.00"),
        ("1", 20, "20.00"),
    ],
)
def test_points(rate: str, points: int, expected: str) -> None:
    assert execution_points(D(rate), D(points), cap=D(1), places=2) == D(expected)


def test_nothing_from_nothing() -> None:
    assert execution_points(None, D(10), cap=D(1), places=2) is None
    assert execution_points(D(1), None, cap=D(1), places=2) is None


def test_the_trace_shows_rate_and_points() -> None:
    score = execution_score(D("1389.01"), D("1389.01"), D(10), **PLAIN)
    assert score.value == D("10.00")
    assert score.trace == (
        "执行率 = 全年执行数 ÷ 全年预算数 = 1,389.01 ÷ 1,389.01 = 100.00%；得分 = min(100.00%, 100%) × 10 = 10.00"
    )


def test_no_budget() -> None:
    open_score = execution_score(D(5), D(0), D(10), **PLAIN)
    assert (open_score.value, open_score.low, open_score.high) == (None, 0, 10)
    assert "全年预算数为 0" in open_score.trace
    zero = execution_score(D(0), D(0), D(10), **{**PLAIN, "zero_budget": "zero"})
    assert zero.value == 0
    assert "按 0 处理" in zero.trace
    assert execution_score(None, D(7), D(10), **PLAIN).value is None


@given(st.decimals(-5, 5, places=4), st.decimals(0, 100, places=2), st.sampled_from([D(1), D("1.2")]))
def test_points_lie_within(rate: Decimal, points: Decimal, cap: Decimal) -> None:
    made = execution_points(rate, points, cap=cap, places=2)
    assert made is not None
    assert 0 <= made <= points
