"""Samples (样例): a complete, faultless submission of each edition, from definitions/samples/*.toml.

Rules show their good and bad examples on them, tests mutate them, templates are filled with them. `changes` sets
single fields: `dept.total_executed`, `project.1.name`, `dept.indicators.3.score` (None or "" makes blank); a whole
form goes with `project.2: None` or `base: None`; `dept.@year` sets the year in the form's title.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from xlperf.model.address import a1
from xlperf.model.form import Edition, Form
from xlperf.model.layout import Box, place
from xlperf.model.load import load_edition, read_toml
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.model.values import Kind, read_value

FOLDER = Path(__file__).parents[1] / "definitions" / "samples"
UNIT_FIELDS = ("unit_name", "implementing")
"""fields that name the unit, the surest first"""
HEAD_ROWS = 2
"""rows above the layout on a sheet: attachment number and title (the template adds a caption row where there is one)"""


def sample(edition: str, changes: Mapping[str, str | None] | None = None) -> Submission:
    """The faultless sample of an edition with some fields changed; typed texts are read as any submission's are."""
    raw = _with_changes(read_sample(edition), changes or {})
    loaded = load_edition(edition)
    forms: list[FilledForm] = []
    for form_id, form in loaded.forms.items():
        filled = raw.get(form_id)
        entries = filled if isinstance(filled, list) else [filled] if filled else []
        forms += [_fill(loaded, form_id, form, entry, n, len(entries)) for n, entry in enumerate(entries, 1)]
    unit = next((f.text(name) for f in forms for name in UNIT_FIELDS if f.text(name)), str(raw["unit"]))
    return Submission(f"{unit}.xlsx", "0" * 64, edition, "样例", loaded.year, unit, tuple(forms))


@cache
def read_sample(edition: str) -> Mapping[str, Any]:
    """The sample's TOML: form id → field id → typed text; tables as arrays of rows."""
    return read_toml(FOLDER / f"{edition}.toml")


def head_rows(form: Form) -> int:
    """How many rows stand above the layout on a template's sheet."""
    return HEAD_ROWS + bool(form.caption)


def _with_changes(raw: Mapping[str, Any], changes: Mapping[str, str | None]) -> dict[str, Any]:
    data: dict[str, Any] = _copy(raw)
    gone: list[tuple[str, int]] = []
    for key, value in changes.items():
        form, *path = key.split(".")
        if not path:
            del data[form]
            continue
        if isinstance(data[form], list) and len(path) == 1 and value is None:
            gone.append((form, int(path[0]) - 1))
            continue
        target = data[form][int(path.pop(0)) - 1] if isinstance(data[form], list) else data[form]
        if len(path) == 3:
            target, path = target[path[0]][int(path[1]) - 1], path[2:]
        target[path[0]] = value or ""
    for form, index in sorted(gone, reverse=True):
        del data[form][index]
    return data


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _fill(edition: Edition, form_id: str, form: Form, entry: Mapping[str, Any], n: int, of: int) -> FilledForm:
    tables = {key: value for key, value in entry.items() if isinstance(value, list)}
    boxes = place(edition, form, tables)
    sheet = f"{form.sheet}-{n}" if form.repeats else form.sheet
    top = head_rows(form)
    by_field = {box.id: box for box in boxes if box.role == "field"}
    cells = {
        name: _cell(name, str(entry.get(name, "")), field.kind, sheet, by_field.get(name), top)
        for name, field in form.fields.items()
    }
    by_column = {(box.table, box.index, box.id): box for box in boxes if box.role == "column"}
    filled = {
        table: tuple(
            {
                column: _cell(
                    f"{table}.{i}.{column}", str(row.get(column, "")), spec.kind, sheet,
                    _column_box(by_column, table, i, column), top,
                )
                for column, spec in edition.tables[table].columns.items()
            }
            for i, row in enumerate(rows, 1)
        )
        for table, rows in tables.items()
    }  # fmt: skip
    year = int(entry.get("@year", edition.year))
    return FilledForm(form_id, n, sheet, form.title, year, cells, filled)


def _column_box(boxes: Mapping[tuple[str, int, str], Box], table: str, index: int, column: str) -> Box | None:
    """The column's box in this row, or the one above that is merged over it."""
    for row in range(index, 0, -1):
        if (table, row, column) in boxes:
            return boxes[table, row, column]
    return None


def _cell(field: str, typed: str, kind: Kind, sheet: str, box: Box | None, top: int) -> Cell:
    reading = read_value(typed, kind)
    address = a1(box.row + top, box.column) if box else ""
    return Cell(field, typed, reading.value, reading.state, sheet, address, reading.problem)


def sample_ids() -> Sequence[str]:
    """Editions that have a sample."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def renamed(submission: Submission, file: str, unit: str) -> Submission:
    """The same submission under another file and unit name (for tests of roll-ups)."""
    return replace(submission, file=file, unit=unit)
