"""Digest (摘要): what one file gives to a roll-up, made in the process that read it.

Light: what deciding and the short tables need, kept in memory for all files. Heavy: the finished rows of the long
tables, kept in the store until they are joined.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from xlperf.model.submission import Submission
from xlperf.rollup.collect import project_lines, score_line
from xlperf.rollup.packing import pack_blocks, pack_facts, pack_keyed
from xlperf.rollup.page import plain_value
from xlperf.rollup.parts import File, Line, Part, counts, form_label
from xlperf.rollup.pieces import Piece, rows_piece
from xlperf.rollup.register.sent import sent_of
from xlperf.rollup.rows import Rows as FinishedRows
from xlperf.rollup.ruling import Outcomes
from xlperf.rollup.sheets import all_sheets, long_sheets


@dataclass(frozen=True, slots=True)
class PartDigest:
    """One form; or, with `kind` "", what the file says as a whole.

    `score`: its funds, rates and scores (附件2, 汇总); `projects`: its rows of 项目; `facts`: sheet → what that sheet
    gathered, packed: thousands of files lie in memory side by side; `rows`: sheet → measure of its rows.
    """

    kind: str
    label: str
    sheet: str
    found: Mapping[str, int]
    score: Line
    projects: tuple[Line, ...]
    facts: Mapping[str, bytes]
    rows: Mapping[str, Piece]
    ungraded: str = ""
    unread: int = 0
    extras: int = 0
    repairs: int = 0


@dataclass(frozen=True, slots=True)
class BroughtDigest:
    """What decides whether the file counts: forms as (kind, project's name), and where its errors stand (see `Sent`)."""

    forms: tuple[tuple[str, str], ...]
    has_errors: bool
    faulty: tuple[int, ...]
    incomplete: bool
    listed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A read file. `unit` and `code` as typed, `saved` as the file says it, `year` its forms' or its edition's,
    `made` when 生成报送件 made it."""

    unit: str
    code: str
    year: int
    edition: str
    edition_name: str
    edition_reason: str
    receipt: str
    made: str
    saved: str
    brought: BroughtDigest
    notes: tuple[str, ...]
    unplaced: int
    outcomes: Outcomes
    parts: tuple[PartDigest, ...]

    @property
    def forms(self) -> tuple[PartDigest, ...]:
        """The forms, without what the file says as a whole."""
        return tuple(part for part in self.parts if part.kind)


Rows = Mapping[str, bytes]
"""sheet → its finished rows, packed: of each part a piece, or where the sheet has a key (key, XML of a row)"""


def make_digest(file: File) -> tuple[FileDigest, Rows]:
    """What is kept in memory, and the rows for the store."""
    made = [_part(part) for part in file.parts]
    submission = file.submission
    light = FileDigest(
        unit=submission.unit,
        code=code_of(submission),
        year=file.year,
        edition=submission.edition,
        edition_name=file.edition.name,
        edition_reason=submission.edition_reason,
        receipt=submission.receipt,
        made=submission.made,
        brought=_brought(file),
        saved=submission.saved,
        notes=submission.notes,
        unplaced=len(submission.unplaced),
        outcomes=file.outcomes,
        parts=tuple(part for part, _ in made),
    )
    data = [rows for _, rows in made]
    return light, {
        sheet.name: (pack_keyed if sheet.key else pack_blocks)([rows.get(sheet.name) for rows in data])
        for sheet in long_sheets()
        if any(sheet.name in rows for rows in data)
    }


def _part(part: Part) -> tuple[PartDigest, dict[str, Any]]:
    form = part.form
    rows, data = _rows(part)
    digest = PartDigest(
        kind=part.kind,
        label=form_label(form) if form else "",
        sheet=form.sheet if form else "",
        found=counts(part.findings),
        score=score_line(part) if part.kind in ("dept", "list") else {},
        projects=tuple(project_lines(part)),
        facts=dict(_facts(part)),
        rows=rows,
        repairs=len(part.repairs),
    )
    if form is None:
        return digest, data
    ours = part.assessment if part.kind in ("dept", "list") else None
    return replace(
        digest,
        ungraded=ours.grade_trace if ours and ours.total_score is not None and not ours.grade else "",
        unread=sum(cell.state == "unreadable" for cell in form.every_cell()),
        extras=len(form.extras),
    ), data


def _facts(part: Part) -> Iterator[tuple[str, bytes]]:
    for sheet in all_sheets():
        found = sheet.facts(part) if sheet.facts else None
        if found is not None:
            yield sheet.name, pack_facts(found)


def _rows(part: Part) -> tuple[dict[str, Piece], dict[str, Any]]:
    """Measures and data of the part's rows by sheet."""
    measures, data = dict[str, Piece](), dict[str, Any]()
    for sheet in long_sheets():
        assert sheet.rows is not None
        rows = list(sheet.rows(part))
        xml = _finished()[sheet.name].xml
        if rows and sheet.key:
            at = [column.id for column in sheet.columns].index(sheet.key)
            data[sheet.name] = [(str(plain_value(row[at])), xml(row)) for row in rows]
            measures[sheet.name] = Piece(len(rows), 0, 0, 0)
        elif rows:
            piece = rows_piece([xml(row) for row in rows])
            data[sheet.name], measures[sheet.name] = piece.data, piece.measure
    return measures, data


@cache
def _finished() -> dict[str, FinishedRows]:
    """How the rows of the long tables are finished."""
    return {sheet.name: FinishedRows(sheet.columns) for sheet in long_sheets()}


def _brought(file: File) -> BroughtDigest:
    sent = sent_of(file.name, file.submission, file.findings)
    forms = tuple((form.kind, form.project) for form in sent.forms)
    return BroughtDigest(forms, sent.has_errors, sent.faulty, sent.incomplete, sent.listed)


def code_of(submission: Submission) -> str:
    """单位编码, where the edition's forms have such a field; "" else."""
    return next((code for form in submission.forms if (code := form.text("unit_code"))), "")
