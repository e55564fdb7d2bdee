"""One meaning each for blank, number, money, percent, date and rounding.

`read_value` turns what a person typed into a value, or says why it cannot; it never guesses and never makes
0 or blank of what it cannot read. Each change on the way is a repair, told in Chinese.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["money", "count", "area", "ratio", "points", "text", "number", "choice"]
State = Literal["filled", "blank", "none", "unreadable"]
Value = Decimal | str | date | None

_DASHES = re.compile(r"[-—–―─－/／\\无]+|不适用|不涉及")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?|[+-]?\.\d+")
_PLAIN = re.compile(r"[!-~一-鿿、。“”\s]*")
"""signs that NFKC leaves alone, and white space, which goes anyway"""
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_UNITS: dict[str, dict[str, Decimal]] = {
    "money": {
        "万元": Decimal(1),
        "万": Decimal(1),
        "元": Decimal("0.0001"),
        "亿元": Decimal(10000),
        "亿": Decimal(10000),
    },
    "count": {"人": Decimal(1), "名": Decimal(1), "个": Decimal(1)},
    "area": {"㎡": Decimal(1), "m2": Decimal(1), "m²": Decimal(1), "平方米": Decimal(1), "平米": Decimal(1)},
    "points": {"分": Decimal(1)},
    "ratio": {"%": Decimal("0.01"), "‰": Decimal("0.001")},
    "number": {},
}
_UNIT_NAMES = {"money": "万元", "count": "人", "area": "平方米", "points": "分", "ratio": "%"}


class Reading(NamedTuple):
    """What a typed text was read as. `problem` (Chinese) stands only with state `unreadable`."""

    value: Value
    state: State
    problem: str = ""
    repairs: tuple[str, ...] = ()


BLANK = Reading(None, "blank")
_TOO_LARGE = Decimal(10) ** 15
"""no amount, count or rate; spreadsheets keep 15 digits"""
_QUANTIZED = Decimal(10) ** 27
"""Decimal counts with 28 digits"""


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as Excel does (四舍五入): 2.675 → 2.68 at two places; never half even."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def to_decimal(number: float | int | Decimal) -> Decimal:
    """A spreadsheet number as the decimal a person sees: float 0.1 is 0.1, and 1389.0100000000002 is 1389.01.

    Excel keeps and shows 15 significant digits, so do we.
    """
    if isinstance(number, Decimal):
        return number
    if isinstance(number, int):
        return Decimal(number)
    value = Decimal(f"{number:.15g}")
    whole = value.is_finite() and abs(value) < _QUANTIZED and value == value.to_integral()
    return value.quantize(Decimal(1)) if whole else value


@lru_cache(maxsize=20_000)
def squeeze(text: str) -> str:
    """A label or typed text without any white space, full-width forms folded (NFKC): for comparison only."""
    folded = text if _PLAIN.fullmatch(text) else unicodedata.normalize("NFKC", text)
    return "".join(folded.split())


def tidy(text: str) -> str:
    """Text without the white space around it (ideographic spaces too); line breaks inside stay."""
    return text.strip()


def read_value(
    typed: str | float | int | Decimal | bool | date | None, kind: Kind, *, percent_format: bool = False
) -> Reading:
    """Read one cell's content as `kind`.

    money → Decimal 万元, ratio → Decimal fraction (95% → 0.95), count/points/area → Decimal, text/choice → str.
    `percent_format` says that the cell shows a percent sign by its number format.
    """
    if typed is None or (isinstance(typed, str) and not tidy(typed)):
        return BLANK
    if kind in ("text", "choice"):
        return Reading(show(typed) if not isinstance(typed, str) else tidy(typed), "filled")
    if isinstance(typed, (bool, date, datetime)):
        return Reading(None, "unreadable", f"这里应填数字，读到的是“{show(typed)}”")
    if isinstance(typed, str):
        return _read_text_number(typed, kind)
    return _read_typed_number(to_decimal(typed), kind, percent_format)


def _read_typed_number(number: Decimal, kind: Kind, percent_format: bool) -> Reading:
    if not number.is_finite() or number.copy_abs() >= _TOO_LARGE:
        return Reading(None, "unreadable", f"数字太大或无效（{number}），请核对后重新填写")
    if kind == "ratio" and not percent_format:
        if number == 0:
            return Reading(number, "filled")
        return Reading(
            None,
            "unreadable",
            f"百分数没有写百分号：“{plain(number)}”可能是 {plain(number)}%，也可能是 {plain(number * 100)}%",
        )
    return Reading(number, "filled")


def _read_text_number(typed: str, kind: Kind) -> Reading:
    text = squeeze(typed)
    if _DASHES.fullmatch(text):
        return Reading(None, "none")
    repairs: list[str] = []
    if text != typed:
        repairs.append(f"“{typed}”去空格、全角转半角，读作“{text}”" if text else "")
    scale = Decimal(1)
    for unit in sorted(_UNITS[kind], key=len, reverse=True):
        if text.lower().endswith(unit):
            scale, text = _UNITS[kind][unit], text[: -len(unit)]
            if kind != "ratio":
                repairs.append(f"单元格里写了单位“{unit}”，已折算为{_UNIT_NAMES[kind]}")
            break
    else:
        unit = ""
    if _GROUPED.fullmatch(text):
        repairs.append(f"“{text}”去掉千分位逗号")
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return Reading(None, "unreadable", f"这里应填数字，读到的是“{tidy(typed)}”")
    number = Decimal(text)
    if abs(number) >= _TOO_LARGE:
        return Reading(None, "unreadable", f"数字太大（{text}），请核对后重新填写")
    if kind == "ratio" and not unit and number != 0:
        problem = f"百分数没有写百分号：“{text}”可能是 {text}%，也可能是 {plain(number * 100)}%"
        return Reading(None, "unreadable", problem, tuple(repairs))
    if not repairs:
        repairs.append("数字是以文本形式存的，已按数字读")
    return Reading(
        number * scale, "filled", "", tuple(r for r in repairs if r) if kind != "ratio" or text != typed else ()
    )


def plain(number: Decimal) -> str:
    """A number without exponent and without idle zeros: 1E+2 → 100, 5.00 → 5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(ratio: Decimal, places: int = 2) -> str:
    """0.9167 → 91.67%."""
    return f"{round_half_up(ratio * 100, places):f}%"


def amount(number: Decimal) -> str:
    """Money as a clerk writes it, two places at least: 1389.01, 89.974."""
    places = max(2, -int(number.as_tuple().exponent)) if number == number.to_integral() or "." in f"{number:f}" else 2
    return plain(number) if places > 2 else f"{number:.2f}"


def show(value: object) -> str:
    """Any cell content as a person would write it (dates as 2023-12-31)."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat(" ")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return plain(to_decimal(value))
    if isinstance(value, (int, Decimal)):
        return plain(Decimal(value))
    return str(value)
