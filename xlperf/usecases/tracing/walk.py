"""Walk (逐层追溯): a cell, the cells its formula counts, and so on, until rows are reached that name a unit's file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlperf.model.address import a1
from xlperf.rollup.readback import evaluate
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.evaluate import Evaluation
from xlperf.rollup.readback.formula import NotUnderstood, parse, references
from xlperf.rollup.readback.rows import NOTHING, Stored, Value
from xlperf.rollup.readback.table import ReadTable, origin_of, table_of, tables_of
from xlperf.usecases.tracing.origins import Files
from xlperf.usecases.tracing.tree import Node, Source, text_of

NAMES = ("单位", "年度", "表", "栏目", "栏次", "三级指标", "项目名称", "性质", "代码", "规则", "问题")
"""columns by whose contents people call a row"""
UNITS, FINDINGS, COUNTED = "单位汇总", "问题清单", ("逻辑性错误", "核实性问题", "提示")
_DEEP = 8
_CLOSE = Decimal("1e-9")
"""programs that save the book keep fifteen digits"""


class Walk:
    """One trace. `limit`: how many rows of each sum are followed; None: all."""

    def __init__(self, book: RolledUp, files: Files, limit: int | None) -> None:
        self._book, self._files, self._limit = book, files, limit
        self._tables: dict[str, ReadTable | None] = {}

    def node(self, sheet: str, row: int, column: int, depth: int = 0) -> Node:
        """A cell and what it comes from."""
        table, cells = self._table(sheet), self._book.row(sheet, row)
        stored = cells.get(column, NOTHING)
        names = self._labels(sheet, row, column, cells)
        node = Node(sheet, a1(row - 1, column), *names, stored.value)
        origin = origin_of(table, row, column, cells)
        formula = None if stored.formula is None or stored.formula.startswith("HYPERLINK(") else stored.formula
        if formula is not None:
            node.formula = formula
            self._follow(node, formula, sheet, depth)
        elif table is not None and (counted := self._findings(table, row, column, cells)):
            node.note = "按“问题清单”里这个单位的问题数（不含由其他问题引起的）"
            self._follow(node, counted, sheet, depth)
        elif origin is None:
            node.note = "这一格没有公式，所在的行也不写出处：是本软件汇总时直接写的"
        if origin is not None and table is not None and not node.sources:
            node.leaf = self._files.leaf(origin, table, column, cells)
        return node

    def _table(self, sheet: str) -> ReadTable | None:
        if sheet not in self._tables:
            self._tables[sheet] = table_of(self._book, sheet)
        return self._tables[sheet]

    def _follow(self, node: Node, formula: str, sheet: str, depth: int) -> None:
        """Count the formula again and list what went into it."""
        evaluation = Evaluation(self._book)
        try:
            node.computed = evaluation.value(parse(formula, sheet))
        except NotUnderstood as fault:
            node.cannot = f"这条公式拆不开（{fault}），只能列出它引用的单元格"
            node.references = [str(area) for area in references(formula, sheet)]
            return
        node.agrees = same(node.computed, node.value)
        if depth < _DEEP:
            node.sources = [self._source(found, depth) for found in evaluation.sources]

    def _source(self, found: evaluate.Source, depth: int) -> Source:
        picked: Sequence[int] = found.picked if self._limit is None else found.picked[: self._limit]
        places = [found.area.at(number) for number in picked]
        self._book.some_rows(found.area.sheet, [row for _, row, _ in places])
        items = [self.node(*place, depth + 1) for place in places]
        return Source(found.what, found.text, str(found.area), len(found.picked), found.result, items)

    def _findings(self, table: ReadTable, row: int, column: int, cells: dict[int, Stored]) -> str:
        """问题数 of a unit as the formula that it would be; "" for all other cells."""
        severity = table.headers.get(column, ("", ""))[1]
        if table.sheet != UNITS or severity not in COUNTED or not table.holds(row):
            return ""
        if cells.get(column, NOTHING).value is None:
            return ""
        unit, year = (cells.get(table.by_header.get(name, -1), NOTHING).value for name in ("单位", "年度"))
        asked = {"单位": f'"={_exact(unit)}"', "年度": text_of(year), "性质": f'"{severity}"', "关联": '""'}
        there = tables_of(self._book, FINDINGS)
        if any(one.last is None or any(name not in one.by_header for name in asked) for one in there):
            return ""
        return "+".join(_count(one, asked) for one in there)

    # ── labels ──

    def _labels(self, sheet: str, row: int, column: int, cells: dict[int, Stored]) -> tuple[str, str]:
        """What people call the row and the column."""
        table = self._table(sheet)
        if table is None:
            return self._loose(sheet, row, column, cells)
        if not table.holds(row):
            first = next((stored.value for _, stored in sorted(cells.items()) if isinstance(stored.value, str)), "")
            return str(first), table.label(column)
        known = [table.by_header[name] for name in NAMES if name in table.by_header]
        said = [text_of(cells.get(n, NOTHING).value) or "" for n in known if n != column]
        return " ".join(filter(None, said)), table.label(column)

    def _loose(self, sheet: str, row: int, column: int, cells: dict[int, Stored]) -> tuple[str, str]:
        """On sheets that are no table: the nearest text to the left; the nearest above where that begins the row."""
        left = next((n for n in range(column - 1, -1, -1) if _is_text(cells.get(n, NOTHING))), None)
        name = "" if left is None else str(cells[left].value)
        if left:
            return _line(name), ""
        above = self._book.some_rows(sheet, range(max(1, row - 40), row))
        head = next((c for n in range(row - 1, 0, -1) if _is_text(c := above.get(n, {}).get(column, NOTHING))), NOTHING)
        return _line(name), _line(str(head.value or ""))


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same for people: 15 digits, and nothing is an empty text."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= _CLOSE * max(Decimal(1), abs(one))
    return (one or "") == (other or "") and type(one or "") is type(other or "")


def _is_text(stored: Stored) -> bool:
    return isinstance(stored.value, str) and stored.value.strip() not in ("", "——") and stored.formula is None


def _line(text: str) -> str:
    return text.replace("\n", "").strip()


def _exact(value: Value) -> str:
    """A text as a criterion that means just this text."""
    text = str(value or "")
    for sign in "~*?":
        text = text.replace(sign, f"~{sign}")
    return text.replace('"', '""')


def _count(table: ReadTable, asked: Mapping[str, str | None]) -> str:
    """The rows that meet some criteria (header → criterion), as a formula."""
    parts = []
    for header, criterion in asked.items():
        column = table.by_header[header]
        first, last = a1(table.first - 1, column), a1((table.last or table.first) - 1, column)
        parts.append(f"'{table.sheet}'!{first}:{last},{criterion}")
    return f"COUNTIFS({','.join(parts)})"
