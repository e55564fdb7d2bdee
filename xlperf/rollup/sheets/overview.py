"""总览: what came, the equation, the money, the scores, the findings, and how to read the book."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlperf.model.address import a1
from xlperf.model.finding import Severity
from xlperf.model.textsize import height
from xlperf.model.values import round_half_up
from xlperf.rollup.attention import file_notes, system_notes, unit_notes
from xlperf.rollup.content import Content
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.found import FOLLOWS, Found, found_in, not_folded, units_with
from xlperf.rollup.frame import set_up_print
from xlperf.rollup.guide import ROW, write_guide
from xlperf.rollup.page import Formula, Link, Page
from xlperf.rollup.register.file_state import TERMS
from xlperf.rollup.register.reminders import UnitState
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.sheets.base import MONEY_LINES
from xlperf.rollup.sheets.base import NAME as BASE
from xlperf.rollup.sheets.reminders import NAME as REMINDERS
from xlperf.rollup.table import EMPTY, NUMBER, Table, pooled_rate

NAME = "总览"
LAST = 7
WIDTHS = (22, 15, 15, 15, 15, 15, 15, 15)
TOP = 8
"""rules listed"""
NOTES = 30
"""lines under 需要留意; the rest is counted"""
FILLED = "　填了数的单位（个）"
SCORES = (
    ("自评总分（单位填的）", "score_printed"),
    ("各项合计（各行之和）", "score"),
    ("建议得分（本软件重算）", "suggested"),
)


def write(page: Page, content: Content) -> None:
    """All parts from top to bottom; each returns the next free row."""
    page.sheet.set_default_row(ROW)
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
    several = content.table("单位汇总").years
    distinct = content.count_units
    said = (
        f"（接收 {distinct} 个单位、{len(several)} 个年度；一个单位报了两个年度的，算两个“单位·年度”）"
        if several
        else ""
    )
    row = _section(page, row, f"一、收件情况{said}")
    terms = content.table("收件台账").range("term")
    balance = content.balance
    heads = ("收到文件", "＝ 接收", "＋ 退回", "＋ 被替代", "＋ 重复", "核对")
    for column, head in enumerate(heads):
        page.put(row, column, head, "header")
    page.sheet.set_row(row + 1, 26)
    files = content.table("收件台账").range("number")
    page.put(row + 1, 0, Formula(f"=COUNT({files})", balance.files), "big")
    for column, (term, word) in enumerate(TERMS.items(), 1):
        page.put(row + 1, column, Formula(f'=COUNTIF({terms},"{word}")', getattr(balance, term)), "big")
    parts = f"SUM({a1(row + 1, 1)}:{a1(row + 1, len(TERMS))})"
    page.put(row + 1, 5, Formula(f'=IF({a1(row + 1, 0)}={parts},"相符","不符")', "相符"), "center")
    if content.settlement.register:
        row = _registered(page, content, row + 2)
    row += 2
    units, found = content.table("单位汇总"), content.table("问题清单")
    counted = (
        ("单位·年度" if units.years else "接收的单位", units.count("year")),
        ("项目", content.table("项目").count("year")),
        ("三级指标", content.table("指标").count("year")),
        ("问题", not_folded(found, found_in(content))),
    )
    for n, (label, formula) in enumerate(counted):
        page.put(row, 2 * n, label, "label")
        page.put(row, 2 * n + 1, formula, "count")
    return row + 1


def _registered(page: Page, content: Content, row: int) -> int:
    """应报单位 = 已收 + 未收; and how many of those that came are not done, or came late."""
    found = content.settlement.equation()
    for column, head in enumerate(("应报单位", "＝ 已收", "＋ 未收")):
        page.put(row, column, head, "header")
    for column, count in enumerate((found.registered, found.received, found.missing)):
        page.put(row + 1, column, count, "big")
    there = content.table(REMINDERS)
    states, late = there.values("state"), there.values("late")
    for column, state in enumerate((UnitState.INCOMPLETE, UnitState.TO_MEND), 3):
        page.put(row, column, f"其中：{state}", "header")
        text = f'=COUNTIF({there.range("state")},"{state}")'
        page.put(row + 1, column, Formula(text, states.count(str(state))), "big")
    page.put(row, 5, "其中：迟报", "header")
    page.put(row + 1, 5, Formula(f'=COUNTIF({there.range("late")},">0")', sum(bool(n) for n in late)), "big")
    page.sheet.set_row(row + 1, 26)
    return row


def _money(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "二、资金（各单位自报数合计；执行率只算预算、执行都有数的单位）")
    units = content.table("单位汇总")
    heads = ("", "年初预算数", "全年预算数", "全年执行数", "执行率", "非数字（格）")
    for column, head in enumerate(heads):
        page.put(row, column, head, "header")
    for year in units.blocks:
        row += 1
        page.put(row, 0, Link("全部单位合计" if year is None else f"{year}年度合计", units.name, "A1"), "label")
        row = _funds(page, units, year, row)
    return row + 1


def _funds(page: Page, units: Table, year: int | None, row: int) -> int:
    """One line of sums, and under it from how many units each of them is; returns the second row."""
    names = ("initial", "budget", "executed")
    page.put(row + 1, 0, FILLED, "label", "minor")
    for column, name in enumerate(names, 1):
        page.put(row, column, units.sum(name, year), "money")
        page.put(row + 1, column, units.count(name, year), "count", "minor")
    page.put(row, 4, pooled_rate(units, year), "ratio")
    chosen = "" if year is None else f"*({units.range('year')}={year})"
    both = f"=SUMPRODUCT(ISNUMBER({units.range('executed')})*ISNUMBER({units.range('budget')}){chosen})"
    pairs = zip(units.of_year("executed", year), units.of_year("budget", year), strict=True)
    known = sum(isinstance(a, Decimal) and isinstance(b, Decimal) for a, b in pairs)
    page.put(row + 1, 4, Formula(both, known), "count", "minor")
    unread = sum(isinstance(v, str) and v != "" for name in names for v in units.of_year(name, year))
    text = "+".join(f"SUMPRODUCT(ISTEXT({units.range(name)})*1{chosen})" for name in names)
    page.put(row, 5, Formula(f"={text}", unread), "count")
    page.put(row + 1, 5, None, "count", "minor")
    return row + 1


class Read(NamedTuple):
    """A figure of 附件1: year, line, column, 读作."""

    year: int
    line: str
    column: str
    read: Any


def _base(page: Page, content: Content, row: int) -> int:
    """Sums of the lines of 附件1 that an officer is asked for, year by year."""
    found = [Read(unit.year, *one) for unit, _, _, read in content.facts(BASE) for one in read]
    years = sorted({r.year for r in found})
    several = content.table("单位汇总").years
    for year in years:
        title = f"附件1 合计\n（{year}年度）" if several else "附件1 合计"
        row = _base_of_year(page, content, row, title, [r for r in found if r.year == year])
    return row if years else row - 1


def _base_of_year(page: Page, content: Content, row: int, title: str, found: Sequence[Read]) -> int:
    base, year = content.table("基础数据"), found[0].year
    columns = sorted({r.column for r in found}, key=_time)[:LAST]
    page.put(row, 0, title, "header")
    page.sheet.set_row(row, height([(title, WIDTHS[0])], least=17))
    for number, column in enumerate(columns, 1):
        page.put(row, number, column, "header")
    heads = row
    for line in sorted({r.line for r in found}, key=MONEY_LINES.index):
        page.put(row + 1, 0, line, "label")
        page.put(row + 2, 0, FILLED, "label", "minor")
        for number, column in enumerate(columns, 1):
            filled = [r.read for r in found if r.line == line and r.column == column]
            if not filled:
                page.put(row + 1, number, "——", "center")
                page.put(row + 2, number, None, "count", "minor")
                continue
            chosen = {"year": str(year), "line": a1(row + 1, 0), "column": a1(heads, number)}
            page.put(row + 1, number, Formula(f"={base.summed('read', chosen)}", decimal_sum(filled)), "money")
            count = sum(isinstance(value, Decimal) for value in filled)
            page.put(row + 2, number, Formula(f"={base.counted(chosen | {'read': NUMBER})}", count), "count", "minor")
        row += 2
    return row + 1


def _time(column: str) -> tuple[int, bool, str]:
    """Columns of 附件1 in the order of time: 2022年决算数, 2023年预算数, 2023年决算数."""
    year = re.search(r"\d{4}", column)
    return int(year[0]) if year else 9999, "预算" not in column, column


def _scores(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "三、得分")
    units = content.table("单位汇总")
    for year in units.blocks:
        for column, head in enumerate(("" if year is None else f"{year}年度", "平均", "最高", "最低", "有得分的单位")):
            page.put(row, column, head, "header")
        for offset, (label, name) in enumerate(SCORES, 1):
            page.put(row + offset, 0, label, "label")
            _score(page, units, name, year, row + offset)
        row += 1 + len(SCORES)
    return row


def _score(page: Page, units: Table, name: str, year: int | None, row: int) -> None:
    """Mean, highest, lowest and number of the scores of a year (None: of all rows)."""
    values = [v for v in units.of_year(name, year) if isinstance(v, Decimal)]
    cells, count = units.range(name), units.count(name, year)
    chosen = cells if year is None else f"IF(({units.range('year')}={year})*ISNUMBER({cells}),{cells})"
    mean = round_half_up(decimal_sum(values) / len(values), 2) if values else ""
    for column, function, value in (
        (1, "AVERAGE", mean),
        (2, "MAX", max(values, default="")),
        (3, "MIN", min(values, default="")),
    ):
        inner = f"{function}({chosen})"
        inner = f"ROUND({inner},2)" if function == "AVERAGE" else inner
        text = f'=IF({count.text[1:]}=0,"",{inner})'
        page.put(row, column, Formula(text, value, array=year is not None), "points")
    page.put(row, 4, count, "count")


def _findings(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "四、审核问题")
    there, found = content.table("问题清单"), found_in(content)
    for column, head in enumerate(("性质", "条数", "另有由其他\n问题引起的", "涉及单位")):
        page.put(row, column, head, "header")
    page.sheet.set_row(row, 30)
    for offset, severity in enumerate(Severity, 1):
        of = [one for one in found if one.severity == severity.chinese]
        chosen = {"severity": a1(row + offset, 0)}
        page.put(row + offset, 0, severity.chinese, "label")
        page.put(row + offset, 1, not_folded(there, of, chosen), "count")
        folded = Formula(f"={there.counted(chosen | {'folded': FOLLOWS})}", sum(one.folded for one in of))
        page.put(row + offset, 2, folded, "count")
        page.put(row + offset, 3, units_with(one for one in of if not one.folded), "count")
    return row + 4


def _rules(page: Page, content: Content, row: int) -> int:
    """The rules that answered most often, folded findings left out."""
    there, every = content.table("问题清单"), found_in(content)
    by_code: dict[str, list[Found]] = {}
    for one in every:
        if not one.folded:
            by_code.setdefault(one.code, []).append(one)
    if not by_code:
        return row - 1
    for first, last, head in ((0, 0, "最常见的问题（代码）"), (1, 1, "条数"), (2, 2, "涉及单位"), (3, LAST, "内容")):
        page.merge(row, first, last, head, "header")
    firsts = {one.code: n for n, one in reversed(list(enumerate(every)))}
    most = sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:TOP]
    for offset, (code, found) in enumerate(most, 1):
        page.put(row + offset, 0, Link(code, *there.place("code", firsts[code]), tip="看第一条"), "label")
        text = f"={there.counted({'code': a1(row + offset, 0), 'folded': EMPTY})}"
        page.put(row + offset, 1, Formula(text, len(found)), "count")
        page.put(row + offset, 2, units_with(found), "count")
        page.merge(
            row + offset,
            3,
            LAST,
            content.rules[code].title if code in content.rules else f"如：{found[0].message}",
            "text",
        )
    return row + 1 + len(most)


def _attention(page: Page, content: Content, row: int) -> int:
    row = _section(page, row, "五、需要留意")
    notes = [*unit_notes(content), *file_notes(content)]
    more = len(notes) - NOTES
    if more > 0:
        notes = [*notes[:NOTES], ("", f"另有 {more} 条，见“收件台账”的说明和“单位汇总”的备注。", None)]
    notes += system_notes(content)
    if not notes:
        notes = [("", "没有退回、被替代的文件，也没有缺表或未能读出的数。", None)]
    for name, text, link in notes:
        page.put(row, 0, Link(name, *link) if link else name, "label")
        page.merge(row, 1, LAST, text, "text")
        page.sheet.set_row(row, height([(text, sum(WIDTHS[1:]))]))
        row += 1
    return row


def _guide(page: Page, content: Content, row: int) -> int:
    return write_guide(page, row, WIDTHS, content)


def _section(page: Page, row: int, text: str) -> int:
    page.sheet.set_row(row, 22)
    page.merge(row, 0, LAST, text, "section")
    return row + 1


SHEET = Sheet(NAME, 10, "收件、资金、得分、问题的总数", write=write)
