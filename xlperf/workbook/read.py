"""Read a submission (报送件): our templates, and workbooks in which the forms are laid out as published."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from xlperf.errors import UnreadableFile
from xlperf.model.address import a1
from xlperf.model.compute import parse_compute
from xlperf.model.form import Edition
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.model.values import squeeze
from xlperf.workbook.reading.answers import read_answers
from xlperf.workbook.reading.fields import Taker, read_fields, read_signature
from xlperf.workbook.reading.grid import Book, Raw, Sheet, load_book_bytes
from xlperf.workbook.reading.labels import Labels, Segment
from xlperf.workbook.reading.parts import content_of
from xlperf.workbook.reading.ready import is_known_as_empty, remember_as_empty
from xlperf.workbook.reading.recognise import (
    is_own,
    is_removed,
    leave_out_suggestions,
    receipt,
    recognise,
    segments_of,
    year_of,
)
from xlperf.workbook.reading.tables import read_tables
from xlperf.workbook.reading.wording import FILLER, Wording, wording

_FIXED = ("parameter", "group_points")
"""operations whose result a template prints as a number"""
_NOTE = re.compile(r"^(说明|备注|注)[:：]?")
_PRINTED = re.compile(r"附件\d*:?|[—-]+|\(20\d\d年度\)")
_LEVELS = ("level1", "level2", "points1", "seq", "name", "level3")
"""columns that a template prints"""


def read_submission(path: Path, *, blank_too: bool = False) -> Submission:
    """Read one file. Raises UnreadableFile with the reason (Chinese) for what cannot be read at all.

    `blank_too`: a template with nothing filled in counts as well.

    Every filled cell is accounted for: in a field or table, as a printed label, in a form's extras, or unplaced.
    """
    return read_submission_bytes(path.name, content_of(path), blank_too=blank_too)


def read_submission_bytes(name: str, content: bytes, *, blank_too: bool = False) -> Submission:
    """Read a file of this name from its bytes, as read_submission does."""
    book = load_book_bytes(name, content)
    _refuse_results(book)
    marks = receipt(book)
    leave_out_suggestions(book, bool(marks))
    segments = segments_of(book, bool(marks))
    edition, reason = recognise(segments, marks)
    years = [year_of(segment, marks) for segment in segments]
    year = _most(years)
    repairs: list[Repair] = []
    forms = _forms(segments, edition, years, marks, repairs)
    unplaced = tuple(_unplaced(book, segments, edition, bool(marks)))
    if not forms and not unplaced and not blank_too:
        raise UnreadableFile("是空白模板，还没有填写")
    return Submission(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        edition=edition.edition,
        edition_reason=reason,
        year=year,
        unit=_unit(forms),
        forms=tuple(forms),
        repairs=tuple(repairs),
        unplaced=unplaced,
        saved=book.saved,
        receipt=marks.get("edition", ""),
        made=marks.get("made", ""),
        answers=read_answers(book, forms, marks),
        notes=(*book.notes, *_notes(book, segments, edition, year, ours=bool(marks))),
    )


def _refuse_results(book: Book) -> None:
    """Roll-ups, lists of findings and annotated copies of ours quote forms, but are none."""
    product = book.product
    if product is not None and product.is_result:
        raise UnreadableFile(f"这是 xlperf 生成的“{product.kind}”，不是单位的报送件")


def _most(years: Sequence[int | None]) -> int | None:
    """The year that most forms are for."""
    known = Counter(year for year in years if year)
    return known.most_common(1)[0][0] if known else None


def _forms(
    segments: Sequence[Segment],
    edition: Edition,
    years: Sequence[int | None],
    marks: dict[str, str],
    repairs: list[Repair],
) -> list[FilledForm]:
    counts: Counter[str] = Counter()
    forms = []
    year = _most(years)
    for segment, own_year in zip(segments, years, strict=True):
        if segment.form not in edition.forms:
            continue
        words = wording(edition.edition, own_year or year, segment.form)
        if marks and is_known_as_empty(segment, words):
            continue
        before = len(repairs)
        taker = Taker(Labels(segment, words), repairs, set(), template=bool(marks))
        form = _form(taker, own_year, counts[segment.form] + 1)
        if marks and _is_empty(form, words):  # a ready sheet of a template that the unit did not need
            if len(repairs) == before:
                remember_as_empty(segment, words)
            continue
        counts[segment.form] += 1
        forms.append(form)
    return forms


def _form(taker: Taker, year: int | None, ordinal: int) -> FilledForm:
    segment, labels = taker.labels.segment, taker.labels
    cells, printed = read_fields(taker)
    tables, heads = read_tables(taker)
    cells |= read_signature(taker)
    loose = [cell for cell in segment.cells if cell[0] not in taker.taken and cell[0] not in labels.printed]
    extras = tuple(_loose(segment.sheet, at, raw) for at, raw in loose if _is_content(at, raw, segment))
    known = printed | heads | {f"label.{a1(*at)}": raw.typed for at, raw in labels.printed.items()}
    return FilledForm(
        form=segment.form,
        ordinal=ordinal,
        sheet=segment.sheet.name,
        title=segment.title,
        year=year,
        cells=cells,
        tables=tables,
        extras=extras,
        title_cell=a1(*segment.title_cell),
        labels=known,
    )


def _is_content(at: tuple[int, int], raw: Raw, segment: Segment) -> bool:
    """Whether a cell that is no label and that no field took holds something a unit wrote."""
    if at == segment.title_cell:
        return False
    text = squeeze(raw.typed)
    if not text:
        return bool(raw.problem)
    return not (_NOTE.match(text) or FILLER.fullmatch(text) or _PRINTED.fullmatch(text))


def _loose(sheet: Sheet, at: tuple[int, int], raw: Raw) -> Cell:
    value = raw.typed if raw.typed else None
    return Cell(
        "", raw.typed, value, "filled" if value else "unreadable", sheet.name, a1(*at), raw.problem, raw.formula
    )


def _is_empty(filled: FilledForm, words: Wording) -> bool:
    """Nothing but what the template prints and computes (合计分值 too, where it is a number and no formula)."""
    if filled.text("name"):
        return False
    fixed = _fixed(words)
    entered = (cell.field for cell in filled.every_cell() if not cell.is_blank and not cell.formula)
    return all(field.rpartition(".")[2] in _LEVELS or field in fixed for field in entered)


@cache
def _fixed(words: Wording) -> frozenset[str]:
    """Computed fields that a template prints as numbers."""
    computes = ((name, field.compute) for name, field in words.form.fields.items())
    return frozenset(name for name, compute in computes if compute and parse_compute(compute).operation in _FIXED)


def _unplaced(book: Book, segments: Sequence[Segment], edition: Edition, ours: bool) -> list[Cell]:
    """What stands on sheets without a form, or in forms that the edition does not have."""
    read = [segment for segment in segments if segment.form in edition.forms]
    cells: list[Cell] = []
    for sheet in book.sheets:
        if is_own(sheet, ours):
            cells += _carried(sheet)
            continue
        here = [segment for segment in read if segment.sheet is sheet]
        if sum(len(segment.cells) for segment in here) == len(sheet.cells):
            continue  # all of it was read
        spans = [(segment.top, segment.bottom) for segment in here]
        rows = {row for row, _ in sheet.cells}
        loose = {row for row in rows if not any(top <= row < bottom for top, bottom in spans)}
        cells += [
            _loose(sheet, at, raw) for at, raw in sorted(sheet.cells.items()) if at[0] in loose and squeeze(raw.typed)
        ]
    return cells


def _carried(sheet: Sheet) -> Iterator[Cell]:
    """What an earlier conversion could not place (未放入内容) is still the unit's: one row a cell, with its old address."""
    if sheet.name != "未放入内容":
        return
    for row in range(3, sheet.height):
        old_sheet, address, label, content = (raw.typed if (raw := sheet.at(row, n)) else "" for n in (1, 2, 3, 4))
        if content:
            yield Cell(label, content, content, "filled", old_sheet, address)


def _unit(forms: Sequence[FilledForm]) -> str:
    for kind, field in (
        ("dept", "unit_name"),
        ("base", "unit_name"),
        ("list", "unit_name"),
        ("project", "implementing"),
    ):
        for form in forms:
            if form.form == kind and form.text(field):
                return form.text(field)
    return ""


def _notes(book: Book, segments: Sequence[Segment], edition: Edition, year: int | None, *, ours: bool) -> list[str]:
    sheets = {segment.sheet.name: segment.sheet for segment in segments}
    notes = [f"工作表“{name}”是隐藏的，里面的表也读了" for name, sheet in sheets.items() if sheet.hidden]
    never = [name for name, sheet in sheets.items() if any(raw.uncalculated for raw in sheet.cells.values())]
    if never:
        more = f"等 {len(never)} 张表" if len(never) > 1 else ""
        notes.append(f"“{never[0]}”{more}有公式从未计算过，请用 Excel 或 WPS 打开后保存一次")
    removed = sum(is_removed(sheet) for sheet in book.sheets) if ours else 0
    if removed:
        notes.append(f"单位用“删除项目表”删去的 {removed} 张表还在隐藏页里，没有读")
    if year is None:
        notes.append("表上没有写年度")
    elif year != edition.year:
        notes.append(f"表是 {year} 年度的，按 {edition.year} 年版的口径校验")
    strange = [s.title for s in segments if s.form not in edition.forms]
    notes += [f"本版本没有“{squeeze(title)}”，其内容列在未放入内容里" for title in strange]
    return notes
