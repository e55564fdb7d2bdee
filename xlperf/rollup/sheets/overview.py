"""总览: what came, the equation, the money, the scores, the findings, and how to read the book."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from xlperf.model.address import a1
from xlperf.model.finding import Severity
from xlperf.model.values import round_half_up
from xlperf.rollup.cells import records
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.page import Formula, Link, Page
from xlperf.rollup.sheets import Content, Sheet, all_sheets
from xlperf.rollup.styles import height
from xlperf.rollup.table import pooled_rate, set_up_print

NAME = "总览"
LAST = 7
WIDTHS = (22, 15, 15, 15, 15, 15, 15, 15)
TOP = 8
"""rules listed"""
NOTES = 30
"""lines under 需要留意; the rest is counted"""
MONEY_LINES = ("三公经费", "项目支出", "公用经费", "政府采购金额")


def write(page: Page, content: Content) -> None:
    """All parts from top to bottom; each returns the next free row."""
    page.sheet.set_default_row(17)
    for number, width in enumerate(WIDTHS):
        page.sheet.set_column(number, number, width)
    row = _title(page, content)
    parts: Sequence[Callable[[Page, Content, int], int]] = (
        _equation, _money, _base, _scores, _findings, _rules, _attention, _guide,
    )  # fmt: skip
    for part in parts:
        row = part(page, content, row) + 1
    page.sheet.freeze_panes(2, 0)
    page.sheet.print_area(0, 0, row - 2, LAST)
    set_up_print(page, landscape=False)


def _title(page: Page, content: Content) -> int:
    years = sorted({year for year in content.table("单位汇总").values("year") if year is not None})
    span = f"{years[0]}—{years[-1]}年度" if len(years) > 1 else f"{years[0]}年度" if years else ""
    page.sheet.set_row(0, 34)
    page.merge(0, 0, LAST, f"{span}绩效自评汇总", "title")
    page.sheet.set_row(1, 18)
    day = content.made_on
    page.merge(1, 0, LAST, f"制表日期：{day.year}年{day.month}月{day.day}日　　金额单位：万元", "caption")
    return 3


def _equation(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "一、收件情况")
    states = content.table("收件台账").range("state")
    balance = content.balance
    heads = ("收到文件", "", "接收", "", "退回", "", "被替代", "核对")
    counts = [(2, "接收", balance.accepted), (4, "退回", balance.refused), (6, "被替代", balance.superseded)]
    for column, head in enumerate(heads):
        page.put(row, column, head, "header")
    page.sheet.set_row(row + 1, 26)
    files = content.table("收件台账").range("number")
    page.put(row + 1, 0, Formula(f"=COUNT({files})", balance.files), "big")
    for column, sign in ((1, "="), (3, "+"), (5, "+")):
        page.put(row + 1, column, sign, "sign")
    for column, state, count in counts:
        page.put(row + 1, column, Formula(f'=COUNTIF({states},"{state}")', count), "big")
    parts = "+".join(a1(row + 1, column) for column, _, _ in counts)
    page.put(row + 1, LAST, Formula(f'=IF({a1(row + 1, 0)}={parts},"相符","不符")', "相符"), "center")
    row += 2
    units, projects = content.table("单位汇总"), content.table("项目")
    counted = (
        ("接收的单位", f"=COUNT({units.range('year')})", len(units.rows)),
        ("项目", f"=COUNT({projects.range('year')})", len(projects.rows)),
        ("三级指标", f"=COUNT({content.table('指标').range('year')})", len(content.table("指标").rows)),
        ("问题", f"=COUNT({content.table('问题清单').range('year')})", len(content.table("问题清单").rows)),
    )
    for n, (label, formula, count) in enumerate(counted):
        page.put(row, 2 * n, label, "label")
        page.put(row, 2 * n + 1, Formula(formula, count), "count")
    return row + 1


def _money(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "二、资金（各单位自报数合计；执行率只算预算、执行都有数的单位）")
    units = content.table("单位汇总")
    heads = ("", "年初预算数", "全年预算数", "全年执行数", "执行率", "非数字（格）")
    for column, head in enumerate(heads):
        page.put(row, column, head, "header")
    page.put(row + 1, 0, Link("全部单位合计", units.name, "A1"), "label")
    for column, name in enumerate(("initial", "budget", "executed"), 1):
        page.put(row + 1, column, units.sum(name), "money")
    page.put(row + 1, 4, pooled_rate(units, anywhere=True), "ratio")
    ranges = [units.range(name) for name in ("initial", "budget", "executed")]
    unread = sum(
        isinstance(v, str) and v != "" for name in ("initial", "budget", "executed") for v in units.values(name)
    )
    text = "+".join(f"SUMPRODUCT(ISTEXT({cells})*1)" for cells in ranges)
    page.put(row + 1, 5, Formula(f"={text}", unread), "count")
    return row + 2


def _base(page: Page, content: Content, row: int) -> int:
    """Sums of the lines of 附件1 that an officer is asked for."""
    base = content.table("基础数据")
    found = records(content.frames.base)
    found = [r for r in found if r["line"] in MONEY_LINES]
    lines = {r["line"] for r in found}
    columns = list(dict.fromkeys(r["column"] for r in found))[:LAST]
    if not columns:
        return row - 1
    page.put(row, 0, "附件1 合计", "header")
    for number, column in enumerate(columns, 1):
        page.put(row, number, column, "header")
    for offset, line in enumerate(sorted(lines, key=MONEY_LINES.index), 1):
        page.put(row + offset, 0, line, "label")
        for number, column in enumerate(columns, 1):
            filled = [r["read"] for r in found if r["line"] == line and r["column"] == column]
            if not filled:
                page.put(row + offset, number, "——", "center")
                continue
            text = (
                f"=SUMIFS({base.range('read')},{base.range('line')},{a1(row + offset, 0)},"
                f"{base.range('column')},{a1(row, number)})"
            )
            page.put(row + offset, number, Formula(text, decimal_sum(filled)), "money")
    return row + 1 + len(lines)


def _scores(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "三、得分")
    units = content.table("单位汇总")
    for column, head in enumerate(("", "平均", "最高", "最低", "有得分的单位")):
        page.put(row, column, head, "header")
    for offset, (label, name) in enumerate(
        (
            ("自评总分（单位填的）", "score_printed"),
            ("各项合计（各行之和）", "score"),
            ("建议得分（本软件重算）", "suggested"),
        ),
        1,
    ):
        values = [v for v in units.values(name) if isinstance(v, Decimal)]
        cells = units.range(name)
        mean = round_half_up(decimal_sum(values) / len(values), 2) if values else ""
        page.put(row + offset, 0, label, "label")
        page.put(row + offset, 1, Formula(f'=IF(COUNT({cells})=0,"",ROUND(AVERAGE({cells}),2))', mean), "points")
        for column, function, pick in ((2, "MAX", max), (3, "MIN", min)):
            text = f'=IF(COUNT({cells})=0,"",{function}({cells}))'
            page.put(row + offset, column, Formula(text, pick(values) if values else ""), "points")
        page.put(row + offset, 4, Formula(f"=COUNT({cells})", len(values)), "count")
    return row + 4


def _findings(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "四、审核问题")
    there = content.table("问题清单")
    found = records(content.frames.findings)
    for column, head in enumerate(("性质", "条数", "由其他问题引起", "涉及单位")):
        page.put(row, column, head, "header")
    for offset, severity in enumerate(Severity, 1):
        of = [f for f in found if f["severity"] == severity.chinese]
        label = a1(row + offset, 0)
        page.put(row + offset, 0, severity.chinese, "label")
        count = Formula(f"=COUNTIF({there.range('severity')},{label})", len(of))
        page.put(row + offset, 1, count, "count")
        folded = f'=COUNTIFS({there.range("severity")},{label},{there.range("folded")},"由*")'
        page.put(row + offset, 2, Formula(folded, sum(bool(f["folded"]) for f in of)), "count")
        page.put(row + offset, 3, len({(f["unit"], f["year"]) for f in of}), "count")
    return row + 4


def _rules(page: Page, content: Content, row: int) -> int:
    """The rules that answered most often, folded findings left out."""
    there = content.table("问题清单")
    frame = content.frames.findings
    frame = frame[frame["folded"] == ""]
    if frame.empty:
        return row - 1
    for first, last, head in ((0, 0, "最常见的问题（代码）"), (1, 1, "条数"), (2, 2, "涉及单位"), (3, LAST, "内容")):
        page.merge(row, first, last, head, "header")
    grouped = frame.groupby("code", sort=True)
    counts = grouped.agg(times=("unit", "size"), units=("unit", "nunique"), said=("message", "first"))
    counts = counts.sort_values("times", ascending=False, kind="stable").head(TOP)
    for offset, (code, rule) in enumerate(counts.iterrows(), 1):
        first = there.values("code").index(code)
        page.put(row + offset, 0, Link(str(code), there.name, there.at("code", first), tip="看第一条"), "label")
        text = f'=COUNTIFS({there.range("code")},{a1(row + offset, 0)},{there.range("folded")},"")'
        page.put(row + offset, 1, Formula(text, int(rule["times"])), "count")
        page.put(row + offset, 2, int(rule["units"]), "count")
        said = content.titles.get(str(code)) or f"如：{rule['said']}"
        page.merge(row + offset, 3, LAST, said, "text")
    return row + 1 + len(counts)


def _attention(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "五、需要留意")
    notes = [*_file_notes(content), *_unit_notes(content)]
    more = len(notes) - NOTES
    if more > 0:
        notes = [*notes[:NOTES], ("", f"另有 {more} 条，见“收件台账”的说明和“单位汇总”的备注。", None)]
    if not notes:
        notes = [("", "没有退回、被替代的文件，也没有缺表或未能读出的数。", None)]
    for name, text, link in notes:
        page.put(row, 0, Link(name, *link) if link else name, "label")
        page.merge(row, 1, LAST, text, "text")
        page.sheet.set_row(row, height([(text, sum(WIDTHS[1:]))]))
        row += 1
    return row


def _file_notes(content: Content) -> list[tuple[str, str, tuple[str, str] | None]]:
    ledger = content.table("收件台账")
    return [
        (record["state"], f"{record['file']}：{record['reason']}", (ledger.name, ledger.at("file", n)))
        for n, record in enumerate(records(content.frames.ledger))
        if record["reason"]
    ]


def _unit_notes(content: Content) -> list[tuple[str, str, tuple[str, str] | None]]:
    units = content.table("单位汇总")
    return [
        ("缺表或未读出", f"{record['unit']}：{record['note']}", (units.name, units.at("unit", n)))
        for n, record in enumerate(records(content.frames.units))
        if record["note"]
    ]


def _guide(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "六、怎样看这本工作簿")
    for sheet in all_sheets():
        if sheet.name != NAME:
            page.put(row, 0, Link(sheet.name, sheet.name, "A1", tip=f"转到“{sheet.name}”"), "label")
            page.merge(row, 1, LAST, sheet.about, "text")
            row += 1
    for text in (
        "每一行都写明文件、工作表、单元格；蓝色的“单元格”“文件”可以点开单位的原文件（汇总工作簿和报送文件夹的相对位置不变时有效）。",
        "合计都是公式，随各行变化；增删行以后请核对公式的范围。本软件只核对和计算，不代替单位评分，也不改动单位的文件。",
    ):
        page.merge(row, 0, LAST, text, "text")
        page.sheet.set_row(row, height([(text, sum(WIDTHS))]))
        row += 1
    return row


def _section(page: Page, row: int, text: str) -> int:
    page.sheet.set_row(row, 22)
    page.merge(row, 0, LAST, text, "section")
    return row + 1


SHEET = Sheet(NAME, 10, "收件、资金、得分、问题的总数", write=write)
