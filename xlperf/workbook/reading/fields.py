"""The fields of one form: labels lead to their cells, or the amount stands inside the label's cell."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from xlperf.model.address import a1
from xlperf.model.form import Field, Form
from xlperf.model.submission import Cell, Repair
from xlperf.model.values import read_value, squeeze
from xlperf.workbook.reading.grid import Raw
from xlperf.workbook.reading.labels import Labels, core, field_names

Place = tuple[int, int]


@dataclass
class Taker:
    """Makes cells of what stands in the grid, keeps the repairs, and remembers what was taken."""

    labels: Labels
    repairs: list[Repair]
    taken: set[Place]
    template: bool = False
    """the workbook is a template of ours: entries stand in cells of their own"""

    def cell(self, name: str, field: Field, at: Place, inline: str | None = None) -> Cell:
        """The cell of a field at a place; `inline` is the text behind its label where both share one cell."""
        sheet = self.labels.segment.sheet
        corner = sheet.corner(*at)
        raw = sheet.cells.get(corner) if inline is None else Raw(inline, inline)
        address = a1(*corner)
        if raw is None or (raw.typed == "" and not raw.problem):
            return Cell(name, "", None, "blank", sheet.name, address, formula=corner in sheet.empty_formulas)
        self.taken.add(corner)
        if raw.problem:
            return Cell(name, raw.typed, None, "unreadable", sheet.name, address, raw.problem, raw.formula)
        value = raw.typed if field.kind in ("text", "choice") else raw.value
        reading = read_value(value, field.kind, percent_format=raw.percent)
        read = "" if reading.value is None else str(reading.value)
        repairs = reading.repairs
        if self.template and field.kind == "ratio" and isinstance(raw.value, str) and reading.value is not None:
            repairs = repairs or ("百分数是以文本形式存的，已按数字读",)
        self.repairs += [Repair(sheet.name, address, name, raw.typed, read, what) for what in repairs]
        return Cell(name, raw.typed, reading.value, reading.state, sheet.name, address, reading.problem, raw.formula)

    def missing(self, name: str) -> Cell:
        """A field that the file has no place for."""
        return Cell(name, "", None, "blank", self.labels.segment.sheet.name, "")


def read_fields(form: Form, taker: Taker) -> tuple[dict[str, Cell], dict[str, str]]:
    """All fields but the signatures: field id → cell; and the labels as printed."""
    cells: dict[str, Cell] = {}
    printed: dict[str, str] = {}
    for name, field in form.fields.items():
        if name in form.signature:
            continue
        names, column = field_names(field.label, field.aliases)
        found = taker.labels.find(names)
        if found:
            printed[name] = taker.labels.segment.sheet.cells[found[0]].typed
        cells[name] = _by_column(name, field, found, column, taker) if column else _beside(name, field, found, taker)
    return cells, printed


def _by_column(name: str, field: Field, rows: list[Place], column: str, taker: Taker) -> Cell:
    """The cell where the row of one label meets the column of another, printed above it."""
    heads = taker.labels.find([column])
    for row in rows:
        above = [head for head in heads if head[0] < row[0]]
        if above:
            nearest = max(above, key=lambda head: head[0])
            at = (row[0], nearest[1])
            if taker.labels.segment.sheet.corner(*at) == row:  # the row's label is joined over this column
                return _right(name, field, row, taker)
            return taker.cell(name, field, at)
    return taker.missing(name)


def _beside(name: str, field: Field, found: list[Place], taker: Taker) -> Cell:
    inline = _inline(field, taker)
    if inline is not None:
        return taker.cell(name, field, inline[0], inline[1]) if inline[1] else _right(name, field, inline[0], taker)
    for at in found:
        below = _below(at, taker)
        if below is not None:
            return taker.cell(name, field, below)
        return _right(name, field, at, taker)
    return taker.missing(name)


def _right(name: str, field: Field, at: Place, taker: Taker) -> Cell:
    """The cell on the right of a label; if another label stands there, the label's own cell has no value."""
    sheet = taker.labels.segment.sheet
    right = (at[0], sheet.area(*at)[3] + 1)
    own = sheet.corner(*at)
    spare = not taker.template and sheet.at(*right) is None and sheet.cells[own].typed.rstrip().endswith(("：", ":"))
    if spare or taker.labels.is_label(sheet.corner(*right)):
        return Cell(name, "", None, "blank", sheet.name, a1(*own))
    return taker.cell(name, field, right)


def _below(at: Place, taker: Taker) -> Place | None:
    """The cell under a column head: where the label's right neighbour is a label too, or the cell below is no label."""
    sheet = taker.labels.segment.sheet
    top, left, bottom, right = sheet.area(*at)
    neighbours = ((top, right + 1), (top, left - 1))
    beside_heads = any(taker.labels.is_label(sheet.corner(*place)) for place in neighbours if place[1] >= 0)
    below = (bottom + 1, left)
    same_width = sheet.area(*below)[1] == left
    wide = sheet.area(top, right + 1)
    value_right = taker.labels.is_label(sheet.corner(top, right + 1)) or right + 1 > _last_column(taker)
    if beside_heads and value_right and same_width and not taker.labels.is_label(sheet.corner(*below)) and wide:
        return below
    return None


def _last_column(taker: Taker) -> int:
    segment = taker.labels.segment
    return max(
        (segment.sheet.area(*at)[3] for at, raw in segment.cells() if raw.typed.strip() or raw.problem), default=0
    )


def _inline(field: Field, taker: Taker) -> tuple[Place, str] | None:
    """The place of `其中：一般公共预算：1389.01`, and the text behind the label's colon."""
    names = {core(name, taker.labels.year) for name in (field.label, *field.aliases)}
    for at, raw in taker.labels.segment.cells():
        if not isinstance(raw.value, str) or not re.search(r"[:：]", raw.typed):
            continue
        label, _, value = _split(raw.typed)
        if core(label, taker.labels.year) in names and (value or raw.typed.rstrip().endswith(("：", ":"))):
            return at, value
    return None


def _split(text: str) -> tuple[str, str, str]:
    """At the last colon: label, colon, what stands behind it."""
    match = re.match(r"(.*)([:：])(.*)$", text, re.S)
    assert match is not None
    return match[1], match[2], match[3].strip().strip("　").strip()


def read_signature(form: Form, taker: Taker, fallback: Callable[[], int]) -> dict[str, Cell]:
    """The signature fields: labels in one cell (填表人：  填报日期：) or in cells of their own."""
    names = {squeeze(form.fields[name].label): name for name in form.signature}
    if not names:
        return {}
    found: dict[str, Cell] = {}
    pattern = re.compile("(" + "|".join(r"\s*".join(label) for label in names) + r")\s*[:：]")
    for at, raw in taker.labels.segment.cells():
        if not isinstance(raw.value, str) or at[0] < fallback():
            continue
        parts = pattern.split(raw.typed)
        for label, value in zip(parts[1::2], parts[2::2], strict=False):
            name = names[squeeze(label)]
            if name in found:
                continue
            alone = len(parts) == 3
            spec = form.fields[name]
            text = value.strip().strip("　").strip()
            found[name] = _right(name, spec, at, taker) if alone and not text else taker.cell(name, spec, at, text)
            taker.taken.add(at)
    return {name: found.get(name) or taker.missing(name) for name in form.signature}
