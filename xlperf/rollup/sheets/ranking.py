"""得分排名: units by their scores within the year; those without a rank last, with the reason."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.model.values import round_half_up
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.entry import Unit
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.page import Formula
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Foot, Table

NAME = "得分排名"
SCORE, OURS = "单位自评得分", "按指标值重算"
COLUMNS = (
    Column("rank", "名次", 6, "count"),
    Column("unit", "单位", 26),
    Column("year", "年度", 7, "center"),
    Column("score_printed", "自评总分", 10, "points", SCORE),
    Column("score", "各项合计", 10, "points", SCORE),
    Column("difference", "差额", 9, "points", SCORE),
    Column("suggested", "建议得分", 10, "points", OURS),
    Column("apart", "比自评\n（±）", 9, "points", OURS),
    Column("grade", "等级", 7, "center"),
    Column("rate", "执行率", 10, "ratio"),
    Column("error", "逻辑性\n错误", 8, "count"),
    Column("why", "没有名次的原因", 22),
    replace(PLACE[0], width=26),
    replace(PLACE[1], width=11),
    replace(PLACE[2], width=15),
    DIGEST,
)
CAPTION = (
    "同一年度内按“各项合计”（单位自己填的各项得分之和）从高到低排，同分同名次；没有名次的排在后面，写明原因。"
    "差额 = 自评总分 − 各项合计；“比自评”= 建议得分 − 各项合计。建议得分由本软件按指标值和完成值重算，只供复核参考，不改变自评分。"
    "下面的平均、最高、最低、中位数只算有名次的单位（“总览”算全部有得分的单位）。红色斜体为未能读出的原填内容。"
)
STATED = ("score_printed", "score", "suggested")


def facts(part: Part) -> list[str] | None:
    """The cells of scores that could not be read."""
    if part.kind not in ("dept", "list"):
        return None
    form = part.filled
    cells = [row["score"] for row in form.rows("indicators") if "score" in row]
    cells += [cell for name in ("total_score", "score") if (cell := form.get(name))]
    return [cell.address or cell.text for cell in cells if cell.state == "unreadable"] or None


def table(content: Content) -> Table:
    """Rows in the order of the frame; rank and differences are formulas."""
    made = Table(NAME, "各单位绩效自评得分排名", CAPTION, COLUMNS, freeze=2, empty="没有接收的报送件")
    unread = {(unit.name, unit.year): cells for unit, _, _, cells in content.facts(NAME)}
    units = {(unit.name, unit.year): unit for unit in content.accepted}
    made.rows = [[]] * len(content.units)  # the ranks' range needs the number of rows
    for n, record in enumerate(content.units):
        key = record["unit"], record["year"]
        why = "" if record["rank"] is not None else _why(units[key], record, unread.get(key, []))
        made.rows[n] = line(record, COLUMNS, why=why, **_formulas(made, n, record), **sheet_link(record))
    functions = {"平均": "AVERAGE", "最高": "MAX", "最低": "MIN", "中位数": "MEDIAN"}
    made.feet = [Foot(label, {c: _stated(made, c, function) for c in STATED}) for label, function in functions.items()]
    return made


def _formulas(made: Table, n: int, record: Line) -> dict[str, Any]:
    score, printed, suggested = (record.get(name) for name in ("score", "score_printed", "suggested"))
    cells: dict[str, Any] = {}
    if isinstance(score, Decimal):
        scores, grades, years = (made.range(name).split("!")[-1] for name in ("score", "grade", "year"))
        better = f'{scores},">"&{made.at("score", n)},{grades},"?*",{years},{made.at("year", n)}'
        text = f'=IF({made.at("grade", n)}="","",1+COUNTIFS({better}))'
        cells["rank"] = Formula(text, "" if record["rank"] is None else record["rank"])
    for name, first, second in (("difference", printed, score), ("apart", suggested, score)):
        if isinstance(first, Decimal) and isinstance(second, Decimal):
            top = made.at("score_printed" if name == "difference" else "suggested", n)
            cells[name] = Formula(f"=ROUND({top}-{made.at('score', n)},6)", first - second)
    return cells


def _why(unit: Unit, record: Line, unread: list[str]) -> str:
    """没有整体自评表, 超过满分, 未能读出, 没有得分."""
    main = unit.main()
    if main is None:
        return "没有整体支出自评表（或项目汇总表）"
    if isinstance(record.get("score"), Decimal):
        return main.ungraded.partition("，")[0]
    printed = record.get("score_printed")
    if unread or isinstance(printed, str):
        return (
            f"得分未能读出（{'、'.join(unread[:3])}{'等' if len(unread) > len(unread[:3]) else ''}）"
            if unread
            else "得分未能读出"
        )
    return "没有得分"


def _stated(made: Table, column: str, function: str) -> Callable[[int | None], Any]:
    return partial(_of_ranked, made, column, function)


def _of_ranked(made: Table, column: str, function: str, year: int | None) -> Formula:
    """Mean, highest, lowest or median of the units of a year (None: of all) that have a rank."""
    cells, ranks = made.range(column), made.range("rank")
    known = zip(made.of_year(column, year), made.of_year("rank", year), strict=True)
    values = sorted(value for value, rank in known if isinstance(value, Decimal) and isinstance(rank, int))
    when = "" if year is None else f"*({made.range('year')}={year})"
    chosen = f"ISNUMBER({ranks})*ISNUMBER({cells}){when}"
    text = f'=IF(SUMPRODUCT({chosen})=0,"",ROUND({function}(IF({chosen},{cells})),4))'
    return Formula(text, _value(values, function) if values else "", array=True)


def _value(values: list[Decimal], function: str) -> Decimal:
    """Of sorted values; at 4 places, which no mean of a few scores lies between."""
    middle = len(values) // 2
    return {
        "AVERAGE": round_half_up(decimal_sum(values) / len(values), 4),
        "MAX": values[-1],
        "MIN": values[0],
        "MEDIAN": round_half_up(values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2, 4),
    }[function]


SHEET = Sheet(NAME, 25, "按自评得分从高到低排，没有名次的写明原因；附平均、最高、最低、中位数", table, facts=facts)
