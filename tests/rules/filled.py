"""Forms filled in by hand for tests of rules: no layout, addresses count through."""

from collections.abc import Mapping, Sequence

from xlperf.model.load import load_edition
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.model.values import Kind, read_value
from xlperf.rules import catalogue
from xlperf.rules.scene import Scene

Rows = Sequence[Mapping[str, str]]


def submission(
    edition: str,
    form: str,
    fields: Mapping[str, str],
    tables: Mapping[str, Rows] | None = None,
    *,
    unit: str = "临江市教育局",
    labels: Mapping[str, str] | None = None,
) -> Submission:
    """A submission of one form. Columns that a row leaves out are blank, fields that are left out are not in the file."""
    loaded = load_edition(edition)
    definition = loaded.form(form)
    cells = {
        name: _cell(name, typed, definition.fields[name].kind, n) for n, (name, typed) in enumerate(fields.items(), 1)
    }
    filled = {
        table: tuple(
            {
                column: _cell(f"{table}.{n}.{column}", row.get(column, ""), spec.kind, n)
                for column, spec in loaded.tables[table].columns.items()
            }
            for n, row in enumerate(rows, 1)
        )
        for table, rows in (tables or {}).items()
    }
    one = FilledForm(form, 1, "表", definition.title, loaded.year, cells, filled, labels=labels or {})
    return Submission("测试.xlsx", "0" * 64, edition, "测试", loaded.year, unit, (one,))


def hits(sent: Submission, code: str) -> list[str]:
    """The fields at which one rule answers, in its own order."""
    return [hit.cell.field if hit.cell else "" for hit in catalogue()[code].check(Scene(sent))]


def messages(sent: Submission, code: str) -> list[str]:
    """The same, as the messages that people read."""
    rule = catalogue()[code]
    return [
        rule.message.format(given=hit.given, expected=hit.expected, **hit.values) for hit in rule.check(Scene(sent))
    ]


def _cell(field: str, typed: str, kind: Kind, row: int) -> Cell:
    reading = read_value(typed, kind)
    return Cell(field, typed, reading.value, reading.state, "表", f"A{row}", reading.problem)
