"""Criteria (条件) of SUMIFS and COUNTIFS, and comparisons, as spreadsheet programs take them."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from xlperf.rollup.readback.rows import Value

_CRITERION = re.compile(r"(<>|<=|>=|<|>|=)?(.*)", re.S)


def matcher(criterion: Value) -> Callable[[Value], bool]:
    """Whether a value meets a criterion: 2023, "由*", "", ">-9E+300"."""
    if criterion is None:
        criterion = Decimal(0)
    sign, text = "=", ""
    number = criterion if isinstance(criterion, Decimal) else None
    if isinstance(criterion, str):
        found = _CRITERION.fullmatch(criterion)
        assert found is not None
        sign, text = found[1] or "=", found[2]
        number = _number(text)
        if criterion == "":
            return lambda value: value is None or value == ""
    elif isinstance(criterion, bool):
        return lambda value: value is criterion
    if number is not None:
        return _numeric(sign, number)
    if sign in ("=", "<>"):
        return _textual(text, wanted=sign == "=")
    return lambda value: isinstance(value, str) and compared(sign, value, text)


def compared(sign: str, left: Value, right: Value) -> bool:
    """A comparison between two values: numbers come before texts, texts are equal whatever their case."""
    a, b = _ranked(left, right), _ranked(right, left)
    match sign:
        case "=":
            return a == b
        case "<>":
            return a != b
        case "<":
            return a < b
        case ">":
            return a > b
        case "<=":
            return a <= b
    return a >= b


def _ranked(value: Value, other: Value) -> tuple[int, Decimal, str]:
    if value is None:
        value = "" if isinstance(other, str) else False if isinstance(other, bool) else Decimal(0)
    if isinstance(value, bool):
        return 2, Decimal(value), ""
    return (1, Decimal(0), value.casefold()) if isinstance(value, str) else (0, value, "")


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _numeric(sign: str, number: Decimal) -> Callable[[Value], bool]:
    if sign == "<>":
        return lambda value: not (isinstance(value, Decimal) and value == number)
    if sign != "=":
        return lambda value: isinstance(value, Decimal) and compared(sign, value, number)
    return lambda value: value == number if isinstance(value, Decimal) else _like(value, number)


def _like(value: Value, number: Decimal) -> bool:
    return isinstance(value, str) and value != "" and _number(value) == number


def _textual(text: str, *, wanted: bool) -> Callable[[Value], bool]:
    if text == "":
        return lambda value: (value is None) is wanted
    pattern = re.compile(_wild(text), re.I | re.S)
    known: dict[str, bool] = {}

    def meets(value: Value) -> bool:
        if not isinstance(value, str):
            return not wanted
        if value not in known:
            known[value] = (pattern.fullmatch(value) is not None) is wanted
        return known[value]

    return meets


def _wild(text: str) -> str:
    """A pattern with * and ? as a regular expression; ~ takes their meaning away."""
    signs = re.findall(r"~[*?~]|.", text, re.S)
    return "".join({"*": ".*", "?": "."}.get(sign) or re.escape(sign[-1]) for sign in signs)
