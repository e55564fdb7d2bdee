"""项目: one row per project form and per row of a list of projects."""

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula
from xlperf.rollup.parts import Line
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table, pooled_rate

NAME = "项目"
FUNDS, RATE, SCORE, FOUND = "资金（万元）", "执行率", "得分", "问题数"
COLUMNS = (
    Column("unit", "单位", 18),
    Column("year", "年度", 6, "center"),
    Column("name", "项目名称", 24),
    Column("source", "来自", 11, "center"),
    Column("implementing", "实施单位", 14),
    Column("initial", "年初预算数", 11, "money", FUNDS, total=True),
    Column("budget", "全年预算数", 11, "money", FUNDS, total=True),
    Column("executed", "全年执行数", 11, "money", FUNDS, total=True),
    Column("rate_printed", "自报", 8.5, "ratio", RATE),
    Column("rate", "重算", 8.5, "ratio", RATE),
    Column("score_printed", "自评\n总分", 7.5, "points", SCORE),
    Column("score", "各项\n合计", 7.5, "points", SCORE),
    Column("difference", "差额", 7.5, "points", SCORE),
    Column("suggested", "建议\n得分", 7.5, "points", SCORE),
    Column("grade", "等级", 5.5, "center"),
    Column("error", "逻辑性\n错误", 7, "count", FOUND, total=True),
    Column("confirm", "核实性\n问题", 7, "count", FOUND, total=True),
    Column("notice", "提示", 5.5, "count", FOUND, total=True),
    replace(PLACE[0], width=24),
    replace(PLACE[1], width=10),
    replace(PLACE[2], width=13),
    Column("note", "备注", 16),
    DIGEST,
)
CAPTION = (
    "附件3 每张一行，项目汇总表每个项目一行；资金照单位自报数，合计为各行求和公式。差额 = 自评总分 − 各项合计。"
    "红色斜体为未能读出的原填内容，不计入合计。有几个年度的分年度合计。"
    "问题数不含由其他问题引起的；项目汇总表里每个问题只算在它所在的那一行。"
)


def table(content: Content) -> Table:
    """Rows in the order of the units, then of their projects."""
    made = Table(NAME, "项目支出绩效自评情况表", CAPTION, COLUMNS, freeze=3, empty="没有项目")
    found = content.projects
    made.rows = [line(record, COLUMNS, **_cells(made, n, record)) for n, record in enumerate(found)]
    made.totals["rate"] = partial(pooled_rate, made)
    return made


def _cells(made: Table, n: int, record: Line) -> dict[str, Any]:
    score, printed = record.get("score"), record.get("score_printed")
    cells = sheet_link(record)
    if not isinstance(score, Decimal) or not isinstance(printed, Decimal):
        return cells
    text = f"=ROUND({made.at('score_printed', n)}-{made.at('score', n)},6)"
    return cells | {"difference": Formula(text, printed - score)}


SHEET = Sheet(NAME, 60, "每个项目一行：资金、执行率、得分、等级、问题数", table)
