"""Page: puts values on a worksheet so that nothing a unit typed can become a formula, a link or broken XML."""

from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from xlperf.model.address import quoted
from xlperf.model.celltext import cell_text, is_xml
from xlperf.rollup.splice import HERE
from xlperf.rollup.styles import NUMERIC, Styles

MAX_LINKS = 60000
"""Excel opens 65,530 links on a sheet; the rest stay plain text (file, sheet and cell stand there anyway)"""
_FILES = 4096
"""files that are remembered from sheet to sheet"""
OPENABLE = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv"}


@dataclass(frozen=True, slots=True)
class Formula:
    """A native formula (with its "=") and its value as we computed it, exact."""

    text: str
    value: Decimal | int | str
    array: bool = False
    """one that Excel 2010 calculates over ranges only when it is entered as an array formula"""


@dataclass(frozen=True, slots=True)
class Link:
    """A value with a link: to a cell inside the roll-up, or to a file (and a cell in it).

    `file`: its path from the folder where the roll-up lies, with slashes; "" where there is none.
    """

    value: Any
    sheet: str = ""
    cell: str = ""
    file: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Styled:
    """A value under another kind of style than its column's."""

    value: Any
    kind: str
    more: tuple[str, ...] = ()


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that leaves room for finished rows: XlsxWriter needs more than ten times as long for a cell."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self.room: tuple[int, int] = 0, 0
        """first of these rows, from 0, and how many there are"""

    def _write_rows(self) -> None:
        first, count = self.room
        if not count:
            super()._write_rows()
            return
        last = self.dim_rowmax
        self.dim_rowmax = first - 1
        super()._write_rows()
        self.fh.write(HERE.decode())
        self.dim_rowmin, self.dim_rowmax = first + count, last
        super()._write_rows()


class Page:
    """One worksheet of the roll-up with its styles; rows and columns from 0."""

    def __init__(self, book: Workbook, styles: Styles, name: str) -> None:
        self.book, self.styles, self.name = book, styles, name
        self.sheet: _Sheet = book.add_worksheet(name, _Sheet)
        self._links = 0

    def put(self, row: int, column: int, value: Any, kind: str = "text", *more: str) -> None:
        """Write one value in the style `kind` + `more`, the value's own type deciding how.

        Text where a number belongs is shown as typed, in the style of unread values.
        """
        if isinstance(value, Styled):
            value, kind, more = value.value, value.kind, (*more, *value.more)
        if isinstance(value, Link):
            self._link(row, column, value, kind, more)
        elif value is None or value == "":
            self.sheet.write_blank(row, column, None, self._format(kind, more))
        elif isinstance(value, Formula):
            # XlsxWriter writes str() of it: a Decimal arrives exact, and without exponent when it was made from digits.
            result = Decimal(f"{value.value:f}") if isinstance(value.value, Decimal) else value.value
            cell_format = self._format(kind, more)
            if value.array:
                self.sheet.write_array_formula(row, column, row, column, value.text, cell_format, result)
            else:
                self.sheet.write_formula(row, column, value.text, cell_format, result)
        elif isinstance(value, str):
            self._text(row, column, value, kind, more)
        else:
            self.sheet.write_number(row, column, float(value), self._format(kind, more))

    def merge(self, row: int, first: int, last: int, value: Any, kind: str, *more: str) -> None:
        """One value over the columns first..last of a row."""
        if first == last:
            self.put(row, first, value, kind, *more)
            return
        self.sheet.merge_range(row, first, row, last, "", self._format(kind, more))
        self.put(row, first, value, kind, *more)

    def leave(self, first: int, rows: int, columns: int) -> None:
        """Leave room for finished rows, once on a sheet. What stands below is `put` as ever."""
        if rows:
            self.sheet._check_dimensions(first + rows - 1, columns - 1)  # where the sheet ends
            self.sheet.room = first, rows

    def linked(self, row: int, column: int, link: Link, kind: str) -> Any:
        """Set the link of a cell in a finished row; what then is to stand in the cell."""
        url = self._fresh(link)
        if url is None:
            return link.value
        self.sheet.hyperlinks[row][column] = url
        if isinstance(link.value, Styled):
            return Styled(link.value.value, link.value.kind, ("link", *link.value.more))
        return Styled(link.value, kind, ("link",))

    def _format(self, kind: str, more: tuple[str, ...]) -> Any:
        return self.styles.get(*(("cell", kind) if kind not in ("title", "caption", "section") else (kind,)), *more)

    def _text(self, row: int, column: int, value: str, kind: str, more: tuple[str, ...]) -> None:
        self.sheet.write_string(row, column, cell_text(value), self._format(kind, text_style(value, kind, more)))

    def _link(self, row: int, column: int, link: Link, kind: str, more: tuple[str, ...]) -> None:
        url = self._fresh(link)
        if url is not None:
            more = (*more, "link")
            self.sheet.write_url(row, column, url, self._format(kind, more))
        self.put(row, column, link.value, kind, *more)

    def _fresh(self, link: Link) -> Url | None:
        """The target of one more link; None where there is none, or too many are there already."""
        url = self._url(link) if link.value not in (None, "") and self._links < MAX_LINKS else None
        self._links += url is not None
        return url

    def _url(self, link: Link) -> Url | None:
        if link.file:
            return file_url(link)
        if not link.sheet:
            return None
        url = Url(f"internal:{quoted(link.sheet)}!{link.cell or 'A1'}")
        url.tip = cell_text(link.tip)[:200]
        return url


def text_style(value: str, kind: str, more: tuple[str, ...]) -> tuple[str, ...]:
    """What a text adds to its column's style: unread where a number belongs, quoted where it looks like a formula."""
    if kind in NUMERIC and kind != "big":
        more = (*more, "unread")
    return (*more, "quoted") if value[0] in "=+-@\t" else more


def plain_value(value: Any) -> Any:
    """What a cell shows, out of its link, style or formula."""
    while isinstance(value, Link | Styled | Formula):
        value = value.value
    return value


def link_target(link: Link) -> tuple[str, str]:
    """The file with the sheet, and the cell, as the function HYPERLINK takes them; ("", "") where no link can work."""
    start = _start(link.file, link.sheet if link.cell else "")
    return start, link.cell.partition(" ")[0] if start.endswith("!") else ""


@lru_cache(maxsize=256)
def _start(file: str, sheet: str) -> str:
    """The cells of a form have it in common."""
    if not file or "#" in file or not _fits(file):
        return ""
    return f"{file}#{quoted(sheet)}!" if sheet and _openable(file) else file


def file_url(link: Link) -> Url | None:
    """A relative link to a file, to a cell of it where it is a workbook; None where no link can work.

    The target is a relative URI with slashes, which Excel, WPS and LibreOffice follow; the sheet's name stands in the
    link's location, apart from the target.
    """
    place = _place(link)
    if not _fits(link.file + place):
        return None
    url = copy(_url_to(place))
    url._relationship_link = _escaped(link.file)
    url.tip = cell_text(link.tip)[:200]
    return url


@lru_cache(maxsize=_FILES)
def _url_to(place: str) -> Url:
    """The same places come up in thousands of files."""
    return Url(f"external:file{place}")


@lru_cache(maxsize=_FILES)
def _openable(file: str) -> bool:
    return PurePosixPath(file).suffix.lower() in OPENABLE


def _place(link: Link) -> str:
    """#'附件2'!E9 for a cell of a workbook; "" for other files."""
    openable = link.sheet and link.cell and _openable(link.file)
    return f"#{quoted(link.sheet)}!{link.cell.split()[0]}" if openable else ""


def _fits(target: str) -> bool:
    return len(target) <= 1000 and "\n" not in target and is_xml(target)


@lru_cache(maxsize=_FILES)
def _escaped(path: str) -> str:
    """A path as a URI reference: what is not allowed there in percent notation, Chinese left readable."""
    return "".join(c if c.isalnum() or c in "/._-~" else "".join(f"%{b:02X}" for b in c.encode()) for c in path)
