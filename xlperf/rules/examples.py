"""Samples as a template of ours would hold them: for the examples of rules that look at formulas."""

from dataclasses import replace

from xlperf.model.form import Form
from xlperf.model.load import load_edition
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.model.values import read_value

_STORED_AS_TEXT = ("数字是以文本形式存的，已按数字读",)
NEVER_CALCULATED = "公式没有算过"


def in_template(sent: Submission, *, calculated: bool) -> Submission:
    """The computed fields as formulas, with the results that stand in the sample or with none.

    What the sample writes as a plain number counts as a number; with a unit or in full-width signs it is a text.
    """
    edition = load_edition(sent.edition)
    forms = tuple(_with_formulas(form, edition.form(form.form), calculated) for form in sent.forms)
    kinds = {f"{table}.{name}": c.kind for table, spec in edition.tables.items() for name, c in spec.columns.items()}
    repairs: list[Repair] = []
    for form in forms:
        fields = edition.form(form.form).fields
        for cell in form.every_cell():
            table, _, column = cell.field.partition(".")
            kind = fields[cell.field].kind if not column else kinds[f"{table}.{column.partition('.')[2]}"]
            read = read_value(cell.typed, kind)
            if read.repairs and read.repairs != _STORED_AS_TEXT:
                repairs.append(
                    Repair(cell.sheet, cell.address, cell.field, cell.typed, str(read.value), read.repairs[0])
                )
    return replace(sent, forms=forms, repairs=tuple(repairs), receipt=sent.edition)


def _with_formulas(form: FilledForm, definition: Form, calculated: bool) -> FilledForm:
    computed = {name for name, spec in definition.fields.items() if spec.compute}
    return replace(
        form, cells={name: _formula(c, calculated) if name in computed else c for name, c in form.cells.items()}
    )


def _formula(cell: Cell, calculated: bool) -> Cell:
    if calculated:
        return replace(cell, formula=True)
    problem = f"{cell.address} 的{NEVER_CALCULATED}，没有结果"
    return replace(cell, typed="", value=None, state="unreadable", problem=problem, formula=True)
