"""出错说明: what a unit says to findings, on the sheet of a 报送件 and on 校验结果 of a marked or macro workbook."""

from collections.abc import Iterator, Mapping, Sequence

from xlperf.model.submission import FilledForm
from xlperf.workbook.reading.grid import Book, Sheet

Key = tuple[str, str, str]
"""code, sheet, cell"""
ANSWER_MARK = "answer_{}"
"""on the hidden sheet of a 报送件: line of 出错说明 (from 1) → the field, or the form, that it is about"""
_TITLES = ("xlperf 校验结果", "xlperf 出错说明")
"""how A1 begins; what stands on the later one holds"""
_NAMES = ("校验结果", "出错说明")
"""in the names of such sheets: others are not looked at, because sheets are read only when somebody asks"""
_TEXTS = ("出错说明", "说明")
_HEAD_ROWS = 5


def place_of_form(form: FilledForm) -> str:
    """How a line that is about a form as a whole names it: project.2."""
    return f"{form.form}.{form.ordinal}"


def read_answers(book: Book, forms: Sequence[FilledForm], marks: Mapping[str, str]) -> dict[Key, str]:
    """All answers by the place in this file.

    A 报送件 names cells as they stood in the unit's working book; its hidden sheet says which fields these are.
    """
    sheets = [sheet for sheet in book.sheets if any(text in sheet.name for text in _NAMES)]
    if not sheets:
        return {}
    places = {form.key(cell.field): (cell.sheet, cell.address) for form in forms for cell in form.every_cell()}
    places |= {place_of_form(form): (form.sheet, form.title_cell) for form in forms}
    found: dict[Key, str] = {}
    for title in _TITLES:
        for sheet in sheets:
            if _typed(sheet, 0, 0).startswith(title):
                for number, (code, where, text) in _lines(sheet):
                    mark = marks.get(ANSWER_MARK.format(number), "") if title == _TITLES[-1] else ""
                    found[code, *places.get(mark, where)] = text
    return found


def _lines(sheet: Sheet) -> Iterator[tuple[str, tuple[str, tuple[str, str], str]]]:
    """(序号, (code, (sheet, cell), text)) of each answered line."""
    for head in range(_HEAD_ROWS):
        columns = {sheet.cells[at].typed: at[1] for at in sheet.cells if at[0] == head}
        text = next((columns[label] for label in _TEXTS if label in columns), None)
        if text is not None and {"代码", "工作表", "单元格"} <= set(columns):
            break
    else:
        return
    for row in range(head + 1, sheet.height):
        number, code, name, cell = (
            _typed(sheet, row, columns.get(label, 0)) for label in ("序号", "代码", "工作表", "单元格")
        )
        said = _typed(sheet, row, text)
        if code and said:
            yield number, (code, (name, cell), said)


def _typed(sheet: Sheet, row: int, column: int) -> str:
    """As typed, without white space around it; "" for nothing."""
    raw = sheet.cells.get((row, column))
    return raw.typed.strip() if raw else ""
