"""The 校验 sheet: one line a check, its state, live values and a link; the counts on top."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlperf.model.address import a1, column_letters, quoted
from xlperf.workbook.drawing.book import CheckLine, Drawing, put_text
from xlperf.workbook.drawing.heights import display_width, lines
from xlperf.workbook.drawing.page import print_on_a4, protect
from xlperf.workbook.drawing.plan import Area
from xlperf.workbook.drawing.styles import BORDER, CELL, CHINESE, ENTRY, LABEL, LEFT_LABEL, STATES, TITLE_FONT
from xlperf.workbook.formulas import Refs
from xlperf.workbook.native_cross import has_links, sections
from xlperf.workbook.native_parts import (
    CODE,
    COUNT,
    PLACE,
    STATE,
    Check,
    Formula,
    Section,
)
from xlperf.workbook.native_rules import RULES

NAME = "校验"
HEAD = ("序号", "表", "检查内容", "状态", "现场数据", "应为", "定位", "怎样改", "规则")
WIDTHS = (5.0, 9.0, 33.0, 7.5, 28.0, 17.0, 13.5, 34.0, 7.5)
_STATE, _FIRST = 3, 5
"""column of the state; first row below the head"""
COUNT_ROW = 1
_WIDEST_NAME = 25.0
_HIDDEN = {PLACE: len(HEAD), CODE: len(HEAD) + 1, COUNT: len(HEAD) + 2}
"""columns of what a line works out once: Excel's formulas must not grow too long"""
FAULTY = "（出错值）"
"""shown instead of an error value"""


class CheckSheet:
    """Draws the sheet; rows are counted while it is drawn."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing, self.styles = drawing, drawing.styles
        self.sheet: Worksheet = drawing.book.add_worksheet(NAME)
        self.row, self.number = _FIRST, 0
        longest = max(display_width(sheet.name) for sheet in drawing.plan.sheets)
        self.widths = (WIDTHS[0], min(_WIDEST_NAME, max(WIDTHS[1], longest + 2.0)), *WIDTHS[2:])

    def draw(self) -> None:
        """Head, sections, the cells for copied project sheets, counts, page."""
        linked = has_links(self.drawing.plan)
        added = ("$D$4", "$G$4")
        refs = Refs(self.drawing.refs.dialect, outside=True)
        parts = list(sections(self.drawing.plan, self.drawing.parameters, refs, added))
        self._head(linked)
        for section in parts:
            self._section(section)
        self._counts()
        states = (_FIRST, _STATE, self.row - 1, _STATE)
        for word, looks in STATES.items():
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.styles(looks)}
            self.sheet.conditional_format(*states, rule)
        self._page()

    def _head(self, linked: bool) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(len(HEAD), max(_HIDDEN.values()), None, None, {"hidden": True})
        title = self.styles(
            {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 18, "align": "center"}, valign="vcenter"
        )
        put_text(self.sheet, Area(0, 0, 1, len(HEAD)), "校　验", title)
        text = (
            "每条检查随填随算：通过、有误、待填（还没有填到）、未用（这张项目表没有用）。点“定位”跳到那一格，"
            "改到没有“有误”和“待填”为止。本页是表内能算的检查，指标完成值与目标的比较等由 xlperf check 检查。"
        )
        put_text(self.sheet, Area(2, 0, 1, len(HEAD)), text, self.styles(CELL, valign="top"))
        if linked:
            self._added()
        for column, label in enumerate(HEAD):
            self.sheet.write_string(_FIRST - 1, column, label, self.styles(LABEL, bold=True, bg_color="#D9E2EC"))
        for row, height in ((0, 34.0), (1, 26.0), (2, 34.0), (3, 30.0 if linked else 6.0), (4, 24.0)):
            self.sheet.set_row(row, height)

    def _added(self) -> None:
        """Sheets that the unit copied are not in any formula: their number and sum are entered here."""
        right = self.styles(CELL, align="right")
        last = self.drawing.plan.of("project")[-1].name
        put_text(self.sheet, Area(3, 0, 1, 3), f"{last}以外，另外复制增加的项目表：张数", right)
        put_text(self.sheet, Area(3, 4, 1, 2), "这些表的全年执行数合计（万元）", right)
        entry = self.styles(CELL, BORDER, bg_color=ENTRY, locked=False, align="center")
        for column, title, hint in (
            (3, "复制增加的张数", "模板自带的项目表不够、复制增加了工作表时填；没有的留空。"),
            (6, "复制的表执行数合计", "单位：万元。复制增加的各张项目表“全年执行数”的合计；没有的留空。"),
        ):
            self.sheet.write_blank(3, column, None, entry)
            check = {"validate": "decimal", "criteria": ">=", "value": 0, "input_title": title, "input_message": hint}
            fault = {"error_type": "warning", "error_title": "请核对", "error_message": "这里要填不小于 0 的数字。"}
            self.sheet.data_validation(3, column, 3, column, check | fault)

    def _section(self, section: Section) -> None:
        bar = self.styles(LEFT_LABEL, bold=True, bg_color="#F0F4F8")
        used = f"$D${self.row + 1}" if section.used else ""
        if section.used:
            put_text(self.sheet, Area(self.row, 0, 1, _STATE), section.title, bar)
            put_text(self.sheet, Area(self.row, _STATE + 1, 1, len(HEAD) - _STATE - 1), "", bar)
            formula = (
                f'=IF(ISERROR(ROW({_somewhere(section)})),"未用",IFERROR(IF({section.used},"在用","未用"),"在用"))'
            )
            self.drawing.formula(self.sheet, self.row, _STATE, formula, self.styles(LABEL, bg_color="#F0F4F8"))
        else:
            put_text(self.sheet, Area(self.row, 0, 1, len(HEAD)), section.title, bar)
        self.sheet.set_row(self.row, 22.0)
        self.row += 1
        mandatory = f"$D${self.row + 1}"
        for check in section.checks:
            self._check(check, used, mandatory if section.sheet else "")

    def _check(self, check: Check, used: str, mandatory: str) -> None:
        self.number += 1
        row, cell = self.row, self.styles(LEFT_LABEL, font_size=10)
        middle = self.styles(LABEL, font_size=10)
        self.sheet.write_number(row, 0, self.number, middle)
        self.sheet.write_string(row, 1, check.sheet.name, middle)
        self.sheet.write_string(row, 2, check.what, cell)
        pending = f'IF({mandatory}="通过","通过","待填")' if check.optional and mandatory else '"待填"'
        if check.waits:
            pending = f'IF({check.waits},"待填",{pending})'
        ready = self._own(check.ready, row)
        state = f'IFERROR(IF({ready},IF({self._own(check.ok, row)},"通过","{check.failed}"),{pending}),"有误")'
        if used:
            state = f'IF({used}="未用","未用",{state})'
        self.drawing.formula(self.sheet, row, _STATE, f"={state}", self.styles(LABEL, font_size=10))
        rules = tuple(RULES.get(check.kind, "").split())
        link = (NAME, row, _HIDDEN[PLACE]) if check.code else None
        self.drawing.checks.append(CheckLine(check.sheet.name, check.what, rules, (NAME, row, _STATE), link))
        live = self._own(check.live, row)
        shown = f'IFERROR(IF({ready},{live},""),"{FAULTY}")'
        self.drawing.formula(self.sheet, row, 4, f'=IF({used}="未用","",{shown})' if used else f"={shown}", cell)
        self._expected(row, check)
        self._link(row, check)
        self.sheet.write_string(row, 7, check.remedy, cell)
        self.sheet.write_string(row, 8, RULES.get(check.kind, ""), middle)
        least = 3 if check.kind == "mandatory_blank" else 2
        texts = {1: check.sheet.name, 2: check.what, 7: check.remedy}
        most = max(least, *(lines(text, self.widths[column] - (column > 1)) for column, text in texts.items()))
        self.sheet.set_row(row, most * 13.5 + 5)
        self.row += 1

    @staticmethod
    def _own(formula: str, row: int) -> str:
        """Names of the line's own cells replaced by these cells."""
        for name, column in {STATE: _STATE, **_HIDDEN}.items():
            formula = formula.replace(name, f"${column_letters(column)}${row + 1}")
        return formula

    def _expected(self, row: int, check: Check) -> None:
        style = self.styles(LEFT_LABEL, font_size=10)
        if isinstance(check.expected, Formula):
            self.drawing.formula(
                self.sheet, row, 5, f'=IFERROR(IF({self._own(check.ready, row)},{check.expected},""),"{FAULTY}")', style
            )
        else:
            self.sheet.write_string(row, 5, check.expected, style)

    def _link(self, row: int, check: Check) -> None:
        name, target = check.sheet.name, self._own(PLACE, row)
        hidden = {PLACE: (check.target, "A1"), CODE: (check.code, ""), COUNT: (check.count, FAULTY)}
        for what, (formula, otherwise) in hidden.items():
            if formula:
                text = f'=IFERROR({self._own(formula, row)},"{otherwise}")'
                self.drawing.formula(self.sheet, row, _HIDDEN[what], text, self.styles(CELL))
        formula = f"""=HYPERLINK("#'{name}'!"&{target},"{name}!"&{target})"""
        link = self.styles(LABEL, font_size=10, font_color="#0563C1", underline=1)
        self.drawing.formula(self.sheet, row, 6, formula, link)

    def _counts(self) -> None:
        style = self.styles(
            {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 13, "align": "center"}, valign="vcenter"
        )
        put_text(self.sheet, Area(COUNT_ROW, 0, 1, len(HEAD)), "", style)
        self.drawing.formula(self.sheet, COUNT_ROW, 0, f"={count_text(self.row)}", style)

    def _page(self) -> None:
        print_on_a4(self.sheet, self.row - 1, len(HEAD) - 1, landscape=True)
        self.sheet.repeat_rows(_FIRST - 1, _FIRST - 1)
        self.sheet.freeze_panes(_FIRST, 0)
        self.sheet.hide_gridlines(2)
        protect(self.sheet)


def _somewhere(section: Section) -> str:
    """A cell of the section's sheet: a reference to it is an error when the sheet has been deleted."""
    return f"{quoted(section.sheet.name)}!$A$1" if section.sheet else "$A$1"


def count_text(end: int, prefix: str = "") -> str:
    """共 n 项：通过 a，有误 b，待填 c, as a formula over the states above row `end`."""
    states = f"{prefix}${a1(0, _STATE)[:1]}${_FIRST + 1}:${a1(0, _STATE)[:1]}${end}"
    counts = {word: f'COUNTIF({states},"{word}")' for word in ("通过", "有误", "待填")}
    parts: Sequence[str] = [f'"{word} "&{count}' for word, count in counts.items()]
    return f'"共 "&({"+".join(counts.values())})&" 项："&' + '&"，"&'.join(parts)
