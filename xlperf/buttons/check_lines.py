"""The lines (行) of the 校验 sheet that belong to one project sheet: one block more, one fewer, another name.

Contents come from the copy made when the button was pressed; places are looked up in the open book.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.buttons.session import Session
from xlperf.model.address import row_column
from xlperf.workbook.contents import Content, contents_of
from xlperf.workbook.template import write_template

if TYPE_CHECKING:
    import xlwings as xw

CHECKS = "校验"
_FIRST = 6
"""first row of the 校验 sheet below its head (from 1)"""
_COUNTED = "A4"
"""the head's line about sheets copied by hand names the last project sheet"""
_AT_LEAST = re.compile(r"(?<=N\(\$D\$4\)>=)\d+")
"""in a bar: a sheet is in use where there are at least as many projects as its number"""
_STRINGS = re.compile(r'"(?:[^"]|"")*"')
_REFERENCES = re.compile(
    r"""("(?:[^"]|"")*")|((?:'[^']+'|[^\W\d][\w.-]*)!)?(\$[A-Z]{1,3}\$\d+(?::\$[A-Z]{1,3}\$\d+)?)"""
)
Row = Sequence[Content | None]


@dataclass(frozen=True)
class Lines:
    """What stands on the rows from `first` (from 1) on, written for the project sheet `sheet`."""

    sheet: str
    first: int
    rows: Sequence[Row]

    def at(self, first: int, sheet: str = "") -> list[list[Content | None]]:
        """The same lines on other rows and, if it is given, for another project sheet."""
        return [[self._moved(content, first - self.first, sheet or self.sheet) for content in row] for row in self.rows]

    def _moved(self, content: Content | None, by: int, sheet: str) -> Content | None:
        if not isinstance(content, str):
            return content
        if content.startswith("=") and by:
            content = _REFERENCES.sub(lambda found: self._reference(found, by), content)
        if sheet == self.sheet:
            return content
        return _AT_LEAST.sub(sheet.rpartition("-")[2], _name(self.sheet).sub(lambda _: sheet, content))

    def _reference(self, found: re.Match[str], by: int) -> str:
        """Places among these lines move with them; what names a sheet, or stands in a text, does not."""
        if found[1] or found[2]:
            return found[0]
        rows = range(self.first, self.first + len(self.rows))
        return re.sub(r"\$(\d+)", lambda n: f"${int(n[1]) + by}" if int(n[1]) in rows else n[0], found[3])

    def packed(self) -> str:
        """As a short text for the log; formulas repeat each other much."""
        return base64.b64encode(zlib.compress(json.dumps(asdict(self)).encode(), 9)).decode()

    @classmethod
    def unpacked(cls, text: str) -> Lines:
        """Raises ValueError (or zlib.error) where someone changed the text."""
        return cls(**json.loads(zlib.decompress(base64.b64decode(text, validate=True))))


def lines_of(session: Session, name: str) -> Lines:
    """The lines of a project sheet, its bar included, as they were when the button was pressed."""
    grid = _grid(session.copy)
    first, end = _block([row[1] for row in grid], name)
    return Lines(name, first, grid[first - 1 : end])


def drop_lines(session: Session, name: str) -> None:
    """Take the lines of a project sheet away."""
    sheet = session.book.sheets[CHECKS]
    first, end = _block(_names(sheet), name)
    with session.desk.unprotected(sheet):
        # The bar above the lines is merged, so whole rows go.
        sheet.range(f"{first}:{end}").delete("up")


def insert_lines(session: Session, lines: Lines, name: str, *, before: str = "", after: str = "") -> None:
    """Put lines for the project sheet `name` before or after those of another one, and make them look alike."""
    sheet = session.book.sheets[CHECKS]
    first, end = _block(_names(sheet), before or after)
    at, count = (first if before else end + 1), len(lines.rows)
    with session.desk.unprotected(sheet):
        sheet.range(f"{at}:{at + count - 1}").insert("down")
        like = first + count if before else first
        sheet.range(f"{like}:{like + count - 1}").copy(sheet.range(f"{at}:{at + count - 1}"))
        rows = [[_literal(content) for content in row] for row in lines.at(at, name)]
        sheet.range((at, 1), (at + count - 1, len(rows[0]))).value = rows


def rename_lines(session: Session, old: str, new: str) -> None:
    """The program has followed the renamed sheet in references; texts and links are left to us."""
    sheet = session.book.sheets[CHECKS]
    first, _ = _block(_names(sheet), old)
    lines = lines_of(session, old)
    called = _name(old)
    with session.desk.unprotected(sheet):
        for row, contents in enumerate(lines.at(first, new)):
            for column, content in enumerate(contents):
                text = str(lines.rows[row][column])
                said = _STRINGS.findall(text) if text.startswith("=") else [text]
                if any(called.search(part) for part in said) or _AT_LEAST.search(text):
                    sheet.range((first + row, column + 1)).value = _literal(content)


def rewrite_tail(session: Session, form: str, projects: int) -> None:
    """Write what names project sheets below their lines as in a template with so many of them; number all lines.

    Cells that name none stay: their references have followed the rows that the clerk inserted in 附件1 and 附件2.
    """
    sheet = session.book.sheets[CHECKS]
    last = f"{form}-{projects}"
    grid = _built(session, projects)
    _, end = _block([row[1] for row in grid], last)
    tail = Lines(last, end + 1, grid[end:])
    names = _names(sheet)
    _, end = _block(names, last)
    with session.desk.unprotected(sheet):
        for row, contents in enumerate(tail.at(end + 1), end + 1):
            for column, content in enumerate(contents, 1):
                if f"{form}-" in str(content):
                    sheet.range((row, column)).value = _literal(content)
        sheet.range(_COUNTED).value = _literal(grid[row_column(_COUNTED)[0]][0])
        _number(sheet, names)


def _number(sheet: xw.Sheet, names: Sequence[object]) -> None:
    heads = sheet.range((1, 1), (len(names), 1)).options(ndim=1).value
    number = 0
    for row, (head, name) in enumerate(zip(heads, names, strict=True), 1):
        if row < _FIRST or not name:
            continue
        number += 1
        if head != number:
            sheet.range((row, 1)).value = number


def _names(sheet: xw.Sheet) -> list[object]:
    """Column B from row 1: which sheet each line is about."""
    return list(sheet.range((1, 2), (sheet.used_range.last_cell.row, 2)).options(ndim=1).value)


def _block(names: Sequence[object], name: str) -> tuple[int, int]:
    """First and last row of a sheet's lines, its bar included. Further down the last lines name sheets again."""
    start = names.index(name, _FIRST - 1)
    end = next((n for n in range(start, len(names)) if names[n] != name), len(names))
    return start, end  # the bar is one above the first line, and rows count from 1


def _built(session: Session, projects: int) -> list[Row]:
    """The 校验 sheet of a fresh template."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "模板.xlsx"
        write_template(session.edition, path, projects=projects)
        return _grid(path)


@lru_cache(maxsize=2)
def _grid(path: Path) -> list[Row]:
    """All rows of the 校验 sheet of a file, equally wide."""
    cells = {row_column(address): content for address, content in contents_of(path, CHECKS).items()}
    height, width = (max(place[axis] for place in cells) + 1 for axis in (0, 1))
    return [[cells.get((row, column)) for column in range(width)] for row in range(height)]


def _name(sheet: str) -> re.Pattern[str]:
    """附件3-1, but not 附件3-10."""
    return re.compile(re.escape(sheet) + r"(?!\d)")


def _literal(content: Content | None) -> Content | None:
    """A text stays the text it is."""
    return f"'{content}" if isinstance(content, str) and not content.startswith("=") else content
