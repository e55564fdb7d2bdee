"""Reading written workbooks in tests: names, states of the 校验 sheet."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook


def names_on(book: Workbook, sheet: str) -> dict[str, str]:
    """Name → cell address (or formula, for tables) of the names that mean this sheet: its own, else the workbook's."""
    own = book[sheet].defined_names or book.defined_names
    return {name: entry.attr_text.split("!")[-1].replace("$", "") for name, entry in own.items()}


def value_of(book: Workbook, sheet: str, name: str) -> object:
    """What stands in a named cell; "" for a formula that shows nothing."""
    value = book[sheet][names_on(book, sheet)[name]].value
    return "" if value is None else value


def states(path: Path) -> dict[tuple[str, str], str]:
    """(sheet, what is checked) → state, as cached in the file; lines of unused project sheets left out."""
    book = load_workbook(path, data_only=True)
    rows = book["校验"].iter_rows(min_row=6, values_only=True)
    return {(str(row[1]), str(row[2])): str(row[3]) for row in rows if row[0] and row[1] and row[3] != "未用"}


def wrong(path: Path) -> set[tuple[str, str]]:
    """Checks whose state is not 通过."""
    return {check for check, state in states(path).items() if state != "通过"}
