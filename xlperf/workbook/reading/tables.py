"""The tables of one form: head row, rows until the total, levels filled down over merged cells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from xlperf.model.address import a1
from xlperf.model.form import Field
from xlperf.model.submission import Cell, Row
from xlperf.model.values import squeeze, tidy
from xlperf.workbook.reading.fields import Content, Taker, cell_of
from xlperf.workbook.reading.labels import WIDE, Place, size
from xlperf.workbook.reading.wording import FILLER, TableLead, core

Columns = Mapping[str, int]


class Line(NamedTuple):
    """One row before rows are left out and numbered: where it stands, and column id → content of its filled cells.

    The levels (merged columns) have a content always.
    """

    row: int
    contents: dict[str, Content]


def read_tables(taker: Taker) -> tuple[dict[str, tuple[Row, ...]], dict[str, str]]:
    """Table id → rows; and the columns' heads as printed."""
    tables: dict[str, tuple[Row, ...]] = {}
    printed: dict[str, str] = {}
    for lead in taker.labels.words.tables:
        columns, first = _head(lead, taker) or _under_line(lead, taker) or ({}, 0)
        tables[lead.id] = _rows(lead, columns, first, taker) if columns else ()
        for column, number in columns.items():
            raw = taker.sheet.cells.get(taker.segment.corner((first - 1, number)))
            printed[f"{lead.id}.{column}"] = raw.typed if raw else ""
    return tables, printed


def _head(lead: TableLead, taker: Taker) -> tuple[Columns, int] | None:
    """Columns of a table by its own head row (most of its heads in one row), and the first row below it."""
    places = {column: taker.labels.find(names) for column, names in lead.heads.items()}
    counts = Counter(row for found in places.values() for row in {at[0] for at in found})
    count, above = max(((count, -row) for row, count in counts.items()), default=(0, 0))
    row = -above
    if count < max(3, len(places) // 2 + 1) or ("name" in places and not _at(places["name"], row)):
        return None
    columns = {column: at[0] for column, found in places.items() if (at := _at(found, row))}
    bottoms = [taker.segment.area((row, number))[2] for number in columns.values()]
    return columns, max(bottoms) + 1


def _at(places: Sequence[Place], row: int) -> list[int]:
    return [at[1] for at in places if at[0] == row]


def _under_line(lead: TableLead, taker: Taker) -> tuple[Columns, int] | None:
    """A table without heads of its own: it follows a line, its names stand under the line's label."""
    found = taker.labels.find(lead.before)
    if not found:
        return None
    row, left = found[0]
    columns = {}
    for number, (column, names) in enumerate(lead.labels.items()):
        heads = [at for at in taker.labels.find(names) if at[0] < row]
        if number == 0:
            columns[column] = left
        elif heads:
            columns[column] = max(heads)[1]
    return (columns, taker.segment.area((row, left))[2] + 1) if len(columns) > 1 else None


def _rows(lead: TableLead, columns: Columns, first: int, taker: Taker) -> tuple[Row, ...]:
    """The rows of a table. Cells are made last, of the rows that stay: a template has many ready ones."""
    lines: list[Line] = []
    carried: dict[str, Content] = {}
    placed = [(name, spec, joined, columns[name]) for name, spec, joined in lead.columns if name in columns]
    for row in _filled_rows(lead, columns, first, taker):
        line = _line(placed, row, taker, carried)
        if lead.table.merge or not _is_empty(lead, line):
            lines.append(line)
    if lead.table.merge:
        lines = _without_spares(lead, lines)
    return tuple(_row(lead, columns, line, number, taker) for number, line in enumerate(lines, 1))


def _row(lead: TableLead, columns: Columns, line: Line, number: int, taker: Taker) -> Row:
    cells: dict[str, Cell] = {}
    for name, field in _field_names(lead, number):
        content = line.contents.get(name)
        if content is None and name in columns:
            content = taker.blank(taker.segment.corner((line.row, columns[name])))
        cells[name] = taker.missing(field) if content is None else cell_of(field, content)
    return cells


@lru_cache(maxsize=4_000)
def _field_names(lead: TableLead, number: int) -> Sequence[tuple[str, str]]:
    return [(name, f"{lead.id}.{number}.{name}") for name, _, _ in lead.columns]


def _filled_rows(lead: TableLead, columns: Columns, first: int, taker: Taker) -> Iterator[int]:
    """The rows from `first` to the line that ends the table: the first, and those in which something can stand.

    Rows without any cell are passed over: a stray cell far below must not cost a step for each of a million rows.
    """
    segment, merges = taker.labels.segment, taker.sheet.merges
    stop, last = segment.bottom, min(columns.values()) + 1
    filled = {first}
    for (row, column), raw in segment.cells:
        if row < first:
            continue
        filled.add(row)
        if column <= last and core(raw.typed, taker.labels.words.year) in lead.ends:
            stop = row
            break
    for area in merges:
        if area[0] < area[2] and size(area) <= WIDE:
            filled.update(range(max(area[0], first), min(area[2] + 1, stop)))
    return (row for row in sorted(filled) if row < stop)


def _line(columns: Iterable[tuple[str, Field, bool, int]], row: int, taker: Taker, carried: dict[str, Content]) -> Line:
    """What stands in a row. `carried`: the levels as they go on from above."""
    contents: dict[str, Content] = {}
    areas, cells = taker.segment.areas, taker.sheet.cells
    for name, spec, joined, column in columns:
        at = (row, column)
        corner = areas[at][:2] if at in areas else at
        raw = cells.get(corner)
        if joined:
            above = carried.get(name)
            if raw is None:
                content = above or taker.blank(corner)
            elif corner[0] < row and spec.kind == "text" and above and above[4] == a1(*corner):
                content = above  # the same cell again, joined over this row; a text leaves no repair
            else:
                content = taker.read(name, spec, corner, raw)
                content = above if above and content[2] == "blank" else content
            carried[name] = contents[name] = content
        elif raw is not None:
            content = taker.read(name, spec, corner, raw)
            if corner[0] < row:  # it was read in the row above
                content = "", None, "blank", content[3], content[4], "", content[6]
            contents[name] = content
    return Line(row, contents)


def _is_empty(lead: TableLead, line: Line) -> bool:
    """Whether nothing, or only dots, stands in it besides the levels."""
    return all(
        content[2] == "blank" or name in lead.table.merge or FILLER.fullmatch(squeeze(content[0]))
        for name, content in line.contents.items()
    )


def _without_spares(lead: TableLead, lines: list[Line]) -> list[Line]:
    """Without rows in which only the levels stand, but one for each category that has nothing else."""
    last = lead.table.merge[-1]
    empty = [_is_empty(lead, line) for line in lines]
    if not lines or last not in lines[0].contents:
        return [line for line, spare in zip(lines, empty, strict=True) if not spare]
    levels = [line.contents[last] for line in lines]
    keys = [(level[4], tidy(level[0])) for level in levels]
    used = {key for key, spare in zip(keys, empty, strict=True) if not spare}
    kept = []
    for line, level, key, spare in zip(lines, levels, keys, empty, strict=True):
        if not spare or (key not in used and level[2] != "blank"):
            kept.append(line)
            used.add(key)
    return kept
