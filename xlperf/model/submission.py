"""Submission (报送): what a unit sent, flat, each value with its place, as typed and as read.

Submission ─ forms: FilledForm (one per sheet segment) ─ cells: field id → Cell
                                                       └ tables: table id → rows of column → Cell
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from xlperf.model.values import State, Value


@dataclass(frozen=True, slots=True)
class Repair:
    """修复记录: one change that reading made to what was typed; nothing is changed in the unit's file."""

    sheet: str
    cell: str
    field: str
    typed: str
    read: str
    what: str


@dataclass(frozen=True, slots=True, init=False)
class Cell:
    """One filled (or empty) cell of a form: as typed, as read, and where it stands in the unit's file.

    value: Decimal for money (万元), counts, points and ratios (fractions); str for text; None unless state is `filled`.
    """

    field: str
    typed: str
    value: Value
    state: State
    sheet: str
    address: str
    problem: str = ""
    formula: bool = False

    def __init__(
        self, field: str, typed: str, value: Value, state: State, sheet: str, address: str, problem: str = "", formula: bool = False
    ) -> None:  # fmt: skip
        # Hundreds to a file: through the slots' own setters this takes half the time that a frozen class takes.
        _set_field(self, field)
        _set_typed(self, typed)
        _set_value(self, value)
        _set_state(self, state)
        _set_sheet(self, sheet)
        _set_address(self, address)
        _set_problem(self, problem)
        _set_formula(self, formula)

    @property
    def number(self) -> Decimal | None:
        """The value if it is a number."""
        value = self.value
        return value if isinstance(value, Decimal) else None

    @property
    def text(self) -> str:
        """The typed text without white space around it; "" for a blank cell."""
        return self.typed.strip()

    @property
    def is_blank(self) -> bool:
        """Nothing typed at all (—— counts as an answer, not as blank)."""
        return self.state == "blank"


_set_field, _set_typed, _set_value, _set_state, _set_sheet, _set_address, _set_problem, _set_formula = (
    getattr(Cell, one.name).__set__ for one in fields(Cell)
)

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One form as a unit filled it (附件1 `base`, 附件2 `dept`, 附件3 `project`, 汇总 `list`).

    `ordinal` counts forms of one kind from 1. `rows` of a table keep their order; a row's cells keep their columns'
    ids, and `field` of each is `{table}.{n}.{column}` with n from 1. `spaces` are labels found without the value
    that should follow, `extras` cells that no field of the edition can hold (nothing is lost).
    """

    form: str
    ordinal: int
    sheet: str
    title: str
    year: int | None
    cells: Mapping[str, Cell]
    tables: Mapping[str, tuple[Row, ...]]
    extras: tuple[Cell, ...] = ()
    title_cell: str = "A1"
    labels: Mapping[str, str] = field(default_factory=dict)
    """printed labels of fields, columns and level-1 groups as they stand in the file (id → text)"""

    def get(self, field_id: str) -> Cell | None:
        """The cell of a field, or None where this form has no such field."""
        return self.cells.get(field_id)

    def number(self, field_id: str) -> Decimal | None:
        """The number in a field; None if blank, unreadable or not there."""
        cell = self.cells.get(field_id)
        return cell.number if cell else None

    def text(self, field_id: str) -> str:
        """The text in a field, tidied; "" if there is none."""
        cell = self.cells.get(field_id)
        return cell.text if cell else ""

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table; () where this form has no such table."""
        return self.tables.get(table, ())

    def under(self, name: str) -> tuple[Cell, ...]:
        """The cell of a field, or the cells of a table's column (`projects.budget`), as far as this form has them."""
        table, _, column = name.rpartition(".")
        if table:
            return tuple(row[column] for row in self.rows(table) if column in row)
        return (self.cells[name],) if name in self.cells else ()

    def key(self, field_id: str) -> str:
        """The field's id in the whole submission: dept_total_rate, project.2.total_rate."""
        return f"{self.form}.{self.ordinal}.{field_id}" if self.form == "project" else f"{self.form}_{field_id}"

    def every_cell(self) -> Iterator[Cell]:
        """All cells, those of tables too."""
        yield from self.cells.values()
        for rows in self.tables.values():
            for row in rows:
                yield from row.values()


@dataclass(frozen=True, slots=True)
class Submission:
    """One workbook as read. `unit` may be "" when no form names it. `sha256` is of the file's bytes."""

    file: str
    sha256: str
    edition: str
    edition_reason: str
    year: int | None
    unit: str
    forms: tuple[FilledForm, ...]
    repairs: tuple[Repair, ...] = ()
    unplaced: tuple[Cell, ...] = ()
    """cells on sheets or rows that belong to no form of the edition"""
    saved: str = ""
    """when the file says it was last saved (ISO 8601), or "" """
    receipt: str = ""
    """the edition's mark on the hidden sheet of a template of ours, or "" """
    made: str = ""
    """when 生成报送件 made the file (ISO 8601, as its receipt says), or "" """
    answers: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    """出错说明: what the unit says to findings, by the finding's code, sheet and cell in this file"""
    notes: tuple[str, ...] = ()
    """what the reader wants the officer to know: hidden sheets, formulas never calculated, unread sheets"""

    def of(self, form: str) -> tuple[FilledForm, ...]:
        """All forms of one kind, in their order."""
        return tuple(f for f in self.forms if f.form == form)

    def one(self, form: str) -> FilledForm | None:
        """The first form of a kind, or None."""
        return next((f for f in self.forms if f.form == form), None)

    def flat(self) -> dict[str, Cell]:
        """Field id → cell over the whole submission: `base_staff_quota`, `project.1.indicators.2.score`."""
        return {form.key(cell.field): cell for form in self.forms for cell in form.every_cell()}
