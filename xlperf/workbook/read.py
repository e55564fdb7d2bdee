"""Read a submission (报送件): our templates, and workbooks in which the forms are laid out as published."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlperf.errors import UnreadableFile
from xlperf.model.address import a1
from xlperf.model.compute import parse_compute
from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.model.values import squeeze
from xlperf.workbook.reading.answers import read_answers
from xlperf.workbook.reading.fields import Taker, read_fields, read_signature
from xlperf.workbook.reading.grid import Book, Raw, Sheet, load_book_bytes
from xlperf.workbook.reading.labels import FILLER, Labels, Segment
from xlperf.workbook.reading.parts import content_of
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

_FIXED = ("parameter", "group_points")
"""operations whose result a template prints as a number"""
_NOTE = re.compile(r"^(说明|备注|注)[:：]?")


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
    years = [year for segment in segments if (year := year_of(segment, marks))]
    year = Counter(years).most_common(1)[0][0] if years else None
    repairs: list[Repair] = []
    forms = _forms(segments, edition, year, marks, repairs)
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


def _forms(
    segments: Sequence[Segment], edition: Edition, year: int | None, marks: dict[str, str], repairs: list[Repair]
) -> list[FilledForm]:
    counts: Counter[str] = Counter()
    forms = []
    for segment in segments:
        if segment.form not in edition.forms:
            continue
        own_year = year_of(segment, marks)
        loaded = load_edition(edition.edition, own_year or year)
        form = _form(segment, loaded, own_year, counts[segment.form] + 1, repairs, template=bool(marks))
        if marks and _is_empty(form, loaded):
            continue  # a ready sheet of a template that the unit did not need
        counts[segment.form] += 1
        forms.append(form)
    return forms


def _form(
    segment: Segment, edition: Edition, year: int | None, ordinal: int, repairs: list[Repair], *, template: bool
) -> FilledForm:
    form = edition.form(segment.form)
    labels = Labels(segment, edition, edition.year)
    taker = Taker(labels, repairs, set(), template)
    cells, printed = read_fields(form, taker)
    tables, heads = read_tables(edition, form, taker)
    below = [labels.segment.sheet.area(*at)[2] for at in labels.find(("总分", "合计", "厉行节约保障措施"))]
    cells |= read_signature(form, taker, lambda: max(below, default=segment.top))
    extras = tuple(_extra(segment, at, raw) for at, raw in segment.cells() if _is_content(at, raw, taker, segment))
    known = printed | heads | {f"label.{a1(*at)}": raw.typed for at, raw in segment.cells() if labels.is_label(at)}
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


def _is_content(at: tuple[int, int], raw: Raw, taker: Taker, segment: Segment) -> bool:
    """Whether a cell that no field took holds something a unit wrote."""
    if at in taker.taken or at == segment.title_cell or taker.labels.is_label(at) or not (raw.typed or raw.problem):
        return False
    text = squeeze(raw.typed)
    printed = _NOTE.match(text) or FILLER.fullmatch(text) or re.fullmatch(r"附件\d*:?|[—-]+|\(20\d\d年度\)", text)
    return bool(text or raw.problem) and not printed


def _extra(segment: Segment, at: tuple[int, int], raw: Raw) -> Cell:
    return _loose(segment.sheet, at, raw)


def _loose(sheet: Sheet, at: tuple[int, int], raw: Raw) -> Cell:
    value = raw.typed if raw.typed else None
    return Cell(
        "", raw.typed, value, "filled" if value else "unreadable", sheet.name, a1(*at), raw.problem, raw.formula
    )


def _is_empty(form: FilledForm, edition: Edition) -> bool:
    """Nothing but what the template prints and computes (合计分值 too, where it is a number and no formula)."""
    entered = [cell for cell in form.every_cell() if not cell.is_blank and not cell.formula]
    printed = ("level1", "level2", "points1", "seq", "name", "level3")
    fields = edition.form(form.form).fields.items()
    fixed = {name for name, field in fields if field.compute and parse_compute(field.compute).operation in _FIXED}
    return all(cell.field.rpartition(".")[2] in printed or cell.field in fixed for cell in entered) and not form.text(
        "name"
    )


def _unplaced(book: Book, segments: Sequence[Segment], edition: Edition, ours: bool) -> list[Cell]:
    """What stands on sheets without a form, or in forms that the edition does not have."""
    read = [segment for segment in segments if segment.form in edition.forms]
    cells: list[Cell] = []
    for sheet in book.sheets:
        if is_own(sheet, ours):
            cells += _carried(sheet)
            continue
        rows = [(s.top, s.bottom) for s in read if s.sheet is sheet]
        cells += [
            _loose(sheet, at, raw)
            for at, raw in sorted(sheet.cells.items())
            if squeeze(raw.typed) and not any(top <= at[0] < bottom for top, bottom in rows)
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
