"""汇总工作台: where the bureau chooses a folder, rolls up, sends back, reminds; with results and how-to.

Workbook-global names tell the actions where things stand: bench_folder 收件文件夹, bench_register 登记表, bench_out 汇总写到,
bench_result 结果.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.buttons.registry import Button
from xlperf.functions.registry import CellFunction
from xlperf.macrobooks.bar import draw_button
from xlperf.macrobooks.package import with_ribbon
from xlperf.macrobooks.project import vba_project
from xlperf.macrobooks.ribbon import ribbon
from xlperf.macrobooks.source import modules
from xlperf.rollup.sheets import all_sheets
from xlperf.workbook.drawing.book import put_text
from xlperf.workbook.drawing.heights import LINE, PADDING, lines
from xlperf.workbook.drawing.page import print_on_a4, protect
from xlperf.workbook.drawing.plan import Area
from xlperf.workbook.drawing.styles import (
    AS_TEXT,
    BORDER,
    CELL,
    CHINESE,
    ENTRY,
    LABEL,
    LEFT_LABEL,
    TITLE_FONT,
    Styles,
)
from xlperf.workbook.template import CREATED

FILE_NAME = "汇总工作台.xlsm"
TITLE = "绩效自评汇总工作台"
"""by which the file is known again"""
NAME = "工作台"
WIDTHS = (14.0, 14.0, 14.0, 14.0, 14.0, 14.0)
_LAST = len(WIDTHS)
_DARK, _PALE = "#1F4E79", "#F0F4F8"
_BUTTON_GAP, _BUTTON_HEIGHT = 8, 36
_PIXELS = 7
"""a character of a column; 5 more for its margins"""
_SETTINGS = (
    (
        "bench_folder",
        "收件文件夹",
        "各单位报来的文件放在这里，子文件夹也一起读。点“选择文件夹”填，也可以直接粘贴路径。",
    ),
    (
        "bench_register",
        "登记表",
        "应报单位登记表的全名。没有的，点“催报清单”生成一份；留空：汇总时不核对。",
    ),
    ("bench_out", "汇总写到", "汇总工作簿的全名，以 .xlsx 结尾。留空：写在收件文件夹旁边，文件名加“_汇总”。"),
)
_RESULT_ROWS = 5
_STEPS = (
    "把各单位报来的文件全部放进一个文件夹，不用改名，不用挑选。读不了的文件会列明原因，一个也不会漏。",
    "点“选择文件夹”，再点“汇总”。单位的原文件只读，不改动。接收＋退回＋被替代＋重复＝收到的文件数。",
    "点“退回件”，把带批注和退回单的副本发回单位；收到改好的文件，放进同一个文件夹，再汇总一次，只读新来的和改过的。",
    "“登记表”写明应报单位、别名、截止日期、应报项目；点“催报清单”核对谁没报、缺什么、哪份要改。第一次点会按收到的报送件生成一份登记表，请补全。",
    "文件多时左下角状态栏显示进度；按 Esc 停止，原来的汇总文件不会改动。",
    "按钮没有反应：在命令行运行 xlperf doctor，按它的提示处理。不用按钮也行，结果一样：xlperf rollup 收件文件夹 --register 应报单位.xlsx --out 汇总.xlsx。",
)


def _outcomes() -> tuple[tuple[str, str, str], ...]:
    """What each button gives, and where."""
    sheets = "、".join(sheet.name for sheet in all_sheets())
    return (
        ("汇总", sheets, "“汇总写到”的文件"),
        (
            "退回件",
            "有错误要单位改的，每份一个副本：格子上有批注，另附退回单，可以直接发回单位",
            "收件文件夹旁边，名称加“_退回件”",
        ),
        (
            "催报清单",
            "对照登记表：没报的、没报全的、有错要改的单位，缺什么、过期几天；读不了的、对不上单位的文件",
            "本工作簿的“催报清单”页；同汇总里的那一页",
        ),
    )


class Workbench:
    """Draws the sheet from top to bottom."""

    def __init__(self, book: xlsxwriter.Workbook, buttons: Sequence[Button]) -> None:
        self.book, self.buttons, self.styles = book, buttons, Styles(book)
        self.sheet: Worksheet = book.add_worksheet(NAME)
        self.row = 0

    def draw(self) -> None:
        """Title, settings, buttons, results, how-to."""
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        title = {"font_name": TITLE_FONT, "font_charset": CHINESE, "valign": "vcenter", "bg_color": _DARK}
        self._line("　绩效自评　汇总工作台", self.styles(title, font_size=20, font_color="#FFFFFF"), 44.0)
        self._line("　财政局收件、校验、退回、汇总用", self.styles(title, font_size=11, font_color="#D9E2EC"), 22.0)
        self._settings()
        self._buttons()
        self._result()
        self._outcomes()
        self._steps()
        print_on_a4(self.sheet, self.row - 1, _LAST - 1, tall=1)
        self.sheet.hide_gridlines(2)
        protect(self.sheet)
        self.sheet.activate()

    def _line(self, text: str, style: Format, height: float) -> None:
        put_text(self.sheet, Area(self.row, 0, 1, _LAST), text, style)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _heading(self, text: str) -> None:
        self.sheet.set_row(self.row, 9.0)
        self.row += 1
        looks = {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 13, "valign": "vcenter", "bold": True}
        self._line(text, self.styles(looks, font_color=_DARK, bottom=2, bottom_color=_DARK), 25.0)

    def _name(self, name: str, area: Area) -> None:
        first, last = area.fixed, Area(*area.last).fixed
        self.book.define_name(name, f"={NAME}!{first}" + (f":{last}" if last != first else ""))

    def _settings(self) -> None:
        self._heading("一、收件与输出")
        for name, label, hint in _SETTINGS:
            put_text(self.sheet, Area(self.row, 0), label, self.styles(LABEL, bg_color=_PALE, bold=True))
            entry = Area(self.row, 1, 1, _LAST - 1)
            style = self.styles(CELL, BORDER, bg_color=ENTRY, locked=False, num_format=AS_TEXT, indent=1)
            put_text(self.sheet, entry, "", style)
            prompt = {"validate": "any", "input_title": label, "input_message": hint}
            self.sheet.data_validation(entry.row, entry.column, *entry.last, prompt)
            self._name(name, Area(entry.row, entry.column))
            self.sheet.set_row(self.row, 26.0)
            self._hint(hint)

    def _hint(self, text: str) -> None:
        self.row += 1
        style = self.styles(CELL, font_color="#6B7680", font_size=9, valign="top", align="left", indent=1)
        put_text(self.sheet, Area(self.row, 1, 1, _LAST - 1), text, style)
        self.sheet.set_row(self.row, 16.0)
        self.row += 1

    def _buttons(self) -> None:
        self._heading("二、操作")
        self.sheet.set_row(self.row, 42.0)
        room = int(sum(width * _PIXELS + 5 for width in WIDTHS))
        step = (room + _BUTTON_GAP) // max(1, len(self.buttons))
        for place, button in enumerate(self.buttons):
            width = step - _BUTTON_GAP
            draw_button(self.sheet, self.row, 0, button, x=place * step, y=10, width=width, height=_BUTTON_HEIGHT)
        self.row += 1

    def _result(self) -> None:
        self._heading("三、结果")
        area = Area(self.row, 0, _RESULT_ROWS, _LAST)
        style = self.styles(
            CELL, BORDER, bg_color=_PALE, valign="top", align="left", indent=1, num_format=AS_TEXT, font_size=11
        )
        put_text(self.sheet, area, "还没有运行。结果写在这里；进度看左下角状态栏。", style)
        self._name("bench_result", Area(area.row, 0))
        for _ in range(_RESULT_ROWS):
            self.sheet.set_row(self.row, 20.0)
            self.row += 1

    def _outcomes(self) -> None:
        self._heading("四、得到什么")
        head = self.styles(LABEL, bold=True, bg_color="#D9E2EC")
        self._outcome(("按钮", "内容", "写在哪里"), head, 22.0)
        for outcome in _outcomes():
            tall = max(
                lines(text, width)
                for text, width in zip(outcome, (WIDTHS[0], sum(WIDTHS[1:4]), sum(WIDTHS[4:])), strict=True)
            )
            self._outcome(outcome, self.styles(LEFT_LABEL, indent=0), max(tall, 2) * LINE + PADDING)

    def _outcome(self, texts: Sequence[str], style: Format, height: float) -> None:
        column = 0
        for text, width in zip(texts, (1, 3, 2), strict=True):
            put_text(self.sheet, Area(self.row, column, 1, width), text, style)
            column += width
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _steps(self) -> None:
        self._heading("五、怎样用")
        for number, text in enumerate(_STEPS, 1):
            step = f"{number}．{text}"
            self._line(step, self.styles(CELL, valign="top"), lines(step, sum(WIDTHS)) * LINE + 5)


def write_workbench(path: Path, buttons: Sequence[Button], functions: Sequence[CellFunction]) -> None:
    """Write 汇总工作台.xlsm. Raises OSError where `path` cannot be written."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": TITLE, "author": "xlperf", "created": CREATED})
        Workbench(book, buttons).draw()
        project = vba_project(len(book.worksheets()), modules(buttons, functions))
        book.add_vba_project(BytesIO(project), is_stream=True)
    path.write_bytes(with_ribbon(target.getvalue(), ribbon(buttons, "workbench")))
