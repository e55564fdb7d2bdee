"""Numbers typed as text (文字形式的数字) in a template: its formulas skip them, the grey cells then show too little.

One slip would else make a dozen findings, all at cells the clerk cannot change. The rules see what the formulas would
give with these numbers; that they were left out is told once, where they stand.
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from xlperf.model.compute import parse_compute
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import Kind, percent, plain
from xlperf.rules.scene import Scene, Uncounted
from xlperf.scoring.compute import evaluate

_EXACT = Decimal("0.00005")
"""results further apart than this are not the same"""
_TAKES_NUMBERS = ("sum", "ratio", "points")

Places = set[tuple[str, str]]


def counted(scene: Scene) -> Scene:
    """The scene with the results of a template's formulas as they are once texts are numbers; others are not touched."""
    sent = scene.submission
    texts = {(repair.sheet, repair.cell) for repair in sent.repairs if repair.cell}
    if not sent.receipt or not texts:
        return scene
    found: list[Uncounted] = []
    forms = tuple(_counted(scene, form, texts, found) for form in sent.forms)
    return Scene(replace(sent, forms=forms), tuple(found))


def _counted(scene: Scene, form: FilledForm, texts: Places, found: list[Uncounted]) -> FilledForm:
    fields = scene.edition.form(form.form).fields
    ours = {name for name, spec in fields.items() if spec.compute and name in form.cells and form.cells[name].formula}
    mended: set[str] = set()
    effects: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    guilty: dict[str, Cell] = {}
    changed = True
    while changed:
        changed = False
        for name in (name for name in fields if name in ours - mended):
            what = parse_compute(fields[name].compute)
            left_out = [cell for part in what.arguments for cell in form.under(part) if _is_text(cell, texts)]
            if what.operation not in _TAKES_NUMBERS or not (left_out or mended & set(what.arguments)):
                continue
            cell, value = form.cells[name], evaluate(form, name, scene.edition, scene.parameters)
            if value is None or (cell.number is not None and abs(cell.number - value) <= _EXACT):
                continue
            shown = _shown(value, fields[name].kind)
            corrected = replace(cell, typed=shown, value=value, state="filled", problem="")
            form = replace(form, cells={**form.cells, name: corrected})
            mended.add(name)
            changed = True
            for one in left_out:
                guilty[one.field] = one
                effects[one.field].append((fields[name].label, cell.text, shown))
    found += [Uncounted(form, cell, tuple(effects[key])) for key, cell in guilty.items()]
    return form


def _is_text(cell: Cell, texts: Places) -> bool:
    return (cell.sheet, cell.address) in texts and cell.number is not None and not cell.formula


def _shown(value: Decimal, kind: Kind) -> str:
    return percent(value) if kind == "ratio" else plain(value)
