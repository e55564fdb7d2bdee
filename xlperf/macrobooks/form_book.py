"""Form books (宏版模板): a template with button bars, 试算 sheet, macros and ribbon."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from xlperf.buttons.registry import Button
from xlperf.functions.registry import CellFunction
from xlperf.macrobooks.bar import draw_bar
from xlperf.macrobooks.package import with_ribbon
from xlperf.macrobooks.project import vba_project
from xlperf.macrobooks.ribbon import ribbon
from xlperf.macrobooks.source import modules
from xlperf.macrobooks.trial_sheet import draw_trial
from xlperf.model.form import Edition
from xlperf.model.submission import Submission
from xlperf.workbook.drawing.book import Drawing
from xlperf.workbook.template import Macros, write_template

ABOUT = (
    "由 xlperf 按版本定义生成，这是带按钮的版本：装了 xlperf 的电脑上，Excel 2016 以上（Windows）和 LibreOffice 里，"
    "表右边和“绩效自评”选项卡上的按钮可以用。WPS 和不许用宏的电脑，请用同名的 .xlsx 模板，表格一样。"
)
BAR_AFTER = 1
"""columns between the form and its bar: 计算 writes suggested scores there"""
_SUGGESTED_WIDTH = 12.0


def write_form_book(
    edition: Edition,
    path: Path,
    buttons: Sequence[Button],
    functions: Sequence[CellFunction],
    *,
    fill: Submission | None = None,
    projects: int | None = None,
) -> None:
    """Write the macro edition of a template, blank or filled. Raises OSError where `path` cannot be written."""

    def finish(drawing: Drawing) -> None:
        _draw_bars(drawing, buttons)
        sheets = len(drawing.book.worksheets())
        drawing.book.add_vba_project(BytesIO(vba_project(sheets, modules(buttons, functions))), is_stream=True)

    write_template(
        edition, path, fill=fill, projects=projects, extra_sheets=(draw_trial,), macros=Macros(ABOUT, finish)
    )
    path.write_bytes(with_ribbon(path.read_bytes(), ribbon(buttons, "form")))


def _draw_bars(drawing: Drawing, buttons: Sequence[Button]) -> None:
    for plan in drawing.plan.sheets:
        sheet = drawing.book.get_worksheet_by_name(plan.name)
        sheet.set_column(plan.columns, plan.columns + BAR_AFTER - 1, _SUGGESTED_WIDTH)
        draw_bar(sheet, plan.columns + BAR_AFTER, buttons)
