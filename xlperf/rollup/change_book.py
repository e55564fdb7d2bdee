"""The changes between two roll-ups as a workbook one can print (变化.xlsx), in the styles of the roll-up."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from xlperf.model.finding import Severity
from xlperf.rollup.changes import COUNTED, MARKS, Comparison, SentFile, UnitChange
from xlperf.rollup.column import Column
from xlperf.rollup.frame import write_table
from xlperf.rollup.page import Page, Styled
from xlperf.rollup.readback.rows import Value
from xlperf.rollup.splice import sheet_part, splice
from xlperf.rollup.styles import Styles
from xlperf.rollup.table import Table
from xlperf.rollup.write import OPTIONS

TITLE = "绩效自评汇总的变化"
"""by which the file is known again"""
UNIT, YEAR = Column("unit", "单位", 22), Column("year", "年度", 6, "center")
SUMMARY = (Column("what", "项目", 34), Column("count", "数目", 12, "count"), Column("said", "说明", 60))
UNITS = (
    UNIT, YEAR,
    Column("state", "变化", 8, "center"),
    Column("before", "原来计入的文件", 30, "small"),
    Column("now", "现在计入的文件", 30, "small"),
    *(Column(f"{side}{mark}", side, 8, "center", group=mark) for mark in MARKS for side in ("原", "现")),
    Column("figures", "变了\n的数", 7, "count"),
    Column("solved", "改好的\n问题", 7, "count"),
    Column("new", "新的\n问题", 7, "count"),
)  # fmt: skip
FIGURES = (
    UNIT, YEAR,
    Column("sheet", "汇总里\n的表", 10, "center"),
    Column("form", "表", 18),
    Column("line", "栏目、指标", 28),
    Column("column", "栏次", 14, "center"),
    Column("old", "原来", 16, "typed"),
    Column("new", "现在", 16, "typed"),
    Column("difference", "增减", 13, "typed"),
    Column("before", "原来的出处", 28, "small"),
    Column("now", "现在的出处", 28, "small"),
)  # fmt: skip
FINDINGS = (
    UNIT, YEAR,
    Column("state", "变化", 8, "center"),
    Column("severity", "性质", 10, "center"),
    Column("code", "代码", 7, "center"),
    Column("form", "表", 16),
    Column("message", "问题", 52),
    Column("place", "位置", 34, "small"),
)  # fmt: skip
KINDS = {"万元": "money", "%": "ratio", "人": "count", "㎡": "area", "分": "points"}
COLOURS = {severity.chinese: severity.value for severity in Severity}


def write_changes(found: Comparison, path: Path) -> None:
    """Write the workbook to `path`. Raises OSError, and OperatorError where a sheet cannot hold the rows."""
    plain = BytesIO()
    book = Workbook(plain, OPTIONS)
    today = date.today()
    made = datetime(today.year, today.month, today.day)
    book.set_properties({"title": TITLE, "author": "xlperf", "created": made})
    styles = Styles(book)
    joints = [write_table(Page(book, styles, table.name), table) for table in _tables(found)]
    book.close()
    splice(plain, path, {sheet_part(number): joint for number, joint in enumerate(joints, 1) if joint})


def _tables(found: Comparison) -> Iterator[Table]:
    said = f"原来：{found.old}；现在：{found.new}。"
    summary: list[Sequence[Any]] = [[COUNTED[key], count, ""] for key, count in found.counts.items()]
    summary += [["没有比较的", None, note] for note in found.notes]
    yield Table("小结", "两次汇总的变化", said, SUMMARY, summary)
    units: list[Sequence[Any]] = [
        *_units(found.added, "新增"),
        *_units(found.gone, "不再有"),
        *_units(found.changed, "有变化"),
    ]
    caption = said + "一个单位的一个年度一行；没有变化的不列。同名而内容改过的文件也算换了文件。"
    yield Table("单位", "各单位的变化", caption, UNITS, units, freeze=1, empty="没有变化")
    caption = said + "两次都有的单位，数变了的每个一行；新有的、没有了的数，另一边空着。"
    figures: list[Sequence[Any]] = [row for unit in found.changed for row in _figures(unit)]
    yield Table("数的变化", "变了的数", caption, FIGURES, figures, freeze=1, empty="没有变了的数")
    caption = said + "按代码、表和单元格对应；由其他问题引起的不列。"
    findings: list[Sequence[Any]] = [row for unit in found.changed for row in _findings(unit)]
    yield Table("问题的变化", "改好的和新出现的问题", caption, FINDINGS, findings, freeze=1, empty="没有变化")


def _units(units: Sequence[UnitChange], state: str) -> Iterator[list[Any]]:
    for unit in units:
        marks = [value for mark in MARKS for value in unit.marks.get(mark, (None, None))]
        counts = (len(unit.figures), len(unit.solved), len(unit.new))
        before, now = _files(unit.before), _files(unit.now)
        if unit.files_changed and before == now:
            now += "（内容改过）"
        yield [unit.unit, unit.year, state, before, now, *map(_mark, marks), *counts]


def _mark(value: Value) -> Any:
    return Styled(value, "number") if isinstance(value, Decimal) else value


def _files(files: Sequence[SentFile]) -> str:
    return "、".join(file.name for file in files)


def _figures(unit: UnitChange) -> Iterator[list[Any]]:
    for one in unit.figures:
        kind = KINDS.get(one.measure, "number")
        both = isinstance(one.old, Decimal) and isinstance(one.new, Decimal)
        values = (one.old, one.new, Decimal(one.new) - Decimal(one.old) if both else None)  # type: ignore[arg-type]
        shown = [Styled(v, kind, ("right",)) if isinstance(v, Decimal) else v for v in values]
        yield [unit.unit, unit.year, one.sheet, one.form, one.line, one.column, *shown, *one.places]


def _findings(unit: UnitChange) -> Iterator[list[Any]]:
    for state, found in (("改好", unit.solved), ("新出现", unit.new)):
        for one in found:
            severity = Styled(one.severity, "center", (COLOURS[one.severity],) if one.severity in COLOURS else ())
            yield [unit.unit, unit.year, state, severity, one.code, one.form, one.message, one.place]
