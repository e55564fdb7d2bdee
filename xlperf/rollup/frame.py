"""Frame (表框): draws a table and sets its sheet up, to be printed on A4."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from typing import Any

from xlperf.errors import OperatorError
from xlperf.model.address import a1
from xlperf.model.textsize import height
from xlperf.rollup.column import Column
from xlperf.rollup.page import Link, Page
from xlperf.rollup.pieces import rows_piece
from xlperf.rollup.rows import Rows
from xlperf.rollup.splice import Joint
from xlperf.rollup.styles import NUMERIC
from xlperf.rollup.table import MAX_ROWS, Foot, Table

_BLOCK = 500
MAX_FROZEN = 6
"""rows between caption and header that stay in sight"""


def write_table(page: Page, table: Table) -> Joint | None:
    """Write the table and set the sheet up: frozen panes, filter, widths, print titles, page numbers.

    What comes back is to be joined to the sheet: the table's rows. Those of a long table come from elsewhere.
    Raises OperatorError where the rows do not fit on a sheet.
    """
    if table.bottom + 1 >= MAX_ROWS:
        raise OperatorError(
            f"“{table.name}”有 {table.count_rows} 行，超过电子表格的行数上限。请分批汇总（例如按镇街或按科室分文件夹）。"
        )
    last = len(table.columns) - 1
    page.sheet.set_row(0, 30)
    page.merge(0, 0, last, table.title, "title")
    page.sheet.set_row(1, height([(table.caption, sum(column.width for column in table.columns) * 1.1)]))
    page.merge(1, 0, last, table.caption, "caption", "wrapped")
    _header(page, table)
    here = table.spliced or len(table.rows)
    page.leave(table.first, here, len(table.columns))
    if not here:
        page.sheet.set_row(table.first, 18)
        for number, value in enumerate([table.empty, *[None] * last]):
            page.put(table.first, number, value, "text")
    joint = _rows(page, table) if table.rows else None
    _feet(page, table)
    _set_up(page, table)
    return joint


def _rows(page: Page, table: Table) -> Joint:
    rows = Rows(table.columns, page.styles.index)
    linked = (_linked(page, table, table.first + n, row) for n, row in enumerate(table.rows))
    pieces = [rows_piece([rows.xml(row) for row in block]) for block in _blocks(linked)]
    return Joint(tuple(pieces), lambda: (piece.data for piece in pieces))


def _blocks(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Some rows at a time: finished ones take little room."""
    while block := list(islice(rows, _BLOCK)):
        yield block


def _linked(page: Page, table: Table, at: int, row: Sequence[Any]) -> Sequence[Any]:
    """The row with the page's own links in the place of `Link`."""
    if not any(value.__class__ is Link for value in row):
        return row
    return [
        page.linked(at, number, value, table.columns[number].kind) if value.__class__ is Link else value
        for number, value in enumerate(row)
    ]


def _header(page: Page, table: Table) -> None:
    top = table.head
    page.sheet.set_row(top, 18 if table.grouped else 32)
    if not table.grouped:
        for number, column in enumerate(table.columns):
            page.put(top, number, column.header, "header")
        return
    page.sheet.set_row(top + 1, 32)
    for group, members in groupby(enumerate(table.columns), key=lambda pair: pair[1].group):
        run = list(members)
        if group:
            page.merge(top, run[0][0], run[-1][0], group, "header")
        for number, column in run:
            if group:
                page.put(top + 1, number, column.header, "header")
            else:
                page.sheet.merge_range(top, number, top + 1, number, "", page.styles.get("cell", "header"))
                page.put(top, number, column.header, "header")


def _feet(page: Page, table: Table) -> None:
    """Year by year: 合计, then the table's own."""
    row = table.last
    for year in table.blocks:
        when = "" if year is None else f"{year}年度"
        made = {column.id: table.totals.get(column.id, partial(table.sum, column.id)) for column in _totalled(table)}
        totals = [Foot("合计", made)] if table.has_total else []
        for foot in (*totals, *table.feet):
            row += 1
            _foot(page, table, row, when, {"": foot.label} | {name: of(year) for name, of in foot.values.items()})


def _totalled(table: Table) -> list[Column]:
    return [column for column in table.columns if column.total or column.id in table.totals]


def _foot(page: Page, table: Table, row: int, when: str, values: Mapping[str, Any]) -> None:
    """The label goes where there is room first."""
    page.sheet.set_row(row, 20)
    labelled = False
    for number, column in enumerate(table.columns):
        value = values.get(column.id)
        if value is None and not labelled and column.kind not in NUMERIC:
            value, labelled = when + values[""], True
        page.put(row, number, value, column.kind, "total")


def _set_up(page: Page, table: Table) -> None:
    sheet = page.sheet
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    # A tall block above the header would leave no room to scroll in on a small screen.
    sheet.freeze_panes(table.first if table.lead <= MAX_FROZEN else 0, table.freeze)
    sheet.autofilter(table.first - 1, 0, table.last, len(table.columns) - 1)
    sheet.repeat_rows(table.head, table.first - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{a1(table.bottom, len(table.columns) - 1)}"})
    sheet.print_area(0, 0, table.bottom, len(table.columns) - 1)
    set_up_print(page)


def set_up_print(page: Page, *, landscape: bool = True) -> None:
    """A4, one page wide, narrow margins, sheet name and page number at the foot."""
    sheet = page.sheet
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.center_horizontally()
    sheet.set_footer('&L&"宋体"&9&A&C&"宋体"&9第 &P 页，共 &N 页&R&"宋体"&9单位：万元（另有注明的除外）')
    sheet.hide_gridlines(2)
