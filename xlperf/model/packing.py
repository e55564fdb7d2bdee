"""Packing (封装): a Submission as a few kilobytes of bytes and back, exactly, for a store of readings.

The bytes: a mark with the version, a checksum of the rest; then, compressed, JSON and an array of numbers. The JSON holds
the texts, each once, and a skeleton that says how many cells go where; the array holds the cells of the whole
submission column by column, then the keys of the mappings, all texts as numbers.
JSON and not marshal, although marshal is a little faster: a checksum tells damage from chance, not from intent, and
marshal can be made to crash by whoever can write the store; json only ever yields numbers, texts and lists.
"""

import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import Any

from xlperf.errors import DamagedPack
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.model.values import Value

_LAYOUT = 1
"""to be counted up when what stands in the bytes changes"""
_SHAPE = "|".join(
    f"{kind.__name__}:{','.join(f.name for f in fields(kind))}" for kind in (Submission, FilledForm, Cell, Repair)
)
_MARK = b"xlperf" + hashlib.sha256(f"{_LAYOUT}|{_SHAPE}".encode()).digest()[:6]
"""bytes of before a class gained a field are of another version without anybody remembering to count up"""
_SUM = 16
_TEXTS = [attrgetter(name) for name in ("field", "typed", "state", "sheet", "address", "problem")]
_REFUSED = "暂存的读取结果损坏，或是另一版本写的，请重新读取原文件"


class _Numbers(dict[str, int]):
    """Gives each text a number, from 0."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


def pack(submission: Submission) -> bytes:
    """The bytes of a submission."""
    numbers = _Numbers()
    others: list[Any] = []
    cells = [*_all_cells(submission)]
    columns = array("I")
    for column in _TEXTS:
        columns.extend(map(numbers.__getitem__, map(column, cells)))
    columns.extend([_value(cell.value, numbers, others) for cell in cells])
    columns.extend([cell.formula for cell in cells])
    columns.extend(map(numbers.__getitem__, _names(submission.forms)))
    content = {
        "head": [
            submission.file, submission.sha256, submission.edition, submission.edition_reason, submission.year,
            submission.unit, submission.saved, submission.receipt, submission.notes, submission.made,
        ],
        "answers": [(*key, text) for key, text in submission.answers.items()],
        "repairs": [(r.sheet, r.cell, r.field, r.typed, r.read, r.what) for r in submission.repairs],
        "forms": [_form(form) for form in submission.forms],
        "cells": len(cells),
        "unplaced": len(submission.unplaced),
        "values": others,
        "texts": list(numbers),
    }  # fmt: skip
    text = _ENCODE(content).encode("utf-8", "surrogatepass")  # half surrogates are lawful in a cell's text
    packed = zlib.compress(b"%d\n%b%b" % (len(text), text, _in_order(columns).tobytes()), 1)
    return _MARK + _checksum(packed) + packed


def unpack(packed: bytes) -> Submission:
    """The submission of these bytes. Raises DamagedPack for bytes that `pack` of this version did not write."""
    start = len(_MARK) + _SUM
    rest = packed[start:]
    if packed[: len(_MARK)] != _MARK or packed[len(_MARK) : start] != _checksum(rest):
        raise DamagedPack(_REFUSED)
    try:
        length, _, body = zlib.decompress(rest).partition(b"\n")
        content = json.loads(body[: int(length)].decode("utf-8", "surrogatepass"))
        columns = array("I", body[int(length) :])
        return _submission(content, _in_order(columns))
    except (zlib.error, ArithmeticError, ValueError, LookupError, TypeError, RecursionError, StopIteration) as fault:
        raise DamagedPack(_REFUSED) from fault


def _in_order(columns: "array[int]") -> "array[int]":
    """The least byte first, on any machine."""
    if sys.byteorder == "big":
        columns.byteswap()
    return columns


_ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SUM).digest()


def _all_cells(submission: Submission) -> Iterator[Cell]:
    for form in submission.forms:
        yield from form.every_cell()
        yield from form.extras
    yield from submission.unplaced


def _names(forms: Sequence[FilledForm]) -> Iterator[str]:
    """Keys, and printed labels: one after the other, as `_form_of` takes them."""
    for form in forms:
        yield from form.cells
        for table, rows in form.tables.items():
            yield table
            for row in rows:
                yield from row
        yield from form.labels
        yield from form.labels.values()


def _form(form: FilledForm) -> Sequence[Any]:
    """What is a form's own, and how many cells and names it has of each kind."""
    return [
        form.form,
        form.ordinal,
        form.sheet,
        form.title,
        form.year,
        form.title_cell,
        len(form.cells),
        [[len(row) for row in rows] for rows in form.tables.values()],
        len(form.extras),
        len(form.labels),
    ]


def _value(value: Value, numbers: _Numbers, others: list[Any]) -> int:
    """0 for None; even for a text; odd for what stands in `others`.

    There a Decimal is a text, a date a list of its ordinal, or of ISO text and fold if it has a time.
    """
    if value is None:
        return 0
    if isinstance(value, str):
        return 2 * numbers[value] + 2
    if isinstance(value, Decimal):
        others.append(str(value))
    elif isinstance(value, datetime):
        others.append([value.isoformat(), value.fold])
    else:
        others.append([value.toordinal()])
    return 2 * len(others) - 1


def _other(packed: Any) -> Value:
    if isinstance(packed, str):
        return Decimal(packed)
    if len(packed) == 1:
        return date.fromordinal(packed[0])
    return datetime.fromisoformat(packed[0]).replace(fold=packed[1])


def _cells(columns: Sequence[int], texts: Sequence[str], others: Sequence[Value]) -> Iterator[Cell]:
    count = len(columns) // 8
    field, typed, state, sheet, address, problem, value, formula = (
        columns[n * count : (n + 1) * count] for n in range(8)
    )
    text = texts.__getitem__
    return map(
        Cell,
        map(text, field),
        map(text, typed),
        [None if n == 0 else others[n >> 1] if n & 1 else texts[(n >> 1) - 1] for n in value],
        map(text, state),
        map(text, sheet),
        map(text, address),
        map(text, problem),
        map(bool, formula),
    )


def _submission(content: Mapping[str, Any], columns: Sequence[int]) -> Submission:
    texts: list[str] = content["texts"]
    end = 8 * content["cells"]
    cells = _cells(columns[:end], texts, [_other(value) for value in content["values"]])
    names = map(texts.__getitem__, columns[end:])
    file, sha256, edition, reason, year, unit, saved, receipt, notes, made = content["head"]
    forms = tuple(_form_of(form, names, cells) for form in content["forms"])
    repairs = tuple(Repair(*repair) for repair in content["repairs"])
    unplaced = tuple(islice(cells, content["unplaced"]))
    if next(cells, None) is not None or next(names, None) is not None:
        raise ValueError("more cells or names than places for them")
    answers = {(code, sheet, cell): text for code, sheet, cell, text in content["answers"]}
    return Submission(
        file, sha256, edition, reason, year, unit, forms, repairs, unplaced, saved, receipt, made, answers, tuple(notes)
    )  # fmt: skip


def _form_of(packed: Sequence[Any], names: Iterator[str], cells: Iterator[Cell]) -> FilledForm:
    form, ordinal, sheet, title, year, title_cell, own, tables, extras, labels = packed

    def row(count: int) -> dict[str, Cell]:
        return dict(
            zip(islice(names, count), cells, strict=False)
        )  # asks for the name first, so takes no cell too many

    return FilledForm(
        form=form,
        ordinal=ordinal,
        sheet=sheet,
        title=title,
        year=year,
        cells=row(own),
        tables={next(names): tuple([row(count) for count in rows]) for rows in tables},
        extras=tuple(islice(cells, extras)),
        title_cell=title_cell,
        labels=dict(zip([*islice(names, labels)], [*islice(names, labels)], strict=True)),
    )
