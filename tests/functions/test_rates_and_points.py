"""Functions of numbers against the engine, whatever way the cells spell the numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.functions.drawn import MANY, amounts, editions, full_points, spelled
from xlperf.functions.inputs import parameters_of
from xlperf.functions.registry import call
from xlperf.model.parameters import Parameters
from xlperf.scoring.execution import execution_score
from xlperf.scoring.rates import change_rate, control_rate, execution_rate
from xlperf.scoring.totals import grade
from xlperf.scoring.trace import Rate

NATIONAL = Parameters("", 2023)


def _same(rate: Rate, answer: object, denominator: Decimal, label: str) -> bool:
    if denominator == 0:
        return rate.value is None and answer == f"{label}为 0，无法计算"
    return rate.value is not None and isinstance(answer, float) and Decimal(str(answer)) == rate.value


@MANY
@given(st.data(), amounts, amounts)
def test_execution_rate(data: st.DataObject, executed: Decimal, budget: Decimal) -> None:
    answer = call("XLPERF_EXEC_RATE", [data.draw(spelled(executed)), data.draw(spelled(budget))])
    assert _same(execution_rate(executed, budget, column="budget", places=2), answer, budget, "全年预算数")


@MANY
@given(st.data(), amounts, amounts)
def test_control_rate(data: st.DataObject, actual: Decimal, quota: Decimal) -> None:
    answer = call("XLPERF_CONTROL_RATE", [data.draw(spelled(actual)), data.draw(spelled(quota))])
    assert _same(control_rate(actual, quota, kind="area", places=2), answer, quota, "批准数")


@MANY
@given(st.data(), amounts, amounts)
def test_change_rate(data: st.DataObject, final: Decimal, prior: Decimal) -> None:
    answer = call("XLPERF_CHANGE_RATE", [data.draw(spelled(final)), data.draw(spelled(prior))])
    assert _same(change_rate(final, prior, places=2), answer, prior, "上年数")


@MANY
@given(st.data(), amounts, amounts, st.none() | full_points, editions)
def test_execution_score(
    data: st.DataObject, executed: Decimal, budget: Decimal, points: Decimal | None, edition: str | None
) -> None:
    given_points = None if points is None else data.draw(spelled(points))
    answer = call(
        "XLPERF_EXEC_SCORE", [data.draw(spelled(executed)), data.draw(spelled(budget)), given_points, edition]
    )
    full = Decimal(10) if points is None else points
    wanted = execution_score(
        executed, budget, full, column="budget", rate_places=2, cap=Decimal(1), places=2, zero_budget="none"
    )
    assert answer == ("全年预算数为 0，无法计算" if wanted.value is None else float(wanted.value))
    assert wanted.value is None or 0 <= float(str(answer)) <= float(full)


@MANY
@given(st.data(), st.decimals(min_value=-5, max_value=110, places=2))
def test_grade(data: st.DataObject, score: Decimal) -> None:
    limits = [(str(name), Decimal(limit)) for name, limit in NATIONAL["grade_limits"]]
    wanted = grade(score, Decimal(100), limits)
    assert call("XLPERF_GRADE", [data.draw(spelled(score))]) == (wanted.name or wanted.trace)


@pytest.mark.parametrize(
    ("function", "args", "expected"),
    [
        ("XLPERF_EXEC_RATE", (614.49, 710.12), 0.8653),
        ("XLPERF_EXEC_RATE", ("614.49万元", "7101200元"), 0.8653),
        ("XLPERF_EXEC_RATE", ("无", 710.12), ""),
        ("XLPERF_EXEC_RATE", (True, 710.12), "全年执行数：这里应填数字，读到的是“TRUE”"),
        ("XLPERF_EXEC_RATE", (1, 2, "火星"), None),
        ("XLPERF_CONTROL_RATE", ("11人", 12), None),
        ("XLPERF_CONTROL_RATE", (11, 12), 0.9167),
        ("XLPERF_CHANGE_RATE", (8, 10), -0.2),
        ("XLPERF_EXEC_SCORE", (120, 100), 10.0),
        ("XLPERF_EXEC_SCORE", (50, 100, 20), 10.0),
        ("XLPERF_EXEC_SCORE", (50, 100, -1), "分值不能是负数：-1"),
        ("XLPERF_GRADE", (89.99,), "良"),
        ("XLPERF_GRADE", ("95分",), "优"),
        ("XLPERF_GRADE", (101,), "101 超过满分 100，不定等级"),
    ],
)
def test_by_hand(function: str, args: tuple[object, ...], expected: object) -> None:
    answer = call(function, args)
    assert answer == expected if expected is not None else isinstance(answer, str) and answer


def test_an_edition_brings_the_parameters_of_its_place() -> None:
    assert parameters_of("岳阳市").place == parameters_of("YUEYANG_2023").place == "4306"
    assert parameters_of(None).place == parameters_of("").place == parameters_of("general_2020").place == ""
    assert (parameters_of("liuyang_2022").year, parameters_of("liuyang_2022", "2024年").year) == (2022, 2024)
