"""单位汇总: one row per unit: funds, rates, printed and recomputed scores, grade, rank, findings."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.model.finding import Severity
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula, Link
from xlperf.rollup.parts import Line
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table, pooled_rate

NAME = "单位汇总"
FUNDS, RATE, SCORE, FOUND = "资金（万元）", "执行率", "得分", "问题数"
COLUMNS = (
    Column("rank", "名次", 5, "count"),
    Column("unit", "单位", 17),
    Column("year", "年度", 5.5, "center"),
    Column("initial", "年初预算数", 11, "money", FUNDS, total=True),
    Column("budget", "全年预算数", 11, "money", FUNDS, total=True),
    Column("executed", "全年执行数", 11, "money", FUNDS, total=True),
    Column("rate_printed", "自报", 8.5, "ratio", RATE),
    Column("rate", "重算", 8.5, "ratio", RATE),
    Column("score_printed", "自评\n总分", 7, "points", SCORE),
    Column("score", "各项\n合计", 7, "points", SCORE),
    Column("difference", "差额", 7, "points", SCORE),
    Column("suggested", "建议\n得分", 7, "points", SCORE),
    Column("grade", "等级", 5.5, "center"),
    Column("error", "逻辑性\n错误", 6.5, "count", FOUND, total=True),
    Column("confirm", "核实性\n问题", 6.5, "count", FOUND, total=True),
    Column("notice", "提示", 5, "count", FOUND, total=True),
    replace(PLACE[0], width=24),
    replace(PLACE[1], width=10),
    replace(PLACE[2], width=13),
    Column("note", "备注", 20),
    DIGEST,
)
CAPTION = (
    "资金照单位自报数（合计栏空着的按各行相加），合计为各行求和公式。“各项合计”是单位自己填的各项得分之和，差额 = 自评总分 − 各项合计；"
    "等级和名次按“各项合计”，超过满分的不定等级、不排名。名次在同一年度内排，有几个年度的分年度合计。“建议得分”由本软件按指标值和完成值重算，只供复核参考，不改变自评分。"
    "红色斜体为未能读出的原填内容，不计入合计。"
    "问题数不含由其他问题引起的。"
)


def table(content: Content) -> Table:
    """Rows in the order of the frame; rank, difference and totals are formulas."""
    made = Table(NAME, "各单位绩效自评情况汇总表", CAPTION, COLUMNS, freeze=2, empty="没有接收的报送件")
    found = content.units
    made.rows = [[]] * len(found)  # the ranks' range needs the number of rows
    firsts = _first_findings(content)
    made.rows = [
        line(record, COLUMNS, **_formulas(made, n, record), **_to_findings(firsts, record))
        for n, record in enumerate(found)
    ]
    made.totals["rate"] = partial(pooled_rate, made)
    return made


def _formulas(made: Table, n: int, record: Line) -> dict[str, Any]:
    cells = sheet_link(record)
    score, printed = record.get("score"), record.get("score_printed")
    if isinstance(score, Decimal):
        scores, grades, years = (made.range(name).split("!")[-1] for name in ("score", "grade", "year"))
        better = f'{scores},">"&{made.at("score", n)},{grades},"?*",{years},{made.at("year", n)}'
        text = f'=IF({made.at("grade", n)}="","",1+COUNTIFS({better}))'
        cells["rank"] = Formula(text, "" if record.get("rank") is None else record["rank"])
        if isinstance(printed, Decimal):
            text = f"=ROUND({made.at('score_printed', n)}-{made.at('score', n)},6)"
            cells["difference"] = Formula(text, printed - score)
    return cells


def _first_findings(content: Content) -> dict[tuple[Any, ...], tuple[str, str]]:
    """Unit, year, severity → sheet and cell in 问题清单 where these findings begin, those that follow from others aside."""
    there = content.table("问题清单")
    firsts: dict[tuple[Any, ...], tuple[str, str]] = {}
    row = 0
    for unit, _, _, found in content.facts(there.name):
        for _, severity, folded, _ in found:
            if not folded:
                firsts.setdefault((unit.name, unit.year, severity), there.place("code", row))
            row += 1
    return firsts


def _to_findings(firsts: dict[tuple[Any, ...], tuple[str, str]], record: Line) -> dict[str, Any]:
    """The counts, each linked to the first of these findings of the unit."""
    cells: dict[str, Any] = {}
    for severity in Severity:
        first = firsts.get((record["unit"], record["year"], severity.chinese), ("", ""))
        tip = f"看{record['unit']}的{severity.chinese}"
        cells[severity.value] = Link(record[severity.value], *first, tip=tip)
    return cells


SHEET = Sheet(NAME, 20, "每个单位一行：资金、执行率、自评分和重算分、等级、名次、问题数", table)
