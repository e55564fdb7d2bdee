"""Native formulas from the fields' `compute`, and the defined names they use. Functions of Excel 2010 or earlier only.

Two ways of writing a table's column: `NAMES` (what the file gets: a defined name that follows inserted and deleted
rows, at the edges too) and `RANGES` (the plain range as it stands now, for the engine that computes cached values and
does not know names that are formulas).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlperf.errors import DefinitionError
from xlperf.model.address import a1, column_letters, quoted
from xlperf.model.compute import parse_compute
from xlperf.model.parameters import Parameters
from xlperf.model.values import plain
from xlperf.workbook.drawing.plan import SheetPlan

Dialect = Literal["names", "ranges"]


@dataclass(frozen=True, slots=True)
class Refs:
    """How formulas name cells and columns. `outside`: the formula stands on another sheet than the form."""

    dialect: Dialect
    outside: bool = False

    def cell(self, sheet: SheetPlan, field: str) -> str:
        """A field's cell: F7 on its own sheet, '附件2'!$F$7 elsewhere."""
        return sheet.ref(field) if self.outside else sheet.fields[field].cell

    def column(self, sheet: SheetPlan, table: str, column: str) -> str:
        """All rows of a table's column.

        On its own sheet a project's name is written without the sheet, so that a copied sheet means its own.
        """
        if self.dialect == "ranges":
            first, last = sheet.spans[table]
            letters = column_letters(sheet.table_columns[table][column])
            return f"{quoted(sheet.name)}!${letters}${first + 1}:${letters}${last + 1}"
        name = f"{sheet.form_id}_{table}_{column}"
        return f"{quoted(sheet.name)}!{name}" if self.outside and sheet.form.repeats else name

    def row_numbers(self, sheet: SheetPlan, table: str, column: str) -> str:
        """The numbers of a table's rows on the sheet, as an array."""
        if self.dialect == "names":
            return f"ROW({self.column(sheet, table, column)})"
        first, last = sheet.spans[table]
        return "{" + ";".join(str(row + 1) for row in range(first, last + 1)) + "}"


def defined_names(sheet: SheetPlan) -> Iterator[tuple[str, str]]:
    """Name → reference: one for each field, each table and each column of a table; local to a project's sheet."""
    prefix = f"{quoted(sheet.name)}!" if sheet.form.repeats else ""
    for field in sheet.fields:
        yield f"{prefix}{sheet.form_id}_{field}", f"={sheet.ref(field)}"
    for table, columns in sheet.table_columns.items():
        every = list(columns.values())
        yield f"{prefix}{sheet.form_id}_{table}", _surviving(sheet, table, min(every), sheet.columns - 1)
        for column, position in columns.items():
            yield f"{prefix}{sheet.form_id}_{table}_{column}", _surviving(sheet, table, position, position)


def _surviving(sheet: SheetPlan, table: str, left: int, right: int) -> str:
    """The rows between the row above the table and the row below it.

    Those two rows are locked, so the reference holds whatever is inserted or deleted between them.
    """
    first, last = sheet.spans[table]
    corner, end = (f"{quoted(sheet.name)}!${column_letters(c)}${first}" for c in (left, right))
    start = f"{corner}:${column_letters(left)}${last + 2}"
    stop = f"{end}:${column_letters(right)}${last + 2}"
    return f"=INDEX({start},2):INDEX({stop},ROWS({stop})-1)"


def computed_field(sheet: SheetPlan, field: str, parameters: Parameters, refs: Refs) -> str | Decimal:
    """What stands in a computed field: a formula, or the number itself where it is a parameter or a fixed sum."""
    compute = parse_compute(sheet.field(field).compute)
    match compute.operation:
        case "parameter":
            return parameters.number(compute.arguments[0])
        case "group_points":
            return sum((group.points for group in sheet.edition.groups), Decimal(0))
        case "sum":
            return _sum([_operand(sheet, name, refs) for name in compute.arguments])
        case "ratio":
            top, bottom = (refs.cell(sheet, name) for name in compute.arguments)
            return _ratio(top, bottom, parameters)
        case "points":
            rate, points = (refs.cell(sheet, name) for name in compute.arguments)
            return _points(rate, points, parameters)
    raise DefinitionError(f"栏目 {field}：没有公式对应 {compute.operation}")


def computed_column(sheet: SheetPlan, table: str, column: str, row: int, parameters: Parameters) -> str:
    """The formula of a computed column in one row. Only ratios of two columns of the row are known."""
    compute = parse_compute(sheet.edition.tables[table].columns[column].compute)
    if compute.operation != "ratio":
        raise DefinitionError(f"表格 {table} 的栏 {column}：按行只能算 ratio")
    top, bottom = (a1(row, sheet.table_columns[table][name]) for name in compute.arguments)
    return _ratio(top, bottom, parameters)


def _operand(sheet: SheetPlan, name: str, refs: Refs) -> str:
    if "." not in name:
        return refs.cell(sheet, name)
    table, column = name.split(".")
    return refs.column(sheet, table, column)


def _sum(operands: list[str]) -> str:
    """Blank while nothing is filled. Rounded far behind what is typed, so that no binary remainder shows."""
    parts = ",".join(operands)
    return f'=IF(COUNT({parts})=0,"",ROUND(SUM({parts}),6))'


def _ratio(top: str, bottom: str, parameters: Parameters) -> str:
    places = int(parameters.number("rate_places")) + 2
    return f'=IF(AND(ISNUMBER({top}),ISNUMBER({bottom})),IF({bottom}=0,"",ROUND({top}/{bottom},{places})),"")'


def _points(rate: str, points: str, parameters: Parameters) -> str:
    cap, places = plain(parameters.number("execution_cap")), int(parameters.number("score_places"))
    value = f"ROUND(MAX(0,MIN({rate},{cap}))*{points},{places})"
    return f'=IF(AND(ISNUMBER({rate}),ISNUMBER({points})),{value},"")'
