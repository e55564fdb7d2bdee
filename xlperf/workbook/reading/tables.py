"""The tables of one form: head row, rows until the total, levels filled down over merged cells."""

from collections.abc import Mapping
from dataclasses import replace

from xlperf.model.form import Edition, Form, Table
from xlperf.model.layout import row_order, split_row
from xlperf.model.submission import Cell, Row
from xlperf.model.values import squeeze
from xlperf.workbook.reading.fields import Taker
from xlperf.workbook.reading.labels import FILLER, core

Columns = Mapping[str, int]


def read_tables(edition: Edition, form: Form, taker: Taker) -> tuple[dict[str, tuple[Row, ...]], dict[str, str]]:
    """Table id → rows; and the columns' heads as printed."""
    tables: dict[str, tuple[Row, ...]] = {}
    printed: dict[str, str] = {}
    order = row_order(form)
    for key in order:
        table_id, _ = split_row(form.rows[key])
        if not table_id:
            continue
        table = edition.tables[table_id]
        before = split_row(form.rows[order[order.index(key) - 1]])[1][0]
        columns, first = _head(table, taker) or _under_line(table, before, taker) or ({}, 0)
        tables[table_id] = _rows(table_id, table, columns, first, taker) if columns else ()
        for column, number in columns.items():
            raw = taker.labels.segment.sheet.at(first - 1, number)
            printed[f"{table_id}.{column}"] = raw.typed if raw else ""
    return tables, printed


def _head(table: Table, taker: Taker) -> tuple[Columns, int] | None:
    """Columns of a table by its own head row (most of its heads in one row), and the first row below it."""
    best: tuple[int, int] = (0, -1)
    places = {c: taker.labels.find((spec.label, *spec.aliases)) for c, spec in table.columns.items()}
    for row in {at[0] for found in places.values() for at in found}:
        best = max(best, (sum(any(at[0] == row for at in found) for found in places.values()), -row))
    count, row = best[0], -best[1]
    if count < max(3, len(table.columns) // 2 + 1) or ("name" in table.columns and not _at(places["name"], row)):
        return None
    columns = {c: found[0] for c in table.columns if (found := _at(places[c], row))}
    bottoms = [taker.labels.segment.sheet.area(row, number)[2] for number in columns.values()]
    return columns, max(bottoms) + 1


def _at(places: list[tuple[int, int]], row: int) -> list[int]:
    return [at[1] for at in places if at[0] == row]


def _under_line(table: Table, line: str, taker: Taker) -> tuple[Columns, int] | None:
    """A table without heads of its own: it follows a line, its names stand under the line's label."""
    found = taker.labels.find([line])
    if not found:
        return None
    row, left = found[0]
    columns = {}
    for number, (column, spec) in enumerate(table.columns.items()):
        heads = [at for at in taker.labels.find([spec.label]) if at[0] < row]
        if number == 0:
            columns[column] = left
        elif heads:
            columns[column] = max(heads)[1]
    return (columns, taker.labels.segment.sheet.area(row, left)[2] + 1) if len(columns) > 1 else None


def _rows(table_id: str, table: Table, columns: Columns, first: int, taker: Taker) -> tuple[Row, ...]:
    ends = {core(label, taker.labels.year) for label in table.end}
    rows: list[dict[str, Cell]] = []
    sheet = taker.labels.segment.sheet
    carried: dict[str, Cell] = {}
    leftmost = min(columns.values())
    for r in range(first, taker.labels.segment.bottom):
        texts = [raw.typed for c in range(leftmost + 2) if (raw := sheet.cells.get((r, c)))]
        if any(core(text, taker.labels.year) in ends for text in texts):
            break
        row = _row(table_id, table, columns, r, taker, carried)
        if row is not None:
            rows.append(row)
    return tuple(_numbered(table_id, row, n) for n, row in enumerate(_without_spares(table, rows), 1))


def _row(
    table_id: str, table: Table, columns: Columns, r: int, taker: Taker, carried: dict[str, Cell]
) -> dict[str, Cell] | None:
    sheet = taker.labels.segment.sheet
    cells: dict[str, Cell] = {}
    for column, spec in table.columns.items():
        if column not in columns:
            cells[column] = taker.missing(column)
            continue
        at = (r, columns[column])
        top = sheet.corner(*at)[0]
        if column in table.merge:
            cell = taker.cell(column, spec, at)
            same = (
                cell.is_blank
                and column in carried
                and (column == table.merge[0] or _same(cells, carried, table, column))
            )
            cells[column] = carried[column] if same else cell
            carried[column] = cells[column]
        elif top < r:
            here = taker.cell(column, spec, at)
            cells[column] = replace(here, typed="", value=None, state="blank", problem="")
        else:
            cells[column] = taker.cell(column, spec, at)
    own = [cell for column, cell in cells.items() if column not in table.merge]
    filler = all(cell.is_blank or FILLER.fullmatch(squeeze(cell.typed)) for cell in own)
    return None if filler and not table.merge else cells


def _same(cells: Mapping[str, Cell], carried: Mapping[str, Cell], table: Table, column: str) -> bool:
    """Whether the levels before this one go on, so that a blank one goes on too."""
    before = table.merge[: table.merge.index(column)]
    return all(cells[level] is carried[level] for level in before)


def _without_spares(table: Table, rows: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """Without rows in which only the level labels stand, but one for each category that has nothing else."""

    def empty(row: Mapping[str, Cell]) -> bool:
        own = [cell for column, cell in row.items() if column not in table.merge]
        return all(cell.is_blank or FILLER.fullmatch(squeeze(cell.typed)) is not None for cell in own)

    if not table.merge:
        return rows
    last = table.merge[-1]
    kept: list[dict[str, Cell]] = []
    for n, row in enumerate(rows):
        mates = [
            other for other in rows if other[last].address == row[last].address and other[last].text == row[last].text
        ]
        spare = empty(row) and (any(not empty(m) for m in mates) or mates[0] is not rows[n] or row[last].is_blank)
        if not spare:
            kept.append(row)
    return kept


def _numbered(table_id: str, row: Mapping[str, Cell], number: int) -> Row:
    return {column: replace(cell, field=f"{table_id}.{number}.{column}") for column, cell in row.items()}
