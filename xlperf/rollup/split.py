"""Split (分张): a long table with more rows than a sheet holds goes on on further sheets: 指标, 指标2, 指标3.

A unit's rows stay on one sheet, so that who filters by a unit has them all; a unit with more rows than a sheet holds is
parted between its forms. Tables in the order of a key are parted anywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlperf.errors import OperatorError
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table


def split_table(sheet: Sheet, lead: int, groups: Iterable[Sequence[int]], max_rows: int) -> Table:
    """The table of a long sheet on as many sheets as it needs. `groups`: unit by unit the rows of its pieces.

    `max_rows`: how many rows a sheet has. Raises OperatorError where a single form has more.
    """
    table = Table(
        sheet.name, sheet.title, sheet.caption, sheet.columns, freeze=sheet.freeze, empty=sheet.empty, lead=lead
    )
    room = max_rows - 1 - table.first
    rows = _anywhere(groups, room) if sheet.key else _by_group(sheet, groups, room)
    if len(rows) == 1:
        return replace(table, spliced=rows[0])
    names = [sheet.name, *(continued(sheet.name, n) for n in range(2, len(rows) + 1))]
    said = f"行数超过一张工作表的上限，分在 {len(names)} 张上：{'、'.join(names)}。"
    first, *more = (
        replace(
            table, name=name, title=f"{sheet.title}（第{n}张，共{len(names)}张）", caption=said + sheet.caption,
            spliced=count, lead=lead if n == 1 else 0,
        )
        for n, (name, count) in enumerate(zip(names, rows, strict=True), 1)
    )  # fmt: skip
    first.more = more
    return first


def continued(name: str, number: int) -> str:
    """What the second and further sheets of a table are called."""
    return f"{name}{number}"


def _by_group(sheet: Sheet, groups: Iterable[Sequence[int]], room: int) -> list[int]:
    """Rows on each sheet."""
    sheets = [0]
    for pieces in groups:
        if room - sheets[-1] < sum(pieces) <= room:
            sheets.append(0)
        for rows in pieces:
            if rows > room:
                raise OperatorError(f"“{sheet.name}”里单单一张表就有 {rows} 行，超过电子表格的行数上限，放不下")
            if sheets[-1] + rows > room:
                sheets.append(0)
            sheets[-1] += rows
    return sheets


def _anywhere(groups: Iterable[Sequence[int]], room: int) -> list[int]:
    full, rest = divmod(sum(map(sum, groups)), room)
    return [room] * full + ([rest] if rest or not full else [])
