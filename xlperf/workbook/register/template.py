"""Draw the register (应报单位登记表): two lists to fill, with hints and checks at the cells, and how to fill them."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlperf.model.address import column_letters
from xlperf.model.celltext import cell_text
from xlperf.model.register import LABELS, RegisteredUnit
from xlperf.workbook.drawing.book import put_text
from xlperf.workbook.drawing.heights import LINE, PADDING, lines
from xlperf.workbook.drawing.page import print_on_a4
from xlperf.workbook.drawing.plan import Area
from xlperf.workbook.drawing.styles import AS_TEXT, CELL, CHINESE, DOUBTFUL, ENTRY, LABEL, TITLE_FONT, WRONG, Styles
from xlperf.workbook.product import AUTHOR, REGISTER
from xlperf.workbook.register.columns import PROJECT_COLUMNS, PROJECTS, UNIT_COLUMNS, UNITS, Column
from xlperf.workbook.template import CREATED

EXPLAINED = "填写说明"
HEAD = 3
"""row of the heads, from 0: title, hint and year stand above"""
ROWS = 300
"""rows ready to be filled, besides those that are filled already"""
CHECKED = 5000
"""rows that the checks at the cells reach"""
_ROW = 18
"""points of a row with one line"""
_DARK, _LINE = "#1F4E79", "#A6A6A6"
_CHOICES = ("附件1、附件2、附件3", "附件1、附件2", "附件2", "附件3", "项目汇总表")
_HINTS = {
    UNITS: "一行一个单位；黄色格子都可以整列粘贴。红色：编码或名称重复，或没有写名称。",
    PROJECTS: "只有要按项目逐个催报的才填；不填这一页，附件3 有没有报只看有没有交。红色：单位编码不在“应报单位”页。",
}
_EXPLAINED = (
    ("这本登记表做什么用", (
        "汇总时拿收到的文件和这张名单对：谁报了、谁没报、少了哪张表、晚了几天，都从这里来。",
        "文件按表上的单位编码，或单位名称、别名对到单位，必须完全一致（空格、全角半角不计较）。名称只是相似的，"
        "列为“未登记”并写明疑似哪个单位，由您决定：是同一个单位，就把那个写法补进“别名”，再汇总一次。",
    )),
    ("应报单位", (
        "单位名称必填，一行一个；单位编码、别名、主管科室、联系人/电话、备注可以空着。",
        "编码不能重复；一个名称或别名只能属于一个单位。",
        "别名：单位改过名的、习惯写简称的，都写上，几个之间用、或；隔开。",
        "截止日期：当天报来不算迟。可以填日期，也可以写 2024年3月31日、2024-3-31、2024年3月底。",
        "应报表：写附件1、附件2、附件3 或 项目汇总表；空着表示整套都要报。没有项目的单位请写“附件1、附件2”，免得催它报附件3。",
        "年度写在表头上面，如 2023。别的年度的文件照样读，但不算本年度已报。空着表示不分年度。",
    )),
    ("应报项目", (
        "要按项目催报附件3的才填。单位编码要在“应报单位”页里有；单位没有编码的，填单位名称。",
        "项目别名之间用；隔开（项目名称里常有顿号）。",
    )),
    ("可以改动的", (
        "栏目的先后可以换，也可以加自己的栏目（如序号、分管领导），软件不用的栏目不读、不改。请保留两页的名字和表头。",
        "登记表有错，软件会一次列出全部错处，写明在哪一页哪一格；改好再汇总。",
    )),
)  # fmt: skip


def write_register(path: Path, units: Sequence[RegisteredUnit] = (), year: int | None = None) -> None:
    """Write the register to `path`, empty or with units. Raises OSError where `path` cannot be written."""
    target = BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": REGISTER, "author": AUTHOR, "created": CREATED})
        styles = Styles(book)
        first = _List(book, styles, UNITS, "应报单位登记表", UNIT_COLUMNS)
        first.draw([_unit_row(unit) for unit in units])
        first.year(year)
        first.check_units()
        second = _List(book, styles, PROJECTS, "应报项目登记表", PROJECT_COLUMNS)
        rows = [_project_row(unit, n) for unit in units for n in range(len(unit.projects))]
        second.draw(rows)
        second.check_projects()
        _explain(book, styles)
    path.write_bytes(target.getvalue())


def _unit_row(unit: RegisteredUnit) -> dict[str, object]:
    forms = "、".join(LABELS[form] for form in unit.forms)
    return {
        "code": unit.code, "name": unit.name, "aliases": "；".join(unit.aliases), "department": unit.department,
        "contact": unit.contact, "due": unit.due, "forms": forms, "note": unit.note,
    }  # fmt: skip


def _project_row(unit: RegisteredUnit, n: int) -> dict[str, object]:
    project = unit.projects[n]
    name = "" if unit.code else unit.name
    return {"code": unit.code, "unit": name, "name": project.name, "aliases": "；".join(project.aliases)}


class _List:
    """One of the two lists; rows and columns from 0."""

    def __init__(
        self, book: xlsxwriter.Workbook, styles: Styles, name: str, title: str, columns: Sequence[Column]
    ) -> None:
        self.styles, self.name, self.columns = styles, name, columns
        self.sheet: Worksheet = book.add_worksheet(name)
        self.last = len(columns) - 1
        looks = {"font_name": TITLE_FONT, "font_charset": CHINESE, "valign": "vcenter"}
        put_text(self.sheet, Area(0, 0, 1, self.last + 1), title, styles(looks, font_size=18, align="center"))
        hint = styles(CELL, font_size=10, font_color="#595959")
        put_text(self.sheet, Area(1, 0, 1, self.last + 1), _HINTS[name], hint)
        for row, height in ((0, 34.0), (1, 20.0), (HEAD - 1, 22.0), (HEAD, 26.0)):
            self.sheet.set_row(row, height)

    def draw(self, rows: Sequence[dict[str, object]]) -> None:
        """Heads, filled rows, and rows ready to be filled."""
        head = self.styles(LABEL, bold=True, font_color="#FFFFFF", bg_color=_DARK)
        border = {"border": 1, "border_color": _LINE}
        text = self.styles(CELL, border, bg_color=ENTRY, num_format=AS_TEXT, align="left", indent=1)
        day = self.styles(CELL, border, bg_color=ENTRY, num_format="yyyy-mm-dd", align="center")
        bottom = HEAD + len(rows) + ROWS
        for column, spec in enumerate(self.columns):
            style = day if spec.key == "due" else text
            self.sheet.set_column(column, column, spec.width)
            self.sheet.write_string(HEAD, column, spec.label, head)
            for row in range(HEAD + 1, bottom + 1):
                value = rows[row - HEAD - 1].get(spec.key) if row <= HEAD + len(rows) else None
                self._put(row, column, value, style)
            prompt = {"validate": "any", "input_title": spec.label, "input_message": spec.hint}
            self.sheet.data_validation(HEAD + 1, column, HEAD + CHECKED, column, self._rule(spec) or prompt)
        self.sheet.set_default_row(_ROW)
        for n, filled in enumerate(rows, HEAD + 1):
            most = max(lines(str(filled.get(c.key) or ""), c.width - 2) for c in self.columns)  # 2: the indent
            if most > 1:
                self.sheet.set_row(n, most * LINE + PADDING)
        self.sheet.autofilter(HEAD, 0, bottom, self.last)
        self.sheet.freeze_panes(HEAD + 1, 2)
        self.sheet.repeat_rows(HEAD, HEAD)
        self.sheet.hide_gridlines(2)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{HEAD + 1 + CHECKED}"})
        print_on_a4(self.sheet, bottom, self.last, landscape=True)

    def _put(self, row: int, column: int, value: object, style: xlsxwriter.format.Format) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, cell_text(value), style)
        else:
            self.sheet.write_datetime(row, column, value, style)

    def year(self, year: int | None) -> None:
        """年度 above the heads."""
        row = HEAD - 1
        self.sheet.write_string(row, 0, "年度", self.styles(LABEL, bold=True, bg_color="#D9E2EC"))
        entry = self.styles(LABEL, bg_color=ENTRY, align="left", indent=1)
        if year is None:
            self.sheet.write_blank(row, 1, None, entry)
        else:
            self.sheet.write_number(row, 1, year, entry)
        said = {"input_title": "年度", "input_message": "如 2023。空着表示不分年度。"}
        wrong = {"error_title": "年度", "error_message": "请写四位的年度，如 2023。"}
        limits = {"validate": "integer", "criteria": "between", "minimum": 2015, "maximum": 2099, "ignore_blank": True}
        self.sheet.data_validation(row, 1, row, 1, limits | said | wrong)

    def _rule(self, spec: Column) -> dict[str, object] | None:
        """Checks that only warn: what they do not know, the reader of the register judges."""
        told = {"input_title": spec.label, "input_message": spec.hint, "ignore_blank": True, "error_title": spec.label}
        cells, cell = self._cells(spec.key), f"{column_letters(self._column(spec.key))}{HEAD + 2}"
        if self.name == PROJECTS:
            if spec.key != "code":
                return None
            there = f"{UNITS}!$A${HEAD + 2}:$A${HEAD + 1 + CHECKED}"
            said = "“应报单位”页里没有这个编码，请核对。"
            return told | {"validate": "custom", "value": f"=COUNTIF({there},{cell})>0", "error_type": "warning", "error_message": said}  # fmt: skip
        if spec.key in ("code", "name"):
            said = f"{spec.label}与上面或下面的一行重复，请核对。"
            return told | {"validate": "custom", "value": f"=COUNTIF({cells},{cell})=1", "error_type": "warning", "error_message": said}  # fmt: skip
        if spec.key == "forms":
            said = "请写附件1、附件2、附件3 或项目汇总表，几个之间用、隔开；确实如此的，点“是”。"
            return told | {"validate": "list", "source": list(_CHOICES), "error_type": "information", "error_message": said}  # fmt: skip
        return None

    def _column(self, key: str) -> int:
        return next(n for n, column in enumerate(self.columns) if column.key == key)

    def _cells(self, key: str) -> str:
        letters = column_letters(self._column(key))
        return f"${letters}${HEAD + 2}:${letters}${HEAD + 1 + CHECKED}"

    def check_units(self) -> None:
        """Red where a code or name stands twice, or a row has no name."""
        wrong, top = self.styles(WRONG), HEAD + 2
        for key in ("code", "name"):
            cell = f"${column_letters(self._column(key))}{top}"
            self._mark(key, f'=AND({cell}<>"",COUNTIF({self._cells(key)},{cell})>1)', wrong)
        name = f"${column_letters(self._column('name'))}{top}"
        self._mark("name", f'=AND({name}="",COUNTA($A{top}:${column_letters(self.last)}{top})>0)', wrong)
        self._mark("due", f"=AND(ISNUMBER($F{top}),OR($F{top}<42005,$F{top}>73050))", self.styles(DOUBTFUL))

    def check_projects(self) -> None:
        """Red where the code is on no unit, or a row has no project name."""
        wrong, top = self.styles(WRONG), HEAD + 2
        there = f"{UNITS}!$A${top}:$A${HEAD + 1 + CHECKED}"
        self._mark("code", f'=AND($A{top}<>"",COUNTIF({there},$A{top})=0)', wrong)
        self._mark("name", f'=AND($C{top}="",COUNTA($A{top}:${column_letters(self.last)}{top})>0)', wrong)

    def _mark(self, key: str, formula: str, style: xlsxwriter.format.Format) -> None:
        column = self._column(key)
        rule = {"type": "formula", "criteria": formula, "format": style}
        self.sheet.conditional_format(HEAD + 1, column, HEAD + CHECKED, column, rule)


def _explain(book: xlsxwriter.Workbook, styles: Styles) -> None:
    """填写说明."""
    sheet, width, row = book.add_worksheet(EXPLAINED), 100.0, 0
    sheet.set_column(0, 0, width)
    looks = {"font_name": TITLE_FONT, "font_charset": CHINESE, "valign": "vcenter"}
    for heading, texts in _EXPLAINED:
        sheet.set_row(row, 28.0)
        sheet.write_string(row, 0, heading, styles(looks, font_size=13, font_color=_DARK, bottom=2, bottom_color=_DARK))
        for n, text in enumerate(texts, 1):
            said = f"{n}．{text}"
            sheet.set_row(row + n, lines(said, width) * LINE + PADDING)
            sheet.write_string(row + n, 0, said, styles(CELL))
        row += len(texts) + 1
    sheet.hide_gridlines(2)
    print_on_a4(sheet, row - 1, 0)
