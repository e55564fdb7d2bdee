"""Figures (数) as the roll-up shows them: a Decimal where the cell was read, else the text as typed; never a made-up 0."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.address import row_column
from xlperf.model.form import Edition, Field
from xlperf.model.layout import row_order, split_row
from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import tidy
from xlperf.scoring.compute import standing

Shown = Decimal | str | None
"""a number; or what was typed where no number could be read; or nothing"""

MEASURES = {"money": "万元", "ratio": "%", "count": "人", "area": "㎡", "points": "分", "number": ""}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a form: its line and column (三公经费, 2023年决算数), its kind, and its cell.

    `parts`: the filled cells that make up a sum which the unit left blank.
    """

    id: str
    line: str
    column: str
    kind: str
    cell: Cell
    parts: tuple[Cell, ...] = ()

    @property
    def address(self) -> str:
        """Where it stands; a sum for which the file has no place: where its parts stand."""
        return self.cell.address or span(self.parts)

    @property
    def read(self) -> Shown:
        """读作: the number; for what is no number, why (unreadable) or that it was marked as not applicable."""
        if self.parts:
            sum_ = added(self.parts)
            return sum_ if isinstance(sum_, Decimal) else f"未能读出：各行里有读不出的数（{sum_}）"
        if self.cell.number is not None:
            return self.cell.number
        return f"未能读出：{self.cell.problem}" if self.cell.state == "unreadable" else "（不适用）"


def shown(cell: Cell | None) -> Shown:
    """The number; the text as typed where it is none; None for a blank cell or a missing field."""
    if cell is None or cell.is_blank:
        return None
    return cell.number if cell.number is not None else cell.text


def added(parts: Iterable[Cell]) -> Shown:
    """The sum of cells; as soon as one of them is unreadable, all of them as typed, because the sum is not known."""
    cells = [cell for cell in parts if not cell.is_blank]
    if any(cell.state == "unreadable" for cell in cells):
        return " + ".join(cell.text for cell in cells)
    numbers = [cell.number for cell in cells if cell.number is not None]
    if numbers:
        return decimal_sum(numbers)
    return cells[0].text if cells else None


def decimal_sum(values: Iterable[object]) -> Decimal:
    """Exact sum of the Decimals among the values; texts and blanks do not count."""
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def figures(form: FilledForm, edition: Edition) -> Iterator[Figure]:
    """The form's figures in the order of its layout, tables' rows in their places; blanks, texts, indicators left out.

    A sum (合计) that was left blank is no blank where its parts are filled.
    """
    spec = edition.form(form.form)
    for key in row_order(spec):
        table, cells = split_row(spec.rows[key])
        ids = [cell[1:] for cell in cells if cell.startswith("#")]
        if not table:
            yield from _of_fields(form, edition, ids)
        elif table != "indicators":
            for row in form.rows(table):
                yield from _of_row(row, edition.tables[table].columns, table, ids)


def _of_fields(form: FilledForm, edition: Edition, ids: Iterable[str]) -> Iterator[Figure]:
    fields = edition.form(form.form).fields
    for name in ids:
        cell = form.get(name)
        if cell is None or fields[name].kind in ("text", "choice"):
            continue
        parts = tuple(_parts(form, name, edition)) if cell.is_blank else ()
        if not cell.is_blank or any(part.number is not None or part.state == "unreadable" for part in parts):
            line, _, column = fields[name].label.replace("\n", "").rpartition("·")
            yield Figure(name, line or column, column if line else "", fields[name].kind, cell, parts)


def _parts(form: FilledForm, name: str, edition: Edition) -> Iterator[Cell]:
    """The filled cells that a blank sum is made of; of a part that is a blank sum itself, its parts."""
    for cell in standing(form, name, edition):
        if not cell.is_blank:
            yield cell
        elif cell.field != name and cell.field in form.cells:
            yield from _parts(form, cell.field, edition)


def _of_row(row: Row, columns: dict[str, Field], table: str, ids: Iterable[str]) -> Iterator[Figure]:
    what = columns["name"].label.removesuffix(
        "名称"
    )  # 一级项目：…, so that no row passes for a line of the form itself
    name = f"{what}：{tidy(row['name'].text) or '（没有名称）'}"
    for column in ids:
        cell = row.get(column)
        if cell is not None and not cell.is_blank and columns[column].kind not in ("text", "choice"):
            yield Figure(f"{table}.{column}", name, columns[column].label, columns[column].kind, cell)


def span(cells: Iterable[Cell | None]) -> str:
    """The addresses as one range, E9:I9, or one address; "" where none is known."""
    known = sorted({c.address for c in cells if c is not None and c.address}, key=row_column)
    return known[0] if len(known) == 1 else f"{known[0]}:{known[-1]}" if known else ""
