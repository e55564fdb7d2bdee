"""Templates (模板): an edition's forms as one workbook that computes and checks itself, blank or filled.

Built twice: first to let an engine evaluate every formula, then with these values cached in the file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import xlsxwriter

from xlperf.model.form import Edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Submission
from xlperf.workbook.drawing.book import Cached, CheckLine, Drawing, ExtraSheet, Kept, Key
from xlperf.workbook.drawing.cached import evaluate, finished
from xlperf.workbook.drawing.check_sheet import CheckSheet
from xlperf.workbook.drawing.form_sheet import draw_forms
from xlperf.workbook.drawing.guide import GuideSheet
from xlperf.workbook.drawing.plan import Plan, make_plan
from xlperf.workbook.drawing.receipt import draw_receipt
from xlperf.workbook.drawing.styles import Styles
from xlperf.workbook.formulas import Dialect, Refs, defined_names
from xlperf.workbook.product import AUTHOR, FILLED, TEMPLATE

CREATED = datetime(2024, 1, 1)
"""stands in every file, so that the same definitions give the same bytes"""
FormulaValue = str | float | bool
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a template a macro edition: what 填报说明 says of the software, and what is added to the drawn book."""

    about: str
    finish: Callable[[Drawing], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built."""

    plan: Plan
    kept: Mapping[Key, Kept]
    extra_sheets: Sequence[ExtraSheet]
    macros: Macros | None = None
    saved: str = ""


def write_template(
    edition: Edition,
    path: Path,
    *,
    fill: Submission | None = None,
    projects: int | None = None,
    kept: Mapping[Key, Kept] | None = None,
    extra_sheets: Sequence[ExtraSheet] = (),
    macros: Macros | None = None,
) -> set[Key]:
    """Write the edition's template to `path`, blank or with a submission's entries; the cells that found a place.

    `fill`: entries go in as read (numbers) or as typed (all else); computed cells keep their formulas, but for those in
    `kept`, where the unit's own value stands. `projects`: how many project sheets (default: the edition's number);
    more if `fill` has more. `macros` makes it a macro edition (.xlsm). Raises OSError where `path` cannot be written.
    """
    job = Job(make_plan(edition, fill, projects), kept or {}, extra_sheets, macros, fill.saved if fill else "")
    trial, drawing = _build(job, "ranges", {})
    payload, drawing = _build(job, "names", evaluate(trial, drawing.formulas))
    path.write_bytes(finished(payload, drawing.fitted))
    return drawing.placed


def formula_values(edition: Edition, fill: Submission, kept: Mapping[Key, Kept]) -> dict[Key, FormulaValue]:
    """What the formulas give in the computed cells of the filled template, but for those in `kept`."""
    payload, drawing = _build(Job(make_plan(edition, fill), kept, ()), "ranges", {})
    values = evaluate(payload, drawing.computed.values())
    return {key: values[place] for key, place in drawing.computed.items()}


def check_states(
    edition: Edition, fill: Submission
) -> tuple[list[tuple[CheckLine, str, str]], dict[Key, FormulaValue]]:
    """The lines of the 校验 sheet of the filled template, each with its state (通过, 有误, 待填, 未用) and, where it judges
    single cells, the address of the first that is wrong ("" for the others).

    With what the formulas give in the computed cells, as `formula_values` tells.
    """
    payload, drawing = _build(Job(make_plan(edition, fill), {}, ()), "ranges", {})
    links = [line.link for line in drawing.checks if line.link]
    values = evaluate(payload, [*(line.state for line in drawing.checks), *links, *drawing.computed.values()])
    states = [(line, str(values[line.state]), str(values[line.link]) if line.link else "") for line in drawing.checks]
    return states, {key: values[place] for key, place in drawing.computed.items()}


def _created(saved: str) -> datetime:
    """When the submission that fills the template was saved (UTC), so that it is no older in ours; else CREATED."""
    try:
        moment = datetime.fromisoformat(saved)
        return (moment if moment.tzinfo else moment.replace(tzinfo=_BEIJING)).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return CREATED


def _build(job: Job, dialect: Dialect, cached: Cached) -> tuple[bytes, Drawing]:
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    edition = job.plan.edition
    kind = FILLED if any(sheet.filled for sheet in job.plan.sheets) else TEMPLATE
    created = _created(job.saved)
    book.set_properties({"title": edition.name, "author": AUTHOR, "category": kind, "created": created})
    parameters = Parameters(edition.place, edition.year)
    drawing = Drawing(book, job.plan, parameters, Refs(dialect), Styles(book), cached, job.kept)
    guide = GuideSheet(drawing, job.macros.about) if job.macros else GuideSheet(drawing)
    for sheet in draw_forms(drawing):
        for name, reference in defined_names(sheet.plan):
            book.define_name(name, reference)
    checks = CheckSheet(drawing)
    checks.draw()
    guide.draw(checks.row)
    for draw in job.extra_sheets:
        draw(drawing)
    draw_receipt(drawing)
    if job.macros:
        job.macros.finish(drawing)
    book.close()
    return target.getvalue(), drawing
