"""Plan of a template: which sheets there are, and where each field, table and signature stands on them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from xlperf.model.address import a1, column_letters, quoted
from xlperf.model.form import Edition, Field, Form, FormId
from xlperf.model.layout import Box, place, row_order, split_row
from xlperf.model.sample import head_rows
from xlperf.model.submission import FilledForm, Submission
from xlperf.workbook.drawing.rows import TableRow, table_rows

_PARTS = (0.2, 0.5, 0.72)
_LABEL_ROOM = 17.0
"""characters that 单位负责人签字： needs"""


@dataclass(frozen=True, slots=True)
class Area:
    """A cell or merged area on a sheet: upper left corner and size, rows and columns from 0."""

    row: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def cell(self) -> str:
        """G14."""
        return a1(self.row, self.column)

    @property
    def fixed(self) -> str:
        """$G$14."""
        return f"${column_letters(self.column)}${self.row + 1}"

    @property
    def last(self) -> tuple[int, int]:
        """Lower right corner."""
        return self.row + self.height - 1, self.column + self.width - 1


@dataclass(frozen=True)
class SheetPlan:
    """One form's sheet. `ordinal` counts sheets of one form from 1; `filled` is what a unit entered, or None."""

    edition: Edition
    form_id: FormId
    ordinal: int
    filled: FilledForm | None

    @property
    def form(self) -> Form:
        """The definition."""
        return self.edition.forms[self.form_id]

    @property
    def name(self) -> str:
        """The sheet's name: 附件2, 附件3-1."""
        return f"{self.form.sheet}-{self.ordinal}" if self.form.repeats else self.form.sheet

    @property
    def top(self) -> int:
        """The first row of the layout."""
        return head_rows(self.form)

    @cached_property
    def rows(self) -> Mapping[str, tuple[TableRow, ...]]:
        """Table id → rows to draw."""
        ids = [table for key in row_order(self.form) if (table := split_row(self.form.rows[key])[0])]
        typed = self.filled.tables if self.filled else {}
        return {table: table_rows(self.edition.tables[table], typed.get(table, ())) for table in ids}

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The layout's boxes, tables expanded."""
        texts = {table: [dict(row.texts) for row in rows] for table, rows in self.rows.items()}
        return tuple(place(self.edition, self.form, texts))

    def area(self, box: Box) -> Area:
        """Where a box stands on the sheet."""
        return Area(box.row + self.top, box.column, box.height, box.width)

    @cached_property
    def item_columns(self) -> frozenset[tuple[int, int]]:
        """(column, width) of labels that list items one below the other (　其中：…): all labels there stand left."""
        items = {(box.column, box.width) for box in self.boxes if box.role == "label" and box.text.startswith("　")}
        return frozenset(items)

    @cached_property
    def end(self) -> int:
        """The first row below the layout."""
        return self.top + max(box.row + box.height for box in self.boxes)

    @property
    def columns(self) -> int:
        """How many columns the form has."""
        return len(self.form.widths)

    @property
    def signature_row(self) -> int:
        """The first row of the signature block."""
        return self.end + bool(self.form.note)

    @cached_property
    def signature(self) -> Mapping[str, tuple[Area, Area]]:
        """Signature field → (area of its label, area to sign in): two pairs a row, cut at columns that suit."""
        cuts = self._cuts
        spans = [(0, cuts[0]), (cuts[0], cuts[1]), (cuts[1], cuts[2]), (cuts[2], self.columns)]
        areas = {}
        for number, name in enumerate(self.form.signature):
            row, half = self.signature_row + number // 2, number % 2 * 2
            label, entry = (Area(row, a, 1, b - a) for a, b in spans[half : half + 2])
            areas[name] = (label, entry)
        return areas

    @property
    def seal_row(self) -> int:
        """The row of 单位（盖章）, the last of the sheet."""
        return self.signature_row + (len(self.form.signature) + 1) // 2

    def seal(self) -> tuple[Area, Area]:
        """Areas of the label and of the place for the seal."""
        _, middle, right = self._cuts
        return Area(self.seal_row, middle, 1, right - middle), Area(self.seal_row, right, 1, self.columns - right)

    @cached_property
    def _cuts(self) -> tuple[int, int, int]:
        """Column edges that part the width into label, entry, label, entry, with room for the labels."""
        edges = [sum(self.form.widths[:n]) for n in range(self.columns + 1)]

        def badness(cuts: tuple[int, ...]) -> float:
            first, middle, right = (edges[n] for n in cuts)
            narrow = max(0.0, _LABEL_ROOM - first) + max(0.0, _LABEL_ROOM - (right - middle))
            wanted = zip(cuts, _PARTS, strict=True)
            return sum(abs(edges[n] / edges[-1] - part) for n, part in wanted) + narrow

        best = min(combinations(range(1, self.columns), 3), key=badness)
        return best[0], best[1], best[2]

    @cached_property
    def fields(self) -> Mapping[str, Area]:
        """Field id → where it is filled in, in the order of the form."""
        placed = {box.id: self.area(box) for box in self.boxes if box.role == "field"}
        return placed | {name: entry for name, (_, entry) in self.signature.items()}

    @cached_property
    def spans(self) -> Mapping[str, tuple[int, int]]:
        """Table id → its first and last row on the sheet."""
        spans: dict[str, tuple[int, int]] = {}
        for box in self.boxes:
            if box.table:
                first, last = spans.get(box.table, (box.row + self.top, box.row + self.top))
                spans[box.table] = min(first, box.row + self.top), max(last, box.row + self.top)
        return spans

    @cached_property
    def table_columns(self) -> Mapping[str, Mapping[str, int]]:
        """Table id → column id → column on the sheet, in the order of the form."""
        columns: dict[str, dict[str, int]] = {table: {} for table in self.rows}
        for box in self.boxes:
            if box.role == "column":
                columns[box.table].setdefault(box.id, box.column)
        return columns

    def field(self, name: str) -> Field:
        """The definition of a field."""
        return self.form.fields[name]

    def ref(self, name: str) -> str:
        """A field from another sheet: '附件2'!$F$7."""
        return f"{quoted(self.name)}!{self.fields[name].fixed}"

    def has(self, *names: str) -> bool:
        """Whether the form has all these fields."""
        return all(name in self.fields for name in names)


@dataclass(frozen=True)
class Plan:
    """The sheets of a whole template, in their order."""

    edition: Edition
    sheets: tuple[SheetPlan, ...]

    def of(self, form: str) -> tuple[SheetPlan, ...]:
        """The sheets of one form; () where the edition has none."""
        return tuple(sheet for sheet in self.sheets if sheet.form_id == form)

    def one(self, form: str) -> SheetPlan | None:
        """The first sheet of a form, or None."""
        return next(iter(self.of(form)), None)


def make_plan(edition: Edition, fill: Submission | None = None, projects: int | None = None) -> Plan:
    """One sheet a form; of a form that repeats, `projects` (default: the edition's number), or more if `fill` has more."""
    return Plan(edition, tuple(_sheets(edition, fill, projects)))


def _sheets(edition: Edition, fill: Submission | None, projects: int | None) -> Iterator[SheetPlan]:
    for form_id, form in edition.forms.items():
        filled = fill.of(form_id) if fill else ()
        count = max(projects or form.many, len(filled)) if form.repeats else 1
        for number in range(count):
            yield SheetPlan(edition, form_id, number + 1, filled[number] if number < len(filled) else None)
