"""The layout of a form as boxes on a grid: the writer draws them, the reader learns from them where labels lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xlperf.errors import DefinitionError
from xlperf.model.form import Edition, Form, Table
from xlperf.model.values import plain

TableRows = Mapping[str, Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell or merged area. Rows and columns from 0, relative to the first row of the layout.

    role: `label` (printed text), `field` (id of a field), `column` (id of a table's column, row `index` from 1), `blank`.
    """

    row: int
    column: int
    height: int
    width: int
    role: Literal["label", "field", "column", "blank"]
    text: str
    id: str = ""
    table: str = ""
    index: int = 0
    line: str = ""


@dataclass(slots=True)
class _Token:
    text: str
    line: str
    table: str = ""
    index: int = 0


def row_order(form: Form) -> list[str]:
    """Keys of the layout's rows from top to bottom, rows that a variant inserts in their places."""
    keys = [key for key in form.rows if key not in form.insert]
    for key, after in form.insert.items():
        keys.insert(keys.index(after) + 1 if after else 0, key)
    return keys


def split_row(text: str) -> tuple[str, list[str]]:
    """A layout row → (table id or "", cells)."""
    table = ""
    if text.startswith("@"):
        table, _, text = text[1:].partition(":")
    return table.strip(), [cell.strip(" ") for cell in text.split("|")]


def starter_rows(table: Table) -> list[dict[str, str]]:
    """The rows a fresh template offers: column id → printed text."""
    if table.groups:
        return [
            {"level1": level1_text(g.level1, g.points), "level2": level2_text(s.name, s.points), "level3": name,
             "points1": plain(g.points)}
            for g in table.groups
            for s in g.level2
            for name in (s.level3 or ("",) * s.rows)
        ]  # fmt: skip
    first = next(iter(table.columns))
    return [{first: text} for text in table.starters]


def level1_text(name: str, points: object) -> str:
    """一级指标 as printed: 产出指标（50分）."""
    return f"{name}\n（{plain(points)}分）" if points is not None else name  # type: ignore[arg-type]


def level2_text(name: str, points: object) -> str:
    """二级指标 as printed: 数量指标, or 预算编审管理（3） where points live on this level."""
    return name if points is None else f"{name}（{plain(points)}）"  # type: ignore[arg-type]


def place(edition: Edition, form: Form, rows: TableRows | None = None) -> list[Box]:
    """All boxes of a form, tables expanded to `rows` (default: the template's starter rows)."""
    grid = [_tokens(edition, form, key, rows or {}) for key in row_order(form)]
    lines = [line for part in grid for line in part]
    boxes: list[Box] = []
    for r, line in enumerate(lines):
        for c, token in enumerate(line):
            if token.text in ("<", "^"):
                continue
            width = 1
            while c + width < len(line) and line[c + width].text == "<":
                width += 1
            height = 1
            while r + height < len(lines) and lines[r + height][c].text == "^":
                height += 1
            boxes.append(_box(token, r, c, height, width))
    return boxes


def _tokens(edition: Edition, form: Form, key: str, rows: TableRows) -> list[list[_Token]]:
    table_id, cells = split_row(form.rows[key])
    if not table_id:
        return [[_Token(text, key) for text in cells]]
    table = edition.tables[table_id]
    content = rows.get(table_id) if table_id in rows else starter_rows(table)
    lines = []
    previous: Mapping[str, str] | None = None
    for index, row in enumerate(content or [], 1):
        joined = True
        line = []
        for cell in cells:
            name = cell.removeprefix("#")
            if cell.startswith("#") and name in table.merge:
                joined = joined and previous is not None and previous.get(name) == row.get(name)
                cell = "^" if joined and row.get(name) else cell
            line.append(_Token(cell, key, table_id, index))
        lines.append(line)
        previous = row
    return lines


def _box(token: _Token, row: int, column: int, height: int, width: int) -> Box:
    if not token.text.startswith("#"):
        role: Literal["label", "blank"] = "label" if token.text else "blank"
        return Box(row, column, height, width, role, token.text.replace("\\n", "\n"), line=token.line)
    kind: Literal["field", "column"] = "column" if token.table else "field"
    return Box(row, column, height, width, kind, "", token.text[1:], token.table, token.index, token.line)


def check_layout(edition: Edition, file: str) -> None:
    """Every field has one place and every place a field; rows are as wide as the form. Raises DefinitionError."""
    for form_id, form in edition.forms.items():
        placed: list[str] = []
        for key in row_order(form):
            table_id, cells = split_row(form.rows[key])
            where = f"{file}：键 forms.{form_id}.rows.{key}"
            if len(cells) != len(form.widths):
                raise DefinitionError(f"{where}：有 {len(cells)} 格，应为 {len(form.widths)} 格")
            if table_id and table_id not in edition.tables:
                raise DefinitionError(f"{where}：没有名为 {table_id} 的表格")
            known = edition.tables[table_id].columns if table_id else form.fields
            names = [cell[1:] for cell in cells if cell.startswith("#")]
            for name in names:
                if name not in known:
                    raise DefinitionError(f"{where}：没有名为 {name} 的栏目")
            placed += names if not table_id else []
        twice = {name for name in placed if placed.count(name) > 1}
        missing = set(form.fields) - set(placed) - set(form.signature)
        if twice or missing:
            raise DefinitionError(
                f"{file}：键 forms.{form_id}：栏目 {'、'.join(sorted(twice | missing))} 在版面里应恰好出现一次"
            )
