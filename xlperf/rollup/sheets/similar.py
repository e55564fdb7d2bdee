"""相似文本: long texts that stand almost word for word in the forms of several units of one year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlperf.model.load import load_edition
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import squeeze
from xlperf.rollup.cells import DIGEST, PLACE, line, sheet_link
from xlperf.rollup.column import Column
from xlperf.rollup.content import Content
from xlperf.rollup.parts import Line, Part
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.similarity import LEAST, Group, Text, core, groups, sketch
from xlperf.rollup.table import Table

NAME = "相似文本"
SHORTEST = 40
"""characters, without white space and punctuation, that a text must have"""
LONGEST = 400
"""characters of a text that are compared"""
KEPT = 2000
"""characters of texts kept of one file, so that thousands of files fit into memory"""
SCANTY = 120
"""characters kept of a text at the least: where a file has many, the less important ones are left out"""
MANY = 10
"""units from which a text shared by more of them takes one row"""
NAMED = 20
"""units named in such a row"""
SHOWN = 2000
"""rows shown"""
EXCERPT = 90
"""characters of a text shown"""
COMMON = {"unit_name", "name", "level1", "level2", "level3", "target", "supervising", "implementing", "seq"}
"""names and goals that units have in common for good reason"""
FIRST = ("goal_actual", "reason", "measures")
"""what counts most where not all can be kept"""

A, B = "甲（排在前面的）", "乙"
COLUMNS = (
    Column("year", "年度", 6, "center"),
    Column("alike", "相似度", 8, "ratio"),
    Column("units", "单位数", 7, "count"),
    Column("unit", "单位", 18, group=A),
    Column("label", "栏目", 12, group=A),
    Column("text", "原文（摘录）", 38, group=A),
    *(replace(column, width=width, group=A) for column, width in zip(PLACE, (18, 8, 8), strict=True)),
    Column("unit_b", "单位", 18, group=B),
    Column("label_b", "栏目", 12, group=B),
    Column("text_b", "原文（摘录）", 38, group=B),
    *(
        replace(column, id=f"{column.id}_b", width=width, group=B)
        for column, width in zip(PLACE, (18, 8, 8), strict=True)
    ),
    replace(DIGEST, width=8, header="甲文件的\nSHA-256"),
    replace(DIGEST, id="sha256_b", width=8, header="乙文件的\nSHA-256"),
)
CAPTION = (
    f"同一年度不同单位之间几乎逐字相同的文字（{SHORTEST} 字以上的目标、完成情况、原因、措施、说明等，"
    f"去掉空格、标点和本单位名称后比较，每段最多比较前 {LONGEST} 字）。"
    "相似度 = 2 × 按顺序相同的字数 ÷ 两段的总字数，"
    f"{int(LEAST * 100)}% 以上的列出；与表样上印的文字相同的不算。超过 {MANY} 个单位相同的合为一行，相似度为其中最低的。"
    "只是提示（推定）：系统统一布置的工作、上级下发的口径也会这样，请看原文再判断。"
)


# ── where a file is read ──


def facts(part: Part) -> list[tuple[str, str, str, bool, str]] | None:
    """Label, cell, beginning of the text, whether there is more of it, sketch: of the form's long texts."""
    if part.form is None:
        return None
    found = [(cell, full) for cell, full in _long_texts(part)]
    if not found:
        return None
    room = KEPT // len(part.file.submission.forms)
    each = min(max(room // len(found), SCANTY), LONGEST)
    labels = part.edition.form(part.kind).fields
    return [
        (_label(part, cell, labels), cell.address, cell.text[:each], len(cell.text) > each, sketch(full[:LONGEST]))
        for cell, full in found[: max(room // each, 1)]
    ]


def _long_texts(part: Part) -> list[tuple[Cell, str]]:
    """Cells with what is compared of them, the most important first, each text once."""
    printed = _printed(part.edition.edition)
    owner = part.file.unit
    found: dict[str, tuple[Cell, str]] = {}
    for cell in _texts(part.filled, part.edition.edition):
        if len(cell.typed) >= SHORTEST:
            full = core(cell.text, owner)
            if len(full) >= SHORTEST and full not in printed:
                found.setdefault(full, (cell, full))
    return sorted(found.values(), key=lambda pair: _weight(pair[0]))


def _weight(cell: Cell) -> int:
    name = cell.field.rpartition(".")[2]
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _texts(form: FilledForm, edition: str) -> Iterator[Cell]:
    fields, tables = _names(edition, form.form)
    for name in fields:
        if name in form.cells:
            yield form.cells[name]
    for table, columns in tables:
        for row in form.rows(table):
            yield from (row[column] for column in columns if column in row)


@lru_cache(maxsize=64)
def _names(edition: str, kind: str) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Fields of a form, and columns of tables, that hold a unit's own texts."""
    known = load_edition(edition)
    fields = known.form(kind).fields.items()
    return (
        tuple(name for name, field in fields if field.kind == "text" and name not in COMMON),
        tuple(
            (name, tuple(column for column, f in table.columns.items() if f.kind == "text" and column not in COMMON))
            for name, table in known.tables.items()
        ),
    )


@lru_cache(maxsize=64)
def _printed(edition: str) -> frozenset[str]:
    """The texts that the edition itself prints or shows as a help, as they are compared."""
    known = load_edition(edition)
    fields = [field for form in known.forms.values() for field in form.fields.values()]
    fields += [field for table in known.tables.values() for field in table.columns.values()]
    texts = [text for field in fields for text in (field.label, field.hint)]
    texts += [text for form in known.forms.values() for text in (form.note, form.title, form.caption)]
    texts += [text for table in known.tables.values() for text in table.starters]
    return frozenset(core(text) for text in texts)


def _label(part: Part, cell: Cell, fields: Any) -> str:
    if cell.field in fields:
        label = fields[cell.field].label
    else:
        table, _, column = cell.field.split(".")
        label = part.edition.tables[table].columns[column].label
    return str(label).replace("\n", "")


# ── when the book is written ──


@dataclass(frozen=True, slots=True)
class Found:
    """A text of a unit and where it stands."""

    unit: str
    label: str
    text: str
    form: Line
    """where the form stands, one for all its texts"""
    cell: str

    @property
    def place(self) -> Line:
        """Where the text stands."""
        return self.form | {"cell": self.cell}


def table(content: Content) -> Table:
    """Texts that most units share first, then by similarity."""
    lines = [one for year in sorted({unit.year for unit in content.accepted}) for one in _of_year(content, year)]
    left = len(lines) - SHOWN
    more = f"共找到 {len(lines)} 行，只列出前 {SHOWN} 行。" if left > 0 else ""
    made = Table(NAME, "相似文本（供复核参考）", CAPTION + more, COLUMNS, freeze=3, empty="没有发现相似的文本")
    made.rows = [*lines[:SHOWN]]
    return made


def _of_year(content: Content, year: int) -> list[list[Any]]:
    found, texts = list[Found](), list[Text]()
    for unit, entry, part, kept in content.facts(NAME):
        if unit.year == year:
            place = {"file": entry.name, "path": entry.link, "sha256": entry.sha256, "sheet": part.sheet}
            for label, cell, text, cut, marks in kept:
                found.append(Found(unit.name, label, text, place, cell))
                texts.append(Text(unit.name, text, cut, marks))
    rows = [row for group in groups(texts) for row in _rows(group, found)]
    rows.sort(key=lambda row: (-row[0], -row[1]))
    return [_line(year, *row) for row in rows]


def _rows(group: Group, found: Sequence[Found]) -> Iterator[tuple[int, Decimal, Found, Found, str]]:
    """Number of units, similarity, the two texts, the other units' names; each other unit once, with its best text."""
    first = found[group.first]
    best: dict[str, tuple[Decimal, int]] = {}
    for number, alike in group.others:
        owner = squeeze(found[number].unit)
        if owner != squeeze(first.unit) and (owner not in best or alike > best[owner][0]):
            best[owner] = alike, number
    if len(best) < MANY:
        yield from ((len(best) + 1, alike, first, found[n], found[n].unit) for alike, n in best.values())
        return
    names = [found[n].unit for _, n in best.values()]
    more = f"等 {len(names)} 个" if len(names) > NAMED else f"（共 {len(names)} 个）"
    lowest, number = min(best.values())
    yield len(best) + 1, lowest, first, found[number], "、".join(names[:NAMED]) + more


def _line(year: int, units: int, alike: Decimal, one: Found, other: Found, names: str) -> list[Any]:
    values: dict[str, Any] = {"year": year, "alike": alike, "units": units, "unit_b": names}
    values |= {"unit": one.unit, "label": one.label, "text": _excerpt(one.text)}
    values |= {"label_b": other.label, "text_b": _excerpt(other.text)}
    there = other.place
    values |= {"file_b": there["file"], "sha256_b": there["sha256"], "cell_b": there["cell"]}
    values |= {"sheet_b": sheet_link(there)["sheet"]}
    return line(one.place | values, COLUMNS, **sheet_link(one.place))


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT] + "…"


SHEET = Sheet(
    NAME, 77, f"不同单位之间几乎逐字相同的文字（相似度 {int(LEAST * 100)}% 以上），供复核参考", table, facts=facts
)
