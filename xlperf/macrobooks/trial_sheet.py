"""试算: each cell function at work on values that may be changed, beside its native twin where there is one."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlperf.functions.registry import Scalar, call
from xlperf.functions.trial import TrialRow, trial_rows
from xlperf.model.address import a1
from xlperf.workbook.drawing.book import Drawing, put_text
from xlperf.workbook.drawing.heights import LINE, PADDING, lines
from xlperf.workbook.drawing.page import print_on_a4, protect
from xlperf.workbook.drawing.plan import Area
from xlperf.workbook.drawing.styles import (
    AS_TEXT,
    CELL,
    CHINESE,
    COMPUTED,
    ENTRY,
    LABEL,
    LEFT_LABEL,
    STATES,
    TITLE_FONT,
)

NAME = "试算"
_HEAD = ("序号", "函数", "输入", "", "", "", "函数的结果", "原生公式的结果", "比较")
_WIDTHS = (5.0, 30.0, 15.0, 15.0, 15.0, 15.0, 34.0, 34.0, 8.0)
_INPUTS, _RESULT, _NATIVE, _SAME = 2, 6, 7, 8
_SPILL = 1
_LINES = {"XLPERF_CHECK": 6}
"""lines of answers that may have several"""
_NOTE = (
    "浅黄的格可以改，看结果怎样变。函数要装了 xlperf 才会重新计算；正式表格里的公式都是原生公式，不靠这些函数。"
    "函数名可以直接写进自己的表里，如 =XLPERF_EXEC_RATE(执行数, 预算数)。"
)
_GREY = {"font_color": "#595959", "font_size": 9}


def draw_trial(drawing: Drawing) -> None:
    """The sheet, from top to bottom."""
    sheet: Worksheet = drawing.book.add_worksheet(NAME)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _head(drawing, sheet)
    row = 3
    for number, trial in enumerate(trial_rows(), 1):
        row = _spilled(drawing, sheet, row, number, trial) if trial.spills else _one(drawing, sheet, row, number, trial)
    for word, looks in (("相同", STATES["通过"]), ("不同", STATES["有误"])):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": drawing.styles(looks)}
        sheet.conditional_format(3, _SAME, row, _SAME, rule)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2, 2)
    sheet.hide_gridlines(2)
    print_on_a4(sheet, row - 1, len(_WIDTHS) - 1, landscape=True)
    protect(sheet)


def _head(drawing: Drawing, sheet: Worksheet) -> None:
    styles, last = drawing.styles, len(_WIDTHS)
    title = {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 18, "align": "center", "valign": "vcenter"}
    put_text(sheet, Area(0, 0, 1, last), "试　算", styles(title))
    put_text(sheet, Area(1, 0, 1, last), _NOTE, styles(CELL))
    sheet.set_row(0, 34.0)
    sheet.set_row(1, lines(_NOTE, sum(_WIDTHS)) * LINE + PADDING)
    head = styles(LABEL, bold=True, bg_color="#D9E2EC")
    for column, text in enumerate(_HEAD):
        if text:
            put_text(sheet, Area(2, column, 1, _RESULT - _INPUTS if column == _INPUTS else 1), text, head)
    sheet.set_row(2, 24.0)


def _one(drawing: Drawing, sheet: Worksheet, row: int, number: int, trial: TrialRow) -> int:
    """Two lines: what the inputs are called and the formulas as text; values and results."""
    styles = drawing.styles
    cells = _named(drawing, sheet, row, number, trial)
    formula = trial.formula.format(*cells)
    native = trial.native.format(*cells) if trial.native else ""
    text = styles(LEFT_LABEL, _GREY, num_format=AS_TEXT, indent=0)
    sheet.write_string(row, _RESULT, formula, text)
    sheet.write_string(row, _NATIVE, native or "（没有对应的原生公式）", text)
    result = styles(LEFT_LABEL, bg_color=COMPUTED, indent=0)
    value = call(trial.function, [value for _, value in trial.inputs])
    sheet.write_formula(row + 1, _RESULT, formula, result, value)
    if native:
        drawing.formula(sheet, row + 1, _NATIVE, native, result)
        ours, theirs = a1(row + 1, _RESULT), a1(row + 1, _NATIVE)
        numbers = f'ISNUMBER({ours})*ISNUMBER({theirs}),IF(ABS({ours}-{theirs})<1E-9,"相同","不同")'
        # Where the function asks back in words, a formula that only divides cannot follow.
        asked = f'ISTEXT({ours})*ISNUMBER({theirs}),"—"'
        same = f'=IF({numbers},IF({asked},IF({ours}&""={theirs}&"","相同","不同")))'
        put_text(sheet, Area(row, _SAME, 2, 1), "", styles(LABEL))
        sheet.write_formula(row, _SAME, same, styles(LABEL), "相同")
    else:
        put_text(sheet, Area(row, _SAME, 2, 1), "—", styles(LABEL))
        sheet.write_blank(row + 1, _NATIVE, None, result)
    most = max(lines(formula, _WIDTHS[_RESULT]), lines(native, _WIDTHS[_NATIVE]), 1)
    sheet.set_row(row, most * LINE + PADDING)
    sheet.set_row(row + 1, max(1, lines(str(value), _WIDTHS[_RESULT])) * LINE + PADDING)
    return row + 2


def _spilled(drawing: Drawing, sheet: Worksheet, row: int, number: int, trial: TrialRow) -> int:
    """An answer of several cells, as an array formula below its inputs."""
    styles = drawing.styles
    cells = _named(drawing, sheet, row, number, trial)
    formula = trial.formula.format(*cells)
    put_text(sheet, Area(row, _RESULT, 2, 3), formula, styles(LEFT_LABEL, _GREY, num_format=AS_TEXT, indent=0))
    answer = call(trial.function, [value for _, value in trial.inputs])
    grid: Sequence[Sequence[Scalar]] = answer if isinstance(answer, list) else [[answer]]
    area = Area(row + 2, _SPILL, _LINES.get(trial.function, 1), len(grid[0]))
    looks = styles(LEFT_LABEL, bg_color=COMPUTED, indent=0)
    sheet.write_array_formula(area.row, area.column, *area.last, f"{{{formula}}}", looks, grid[0][0])
    for line in range(row, area.last[0] + 1):
        sheet.set_row(line, LINE + PADDING)
    for down in range(area.height):
        for right in range(area.width):
            if (down, right) != (0, 0):
                sheet.write(area.row + down, area.column + right, grid[down][right] if down < len(grid) else "", looks)
    if area.height > 1:
        _hide_surplus(drawing, sheet, area)
    return area.last[0] + 1


def _hide_surplus(drawing: Drawing, sheet: Worksheet, area: Area) -> None:
    """Where the answer has fewer lines, an array formula shows #N/A, or its only line again and again."""
    unseen = drawing.styles(font_color=COMPUTED)
    sheet.conditional_format(area.row, area.column, *area.last, {"type": "errors", "format": unseen})
    first, above = area.row + 1, area.row
    same = [f"${a1(first, column)}=${a1(above, column)}" for column in range(area.column, area.column + area.width)]
    rule = {"type": "formula", "criteria": f"=AND({','.join(same)})", "format": unseen}
    sheet.conditional_format(first, area.column, *area.last, rule)


def _named(drawing: Drawing, sheet: Worksheet, row: int, number: int, trial: TrialRow) -> list[str]:
    """Number, name and inputs; the addresses of the inputs."""
    styles = drawing.styles
    put_text(sheet, Area(row, 0, 2, 1), str(number), styles(LABEL))
    put_text(sheet, Area(row, 1, 2, 1), f"{trial.function}\n{trial.title}", styles(LEFT_LABEL))
    cells = []
    for place in range(_RESULT - _INPUTS):
        column = _INPUTS + place
        if place >= len(trial.inputs):
            sheet.write_blank(row, column, None, styles(LABEL))
            sheet.write_blank(row + 1, column, None, styles(LABEL))
            continue
        label, value = trial.inputs[place]
        sheet.write_string(row, column, label, styles(LABEL, _GREY))
        entry = styles(LABEL, bg_color=ENTRY, locked=False)
        sheet.write(row + 1, column, value, entry)
        cells.append(a1(row + 1, column))
    return cells
