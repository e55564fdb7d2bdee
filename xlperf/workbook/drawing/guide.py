"""填报说明: who fills what, in which order, what the colours mean, how tables grow, where the checks are."""

from collections.abc import Iterator

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.workbook.drawing.book import Drawing, put_text
from xlperf.workbook.drawing.check_sheet import NAME as CHECKS
from xlperf.workbook.drawing.check_sheet import count_text
from xlperf.workbook.drawing.heights import LINE, lines
from xlperf.workbook.drawing.page import print_on_a4, protect
from xlperf.workbook.drawing.plan import Area, Plan
from xlperf.workbook.drawing.styles import (
    AS_TEXT,
    BORDER,
    CELL,
    CHINESE,
    COMPUTED,
    DOUBTFUL,
    ENTRY,
    LABEL,
    LEFT_LABEL,
    TITLE_FONT,
    WRONG,
)

NAME = "填报说明"
WIDTHS = (5.0, 18.0, 30.0, 50.0)
WITHOUT_MACROS = "由 xlperf 按版本定义生成。没有宏，Excel 2010 以上、WPS 表格、LibreOffice 都能用，不用安装任何东西。"
BUTTON_FIRST = "点表右边的按钮“新增项目表”，公式和校验一起加好；按钮用不了的，"
"""of the macro edition's guide"""
_WHO = {
    "base": ("财务人员", "编制、在职人数问人事；三公、项目、公用经费按预算批复和决算数填，单位万元。"),
    "dept": ("财务与业务人员", "资金由财务填；绩效指标由业务科室按年初批复的目标逐条填实际完成情况。"),
    "project": ("项目负责人", "一个项目一张；名称与附件1一致，资金由财务核对。"),
    "list": ("财务与业务人员", "一个项目一行，合计自动算；最后填自评得分和等级。"),
}


class GuideSheet:
    """Draws the sheet from top to bottom; made first, drawn last, because it shows the counts of the checks.

    `software`: what a macro edition says of the software; "" in a template without macros and buttons.
    """

    def __init__(self, drawing: Drawing, software: str = "") -> None:
        self.drawing, self.styles = drawing, drawing.styles
        self.software, self.buttons = software or WITHOUT_MACROS, bool(software)
        self.sheet: Worksheet = drawing.book.add_worksheet(NAME)
        self.row = 0

    def draw(self, checks_end: int) -> None:
        """`checks_end`: the row below the last check."""
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)
        edition = self.drawing.plan.edition
        self._line(edition.name, self._title(16, align="center"), 40.0)
        self._line(NAME, self._title(14, align="center"), 28.0)
        self._counts(checks_end)
        self._colours()
        self._forms(self.drawing.plan)
        self._steps("怎样填", fill_steps(self.drawing.plan, buttons=self.buttons))
        self._about()
        self._contact()
        print_on_a4(self.sheet, self.row - 1, len(WIDTHS) - 1, tall=1)
        self.sheet.hide_gridlines(2)
        protect(self.sheet)
        self.sheet.activate()

    def _title(self, size: float, **more: object) -> Format:
        base = {
            "font_name": TITLE_FONT,
            "font_charset": CHINESE,
            "font_size": size,
            "valign": "vcenter",
            "text_wrap": True,
        }
        return self.styles(base, more)

    def _line(self, text: str, style: Format, height: float) -> None:
        put_text(self.sheet, Area(self.row, 0, 1, len(WIDTHS)), text, style)
        self.sheet.set_row(self.row, height)
        self.row += 1

    def _heading(self, text: str) -> None:
        self._line(text, self._title(12, bold=True, bottom=1, bottom_color="#1F4E79", font_color="#1F4E79"), 27.0)

    def _counts(self, end: int) -> None:
        style = self.styles(LABEL, bold=True, font_size=12, bg_color="#F0F4F8")
        put_text(self.sheet, Area(self.row, 0, 1, 3), "", style)
        formula = f"={count_text(end, CHECKS + '!')}"
        self.drawing.formula(self.sheet, self.row, 0, "=" + f'"校验："&{formula[1:]}', style)
        link = self.styles(LABEL, font_color="#0563C1", underline=1)
        self.drawing.formula(self.sheet, self.row, 3, f'=HYPERLINK("#\'{CHECKS}\'!A1","打开“校验”页，看每一条")', link)
        self.sheet.set_row(self.row, 27.0)
        self.row += 1

    def _colours(self) -> None:
        self._heading("颜色")
        for text, looks, meaning in (
            ("1,234.56", {"bg_color": ENTRY}, "浅黄：要填的格。选中时有填写提示；按 Tab 键按填表顺序跳到下一格。"),
            ("98.00%", {"bg_color": COMPUTED}, "浅灰：自动计算，不用填。"),
            ("编制数", {}, "白色：表里印好的文字。"),
            ("12", WRONG, "红色：有误，如得分超过分值、合计不等。先改这些。"),
            ("9", DOUBTFUL, "橙色：请再看一眼，如没得满分却没写原因、执行数超过预算数。"),
        ):
            self._pair(text, self.styles(LABEL, looks), meaning)

    def _pair(self, text: str, style: Format, meaning: str) -> None:
        put_text(self.sheet, Area(self.row, 0, 1, 2), text, style)
        put_text(self.sheet, Area(self.row, 2, 1, 2), meaning, self.styles(LEFT_LABEL))
        self.sheet.set_row(self.row, max(22.0, lines(meaning, sum(WIDTHS[2:])) * LINE + 7))
        self.row += 1

    def _forms(self, plan: Plan) -> None:
        self._heading("谁填什么、先填哪张")
        head = self.styles(LABEL, bold=True, bg_color="#D9E2EC")
        for column, text in enumerate(("次序", "工作表", "由谁填", "说明")):
            self.sheet.write_string(self.row, column, text, head)
        self.sheet.set_row(self.row, 22.0)
        self.row += 1
        for number, (form_id, form) in enumerate(plan.edition.forms.items(), 1):
            sheets = plan.of(form_id)
            name = sheets[0].name if len(sheets) == 1 else f"{sheets[0].name} 至 {sheets[-1].name}"
            who, what = _WHO[form_id]
            if not plan.of("base"):
                what = what.replace("名称与附件1一致，", "名称与批复一致，")
            middle, left = self.styles(LABEL), self.styles(LEFT_LABEL)
            self.sheet.write_number(self.row, 0, number, middle)
            for column, text in ((1, name), (2, f"{form.title}\n（{who}）"), (3, what)):
                self.sheet.write_string(self.row, column, text, left if column == 3 else middle)
            most = max(lines(f"{form.title}\n（{who}）", WIDTHS[2]), lines(what, WIDTHS[3]))
            self.sheet.set_row(self.row, most * LINE + 8)
            self.row += 1

    def _steps(self, title: str, steps: Iterator[str]) -> None:
        self._heading(title)
        for number, text in enumerate(steps, 1):
            self.sheet.write_number(self.row, 0, number, self.styles(CELL, align="center", valign="top"))
            put_text(self.sheet, Area(self.row, 1, 1, 3), text, self.styles(CELL, valign="top"))
            self.sheet.set_row(self.row, lines(text, sum(WIDTHS[1:])) * LINE + 5)
            self.row += 1

    def _about(self) -> None:
        edition = self.drawing.plan.edition
        self._heading("这套表")
        for name, text in (
            ("版本", f"{edition.edition}，第 {edition.version} 版，{edition.year} 年度，{edition.place_name}"),
            ("表样来源", f"{edition.source}。依据：{edition.certainty}"),
            ("软件", self.software),
        ):
            self._pair(name, self.styles(LABEL), text)

    def _contact(self) -> None:
        """Left for the bureau to fill before it sends the template out."""
        self._heading("财政局联系方式（下发前由财政局填写）")
        for text in ("联系科室、联系人", "电话", "报送截止日期", "报送方式"):
            put_text(self.sheet, Area(self.row, 0, 1, 2), text, self.styles(LABEL))
            entry = self.styles(CELL, BORDER, bg_color=ENTRY, locked=False, num_format=AS_TEXT)
            put_text(self.sheet, Area(self.row, 2, 1, 2), "", entry)
            self.sheet.set_row(self.row, 22.0)
            self.row += 1


def fill_steps(plan: Plan, *, buttons: bool = False) -> Iterator[str]:
    """How to fill, in the order of the work; only what this edition has. `buttons`: of the macro edition."""
    yield "只填浅黄色的格；金额单位是万元，只写数字，没有的留空。看不懂的内容不要改成 0。"
    tables = [sheet for sheet in plan.sheets if sheet.spans]
    if any("indicators" in sheet.spans for sheet in tables):
        yield "指标行不够：在表中间右键行号“插入”一行，新行归入上面一行所在的类；多余的行整行右键“删除”。合计和校验自动跟着变。"
        yield "删除某一类的第一行时，这一类的名称如果也不见了，在该类现在的第一行补写名称（如“效益指标”）。"
        yield "年度指标值带符号和单位，如“≥12次”“=100%”；实际完成值写实际数，如“16次”。没得满分的写明原因。"
    else:
        yield "行不够：在表中间右键行号“插入”一行；多余的行右键“删除”。合计和校验自动跟着变。"
    projects = plan.of("project")
    if projects:
        last = projects[-1].name
        more = "并在“校验”页上方补填张数和执行数合计。" if plan.of("base") else "“校验”页只含模板自带的几张。"
        yield (
            f"项目超过 {len(projects)} 个、项目表不够：{BUTTON_FIRST if buttons else ''}右键 {last} 的标签 → 移动或复制 → 建立副本，"
            f"复制出的表照样能算、能报送，{more}"
            "用不到的项目表留空即可，不用删除。"
        )
    yield "保护没有密码，只为防止误改公式；列宽、行高、字体可以调。不要改工作表里印好的文字。"
    yield (
        "填完看“校验”页：没有“有误”“待填”就可以打印、报送。单位负责人签字、单位盖章在打印出来的纸上，电子表里可以空着。"
        "每张表都已设好 A4 纸；文字多、格子里显示不下的，拖动左边的行号下沿加大行高。"
    )
