"""指标完成情况: by second level how many indicators were reached, missed, far exceeded, and left unexplained."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlperf.rollup.collect import indicator_lines
from xlperf.rollup.column import Column
from xlperf.rollup.completion import MISSED, MISSING, OTHER, OVER, REACHED, UNCLEAR, level2_name, level2_names
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import NUMBER, Table
from xlperf.scoring.rates import ratio

NAME = "指标完成情况"
COUNTED, SCORED, DUE = "指标数（条）", "得分情况（分值、得分都有数的指标）", "没有说明原因（条）"
COLUMNS = (
    Column("group", "二级指标", 24),
    Column("year", "年度", 7, "center"),
    Column("all", "全部", 9, "count", COUNTED, total=True),
    Column("reached", REACHED, 9, "count", COUNTED, total=True),
    Column("over", "超出\n较多", 9, "count", COUNTED, total=True),
    Column("missed", MISSED, 9, "count", COUNTED, total=True),
    Column("unclear", "无法\n判断", 9, "count", COUNTED, total=True),
    Column("rate", "完成率", 10, "ratio"),
    Column("missed_due", MISSED, 10, "count", DUE, total=True),
    Column("over_due", "超出\n较多", 10, "count", DUE, total=True),
    Column("points", "分值", 12, "points", SCORED, total=True),
    Column("score", "得分", 12, "points", SCORED, total=True),
    Column("scored", "得分率", 10, "ratio", SCORED),
    Column("note", "备注", 34),
)
CAPTION = (
    "各数都是公式，按“指标”表的“归入二级指标”“完成情况”“原因说明”三栏统计；名称不在表样里的归入“其他”，备注举出常见的几个。"
    "完成情况由本软件按年度指标值和实际完成值判断：定性指标两边文字不同的、没有填的、看不懂的、计量单位对不上的算“无法判断”，不算未完成，需人工看；"
    "“超出较多”指越多越好的指标，完成值达到指标值的规定倍数（一般 1.2 倍，有当地规定的按当地）。"
    "完成率 =（达到 + 超出较多）÷（全部 − 无法判断）。"
    "几条三级指标共用一个分值的（如浏阳版），分值、得分不分到各条，空着。原因栏空着，或只写“无偏差”“已完成”一类的，算没有说明。"
)
NAMED = 4
"""names of 其他 that the note gives"""
KINDS = {"reached": REACHED, "over": OVER, "missed": MISSED, "unclear": UNCLEAR}
SUMS = ("all", *KINDS, "missed_due", "over_due", "points", "score")
_AT = {kind: SUMS.index(name) + 1 for name, kind in KINDS.items()}
_DUE_AT = {MISSED: SUMS.index("missed_due") + 1, OVER: SUMS.index("over_due") + 1}


def facts(part: Part) -> list[tuple[Any, ...]] | None:
    """By second level: its name, names that no edition has, and the figures in the order of `SUMS`."""
    if part.kind not in ("dept", "project"):
        return None
    made: dict[str, list[Any]] = {}
    for found in indicator_lines(part):
        group, done = found["group"], found["done"]
        if group not in made:
            made[group] = [[], *[0] * (len(SUMS) - 2), Decimal(0), Decimal(0)]
        sums = made[group]
        sums[1] += 1
        sums[_AT[done]] += 1
        if found["due"] == MISSING and done in _DUE_AT:
            sums[_DUE_AT[done]] += 1
        points, score = found["points"], found["score"]
        if isinstance(points, Decimal) and isinstance(score, Decimal):
            sums[-2] += points
            sums[-1] += score
        if group == OTHER:
            sums[0].append(level2_name(found.get("level2", ""))[:20])
    return [(group, *sums) for group, sums in made.items()] or None


def table(content: Content) -> Table:
    """Rows by year, in the order of the forms; the last is 其他."""
    made = Table(NAME, "绩效指标完成情况汇总表", CAPTION, COLUMNS, freeze=1, empty="没有绩效指标")
    sums: dict[tuple[int, str], list[Any]] = {}
    names: dict[int, list[str]] = {}
    for unit, _, _, found in content.facts(NAME):
        for group, others, *figures in found:
            known = sums.get((unit.year, group))
            sums[unit.year, group] = [a + b for a, b in zip(known, figures, strict=True)] if known else figures
            names.setdefault(unit.year, []).extend(others)
    order = {name: n for n, name in enumerate((*level2_names(), OTHER))}
    keys = sorted(sums, key=lambda key: (key[0], order.get(key[1], len(order))))
    made.rows = [[]] * len(keys)
    there = content.table("指标")
    for n, (year, group) in enumerate(keys):
        line = dict(zip(SUMS, sums[year, group], strict=True))
        note = _note(names[year]) if group == OTHER else ""
        cells = {"group": group, "year": year, "note": note} | _formulas(made, there, n, line)
        made.rows[n] = [cells.get(column.id) for column in COLUMNS]
    made.totals["rate"] = lambda year: _rate(made, None, _totals(made, year))
    made.totals["scored"] = lambda year: _scored(made, None, _totals(made, year))
    return made


def _formulas(made: Table, there: Table, n: int, line: Line) -> dict[str, Any]:
    own = {"year": made.at("year", n), "group": made.at("group", n)}
    chosen = {"all": own} | {name: own | {"done": f'"{kind}"'} for name, kind in KINDS.items()}
    chosen |= {f"{name}_due": chosen[name] | {"due": f'"{MISSING}"'} for name in ("missed", "over")}
    cells: dict[str, Any] = {name: Formula(f"={there.counted(when)}", line[name]) for name, when in chosen.items()}
    both = own | {"points": NUMBER, "score": NUMBER}
    for name in ("points", "score"):
        text = f'=IF({there.summed("points", both)}=0,"",{there.summed(name, both)})'
        cells[name] = Formula(text, line[name] if line["points"] else "")
    return cells | {"rate": _rate(made, n, line), "scored": _scored(made, n, line)}


def _totals(made: Table, year: int | None) -> Line:
    return {"year": year} | {name: made.total(name, year) for name in SUMS}


def _rate(made: Table, n: int | None, line: Line) -> Formula:
    done, of = line["reached"] + line["over"], line["all"] - line["unclear"]
    return _quotient(made, n, line, ("reached", "over"), ("reached", "over", "missed"), (Decimal(done), Decimal(of)))


def _scored(made: Table, n: int | None, line: Line) -> Formula:
    return _quotient(made, n, line, ("score",), ("points",), (Decimal(line["score"]), Decimal(line["points"])))


def _quotient(
    made: Table, n: int | None, line: Line, over: Sequence[str], under: Sequence[str], values: tuple[Decimal, Decimal]
) -> Formula:
    """Sums of cells of a row, or of whole columns in a total, one by the other."""
    top, bottom = ("+".join(_cell(made, name, n, line) for name in names) for names in (over, under))
    value = ratio(*values, places=2)
    return Formula(f'=IF({bottom}=0,"",ROUND(({top})/({bottom}),4))', "" if value is None else value)


def _cell(made: Table, name: str, n: int | None, line: Line) -> str:
    if n is not None:
        return f"N({made.at(name, n)})" if name in ("points", "score") else made.at(name, n)
    cells = made.range(name)
    return f"SUM({cells})" if line["year"] is None else f"SUMIFS({cells},{made.range('year')},{line['year']})"


def _note(names: Sequence[str]) -> str:
    """Which names, the commonest first."""
    counts = Counter(names)
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    said = "、".join(f"{name or '没有写名称'}（{counts[name]}）" for name in ordered[:NAMED])
    return f"{said}{f'，共 {len(ordered)} 种' if len(ordered) > NAMED else ''}"


SHEET = Sheet(NAME, 52, "按二级指标看：达到、未达到、超出较多、无法判断各有多少，得分率多高", table, facts=facts)
