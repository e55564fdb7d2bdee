"""Log (操作记录): what xlperf did to a book, kept in the book on a hidden sheet, so that it can be taken back.

One record is one JSON text in column A: no spreadsheet turns it into a date, a number or a formula.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import xlwings as xw

SHEET = "_xlperf_log"
_TITLE = "xlperf 操作记录（请勿修改）"
Kind = Literal["colour", "note", "suggest", "value", "formula", "sheet", "added", "removed", "answer", "cursor"]
MARKS: tuple[Kind, ...] = ("colour", "note", "suggest", "sheet")
"""what 清除标记 takes away; `sheet`: a sheet of ours, `added`, `removed`: a project sheet of the clerk's"""
Value = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Record:
    """One change: what stood there `before` and what stands there `after`; `batch` joins those of one press."""

    batch: int
    time: str
    action: str
    kind: Kind
    sheet: str
    cell: str
    before: Value = None
    after: Value = None


class Log:
    """The records of one book, oldest first. Changes reach the book with `save`."""

    def __init__(self, book: xw.Book, action: str, records: list[Record]) -> None:
        self._book, self._action = book, action
        self.records = records
        self.batch = max((record.batch for record in records), default=0) + 1

    @classmethod
    def of(cls, book: xw.Book, action: str) -> Log:
        """Read the log of a book; empty where it has none. Lines that someone changed beyond reading are left out."""
        if SHEET not in [sheet.name for sheet in book.sheets]:
            return cls(book, action, [])
        texts = book.sheets[SHEET].used_range.options(ndim=2).value
        return cls(book, action, list(_records(row[0] for row in texts[1:])))

    def add(self, kind: Kind, sheet: str, cell: str, before: Value = None, after: Value = None) -> None:
        """Remember one change of this press."""
        now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
        self.records.append(Record(self.batch, now, self._action, kind, sheet, cell, before, after))

    def of_kind(self, *kinds: Kind) -> list[Record]:
        """Records of these kinds, oldest first."""
        return [record for record in self.records if record.kind in kinds]

    def drop(self, gone: Iterable[Record]) -> None:
        """Forget records: what they tell of has been taken back."""
        doomed = {id(record) for record in gone}
        self.records = [record for record in self.records if id(record) not in doomed]

    def save(self) -> None:
        """Write the log into the book; without records the sheet goes away."""
        there = SHEET in [sheet.name for sheet in self._book.sheets]
        if not self.records:
            if there:
                self._book.sheets[SHEET].delete()
            return
        if not there:
            active = self._book.sheets.active
            self._book.sheets.add(SHEET, after=self._book.sheets[len(self._book.sheets) - 1])
            active.activate()
            self._book.sheets[SHEET].visible = False
        sheet = self._book.sheets[SHEET]
        sheet.clear_contents()
        sheet.range("A1").value = [
            [_TITLE],
            *([json.dumps(asdict(r), ensure_ascii=False, default=str)] for r in self.records),
        ]


def _records(texts: Iterable[object]) -> Iterator[Record]:
    for text in texts:
        try:
            yield Record(**json.loads(str(text)))
        except (ValueError, TypeError):
            continue
