"""Grids: all that is filled on the sheets of a workbook, in one pass over its parts.

The fast readers give values only; here the number format tells a percent from a number, a formula that was never
calculated is no blank, and an error (#REF!) is no blank either. Cells are kept sparsely: a stray far cell costs nothing.
"""

import math
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from lxml import etree

from xlperf.errors import UnreadableFile
from xlperf.model.address import a1, row_column
from xlperf.model.values import show, to_decimal
from xlperf.workbook.reading.kinds import broken
from xlperf.workbook.reading.parts import Parts, local

MAX_CELLS = 400_000
_PERCENT_FORMATS = {9: 0, 10: 2}
_TYPED_PERCENT = re.compile(r"[+=]*[0-9]+(?:\.([0-9]+))?%")
_TOO_LARGE = 1e20
"""no entry of a form; numbers of this size cannot be counted with"""
_BROKEN = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, LookupError, ValueError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


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
class Sheet:
    """One worksheet; rows and columns from 0. `cells` holds filled cells only; `merges` are (top, left, bottom, right).

    `empty_formulas`: cells whose formula was calculated and shows nothing.
    """

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Raw] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)
    _areas: dict[tuple[int, int], tuple[int, int, int, int]] | None = None

    def area(self, row: int, column: int) -> tuple[int, int, int, int]:
        """The merged area over a cell, or the cell itself, as (top, left, bottom, right)."""
        if self._areas is None:
            self._areas = {
                (r, c): area
                for area in self.merges
                for r in range(area[0], area[2] + 1)
                for c in range(area[1], area[3] + 1)
            }
        return self._areas.get((row, column), (row, column, row, column))

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The upper left cell of the merged area over a cell."""
        return self.area(row, column)[:2]

    def at(self, row: int, column: int) -> Raw | None:
        """What stands in a cell, or in the merged area over it."""
        return self.cells.get(self.corner(row, column))

    @property
    def height(self) -> int:
        """One more than the last filled row."""
        return max((row for row, _ in self.cells), default=-1) + 1


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets, the defined names (name, sheet number or None → formula), and when it was last saved."""

    sheets: tuple[Sheet, ...]
    names: Mapping[tuple[str, int | None], str]
    saved: str
    notes: tuple[str, ...]


def load_book(path: Path) -> Book:
    """Read a workbook. Raises UnreadableFile with the reason in Chinese."""
    try:
        return _load(Parts(path))
    except _BROKEN as fault:
        raise UnreadableFile(broken(path.name)) from fault


def _load(parts: Parts) -> Book:
    workbook = parts.root("workbook")
    formats = _formats(parts)
    strings = [_text(item) for item in parts.children("sharedStrings", "si")]
    epoch = datetime(1904, 1, 1) if _dates_from_1904(workbook) else datetime(1899, 12, 30)
    notes: list[str] = []
    sheets = []
    for entry in (e for e in workbook.iter() if local(e) == "sheet"):
        sheet = Sheet(str(entry.get("name")), entry.get("state", "visible") != "visible")
        target = parts.sheet(str(next(v for k, v in entry.items() if k.endswith("}id"))))
        if target is None:
            notes.append(f"“{sheet.name}”不是数据表（图表或宏表），没有读")
            continue
        _Reader(sheet, strings, formats, epoch).read(target)
        sheets.append(sheet)
    names = {
        (str(e.get("name")), int(str(e.get("localSheetId"))) if e.get("localSheetId") else None): e.text or ""
        for e in workbook.iter()
        if local(e) == "definedName"
    }
    return Book(tuple(sheets), names, parts.saved(), tuple(notes))


def _dates_from_1904(workbook: etree._Element) -> bool:
    return any(local(e) == "workbookPr" and e.get("date1904") in ("1", "true") for e in workbook)


def _text(item: etree._Element) -> str:
    """The text of a shared or inline string; readings over characters (phonetic) left out."""
    return "".join(
        e.text or "" for e in item.iter() if local(e) == "t" and not any(local(a) == "rPh" for a in e.iterancestors())
    )


def _formats(parts: Parts) -> list[tuple[int | None, bool]]:
    """For each cell format: (places of a percent or None, is a date)."""
    custom: dict[int, str] = {}
    formats: list[tuple[int | None, bool]] = []
    for element in parts.iter("styles"):
        if local(element) == "numFmt":
            custom[int(str(element.get("numFmtId")))] = str(element.get("formatCode"))
        elif local(element) == "cellXfs":
            formats = [_format(int(xf.get("numFmtId", "0")), custom) for xf in element]
    return formats


def _format(number: int, custom: Mapping[int, str]) -> tuple[int | None, bool]:
    code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", custom.get(number, ""))
    if "%" in code:
        return len(re.search(r"\.(0*)", code)[1]) if re.search(r"\.(0+)", code) else 0, False  # type: ignore[index]
    is_date = number in _DATE_FORMATS and number not in custom
    return _PERCENT_FORMATS.get(number), is_date or bool(
        re.search(r"[ymdhs年月日]", code, re.I) and code.lower() != "general"
    )


@dataclass
class _Reader:
    sheet: Sheet
    strings: list[str]
    formats: list[tuple[int | None, bool]]
    epoch: datetime

    def read(self, stream: bytes) -> None:
        """Fill the sheet from its part."""
        root = etree.fromstring(stream, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        row = column = -1
        for element in root.iter():
            tag = local(element)
            if tag == "row":
                row = int(str(element.get("r"))) - 1 if element.get("r") else row + 1
                column = -1
            elif tag == "c":
                row, column = row_column(str(element.get("r"))) if element.get("r") else (row, column + 1)
                raw = self._cell(element, a1(row, column))
                if raw is None and any(local(child) == "f" for child in element):
                    self.sheet.empty_formulas.add((row, column))
                if raw is not None:
                    self.sheet.cells[row, column] = raw
                    if len(self.sheet.cells) > MAX_CELLS:
                        raise UnreadableFile(f"工作表“{self.sheet.name}”的内容超过 {MAX_CELLS} 格的上限，不像是自评表")
            elif tag == "mergeCell":
                first, _, last = str(element.get("ref")).partition(":")
                self.sheet.merges.append((*row_column(first), *row_column(last or first)))

    def _cell(self, element: etree._Element, address: str) -> Raw | None:
        kind = element.get("t", "n")
        parts = {local(child): child for child in element}
        formula = "f" in parts
        text = (
            (_text(parts["is"]) if "is" in parts else "")
            if kind == "inlineStr"
            else parts["v"].text or ""
            if "v" in parts
            else ""
        )
        if kind == "s" and text:
            if not text.isdecimal() or int(text) >= len(self.strings):
                return Raw("？", "？", formula=formula, problem="这一格的文字不在文件里（文件有损坏），请重新填写")
            text = self.strings[int(text)]
        if not text:
            never = formula and kind != "str"  # a calculated empty text says that it is a text
            said = f"{address} 的公式没有算过，没有结果"
            return Raw("", "", formula=True, problem=said, uncalculated=True) if never else None
        if kind == "e":
            return Raw(text, text, formula=formula, problem=f"单元格是错误值 {text}")
        if kind in ("s", "str", "inlineStr"):
            return Raw(text, text, formula=formula)
        if kind == "b":
            return Raw("TRUE" if text == "1" else "FALSE", "TRUE" if text == "1" else "FALSE", formula=formula)
        if kind == "d":
            return Raw(text, text, formula=formula)
        written = _TYPED_PERCENT.fullmatch(parts["f"].text or "") if formula else None
        return self._number(text, int(element.get("s", "0")), formula, len(written[1] or "") if written else None)

    def _number(self, text: str, style: int, formula: bool, written: int | None) -> Raw:
        """`written`: places of a percent that was typed as a formula, =100%."""
        places, is_date = self.formats[style] if style < len(self.formats) else (None, False)
        places = written if places is None else places
        problem = _unfit(text)
        if problem:
            return Raw(text, text, formula=formula, problem=problem)
        value = to_decimal(float(text))
        if is_date and 1 <= value < 2_956_000:
            moment = self.epoch + timedelta(days=float(value))
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
