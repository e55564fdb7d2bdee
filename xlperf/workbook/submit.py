"""报送件: the official template filled with a submission, macro-free and without marks, with a receipt and 出错说明."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlperf.model.digest import values_digest
from xlperf.model.finding import Finding, Severity
from xlperf.model.form import Edition
from xlperf.model.submission import Submission
from xlperf.workbook.convert import ConversionReport, write_converted
from xlperf.workbook.drawing.book import Drawing, ExtraSheet
from xlperf.workbook.drawing.logs import draw_list
from xlperf.workbook.reading.answers import ANSWER_MARK, place_of_form

SHEET = "出错说明"
_HEAD = ("序号", "代码", "工作表", "单元格", "问题", "说明")
_WIDTHS = (6, 8, 16, 10, 60, 60)


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding and what the unit says to it (出错说明)."""

    finding: Finding
    answer: str


def write_submission(
    submission: Submission,
    edition: Edition,
    path: Path,
    *,
    findings: Sequence[Finding],
    answered: Sequence[Answered],
    made: datetime,
) -> ConversionReport:
    """Write the 报送件 to `path`. Raises OSError where it cannot be written."""
    receipt = _receipt(submission, findings, answered, made)
    return write_converted(submission, edition, path, more=(_answers(answered), _with(receipt)))


def carried_answers(submission: Submission) -> tuple[ExtraSheet, ...]:
    """The sheet 出错说明 for a converted file, so that answers that came with the original are not lost; () without any."""
    fields = {(cell.sheet, cell.address): key for key, cell in submission.flat().items()}
    fields |= {(form.sheet, form.title_cell): place_of_form(form) for form in submission.forms}
    rows = [(code, sheet, cell, "", text) for (code, sheet, cell), text in submission.answers.items()]
    places = [fields.get((sheet, cell), "") for _, sheet, cell in submission.answers]
    return (_answer_sheet(rows), _with(_marks(places))) if rows else ()


def _place(submission: Submission, finding: Finding) -> str:
    """By what an answer finds its finding again in the 报送件, where rows and sheets may stand elsewhere."""
    at = (finding.form, finding.sheet, finding.cell)
    form = next((form for form in submission.forms if (form.form, form.sheet, form.title_cell) == at), None)
    return finding.field or (place_of_form(form) if form else "")


def _marks(places: Iterable[str]) -> dict[str, str | int]:
    return {ANSWER_MARK.format(number): place for number, place in enumerate(places, 1) if place}


def _receipt(
    submission: Submission, findings: Sequence[Finding], answered: Sequence[Answered], made: datetime
) -> Mapping[str, str | int]:
    counts = {f"count_{s.value}": sum(f.severity is s for f in findings) for s in Severity}
    return {
        "made": made.isoformat(timespec="seconds"),
        "values": values_digest(submission),
        "forms": len(submission.forms),
        "cells": sum(not cell.is_blank for cell in submission.flat().values()),
        **counts,
        "answers": len(answered),
        **_marks(_place(submission, one.finding) for one in answered),
    }


def _with(receipt: Mapping[str, str | int]) -> ExtraSheet:
    """Draws nothing: hands the lines to the hidden sheet, which is drawn last."""

    def draw(drawing: Drawing) -> None:
        drawing.receipt.update(receipt)

    return draw


def _answers(answered: Sequence[Answered]) -> ExtraSheet:
    return _answer_sheet(
        [(a.finding.code, a.finding.sheet, a.finding.cell, a.finding.message, a.answer) for a in answered]
    )


def _answer_sheet(rows: Sequence[tuple[str, str, str, str, str]]) -> ExtraSheet:
    """出错说明."""

    def draw(drawing: Drawing) -> None:
        note = "单位对核实性问题的说明，一条一行。工作表、单元格是单位填报工作簿里的位置。"
        draw_list(drawing, SHEET, note, _HEAD, _WIDTHS, rows, "没有需要说明的问题。", title=f"xlperf {SHEET}")

    return draw
