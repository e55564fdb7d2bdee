"""Whether a form was filled in at all: a template's spare project sheets say nothing about the unit."""

from xlperf.model.submission import Cell, FilledForm
from xlperf.rules.scene import Scene

_PRINTED = ("level1", "level2", "level3", "points1", "points", "seq", "name")
"""columns that a template prints itself"""


def in_use(scene: Scene, form: FilledForm) -> bool:
    """True where the unit entered anything: a field that is not computed, or a table's column that is not printed."""
    return scene.once(("in use", id(form)), lambda: _in_use(scene, form))


def _in_use(scene: Scene, form: FilledForm) -> bool:
    fields = scene.edition.form(form.form).fields
    typed = (cell for name, cell in form.cells.items() if name in fields and not fields[name].compute)
    rows = (cell for table in form.tables.values() for row in table for name, cell in row.items() if _entered(name))
    return any(not cell.is_blank for cell in typed) or any(not cell.is_blank for cell in rows)


def there(cell: Cell | None) -> Cell | None:
    """The cell, or None where nothing stands for it in the file: blank, and without an address."""
    return None if cell is None or (cell.is_blank and not cell.address) else cell


def _entered(column: str) -> bool:
    return column not in _PRINTED


def is_missing(form: FilledForm, field: str) -> tuple[bool, Cell | None]:
    """Whether nothing stands in a field, and its cell (None where the form in the file has no such place)."""
    cell = form.get(field)
    return (cell is None or cell.is_blank), cell
