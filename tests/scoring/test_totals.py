"""Sums and grades."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.model.submission import Cell
from xlperf.model.values import read_value
from xlperf.scoring.totals import grade, known_total, total
from xlperf.scoring.trace import grouped, percent_fixed, percent_plain, points_fixed

D = Decimal
LIMITS = [("优", D(90)), ("良", D(80)), ("中", D(60)), ("差", D(0))]


def test_nothing_is_not_zero() -> None:
    assert total([None, None]) is None
    assert total([]) is None
    assert total([None, D("1.5"), D(0)]) == D("1.5")


def test_a_sum_with_an_unreadable_part_is_not_known() -> None:
    def cell(typed: str) -> Cell:
        read = read_value(typed, "points")
        return Cell("score", typed, read.value, read.state, "附件2", "H10")

    assert known_total([cell("5"), None, cell(""), cell("4.5")]) == D("9.5")
    assert known_total([cell("5"), cell("满分")]) is None
    assert known_total([None, cell("")]) is None


@pytest.mark.parametrize(
    ("score", "name"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.5", "中"), ("60", "中"), ("59.99", "差")],
)
def test_grades(score: str, name: str) -> None:
    made = grade(D(score), D(100), list(reversed(LIMITS)))
    assert made.name == name
    assert name in made.trace


def test_no_grade() -> None:
    assert grade(None, D(100), LIMITS).name is None
    assert grade(D(-1), D(100), LIMITS).name is None
    assert grade(D(50), D(100), []).name is None
    assert grade(D(109), D(100), LIMITS).trace == "109 超过满分 100，不定等级"


def test_numbers_in_traces() -> None:
    assert grouped(D("1389.010")) == "1,389.01"
    assert grouped(D("-1234567")) == "-1,234,567"
    assert grouped(D("1E+3")) == "1,000"
    assert (percent_plain(D("0.973")), percent_plain(D(1))) == ("97.3%", "100%")
    assert (percent_fixed(D("0.91665"), 2), points_fixed(D("2.675"), 2)) == ("91.67%", "2.68")


@given(st.lists(st.decimals(0, 100, places=2)))
def test_the_total_is_the_sum(values: list[Decimal]) -> None:
    assert total(values) == (sum(values, D(0)) if values else None)
