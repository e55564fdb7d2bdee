"""The tables of one form: head row, rows until the total, levels filled down over merged cells."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from xlperf.model.submission import Row
from xlperf.model.values import squeeze, tidy
from xlperf.workbook.reading.fields import Content, Taker, cell_of
from xlperf.workbook.reading.labels import Place
from xlperf.workbook.reading.wording import FILLER, TableLead, core

Columns = Mapping[str, int]
Line = dict[str, Content]
"""one row before rows are left out and numbered: column id → content"""


def read_tables(taker: Taker) -> tuple[dict[str, tuple[Row, ...]], dict[str, str]]:
    """Table id → rows; and the columns' heads as printed."""
    tables: dict[str, tuple[Row, ...]] = {}
    printed: dict[str, str] = {}
    for lead in taker.labels.words.tables:
        columns, first = _head(lead, taker) or _under_line(lead, taker) or ({}, 0)
        tables[lead.id] = _rows(lead, columns, first, taker) if columns else ()
        for column, number in columns.items():
            raw = taker.sheet.at(first - 1, number)
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
    bottoms = [taker.sheet.area(row, number)[2] for number in columns.values()]
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
    return (columns, taker.sheet.area(row, left)[2] + 1) if len(columns) > 1 else None


def _rows(lead: TableLead, columns: Columns, first: int, taker: Taker) -> tuple[Row, ...]:
    """The rows of a table. Cells are made last, of the rows that stay: a template has many ready ones."""
    lines: list[Line] = []
    carried: Line = {}
    for r in _filled_rows(lead, columns, first, taker):
        line = _line(lead, columns, r, taker, carried)
        if lead.table.merge or not _is_empty(lead, line):
            lines.append(line)
    if lead.table.merge:
        lines = _without_spares(lead, lines)
    missing = taker.missing
    return tuple(
        {
            name: cell_of(field, line[name]) if name in line else missing(field)
            for name, field in _field_names(lead, number)
        }
        for number, line in enumerate(lines, 1)
    )


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
    for top, _, bottom, _ in merges:
        if top < bottom:
            filled.update(range(max(top, first), min(bottom + 1, stop)))
    return (row for row in sorted(filled) if row < stop)


def _line(lead: TableLead, columns: Columns, r: int, taker: Taker, carried: Line) -> Line:
    """What stands in a row. `carried`: the levels (merged columns) as they go on from above."""
    line: Line = {}
    for name, spec, joined in lead.columns:
        if name not in columns:
            continue
        at = (r, columns[name])
        content = taker.content(name, spec, at)
        if joined:
            if content[2] == "blank":
                content = carried.get(name, content)
            carried[name] = content
        elif (content[0] or content[5]) and taker.sheet.corner(*at)[0] < r:  # it was read in the row above
            content = "", None, "blank", content[3], content[4], "", content[6]
        line[name] = content
    return line


def _is_empty(lead: TableLead, line: Line) -> bool:
    """Whether nothing, or only dots, stands in it besides the levels."""
    return all(
        joined or name not in line or line[name][2] == "blank" or FILLER.fullmatch(squeeze(line[name][0]))
        for name, _, joined in lead.columns
    )


def _without_spares(lead: TableLead, lines: list[Line]) -> list[Line]:
    """Without rows in which only the levels stand, but one for each category that has nothing else."""
    last = lead.table.merge[-1]
    empty = [_is_empty(lead, line) for line in lines]
    if not lines or last not in lines[0]:
        return [line for line, spare in zip(lines, empty, strict=True) if not spare]
    keys = [(line[last][4], tidy(line[last][0])) for line in lines]
    used = {key for key, spare in zip(keys, empty, strict=True) if not spare}
    kept = []
    for line, key, spare in zip(lines, keys, empty, strict=True):
        if not spare or (key not in used and line[last][2] != "blank"):
            kept.append(line)
            used.add(key)
    return kept
