"""三公和公用经费: 附件1's restricted spending of each unit, with change and control rates, beside its staff."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from xlperf.model.submission import Cell
from xlperf.model.values import read_value
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.collect import figure_lines
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.figures import span
from xlperf.rollup.page import Formula, Styled
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table, pooled_rate
from xlperf.scoring.rates import ratio

NAME = "三公和公用经费"
THREE, PARTS, PUBLIC, STAFF = "三公经费（万元）", "其中：本年决算数（万元）", "公用经费（万元）", "财政供养人员（人）"


def _money(name: str, group: str) -> tuple[Column, ...]:
    return (
        Column(f"{name}_prior", "上年\n决算数", 9.5, "money", group, total=True),
        Column(f"{name}_budget", "本年\n预算数", 9.5, "money", group, total=True),
        Column(f"{name}_final", "本年\n决算数", 9.5, "money", group, total=True),
        Column(f"{name}_change", "变动率", 9, "ratio", group),
        Column(f"{name}_control", "控制率", 9, "ratio", group),
    )


COLUMNS = (
    Column("unit", "单位", 18),
    Column("year", "年度", 5.5, "center"),
    *_money("three_public", THREE),
    Column("vehicle_final", "公车购置\n和运行", 9, "money", PARTS, total=True),
    Column("abroad_final", "因公\n出国", 9, "money", PARTS, total=True),
    Column("reception_final", "公务\n接待", 9, "money", PARTS, total=True),
    *_money("public_funds", PUBLIC),
    Column("staff_quota", "编制数", 7.5, "count", STAFF, total=True),
    Column("staff_actual", "实际\n在职", 7.5, "count", STAFF, total=True),
    Column("staff_control", "控制率", 9, "ratio", STAFF),
    Column("note", "提示", 18),
    replace(PLACE[0], width=20),
    replace(PLACE[1], width=8),
    replace(PLACE[2], width=10),
    DIGEST,
)
CAPTION = (
    "照附件1，每个单位一行。变动率 =（本年决算数 − 上年决算数）÷ 上年决算数；经费控制率 = 本年决算数 ÷ 本年预算数；"
    "人员控制率 = 实际在职人数 ÷ 编制数。控制率超过 100% 的用红字，并在“提示”里写明。合计行的各项率只算两个数都有的单位。"
    "“三公”合计栏空着、下面各行有数的，按各行相加。空着的照样空着，不按 0 处理；红色斜体为未能读出的原填内容，不计入合计。"
)
RATES = {
    "three_public_change": ("three_public_final", "three_public_prior"),
    "three_public_control": ("three_public_final", "three_public_budget"),
    "public_funds_change": ("public_funds_final", "public_funds_prior"),
    "public_funds_control": ("public_funds_final", "public_funds_budget"),
    "staff_control": ("staff_actual", "staff_quota"),
}
"""rate → above and below the line"""
OVER = {
    "three_public_control": "三公经费超预算",
    "public_funds_control": "公用经费超预算",
    "staff_control": "在职人数超编制",
}
SHOWN = frozenset(column.id for column in COLUMNS if column.total)
LINES = ("staff", "three_public", "public_funds")
COLUMN_NAMES = ("prior", "budget", "final", "quota", "actual")


def facts(part: Part) -> Mapping[str, Any] | None:
    """Figures of the columns: numbers, else as typed; `limit`: 控制率's; and the cells of the three main lines."""
    if part.kind != "base":
        return None
    lines = {found["id"]: found for found in figure_lines(part) if found["id"] in SHOWN}
    read = {name: _read(found) for name, found in lines.items()}
    spans = (span(_cells(part, name)) for name in LINES)
    return read | {
        "limit": part.file.parameters.number("control_rate_limit"),
        "cell": " ".join(filter(None, spans)),
    }


def _read(found: Line) -> Any:
    """A sum of lines that could not all be read has nothing typed of its own: it says so."""
    return found["read"] if isinstance(found["read"], Decimal) else found["typed"] or found["read"]


def _cells(part: Part, name: str) -> list[Cell | None]:
    return [part.filled.get(f"{name}_{column}") for column in COLUMN_NAMES]


def table(content: Content) -> Table:
    """Rows in the order of the units; rates and totals are formulas."""
    made = Table(NAME, "“三公”经费、公用经费和人员控制情况表", CAPTION, COLUMNS, freeze=2, empty="没有附件1")
    found = list(content.facts(NAME))
    made.rows = [[]] * len(found)
    for n, (unit, entry, part, figures) in enumerate(found):
        place = {"file": entry.name, "path": entry.link, "sha256": entry.sha256, "sheet": part.sheet}
        record = unit.head | figures | place
        shown = {name: _shown(record[name]) for name in SHOWN if name in record}
        made.rows[n] = line(record, COLUMNS, **shown, **_rates(made, n, record), **sheet_link(record))
    for name, (over, under) in RATES.items():
        made.totals[name] = partial(_total_rate, made, name, over, under)
    return made


def _shown(value: Any) -> Any:
    """—— (不适用) is an answer, not something unread."""
    if isinstance(value, str) and read_value(value, "money").state == "none":
        return Styled(value, "center")
    return value


def _rates(made: Table, n: int, record: Line) -> dict[str, Any]:
    """The rates as formulas, those above the limit in the colour of errors, and what they mean in words."""
    cells: dict[str, Any] = {}
    over_limit = []
    for name, (over, under) in RATES.items():
        top, bottom = made.at(over, n), made.at(under, n)
        value = _rate(name, record.get(over), record.get(under))
        wanted = f"({top}-{bottom})" if name.endswith("_change") else top
        text = f'=IF(COUNT({top},{bottom})<2,"",IF({bottom}=0,"",ROUND({wanted}/{bottom},4)))'
        cells[name] = Formula(text, "" if value is None else value)
        if name in OVER and _exceeds(record.get(over), record.get(under), record["limit"]):
            over_limit.append(OVER[name])
            cells[name] = Styled(cells[name], "ratio", ("error",))
    return cells | {"note": Styled("；".join(over_limit), "text", ("error",))}


def _rate(name: str, over: Any, under: Any) -> Decimal | None:
    if not isinstance(over, Decimal) or not isinstance(under, Decimal):
        return None
    return ratio(over - under if name.endswith("_change") else over, under, places=2)


def _exceeds(over: Any, under: Any, limit: Decimal) -> bool:
    """Against a budget of 0, anything does."""
    return isinstance(over, Decimal) and isinstance(under, Decimal) and over > under * limit


def _total_rate(made: Table, name: str, over: str, under: str, year: int | None) -> Formula:
    return pooled_rate(made, year, over, under, change=name.endswith("_change"))


SHEET = Sheet(NAME, 35, "附件1 的三公经费、公用经费、人员：变动率、控制率，超出的标红", table, facts=facts)
