"""Rows of a form's table in a template: the official starter rows, or the unit's rows in the official shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlperf.model.form import Table
from xlperf.model.layout import starter_rows
from xlperf.model.submission import Row
from xlperf.model.values import squeeze


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row to draw: `texts` column id → printed or typed text (what `place` joins), `source` the unit's row if any."""

    texts: Mapping[str, str]
    source: Row | None = None


def table_rows(table: Table, typed: Sequence[Row]) -> tuple[TableRow, ...]:
    """The unit's rows in their order and, in between, one empty row for each 二级指标 of which it has none.

    Without rows of the unit: the starter rows. Joined columns (一级、二级指标) that the unit left blank under a filled
    cell take the text above, because that is what a merged cell reads as.
    """
    starters = [TableRow(row) for row in starter_rows(table)]
    if not typed:
        return tuple(starters)
    rows = _joined(table, _numbered(table, typed))
    return tuple(_with_missing(table, rows, starters)) if table.groups else tuple(rows)


def printed_first(table: Table) -> str:
    """The first column where the form prints it and nobody fills it (序号), else ""."""
    first = next(iter(table.columns))
    return first if table.starters and not table.columns[first].hint else ""


def _numbered(table: Table, typed: Sequence[Row]) -> list[TableRow]:
    rows = []
    for number, row in enumerate(typed):
        texts = {name: cell.typed for name, cell in row.items()}
        first = printed_first(table)
        if first and not texts.get(first, "").strip() and number < len(table.starters):
            texts[first] = table.starters[number]
        rows.append(TableRow(texts, row))
    return rows


def _joined(table: Table, typed: Sequence[TableRow]) -> list[TableRow]:
    rows: list[TableRow] = []
    above: Mapping[str, str] = {}
    for row in typed:
        texts = dict(row.texts)
        for name in table.merge:
            if texts.get(name, "").strip():
                break
            texts[name] = above.get(name, "")
        rows.append(TableRow(texts, row.source))
        above = texts
    return rows


def _with_missing(table: Table, rows: list[TableRow], starters: Sequence[TableRow]) -> list[TableRow]:
    """Official second levels that no row names get one blank row behind the level that stands before them."""
    place = 0
    seen: set[str] = set()
    for starter in starters:
        key = squeeze(starter.texts["level1"] + starter.texts["level2"])
        if key in seen:
            continue
        seen.add(key)
        found = [i for i, row in enumerate(rows) if _is(row, starter)]
        if found:
            place = max(place, found[-1] + 1)
            continue
        label = next(
            (row.texts.get("level1", "") for row in rows if _same(row, starter, "level1")), starter.texts["level1"]
        )
        points = {"points1": starter.texts["points1"]} if "points1" in table.columns else {}
        texts = {"level1": label, "level2": starter.texts["level2"], "level3": starter.texts["level3"], **points}
        rows.insert(place, TableRow(texts))
        place += 1
    return rows


def _is(row: TableRow, starter: TableRow) -> bool:
    return _same(row, starter, "level2") or (not row.texts.get("level2") and _same(row, starter, "level1"))


def _same(row: TableRow, starter: TableRow, column: str) -> bool:
    return stem(starter.texts[column]) in squeeze(row.texts.get(column, ""))


def stem(label: str) -> str:
    """What tells an indicator level apart however it is written: 产出指标（50分） → 产出, 预算编审管理（3） → 预算编审管理."""
    return squeeze(label).split("(")[0].removesuffix("指标")
