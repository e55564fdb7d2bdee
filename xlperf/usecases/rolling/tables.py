"""Tables (长表) of a roll-up as files for other programs: CSV, and Parquet where the extra for it is installed."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.errors import OperatorError
from xlperf.model.values import round_half_up
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import plain_value
from xlperf.rollup.revision import compare
from xlperf.rollup.sheets import Sheet, all_sheets
from xlperf.usecases.faults import cannot_write
from xlperf.usecases.outputs import make_folder
from xlperf.usecases.rolling.files import Files

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""begins of texts that spreadsheet programs take for formulas when they open a CSV file"""
_MARK = "'"


def write_tables(content: Content, files: Files, folder: Path) -> list[Path]:
    """Write every table of the roll-up into `folder`, named as its sheet; what is there is replaced.

    CSV is UTF-8 with a mark, so that Excel reads it; numbers with all their digits; a text that begins like a formula
    gets an apostrophe before it. Parquet (needs pyarrow) has texts as they are, and decimals to
    18 places. Raises
    OperatorError where the folder cannot be written.
    """
    make_folder(folder)
    made = []
    try:
        for sheet in all_sheets():
            if sheet.long or sheet.table is not None:
                columns = sheet.columns or content.table(sheet.name).columns
                rows = (list(map(plain_value, row)) for row in _rows(sheet, content, files))
                made += _write(folder / sheet.name, columns, rows)
    except OSError as fault:
        raise OperatorError(cannot_write(folder, fault)) from fault
    return made


def _rows(sheet: Sheet, content: Content, files: Files) -> Iterator[Sequence[Any]]:
    if sheet.revisions is not None:
        for revision in content.settled.revisions:
            for pair in revision.pairs:
                yield from sheet.revisions(compare(pair, files.reading(pair.other), files.reading(pair.counts)))
        return
    if sheet.rows is None:
        yield from content.table(sheet.name).rows
        return
    for unit in content.accepted:
        for entry in unit.entries:
            file = files.of(entry)
            for number, part in entry.parts:
                if sheet.name in part.rows:
                    yield from sheet.rows(file.parts[number])


def _write(stem: Path, columns: Sequence[Column], rows: Iterator[list[Any]]) -> list[Path]:
    heads = _heads(columns)
    parquet = _Parquet(stem.with_suffix(".parquet"), heads, columns)
    path = stem.with_suffix(".csv")
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as stream:
        writer = csv.writer(stream)
        writer.writerow(heads)
        for row in rows:
            writer.writerow([_safe(value) for value in row])
            parquet.add(row)
    return [path, *parquet.close()]


def _heads(columns: Sequence[Column]) -> list[str]:
    """Headers as in the workbook, with their group where they would not be unique."""
    plain = [column.header.replace("\n", "") for column in columns]
    return [
        f"{column.group}·{head}" if column.group and plain.count(head) > 1 else head
        for column, head in zip(columns, plain, strict=True)
    ]


def _safe(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return _MARK + value if isinstance(value, str) and value.startswith(_FORMULA) else value


class _Parquet:
    """A Parquet file, written some rows at a time; none where pyarrow is not installed.

    A column of numbers stays one: what is no number there (未能读出) goes into a second column of texts beside it.
    """

    ROWS = 50_000
    PLACES: int = 18
    TOO_LARGE: Decimal = Decimal(10) ** 20
    """of 38 digits; a quotient with more places is rounded to these, a number too large for the rest stands as a text"""
    TYPES = ("money", "ratio", "points", "number", "area", "count")

    def __init__(self, path: Path, heads: Sequence[str], columns: Sequence[Column]) -> None:
        self._path, self._heads = path, heads
        self._numbers = [column.kind in self.TYPES for column in columns]
        self._waiting: list[list[Any]] = []
        self._writer: Any = None
        try:
            import pyarrow
            import pyarrow.parquet

            self._arrow: Any = pyarrow
        except ImportError:
            self._arrow = None

    def add(self, row: list[Any]) -> None:
        """One row."""
        if self._arrow is not None:
            self._waiting.append(row)
            if len(self._waiting) >= self.ROWS:
                self._flush()

    def close(self) -> list[Path]:
        """The file, if one was written."""
        if self._arrow is None:
            return []
        self._flush()
        self._writer.close()
        return [self._path]

    def _flush(self) -> None:
        arrow = self._arrow
        fields, arrays = [], []
        for n, (head, number) in enumerate(zip(self._heads, self._numbers, strict=True)):
            values = [row[n] for row in self._waiting]
            if number:
                kind = arrow.decimal128(38, self.PLACES)
                fields.append((head, kind))
                arrays.append(arrow.array([_decimal(value) for value in values], kind))
                fields.append((f"{head}（非数字）", arrow.string()))
                arrays.append(arrow.array([_text(value) for value in values], arrow.string()))
            else:
                fields.append((head, arrow.string()))
                arrays.append(arrow.array([None if value is None else str(value) for value in values], arrow.string()))
        schema = arrow.schema(fields)
        if self._writer is None:
            self._writer = arrow.parquet.ParquetWriter(self._path, schema)
        self._writer.write_table(arrow.table(arrays, schema=schema))
        self._waiting = []


def _decimal(value: Any) -> Decimal | None:
    if not isinstance(value, Decimal | int):
        return None
    number = Decimal(value)
    if abs(number) >= _Parquet.TOO_LARGE:
        return None
    return number if -int(number.as_tuple().exponent) <= _Parquet.PLACES else round_half_up(number, _Parquet.PLACES)


def _text(value: Any) -> str | None:
    """What stands in a column of numbers and is none that fits there."""
    return None if value is None or value == "" or _decimal(value) is not None else str(value)
