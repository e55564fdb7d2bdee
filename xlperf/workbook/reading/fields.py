"""The fields of one form: labels lead to their cells, or the amount stands inside the label's cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xlperf.model.address import a1
from xlperf.model.form import Field
from xlperf.model.submission import Cell, Repair
from xlperf.model.values import State, Value, read_value, squeeze, tidy
from xlperf.workbook.reading.grid import Raw
from xlperf.workbook.reading.labels import Labels, Place
from xlperf.workbook.reading.wording import Lead

Content = tuple[str, Value, State, str, str, str, bool]
"""all of a Cell but the field's name: typed, value, state, sheet, address, problem, formula"""


@lru_cache(maxsize=20_000)
def blank_cell(name: str, sheet: str, address: str, formula: bool) -> Cell:
    """A cell without content; files of one layout have the same ones."""
    return Cell(name, "", None, "blank", sheet, address, "", formula)


def cell_of(name: str, content: Content) -> Cell:
    """The cell of a field, or of a column of a row."""
    if content[2] == "blank" and not content[0] and not content[5]:
        return blank_cell(name, content[3], content[4], content[6])
    return Cell(name, *content)


@dataclass
class Taker:
    """Takes what stands in the grid, keeps the repairs, and remembers what was taken."""

    labels: Labels
    repairs: list[Repair]
    taken: set[Place]
    template: bool = False
    """the workbook is a template of ours: entries stand in cells of their own"""

    def __post_init__(self) -> None:
        self.segment = self.labels.segment
        self.sheet = self.segment.sheet

    def cell(self, name: str, field: Field, at: Place, inline: str | None = None) -> Cell:
        """The cell of a field at a place; `inline` is the text behind its label where both share one cell."""
        return cell_of(name, self.content(name, field, at, inline))

    def content(self, name: str, field: Field, at: Place, inline: str | None = None) -> Content:
        """The content of that cell."""
        corner = self.segment.corner(at)
        raw = self.sheet.cells.get(corner) if inline is None else Raw(inline, inline)
        return self.blank(corner) if raw is None else self.read(name, field, corner, raw)

    def blank(self, corner: Place) -> Content:
        """The content of a cell in which nothing stands."""
        return "", None, "blank", self.sheet.name, a1(*corner), "", corner in self.sheet.empty_formulas

    def read(self, name: str, field: Field, corner: Place, raw: Raw) -> Content:
        """What stands in a cell, read as the field wants it."""
        if raw.typed == "" and not raw.problem:
            return self.blank(corner)
        sheet, address = self.sheet, a1(*corner)
        self.taken.add(corner)
        if raw.problem:
            return raw.typed, None, "unreadable", sheet.name, address, raw.problem, raw.formula
        if field.kind in ("text", "choice"):  # as read_value does it; most of what a form holds
            text = tidy(raw.typed)
            return raw.typed, text or None, "filled" if text else "blank", sheet.name, address, "", raw.formula
        reading = read_value(raw.value, field.kind, percent_format=raw.percent)
        repairs = reading.repairs
        if self.template and field.kind == "ratio" and isinstance(raw.value, str) and reading.value is not None:
            repairs = repairs or ("百分数是以文本形式存的，已按数字读",)
        if repairs:
            read = "" if reading.value is None else str(reading.value)
            self.repairs += [Repair(sheet.name, address, name, raw.typed, read, what) for what in repairs]
        return raw.typed, reading.value, reading.state, sheet.name, address, reading.problem, raw.formula

    def missing(self, name: str) -> Cell:
        """A field that the file has no place for."""
        return blank_cell(name, self.sheet.name, "", False)


def read_fields(taker: Taker) -> tuple[dict[str, Cell], dict[str, str]]:
    """All fields but the signatures: field id → cell; and the labels as printed."""
    cells: dict[str, Cell] = {}
    printed: dict[str, str] = {}
    for lead in taker.labels.words.leads:
        found = taker.labels.find(lead.names)
        if found:
            printed[lead.id] = taker.sheet.cells[found[0]].typed
        cells[lead.id] = _by_column(lead, lead.column, found, taker) if lead.column else _beside(lead, found, taker)
    return cells, printed


def _by_column(lead: Lead, column: frozenset[str], rows: Sequence[Place], taker: Taker) -> Cell:
    """The cell where the row of one label meets the column of another, printed above it."""
    heads = taker.labels.find(column)
    for row in rows:
        nearest: Place | None = None
        for head in heads:
            if head[0] >= row[0]:
                break
            nearest = head if nearest is None or head[0] > nearest[0] else nearest
        if nearest is not None:
            at = (row[0], nearest[1])
            if taker.segment.corner(at) == row:  # the row's label is joined over this column
                return _right(lead.id, lead.field, row, taker)
            return taker.cell(lead.id, lead.field, at)
    return taker.missing(lead.id)


def _beside(lead: Lead, found: Sequence[Place], taker: Taker) -> Cell:
    inline = taker.labels.inline(lead.inline)
    if inline is not None:
        at, value = inline
        return taker.cell(lead.id, lead.field, at, value) if value else _right(lead.id, lead.field, at, taker)
    if not found:
        return taker.missing(lead.id)
    below = _below(found[0], taker)
    if below is not None:
        return taker.cell(lead.id, lead.field, below)
    return _right(lead.id, lead.field, found[0], taker)


def _right(name: str, field: Field, at: Place, taker: Taker) -> Cell:
    """The cell on the right of a label; if another label stands there, the label's own cell has no value."""
    sheet, segment = taker.sheet, taker.segment
    top, left, _, last = segment.area(at)
    right = (at[0], last + 1)
    corner = segment.corner(right)
    own = sheet.cells.get((top, left))  # none where the label stands under a merged area, not at its corner
    spare = not taker.template and corner not in sheet.cells and own and own.typed.rstrip().endswith(("：", ":"))
    if spare or taker.labels.is_label(corner):
        return blank_cell(name, sheet.name, a1(top, left), False)
    return taker.cell(name, field, right)


def _below(at: Place, taker: Taker) -> Place | None:
    """The cell under a column head: where the label's right neighbour is a label too, or the cell below is no label."""
    segment, is_label = taker.segment, taker.labels.is_label
    top, left, bottom, right = segment.area(at)
    after = is_label(segment.corner((top, right + 1)))
    if not after and (right < taker.labels.last_column or left == 0 or not is_label(segment.corner((top, left - 1)))):
        return None
    below = (bottom + 1, left)
    corner = segment.corner(below)
    return below if corner[1] == left and not is_label(corner) else None


def read_signature(taker: Taker) -> dict[str, Cell]:
    """The signature fields: labels in one cell (填表人：  填报日期：) or in cells of their own."""
    words = taker.labels.words
    if not words.signature:
        return {}
    first = max((taker.segment.area(at)[2] for at in taker.labels.find(words.foot)), default=taker.segment.top)
    found: dict[str, Cell] = {}
    for at, raw in taker.labels.with_colon:
        if at[0] < first:
            continue
        parts = words.signed.split(raw.typed)
        for label, value in zip(parts[1::2], parts[2::2], strict=False):
            name = words.signature[squeeze(label)]
            if name in found:
                continue
            alone = len(parts) == 3
            spec = words.form.fields[name]
            text = value.strip()
            found[name] = _right(name, spec, at, taker) if alone and not text else taker.cell(name, spec, at, text)
            taker.taken.add(at)
    return {name: found.get(name) or taker.missing(name) for name in words.form.signature}
