"""One meaning each: what typed texts are read as, and that nothing unreadable becomes 0 or blank."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.model.values import percent, read_value, round_half_up, to_decimal


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("1389.01", "money", "1389.01"),
        ("1,389.01", "money", "1389.01"),
        ("１，３８９．０１", "money", "1389.01"),
        ("　98", "points", "98"),
        ("2000万", "money", "2000"),
        ("1389.01万元", "money", "1389.01"),
        ("5000元", "money", "0.5"),
        ("2.6亿元", "money", "26000.0"),
        ("41人", "count", "41"),
        ("100%", "ratio", "1.00"),
        ("100％", "ratio", "1.00"),
        ("91.67%　", "ratio", "0.9167"),
        ("-3.5", "money", "-3.5"),
        ("0", "ratio", "0"),
    ],
)
def test_text_is_read_as_the_number_it_says(typed: str, kind: str, value: str) -> None:
    reading = read_value(typed, kind)  # type: ignore[arg-type]
    assert (reading.value, reading.state) == (Decimal(value), "filled")


@pytest.mark.parametrize("typed", ["——", "—", "-", "/", "无", "－", "不适用"])
def test_dashes_are_an_answer_not_a_blank(typed: str) -> None:
    assert read_value(typed, "money").state == "none"


@pytest.mark.parametrize("typed", ["", "   ", "　", None, "\n"])
def test_white_space_is_blank(typed: str | None) -> None:
    assert read_value(typed, "money").state == "blank"


@pytest.mark.parametrize("typed", ["约100", "1.2.3", "12,34", "5%", "一百", "#REF!", "10+5"])
def test_what_cannot_be_read_as_money_says_so(typed: str) -> None:
    reading = read_value(typed, "money")
    assert reading.state == "unreadable" and reading.value is None and typed in reading.problem


@pytest.mark.parametrize("typed", ["100", "1", 100, 1, "97.5"])
def test_a_percent_without_its_sign_is_not_guessed(typed: str | int) -> None:
    reading = read_value(typed, "ratio")
    assert reading.state == "unreadable" and "百分号" in reading.problem


def test_a_percent_by_number_format_is_read() -> None:
    assert read_value(1, "ratio", percent_format=True).value == Decimal(1)
    assert read_value(0.9167, "ratio", percent_format=True).value == Decimal("0.9167")


@pytest.mark.parametrize("typed", ["１２", "1,389.01", "1389.01万元", " 98"])
def test_each_change_on_the_way_is_a_repair(typed: str) -> None:
    assert read_value(typed, "money").repairs


@given(st.text())
def test_any_text_in_a_money_cell_is_number_blank_dash_or_unreadable(typed: str) -> None:
    reading = read_value(typed, "money")
    assert (reading.value is None) == (reading.state != "filled")
    if typed.strip() and reading.state == "blank":
        assert not typed.replace(" ", "").strip().strip("　").strip()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_numbers_survive_typing(number: Decimal) -> None:
    assert read_value(f"{number:f}", "money").value == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**10), max_value=10**10))
def test_spreadsheet_floats_are_the_decimals_a_person_sees(number: Decimal) -> None:
    assert to_decimal(float(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=10**6))
def test_rounding_is_half_up(number: Decimal) -> None:
    assert round_half_up(number, 2) == number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_rounding_is_not_half_even() -> None:
    assert round_half_up(Decimal("2.675"), 2) == Decimal("2.68")
    assert round_half_up(Decimal("0.125"), 2) == Decimal("0.13")
    assert percent(Decimal("0.91666666")) == "91.67%"
