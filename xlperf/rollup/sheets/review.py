"""复核底稿: the reviewer's working paper: a deduction by one tariff, a score and a grade that the officer may overwrite."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from xlperf.model.address import column_letters
from xlperf.model.finding import Severity
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula, Page, Styled
from xlperf.rollup.parts import Line
from xlperf.rollup.reviewed import Scale, reviewed, scales
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.table import Table

NAME = "复核底稿"
OWN, FOUND, REVIEW = "单位自评", "问题数（条）", "复核"
COLUMNS = (
    Column("unit", "单位", 20),
    Column("year", "年度", 6, "center"),
    Column("form", "表", 16),
    Column("score_printed", "自评\n总分", 9.5, "points", OWN),
    Column("score", "各项\n合计", 9.5, "points", OWN),
    Column("suggested", "重算", 9.5, "points", OWN),
    Column("error", "逻辑性\n错误", 9.5, "count", FOUND),
    Column("confirm", "核实性\n问题", 9.5, "count", FOUND),
    Column("explained", "其中\n已说明", 9.5, "count", FOUND),
    Column("notice", "提示", 9.5, "count", FOUND),
    Column("deduction", "建议\n扣分", 9, "points", REVIEW),
    Column("reviewed", "复核\n得分", 9, "points", REVIEW),
    Column("grade", "复核\n等级", 9, "center", REVIEW),
    Column("reasons", "理由（问题代码）", 34, "small", REVIEW),
    Column("reviewer", "复核人", 10, "free", REVIEW),
    Column("day", "日期", 11, "free", REVIEW),
    replace(PLACE[0], width=20),
    replace(PLACE[1], width=8),
    replace(PLACE[2], width=11),
    replace(DIGEST, width=8, group="出处"),
)
CAPTION = (
    "黄色的格可以改写。扣分标准是本软件的建议（推定），不是规定；改上面的标准或等级下限，全表随之变化。"
    "建议扣分 = 各类问题条数 × 每条扣分，不超过“最多扣”；核实性问题先减去“其中已说明”的条数（由复核人填）。复核得分 = 自评总分（没有的用各项合计）− 建议扣分，"
    "可以直接改写成复核人定的分。附件1 和整套报送件的问题算在单位的第一张表；问题数不含由其他问题引起的，明细见“问题清单”。"
)
FIRST = 3
"""the column in which the tariff and the limits begin"""
SEVERITIES = tuple(Severity)
GRADES = FIRST + len(SEVERITIES) + 1
"""the column in which the limits of the grades begin"""
_REFERRED = ("score_printed", "score", "error", "confirm", "explained", "notice", "deduction", "reviewed")
"""columns that formulas of a row refer to"""
HEIGHT = 4
"""rows of the block of a year: header, numbers, grades by the unit's own scores, grades after review"""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the numbers of a year stand; formulas of the rows below refer to them."""

    scale: Scale
    row: int

    def fixed(self, column: int) -> str:
        """The address of a number: $D$4."""
        return f"${column_letters(column)}${self.row + 2}"

    def head(self, column: int) -> str:
        """The address of a header: $H$3."""
        return f"${column_letters(column)}${self.row + 1}"


def _blocks(content: Content) -> list[Block]:
    return [Block(scale, 2 + n * HEIGHT) for n, scale in enumerate(scales(content))]


def table(content: Content) -> Table:
    """One row for each form with a score."""
    blocks = {block.scale.year: block for block in _blocks(content)}
    made = Table(
        NAME, "绩效自评复核底稿", CAPTION, COLUMNS, freeze=3, empty="没有可以复核的表", lead=HEIGHT * len(blocks) + 1
    )
    found = list(reviewed(content))
    made.rows = [line(one, COLUMNS, **_cells(made, n, one, blocks[one["year"]])) for n, one in enumerate(found)]
    return made


def _cells(made: Table, n: int, record: Line, block: Block) -> dict[str, Any]:
    scale = block.scale
    points = scale.deduction({severity.value: record[severity.value] for severity in SEVERITIES})
    base = next((record[name] for name in ("score_printed", "score") if isinstance(record[name], Decimal)), None)
    score: Decimal | None = None if base is None else max(base - points, Decimal(0))
    at = {name: made.at(name, n) for name in _REFERRED}
    return sheet_link(record) | {
        "explained": Styled(None, "count", ("editable",)),
        "deduction": Formula(_deduction(block, at), points),
        "reviewed": Styled(
            Formula(
                f'=IF(COUNT({at["score_printed"]}:{at["score"]})=0,"",ROUND(MAX(0,IF(ISNUMBER({at["score_printed"]}),'
                f"{at['score_printed']},{at['score']})-{at['deduction']}),6))",
                "" if score is None else score,
            ),
            "points",
            ("editable",),
        ),
        "grade": Formula(_grade(block, at["reviewed"]), "" if score is None else scale.grade(score)),
    }


def _deduction(block: Block, at: dict[str, str]) -> str:
    """Of the year's tariff; what the unit explained of 核实性问题 is not deducted."""
    numbers = {"confirm": f"MAX(0,{at['confirm']}-N({at['explained']}))"}
    terms = [
        f"{numbers.get(severity.value, at[severity.value])}*{block.fixed(FIRST + n)}"
        for n, severity in enumerate(SEVERITIES)
    ]
    return f"=ROUND(MIN({block.fixed(FIRST + len(SEVERITIES))},{'+'.join(terms)}),6)"


def _grade(block: Block, score: str) -> str:
    """By the limits in the block, best first."""
    inner = '""'
    for n in reversed(range(len(block.scale.limits))):
        inner = f"IF({score}>={block.fixed(GRADES + n)},{block.head(GRADES + n)},{inner})"
    whole = block.fixed(GRADES + len(block.scale.limits))
    return f'=IF(ISNUMBER({score}),IF({score}>{whole},"",{inner}),"")'


# ── above the table ──


def above(page: Page, content: Content) -> None:
    """Year by year: the tariff, the limits, and how many forms have which grade before and after."""
    there = content.table(NAME)
    for block in _blocks(content):
        _numbers(page, block)
        _counts(page, content, there, block)


def _numbers(page: Page, block: Block) -> None:
    scale, row = block.scale, block.row
    page.sheet.set_row(row, 32)
    page.sheet.set_row(row + 1, 20)
    page.put(row, 0, "可以改的数", "header")
    page.put(row, 1, "年度", "header")
    page.put(row, 2, None, "header")
    page.put(row + 1, 0, "扣分、等级下限（分）", "label")
    page.put(row + 1, 1, scale.year, "number")
    page.put(row + 1, 2, None, "text")
    heads = [f"{severity.chinese}\n每条扣" for severity in SEVERITIES] + ["每张表\n最多扣"]
    values = [*(scale.each[severity.value] for severity in SEVERITIES), scale.most]
    heads += [*(name for name, _ in scale.limits), "满分"]
    values += [*(low for _, low in scale.limits), scale.whole]
    for column, (head, value) in enumerate(zip(heads, values, strict=True), FIRST):
        page.put(row, column, head, "header")
        page.put(row + 1, column, value, "number", "editable")


def _counts(page: Page, content: Content, there: Table, block: Block) -> None:
    """By the unit's own sum over 单位汇总 and 项目; after review over the rows below."""
    scale, year = block.scale, block.scale.year
    labels = ("自评等级个数（按各项合计：单位汇总＋项目）", "复核等级个数（下面各行）")
    last = GRADES + len(scale.limits)
    for row, label in enumerate(labels, block.row + 2):
        page.sheet.set_row(row, 18)
        page.merge(row, 0, GRADES - 1, label, "label")
        page.put(row, last, None, "count")
    sources = ((content.table("单位汇总"), content.table("项目")), (there,))
    for row, tables in enumerate(sources, block.row + 2):
        for column, (name, _) in enumerate(scale.limits, GRADES):
            chosen = [f"{t.range('grade')},{block.head(column)},{t.range('year')},{year or 0}" for t in tables]
            number = sum(grade == name for t in tables for grade in t.of_year("grade", year))
            page.put(row, column, Formula("=" + "+".join(f"COUNTIFS({one})" for one in chosen), number), "count")


SHEET = Sheet(NAME, 78, "复核人的工作表：按可以改的扣分标准给出建议扣分、复核得分和等级，可以改写", table, above=above)
