"""Points of one indicator, against figures worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.scoring.indicator import indicator_score
from xlperf.scoring.measure import read_actual, read_target
from xlperf.scoring.trace import Score

TIERS = (
    ("达成年度指标", Decimal("0.8"), Decimal(1)),
    ("部分达成年度指标并具有一定效果", Decimal("0.6"), Decimal("0.8")),
    ("未达成年度指标且效果较差", Decimal(0), Decimal("0.6")),
)
PLAIN: dict[str, Any] = {"reverse_method": "linear", "tiers": TIERS, "places": 2}
whole = st.integers(0, 10**6)


def _score(target: str, actual: str, points: int | str, level2: str = "数量指标", **changes: Any) -> Score:
    wanted = read_target(target, level2=level2, year=2023)
    got = read_actual(actual, year=2023, target=wanted)
    return indicator_score(wanted, got, Decimal(points), level2=level2, **{**PLAIN, **changes})


@pytest.mark.parametrize(
    ("target", "actual", "points", "level2", "method", "expected"),
    [
        ("≥12次", "16次", 5, "数量指标", "linear", "5.00"),
        ("38508人", "37442人", 3, "数量指标", "linear", "2.92"),  # 0.97232 × 3 = 2.91695
        ("100.00%", "97.30%", 2, "数量指标", "linear", "1.95"),  # 1.946
        ("120人", "69人", 2, "数量指标", "linear", "1.15"),
        ("=100%", "97.5%", 10, "质量指标", "linear", "9.75"),
        ("≥8份", "1份", 1, "数量指标", "linear", "0.13"),  # 0.125 goes up
        (">90%", "90%", 10, "质量指标", "linear", "10.00"),
        ("≥3次", "0次", 5, "数量指标", "linear", "0.00"),
        ("≥3%", "-1%", 5, "效益指标", "linear", "0.00"),
        ("0起", "0起", 5, "质量指标", "linear", "5.00"),
        ("0起", "1起", 5, "质量指标", "linear", "0.00"),
        ("≤263.38", "265.45", 5, "成本指标", "linear", "4.96"),  # 1 − 2.07 ÷ 263.38 = 0.992141 → 4.9607
        ("≤263.38", "265.45", 5, "成本指标", "ratio", "4.96"),  # 263.38 ÷ 265.45 = 0.992202 → 4.9610
        ("<=5300元/户", "5830元/户", 10, "成本指标", "linear", "9.00"),
        ("<=5300元/户", "5830元/户", 10, "成本指标", "ratio", "9.09"),
        ("≤10次", "20次", 10, "成本指标", "linear", "0.00"),
        ("≤10次", "20次", 10, "成本指标", "ratio", "5.00"),
        ("≤10次", "35次", 10, "成本指标", "linear", "0.00"),
        ("≤0次", "1次", 10, "成本指标", "ratio", "0.00"),
        ("20万元", "200000元", 10, "成本指标", "linear", "10.00"),
        ("2023年12月31日前", "2023年12月20日前", 5, "时效指标", "linear", "5.00"),
        ("80%-90%", "85%", 5, "质量指标", "linear", "5.00"),
    ],
)
def test_points(target: str, actual: str, points: int, level2: str, method: str, expected: str) -> None:
    score = _score(target, actual, points, level2, reverse_method=method)
    assert (score.value, score.low, score.high) == (Decimal(expected),) * 3
    assert score.trace.startswith("通行做法：")
    assert expected.removesuffix(".00") in score.trace


@pytest.mark.parametrize(
    ("target", "actual", "low", "high"),
    [
        ("效果明显", "效果明显", "8", "10"),
        ("效果明显", "达成预期指标", "8", "10"),
        ("效果明显", "部分达成年度指标并具有一定效果", "6", "8"),
        ("效果明显", "未达成年度指标且效果较差", "0", "6"),
        ("是", "基本达到", "6", "10"),
        ("定性", "有效推动", "0", "10"),
        ("2023年11月底前", "2023年12月5日", "0", "10"),
        ("80%-90%", "95%", "0", "10"),
        ("≤130次", "100%", "0", "10"),
        ("≥3次", "", "0", "10"),
        ("290%", "95%", "0", "10"),
        ("≥-3%", "-5%", "0", "10"),
    ],
)
def test_bands(target: str, actual: str, low: str, high: str) -> None:
    score = _score(target, actual, 10)
    assert (score.value, score.low, score.high) == (None, Decimal(low), Decimal(high))
    assert score.trace


def test_other_tiers_are_a_parameter() -> None:
    tiers = (
        ("达成", Decimal("0.8"), Decimal(1)),
        ("部分", Decimal("0.5"), Decimal("0.8")),
        ("未", Decimal(0), Decimal("0.5")),
    )
    assert _score("效果明显", "部分达成", 10, tiers=tiers).low == 5


def test_traces_show_values_and_arithmetic() -> None:
    assert _score("≤263.38", "265.45", 5, "成本指标").trace == (
        "通行做法：反向指标超过指标值，得分 = (1 − 超出部分 ÷ 指标值) × 分值"
        " = (1 − (265.45 − 263.38) ÷ 263.38) × 5 = 4.96"
    )
    assert _score("38508人", "37442人", 3, practice="系统口径").trace == (
        "系统口径：正向指标未达到指标值，得分 = 完成值 ÷ 指标值 × 分值 = 37,442 ÷ 38,508 × 3 = 2.92"
    )
    assert "97.3% ÷ 100% × 2" in _score("100.00%", "97.30%", 2).trace


def test_warnings_travel_with_the_score() -> None:
    assert "照抄" in _score("≥95%", "≥98%", 5).notes[0]
    assert "按“个”比" in _score("≥50个", "50", 8).notes[0]


@given(whole, whole, whole, st.sampled_from(["≥", "≤", "=", ">", "<", ""]), st.sampled_from(["linear", "ratio"]))
def test_points_lie_within_and_follow_the_actual(wanted: int, got: int, more: int, sign: str, method: str) -> None:
    less, most = (
        _score(f"{sign}{wanted}次", f"{actual}次", "7.5", reverse_method=method).value for actual in (got, got + more)
    )
    assert less is not None
    assert most is not None
    assert 0 <= min(less, most) <= max(less, most) <= Decimal("7.5")
    falling = sign in ("≤", "<") or (sign in ("=", "") and wanted == 0)
    assert (most <= less) if falling else (most >= less)


@given(st.text(), st.text(), st.sampled_from(["数量指标", "成本指标", "时效指标"]))
def test_any_texts_have_a_score_or_a_band(target: str, actual: str, level2: str) -> None:
    score = _score(target, actual, 10, level2)
    assert 0 <= score.low <= score.high <= 10
    assert score.trace
