"""执行率明细: units by their execution rate, lowest first, with the reason that the unit gave."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.collect import one_line
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula, Styled
from xlperf.rollup.parts import Line, Part, form_label
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.sheets.execution import bands
from xlperf.rollup.table import Table, pooled_rate
from xlperf.scoring.direction import no_reason, of_execution

NAME = "执行率明细"
COLUMNS = (
    Column("unit", "单位", 22),
    Column("year", "年度", 7, "center"),
    Column("budget", "全年预算数\n（万元）", 14, "money", total=True),
    Column("executed", "全年执行数\n（万元）", 14, "money", total=True),
    Column("left", "结余\n（万元）", 13, "money", total=True),
    Column("rate", "执行率", 10, "ratio"),
    Column("band", "分档", 18, "center"),
    Column("reason", "单位写的原因", 52),
    replace(PLACE[0], width=24),
    replace(PLACE[1], width=11),
    replace(PLACE[2], width=15),
    DIGEST,
)
CAPTION = (
    "按执行率（重算）从低到高排，几个年度的先分年度；没有执行率的在最后。结余 = 全年预算数 − 全年执行数。"
    "“单位写的原因”只列执行率低于须说明界限（见“执行率分析”）的：取自附件2 的偏差原因、实际完成情况和项目汇总表的备注里说到执行、结转、支付的话，"
    "附件2 没有的取附件3 的；没有找到的写“没有看到说明”，请看原文核实。红色斜体为未能读出的原填内容。"
)
MOST = 200
"""characters of a reason"""
UNSAID = Styled("没有看到说明", "text", ("error",))


def facts(part: Part) -> list[str] | None:
    """Of a form below the limit: what it says of the reason, with the cell; [] where it says nothing."""
    if part.kind not in ("dept", "project", "list"):
        return None
    rate = part.assessment.execution_rate
    if rate is None or rate >= part.file.parameters.number("execution_reason_below"):
        return None
    label = f"{form_label(part.filled)}：" if part.kind == "project" else ""
    return [f"{label}{one_line(text)[:MOST]}（{cell}）" for text, cell in dict(_said(part)).items()]


def _said(part: Part) -> Iterator[tuple[str, str]]:
    """Reasons and their cells: of a list the remarks, else reasons of indicators, else the result as told."""
    form = part.filled
    if part.kind == "list":
        notes = (row["note"] for row in form.rows("projects") if "note" in row)
        yield from ((cell.text, cell.address) for cell in notes if not no_reason(cell.text))
        return
    reasons = [row["reason"] for row in form.rows("indicators") if "reason" in row and of_execution(row["reason"].text)]
    yield from ((cell.text, cell.address) for cell in reasons)
    told = form.get("goal_actual")
    if told is not None and not reasons:
        said = [sentence for sentence in told.text.split("。") if of_execution(sentence)]
        if said:
            yield "。".join(said), told.address


def table(content: Content) -> Table:
    """Rows by year and rate; 结余 and totals are formulas."""
    made = Table(NAME, "各单位预算执行率明细表（从低到高）", CAPTION, COLUMNS, freeze=1, empty="没有接收的报送件")
    found = sorted(content.units, key=lambda r: (r["year"], r.get("rate") is None, r.get("rate") or 0, r["unit"]))
    named = {year: bands(content, year) for year in {record["year"] for record in found}}
    said = _reasons(content)
    made.rows = [[]] * len(found)
    for n, record in enumerate(found):
        rate = record.get("rate")
        band = next(band.name for band in named[record["year"]] if band.holds(rate))
        reason = said.get((record["unit"], record["year"]))
        cells = {"band": band, "reason": None if reason is None else reason or UNSAID, "left": _left(made, n, record)}
        made.rows[n] = line(record, COLUMNS, **cells, **sheet_link(record))
    made.totals["rate"] = partial(pooled_rate, made)
    return made


def _left(made: Table, n: int, record: Line) -> Any:
    budget, executed = record.get("budget"), record.get("executed")
    if not isinstance(budget, Decimal) or not isinstance(executed, Decimal):
        return None
    return Formula(f"=ROUND({made.at('budget', n)}-{made.at('executed', n)},6)", budget - executed)


def _reasons(content: Content) -> dict[tuple[str, int], str]:
    """Unit and year → its reasons, those of the projects where the form of the whole says none; only for low rates."""
    whole: dict[tuple[str, int], list[str]] = {}
    projects: dict[tuple[str, int], list[str]] = {}
    for unit, _, part, said in content.facts(NAME):
        key = unit.name, unit.year
        if part is unit.main():
            whole[key] = said
        elif part.kind == "project":
            projects.setdefault(key, []).extend(said)
    return {key: "\n".join(said or projects.get(key, [])) for key, said in whole.items()}


SHEET = Sheet(NAME, 28, "各单位按执行率从低到高排，偏低的附单位自己写的原因", table, facts=facts)
