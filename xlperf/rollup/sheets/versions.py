"""版本变化: where a unit sent the same form more than once, what changed from the older file to the newer, cell by cell."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xlperf.model.difference import KINDS, Change
from xlperf.rollup.cells import DIGEST, PLACE
from xlperf.rollup.column import Column
from xlperf.rollup.page import Link, Styled
from xlperf.rollup.sheets import Sheet

if TYPE_CHECKING:
    from xlperf.rollup.entry import Entry
    from xlperf.rollup.revision import Compared

NAME = "版本变化"
OLD, NEW = "旧的一份", "新的一份"
_PLACE = (replace(PLACE[0], width=17), replace(PLACE[1], width=7), replace(PLACE[2], width=7))
_DIGEST = replace(DIGEST, header="SHA-\n256", width=6)
_TYPED = Column("typed", "原填", 34)
COLUMNS = (
    Column("unit", "单位", 16),
    Column("year", "年度", 6, "center"),
    Column("state", "不计入\n的一份", 9, "center"),
    Column("form", "表", 14),
    Column("label", "栏目", 20),
    Column("kind", "变化", 7, "center"),
    *(replace(column, id=f"old_{column.id}", group=OLD) for column in (*_PLACE, _DIGEST, _TYPED)),
    *(replace(column, id=f"new_{column.id}", group=NEW) for column in (_TYPED, *_PLACE, _DIGEST)),
)
CAPTION = (
    "同一单位同一张表报了几份的，不计入的那份与计入的那份逐格比较，每处变化一行，左旧右新。“被替代”是旧的不计入；“有误退回”是新的有错、退回改，旧的仍计入；"
    "“部分被替代”是旧的一份里只有这几张表不计入。附件3按项目名称、表格行按行的名称对应，改了名的按内容对应；整张表增加或没有了的列一行。"
    "“改写法”是写法变了、值没有变。没有变化的文件不在这里，见“收件台账”。"
)
REWRITTEN = "改写法"
LONG = 300
"""characters from which a text is written small: a row can be no more than 409 points high"""


def revisions(compared: "Compared") -> Iterator[list[Any]]:
    """In the order of the newer file's forms."""
    pair = compared.pair
    unit = pair.counts.unit.strip()
    year = pair.counts.digest.year if pair.counts.digest else None
    old, new = pair.files
    for change in compared.changes:
        values = {
            "unit": unit,
            "year": year,
            "state": pair.state,
            "form": change.form or "表外",
            "label": change.label,
            "kind": _kind(change),
            **_side("old", old, change.old_sheet, change.old_cell, change.old),
            **_side("new", new, change.new_sheet, change.new_cell, change.new),
        }
        yield [values[column.id] for column in COLUMNS]


def _side(side: str, file: "Entry", sheet: str, cell: str, typed: str) -> dict[str, Any]:
    """One of the two files; where the cell is not in it, the link opens the file."""
    return {
        f"{side}_file": file.name if cell else Link(file.name, file=file.link),
        f"{side}_sheet": sheet,
        f"{side}_cell": Link(cell, sheet, cell, file.link),
        f"{side}_sha256": file.sha256,
        f"{side}_typed": Styled(typed, "small") if len(typed) > LONG else typed,
    }


def _kind(change: Change) -> Any:
    if change.rewritten:
        return Styled(REWRITTEN, "center", ("folded",))
    return KINDS[change.kind]


SHEET = Sheet(
    NAME, 91, "同一张表报了几份的：旧的一份和新的一份哪些格不同，逐格列出", revisions=revisions, columns=COLUMNS, freeze=1,
    title="同一单位几份报送件的变化", caption=CAPTION, empty="没有哪张表报了几份而内容不同的",
)  # fmt: skip
