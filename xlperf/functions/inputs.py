"""What cells hand over (输入): single values, numbers, years, editions. Faults are OperatorError in Chinese."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from xlperf.errors import OperatorError
from xlperf.model.form import Edition
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.values import Kind, read_value, show, squeeze, tidy, to_decimal

Input = float | int | Decimal | str | bool | date | None
NATIONAL = "general_2020"
"""The edition without a place: its parameters are the national ones."""

_TOO_LARGE = Decimal(10) ** 15
"""Spreadsheets keep 15 digits; what is longer was already changed by the program."""
_ERROR = re.compile(
    r"#(?:NULL|DIV/0|VALUE|REF|NUM|SPILL|CALC)!|#NAME\?|#名称\?|#N/A|#GETTING_DATA|(?:Err|错误)[:：]\d{3}"
)
_ERROR_NUMBERS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""How Excel hands errors to other programs: as whole numbers."""


def single(value: object, label: str) -> Input:
    """The value of one cell, None for a blank one. A range of one cell is that cell; error values are refused."""
    value = _only(value, label)
    if isinstance(value, str):
        text = tidy(value)
        if _ERROR.fullmatch(text):
            raise OperatorError(_error(label, text))
        return value if text else None
    if value is None or isinstance(value, bool | date):
        return value
    if not isinstance(value, int | float | Decimal):
        raise OperatorError(f"{label}看不懂，请引用一个填数字或文字的单元格")
    if isinstance(value, int) and value in _ERROR_NUMBERS:
        raise OperatorError(_error(label, _ERROR_NUMBERS[value]))
    exact = Decimal(value)
    if not exact.is_finite() or exact.copy_abs() >= _TOO_LARGE:
        raise OperatorError(f"{label}的数字太大，请核对")
    return value


def _only(value: object, label: str) -> object:
    while isinstance(value, Sequence) and not isinstance(value, str | bytes):
        if len(value) > 1:
            raise OperatorError(f"{label}请只选一个单元格，不要选一片区域")
        value = value[0] if value else None
    return value


def _error(label: str, text: str) -> str:
    return f"{label}是错误值 {text}，请先改正那一格"


def number(value: Input, label: str, kind: Kind) -> Decimal | None:
    """A number in the unit of `kind` (万元, 人, 分); None for a blank cell or a dash. Faults name the argument."""
    reading = read_value(value, kind)
    if reading.problem:
        raise OperatorError(f"{label}：{reading.problem}")
    if not isinstance(reading.value, Decimal):
        return None
    if abs(reading.value) >= _TOO_LARGE:
        raise OperatorError(f"{label}的数字太大，请核对")
    return reading.value


def points_of(value: Input, label: str) -> Decimal | None:
    """Points (分值), never negative; None for a blank cell."""
    points = number(value, label, "points")
    if points is not None and points < 0:
        raise OperatorError(f"{label}不能是负数：{show(points)}")
    return points


def wording(value: Input, label: str) -> str:
    """A cell's content as a person would write it; "" for a blank one."""
    if isinstance(value, bool):
        raise OperatorError(f"{label}是逻辑值 {show(value)}，请写数值或文字")
    return show(value)


def amount_of(value: Input) -> Decimal | None:
    """The number of a cell that holds one; None for texts, dates and blanks."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return to_decimal(value)


def edition_of(value: Input) -> Edition:
    """The edition named in a cell by its id or its place (岳阳市), else the national one."""
    named = squeeze(wording(value, "版本")).lower() or NATIONAL
    places = {} if named in edition_ids() else {load_edition(one).place_name: one for one in edition_ids()}
    return load_edition(places.get(named, named))


def parameters_of(edition: Input, year: Input = None) -> Parameters:
    """The parameters in force for an edition's place, in `year` or else the edition's own year."""
    chosen = edition_of(edition)
    return Parameters(chosen.place, year_of(year) or chosen.year)


def year_of(value: Input) -> int | None:
    """2023, “2023年”; None for a blank cell."""
    if value is None:
        return None
    text = squeeze(wording(value, "年度")).removesuffix("度").removesuffix("年")
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise OperatorError(f"年度“{show(value)}”看不懂，请写四位数的年份，如 2023")
    return int(text)
