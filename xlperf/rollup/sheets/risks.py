"""风险提示: combinations of figures worth a second look; each a hint for the reviewer (推定), none a verdict."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from xlperf.model.address import a1
from xlperf.model.textsize import height
from xlperf.model.values import squeeze
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.hints import KINDS, Hint, hints
from xlperf.rollup.page import Formula, Page
from xlperf.rollup.parts import Part, form_label
from xlperf.rollup.sheets import Sheet

NAME = "风险提示"
COLUMNS = (
    Column("unit", "单位", 26),
    Column("year", "年度", 7, "center"),
    Column("kind", "提示的种类", 13),
    Column("form", "表", 14),
    Column("found", "发现了什么", 54),
    Column("but", "为什么只是提示、看什么", 38),
    replace(PLACE[0], width=24),
    replace(PLACE[1], width=9),
    replace(PLACE[2], width=12),
    replace(DIGEST, group="出处"),
)
CAPTION = (
    "这些提示由本软件按数字的组合列出（来源性质：推定），不是法规和文件的规定，也不是结论：有合理原因的很多，只供复核时选择先看哪里。"
    "附件2、附件3、项目汇总表里的每种情况一行；没有数或数未能读出的不判断。"
)
KEPT = "hints"
"""under which a form's hints are kept between `rows` and `facts`"""


def _hints(part: Part) -> list[Hint]:
    if KEPT not in part.kept:
        part.kept[KEPT] = [hint._asdict() for hint in hints(part)]
    return [Hint(**kept) for kept in part.kept[KEPT]]


def rows(part: Part) -> Iterator[list[Any]]:
    """Kind by kind."""
    for hint in _hints(part):
        texts = {"kind": hint.kind.name, "found": hint.found, "but": hint.kind.but, "form": form_label(part.filled)}
        found = part.head | part.place(hint.cell) | texts
        yield line(found, COLUMNS, **sheet_link(found))


def facts(part: Part) -> list[str] | None:
    """The kinds, row by row."""
    return [hint.kind.name for hint in _hints(part)] or None


def _years(content: Content) -> list[int]:
    """The years to count apart; one where there is only one."""
    return sorted({unit.year for unit in content.accepted})


def lead(content: Content) -> int:
    """A header, for each year a row of each kind, and one that stays free."""
    return 2 + len(KINDS) * max(len(_years(content)), 1)


def above(page: Page, content: Content) -> None:
    """How often each kind occurs: formulas over the rows below."""
    there = content.table(NAME)
    counted, units = Counter[tuple[int, str]](), dict[tuple[int, str], set[str]]()
    for unit, _, _, kinds in content.facts(NAME):
        for kind in kinds:
            counted[unit.year, kind] += 1
            units.setdefault((unit.year, kind), set()).add(squeeze(unit.name))
    row = 2
    page.sheet.set_row(row, 20)
    for column, head in enumerate(("提示的种类", "年度", "条数", "涉及单位")):
        page.put(row, column, head, "header")
    page.merge(row, 4, len(COLUMNS) - 2, "什么情况下列出", "header")
    years: list[int | None] = [*_years(content)] or [None]
    for year in years:
        for kind in KINDS:
            row += 1
            page.sheet.set_row(row, height([(kind.name, COLUMNS[0].width)]))
            page.put(row, 0, kind.name, "label")
            page.put(row, 1, year, "number")
            chosen = there.counted({"kind": a1(row, 0), "year": a1(row, 1)})
            key = (year or 0, kind.name)
            page.put(row, 2, Formula(f"={chosen}", counted[key]), "count")
            page.put(row, 3, len(units.get(key, ())), "count")
            page.merge(row, 4, len(COLUMNS) - 2, kind.when, "text")


SHEET = Sheet(
    NAME, 75, "值得再看一眼的数字组合（推定的提示，不是结论），按种类计数", rows=rows, facts=facts, columns=COLUMNS, freeze=3,
    lead=lead, above=above, title="绩效自评风险提示（供复核参考）", caption=CAPTION, empty="没有需要提示的情况",
)  # fmt: skip
