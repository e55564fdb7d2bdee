"""Convert (转换): any submission as the filled official template, with what was repaired and what found no place.

Nothing that a unit typed is lost: a cell stands in the template, or on the sheet 未放入内容. Where a unit's own figure in
a computed cell differs from the formula's, the unit's figure stands there, with a note, and is listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.compute import parse_compute
from xlperf.model.form import Edition, Field
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Row, Submission
from xlperf.model.values import to_decimal
from xlperf.scoring.compute import evaluate
from xlperf.scoring.rates import ratio
from xlperf.workbook.drawing.book import ExtraSheet, Kept, Key
from xlperf.workbook.drawing.logs import Content, LogLine, log_sheet, unplaced, unplaced_sheet
from xlperf.workbook.template import formula_values, write_template

_NO_FORM = "这个版本没有这张表，或这张表只能放一份"
_NO_FIELD = "这个版本没有这一栏"
_NO_LABEL = "不属于表里的任何一栏"
_NO_SHEET = "不在任何一张表里"


_EXACT = Decimal("0.0000005")
"""Formulas round to six places"""


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """How many cells the unit filled, how many stand in the template and how many on 未放入内容 (filled = placed + unplaced).

    `kept`: computed cells in which the unit's own figure stands; `repairs`: what reading repaired.
    """

    filled: int
    placed: int
    unplaced: int
    kept: int = 0
    repairs: int = 0


def write_converted(
    submission: Submission, edition: Edition, path: Path, *, more: Sequence[ExtraSheet] = ()
) -> ConversionReport:
    """Write the submission as `edition`'s template, with the sheets 修复记录, 未放入内容 and `more`, to `path`.

    Forms, fields and columns that the edition does not have go to 未放入内容. Raises OSError where `path` cannot be
    written, OperatorError where the edition has none of the forms.
    """
    if not any(form.form in edition.forms for form in submission.forms):
        raise OperatorError(
            f"“{edition.name}”里没有这份报送件的任何一张表，请换一个版本（xlperf editions 列出全部版本）"
        )
    forms = tuple(_fit(form, edition) for form in submission.forms if form.form in edition.forms)
    fitted = replace(submission, forms=forms)
    kept = _kept(fitted, edition)
    contents = tuple(_contents(submission, edition))
    log = [*_kept_lines(kept, edition), *_computed_lines(fitted, edition), *_repair_lines(submission, edition)]
    sheets = (log_sheet(log), unplaced_sheet(contents), *more)
    placed = write_template(edition, path, fill=fitted, kept=kept, extra_sheets=sheets)
    filled, left = len({content.identity for content in contents}), len(unplaced(contents, placed))
    return ConversionReport(filled, filled - left, left, len(kept), len(submission.repairs))


# ── a form as the edition has it ──


def _fit(form: FilledForm, edition: Edition) -> FilledForm:
    """The same entries under the edition's fields and columns; what the form lacks is blank."""
    fields = edition.form(form.form).fields
    cells = {name: form.cells.get(name) or _blank(name, form) for name in fields}
    tables = {
        table: tuple(_fit_row(row, edition, table, number, form) for number, row in enumerate(rows, 1))
        for table, rows in form.tables.items()
        if table in edition.tables
    }
    return replace(form, cells=cells, tables=tables)


def _fit_row(row: Row, edition: Edition, table: str, number: int, form: FilledForm) -> Row:
    columns = edition.tables[table].columns
    return {name: row.get(name) or _blank(f"{table}.{number}.{name}", form) for name in columns}


def _blank(field: str, form: FilledForm) -> Cell:
    return Cell(field, "", None, "blank", form.sheet, "")


# ── own figures in computed cells ──


def _kept(fitted: Submission, edition: Edition) -> dict[Key, Kept]:
    """Computed cells whose content is not what the formula gives from what stands in the other cells.

    First those that differ while every other own figure is believed; then, as long as there are any, those whose
    formula gives something else in the sheet itself (a rate kept as the text “100” leaves its points without a value).
    """
    computed = dict(_computed(fitted, edition))
    kept = {key: own for key, own in computed.items() if not _same(own.cell, own.computed)}
    while True:
        values = formula_values(edition, fitted, kept)
        more = {key: _sheet_value(values[key]) for key in computed if key in values}
        differ = {key: value for key, value in more.items() if not _same(computed[key].cell, value)}
        if not differ:
            return kept
        first = {key[:2]: key for key in reversed(differ)}  # what follows from it may be right again
        kept |= {key: replace(computed[key], computed=differ[key]) for key in first.values()}


def _is_ours(cell: Cell, submission: Submission) -> bool:
    """A result of the template's own formula: nothing that the unit typed."""
    return cell.formula and bool(submission.receipt)


def _same(cell: Cell, value: Decimal | None) -> bool:
    return cell.number is not None and value is not None and abs(cell.number - value) < _EXACT


def _sheet_value(value: str | float | bool) -> Decimal | None:
    return to_decimal(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _computed(fitted: Submission, edition: Edition) -> Iterator[tuple[Key, Kept]]:
    """Filled computed cells with what their formula gives, other own figures believed."""
    parameters = Parameters(edition.place, edition.year)
    for form_id in edition.forms:
        for ordinal, form in enumerate(fitted.of(form_id), 1):
            for cell, value, field in _formulas(form, edition, parameters):
                if not cell.is_blank and not _is_ours(cell, fitted):
                    yield (form_id, ordinal, cell.field), Kept(cell, value, field.kind)


def _formulas(
    form: FilledForm, edition: Edition, parameters: Parameters
) -> Iterator[tuple[Cell, Decimal | None, Field]]:
    for name, field in edition.form(form.form).fields.items():
        if field.compute:
            yield form.cells[name], evaluate(form, name, edition, parameters), field
    places = int(parameters.number("rate_places"))
    for table, rows in form.tables.items():
        for column, field in edition.tables[table].columns.items():
            for row in rows if field.compute else ():
                top, bottom = (row[name].number for name in parse_compute(field.compute).arguments)
                yield row[column], ratio(top, bottom, places=places), field


# ── what the unit filled, and where it went ──


def _contents(submission: Submission, edition: Edition) -> Iterator[Content]:
    own = _own_edition(submission, edition)
    for form in submission.forms:
        ordinal = submission.of(form.form).index(form) + 1
        for cell in form.every_cell():
            if not cell.is_blank:
                yield _content(form, cell, ordinal, edition, own)
        yield from _loose(form.extras, _NO_LABEL)
    yield from _loose(submission.unplaced, _NO_SHEET)


def _content(form: FilledForm, cell: Cell, ordinal: int, edition: Edition, own: Edition) -> Content:
    parts = cell.field.split(".")
    what = f"{parts[0]}.{parts[-1]}"
    identity = (cell.sheet, cell.address, what) if cell.address else (form.form, str(ordinal), cell.field)
    known = label_of(edition, form.form, cell.field) != cell.field
    reason = _NO_FIELD if form.form in edition.forms and not known else _NO_FORM
    label = label_of(edition if known else own, form.form, cell.field)
    return Content(identity, (form.form, ordinal, cell.field), cell, label, reason)


def _loose(cells: tuple[Cell, ...], reason: str) -> Iterator[Content]:
    for number, cell in enumerate(cells):
        if not cell.is_blank:
            yield Content((cell.sheet, cell.address or str(number), "extra"), None, cell, cell.field, reason)


def label_of(edition: Edition, form: str, field: str) -> str:
    """A field's label in the edition (for a table's column with its row); the id itself where there is none."""
    table, _, rest = field.partition(".")
    if rest and table in edition.tables:
        number, _, column = rest.partition(".")
        spec = edition.tables[table].columns.get(column)
        return f"第{number}行·{spec.label}" if spec else field
    known: Mapping[str, Field] = edition.form(form).fields if form in edition.forms else {}
    return known[field].label if field in known else field


def _own_edition(submission: Submission, edition: Edition) -> Edition:
    """The edition that the unit used, if it is one of ours."""
    return load_edition(submission.edition, submission.year) if submission.edition in edition_ids() else edition


# ── lines of 修复记录 ──


def _kept_lines(kept: dict[Key, Kept], edition: Edition) -> Iterator[LogLine]:
    for (form, _, field), own in kept.items():
        yield LogLine(
            "保留原值", own.cell.sheet, own.cell.address, label_of(edition, form, field), own.cell.typed,
            own.formula_gives,
            "自动计算栏里单位原填的内容与公式结果不同：模板里保留单位原填的内容，没有改动。",
        )  # fmt: skip


def _computed_lines(fitted: Submission, edition: Edition) -> Iterator[LogLine]:
    """Computed cells in which the template now shows something else than the unit's file did."""
    parameters = Parameters(edition.place, edition.year)
    for form_id in edition.forms:
        for form in fitted.of(form_id):
            for cell, value, field in _formulas(form, edition, parameters):
                if value is None or not (cell.is_blank or _is_ours(cell, fitted)) or _same(cell, value):
                    continue
                what = "单位没有填" if cell.is_blank else "单位文件里是模板的公式，当时的结果不同"
                read = Kept(cell, value, field.kind).formula_gives
                label = label_of(edition, form.form, cell.field)
                where = (cell.sheet or form.sheet, cell.address)
                yield LogLine("公式算出", *where, label, cell.typed, read, f"自动计算栏：{what}，模板里由公式算出。")


def _repair_lines(submission: Submission, edition: Edition) -> Iterator[LogLine]:
    own = _own_edition(submission, edition)
    labels = {name: field.label for form in own.forms.values() for name, field in form.fields.items()}
    labels |= {name: field.label for table in own.tables.values() for name, field in table.columns.items()}
    for repair in submission.repairs:
        field = repair.field.split(".")[-1]
        label = labels.get(field) or labels.get(field.partition("_")[2], repair.field)
        yield LogLine("修复", repair.sheet, repair.cell, label, repair.typed, repair.read, repair.what)
