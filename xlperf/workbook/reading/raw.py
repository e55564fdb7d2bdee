"""What a stored cell comes to: the value, what a person sees typed, and what is special about it."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from xlperf.model.address import a1, row_column
from xlperf.model.values import show, to_decimal
from xlperf.workbook.reading.parts import local, parse

MAX_CELLS = 400_000
Area = tuple[int, int, int, int]
"""top, left, bottom, right; from 0"""
Format = tuple[int | None, bool]
"""of a cell format: places of a percent or None, whether it shows dates"""
_PERCENT_FORMATS = {9: 0, 10: 2}
_TYPED_PERCENT = re.compile(r"[+=]*[0-9]+(?:\.([0-9]+))?%")
_TOO_LARGE = 1e20
"""no entry of a form; numbers of this size cannot be counted with"""
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_NO_FORMAT: Format = (None, False)
_REMEMBERED = 1_000
"""longest text worth remembering from file to file"""


@dataclass(frozen=True, slots=True)
class Raw:
    """One filled cell: the value, what a person sees typed, and what is special about it."""

    value: str | Decimal | date
    typed: str
    percent: bool = False
    formula: bool = False
    problem: str = ""
    uncalculated: bool = False
    """a formula that no program has calculated yet"""


@dataclass(slots=True)
class Filled:
    """What is filled on a sheet, see grid.Sheet."""

    cells: dict[tuple[int, int], Raw] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)


def area(reference: str) -> Area:
    """B3:C5 → (2, 1, 4, 2). Raises ValueError for anything else."""
    first, _, last = reference.partition(":")
    top, left = row_column(first)
    return (top, left, *row_column(last)) if last else (top, left, top, left)


class Shared(dict[bytes, Raw | None]):
    """Cells with a shared text, by the text's number as stored; made when first met. None: look closer."""

    def __init__(self, strings: Sequence[str]) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, stored: bytes) -> Raw | None:
        number = int(stored) if stored.isdigit() else len(self._strings)
        text = self._strings[number] if number < len(self._strings) else ""
        found = (_text_raw(text, False) if len(text) < _REMEMBERED else Raw(text, text)) if text else None
        self[stored] = found
        return found


@dataclass(frozen=True)
class Values:
    """What the sheets of one workbook refer to: shared texts, cell formats, and the day that dates count from."""

    strings: Sequence[str]
    formats: Sequence[Format]
    from_1904: bool
    met: dict[tuple[bytes, ...], Raw] = field(default_factory=dict)
    """cells by all that is stored of them, for quick.py: most cells are like one before"""

    @cached_property
    def shared(self) -> "Shared":
        """Cells with a shared text and no formula."""
        return Shared(self.strings)

    def raw(self, kind: str, style: str, formula: str | None, text: str, at: tuple[int, int]) -> Raw | None:
        """A cell by its type, format and stored text, `formula` None if it has none; None for a cell without content."""
        has_formula = formula is not None
        if kind == "s" and text:
            if not text.isdecimal() or int(text) >= len(self.strings):
                return Raw("？", "？", formula=has_formula, problem="这一格的文字不在文件里（文件有损坏），请重新填写")
            text = self.strings[int(text)]
        if not text:
            never = has_formula and kind != "str"  # a calculated empty text says that it is a text
            said = f"{a1(*at)} 的公式没有算过，没有结果"
            return Raw("", "", formula=True, problem=said, uncalculated=True) if never else None
        if kind == "e":
            return Raw(text, text, formula=has_formula, problem=f"单元格是错误值 {text}")
        if kind == "b":
            text = "TRUE" if text == "1" else "FALSE"
        if kind in ("s", "str", "inlineStr", "b", "d"):
            return _text_raw(text, has_formula) if len(text) < _REMEMBERED else Raw(text, text, formula=has_formula)
        written = _TYPED_PERCENT.fullmatch(formula) if formula else None
        number = int(style)
        places, is_date = self.formats[number] if number < len(self.formats) else _NO_FORMAT
        if places is None and written:
            places = len(written[1] or "")  # a percent that was typed as a formula, =100%
        make = _number_raw if len(text) < _REMEMBERED else _number_raw.__wrapped__
        return make(text, places, is_date, has_formula, self.from_1904)


@lru_cache(maxsize=20_000)
def _text_raw(text: str, formula: bool) -> Raw:
    return Raw(text, text, formula=formula)


@lru_cache(maxsize=20_000)
def _number_raw(text: str, places: int | None, is_date: bool, formula: bool, from_1904: bool) -> Raw:
    problem = _unfit(text)
    if problem:
        return Raw(text, text, formula=formula, problem=problem)
    value = to_decimal(float(text))
    if is_date and 1 <= value < 2_956_000:
        moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=float(value))
        day = date(moment.year, moment.month, moment.day)
        return Raw(day, f"{day.year}年{day.month}月{day.day}日", formula=formula)
    if places is not None:
        exact = show(value * 100)
        shown = exact if len(exact.partition(".")[2]) >= places else f"{value * 100:.{places}f}"
        return Raw(value, f"{shown}%", percent=True, formula=formula)
    return Raw(value, show(value), formula=formula)


def _unfit(text: str) -> str:
    """Why what a cell stores as a number is none to count with; "" for a number."""
    try:
        number = float(text)
    except ValueError:
        return f"这一格存的不是数字，而是“{text}”，请重新填写"
    if not math.isfinite(number):
        return f"这一格的数不是有效的数字（{text}），请重新填写"
    return f"数字太大（{text}），请核对后重新填写" if abs(number) >= _TOO_LARGE else ""


def read_formats(styles: bytes) -> Sequence[Format]:
    """The cell formats of a part of styles: thousands of files share the same few, so they are remembered."""
    return _formats(styles) if len(styles) < 200_000 else _formats.__wrapped__(styles)


@lru_cache(maxsize=64)
def _formats(styles: bytes) -> Sequence[Format]:
    custom: dict[int, str] = {}
    formats: list[Format] = []
    for element in parse(styles).iter("{*}numFmt", "{*}cellXfs"):
        if local(element) == "numFmt":
            custom[int(str(element.get("numFmtId")))] = str(element.get("formatCode"))
        else:
            formats = [_format(int(xf.get("numFmtId", "0")), custom) for xf in element]
    return formats


def _format(number: int, custom: Mapping[int, str]) -> Format:
    code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", custom.get(number, ""))
    if "%" in code:
        return len(re.search(r"\.(0*)", code)[1]) if re.search(r"\.(0+)", code) else 0, False  # type: ignore[index]
    is_date = number in _DATE_FORMATS and number not in custom
    return _PERCENT_FORMATS.get(number), is_date or bool(
        re.search(r"[ymdhs年月日]", code, re.I) and code.lower() != "general"
    )
