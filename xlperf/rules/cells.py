"""Cells of a form by what stands in them: gone through once, for the rules that look at every cell."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.form import Field
from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.scene import Scene


@dataclass(frozen=True, slots=True)
class Sorting:
    """`unreadable`: no number could be read; `below_zero`; `worded`: texts, `together` all of them, a line each or more."""

    unreadable: Sequence[Cell]
    below_zero: Sequence[Cell]
    worded: Sequence[Cell]
    together: str
    has_formulas: bool


def sorting(scene: Scene, form: FilledForm) -> Sorting:
    """The cells of a form, sorted."""
    return scene.once(("sorting", id(form)), lambda: _sorting(form))


def _sorting(form: FilledForm) -> Sorting:
    unreadable, below_zero, worded, formulas = [], [], [], False
    for cell in form.every_cell():
        formulas = formulas or cell.formula
        value = cell.value
        if value is None:
            if cell.state == "unreadable":
                unreadable.append(cell)
        elif isinstance(value, str):
            worded.append(cell)
        elif isinstance(value, Decimal) and value < 0:
            below_zero.append(cell)
    return Sorting(unreadable, below_zero, worded, "\n".join([cell.text for cell in worded]), formulas)


def worded_like(scene: Scene, form: FilledForm, hint: re.Pattern[str]) -> Sequence[Cell]:
    """The texts of a form if `hint` is found anywhere in them; most forms can so be passed over at a glance."""
    found = sorting(scene, form)
    return found.worded if hint.search(found.together) else ()


def definition_of(scene: Scene, form: FilledForm, cell: Cell) -> Field | None:
    """What the edition says of a cell: its field, or the column of its table; None where it has no such thing."""
    table, row, column = (*cell.field.split("."), "", "")[:3]
    if not row:
        return scene.edition.form(form.form).fields.get(table)
    return scene.edition.tables[table].columns.get(column)
