"""Moulds (模子): a filled template cut at its entry cells, so that a file with other content costs milliseconds.

`write_template` draws one workbook for each number of projects; a cast writes only the forms' sheets, the texts and
the date of saving anew. Everything else is taken over as it is packed, the 校验 sheet too: its results are those of the
mould, faultless, until a spreadsheet program calculates them again on opening, as the workbook asks it to.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZipFile

from tests.bench import texts
from tests.bench.contents import LEVELS, POINTS, SPENDING_ROWS, Content, Drawn, Value, draw_contents
from tests.bench.packing import Packed, pack, packed
from xlperf.model import sample as samples
from xlperf.model.address import a1
from xlperf.model.celltext import cell_text
from xlperf.model.layout import level1_text
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.model.values import plain
from xlperf.scoring.compute import evaluate
from xlperf.workbook.drawing.plan import SheetPlan, make_plan
from xlperf.workbook.template import write_template

EDITION = "yueyang_2023"
_CELL = re.compile(rb'(<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?)(?: t="[a-z]+")?(?:/>|>(<f>.*?</f>)?<v>(.*?)</v></c>)')
_TEXT = re.compile(rb'<c [^>]*t="s"><v>([0-9]+)</v>')
_ITEM = re.compile(rb"<si>.*?</si>", re.S)
_BOOK, _SHARED, _CORE = "xl/workbook.xml", "xl/sharedStrings.xml", "docProps/core.xml"
_SAVED = re.compile(rb"(<cp:lastModifiedBy>).*?(</cp:lastModifiedBy>.*<dcterms:modified[^>]*>).*?(<)", re.S)


@dataclass(frozen=True, slots=True)
class _Slot:
    """An entry cell or a computed one: which field, how its element begins, its formula."""

    field: str
    start: bytes
    formula: bytes


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A form's sheet: the pieces between its slots (one more than there are slots)."""

    form: str
    ordinal: int
    part: str
    pieces: tuple[bytes, ...]
    slots: tuple[_Slot, ...]


@dataclass(frozen=True)
class Mould:
    """A template with so many projects, cut; `items` are the texts of the cells that stay."""

    parts: tuple[Packed, ...]
    sheets: tuple[_Sheet, ...]
    items: tuple[bytes, ...]
    core: bytes

    def cast(self, drawn: Drawn, saved: str) -> bytes:
        """The workbook with other content, last saved by its filler at `saved` (2024-03-20T01:00:00Z)."""
        shared = {item: n for n, item in enumerate(self.items)}
        new: dict[str, bytes] = {}
        for sheet in self.sheets:
            content = drawn.forms[sheet.form, sheet.ordinal]
            new[sheet.part] = _fill(sheet, content | _computed(sheet, content, drawn), drawn, shared)
        filler = cell_text(str(drawn.forms["base", 1].get("sign_filler") or ""))
        new[_CORE] = _SAVED.sub(rb"\g<1>%s\g<2>%s\g<3>" % (escape(filler).encode(), saved.encode()), self.core)
        new[_SHARED] = _texts(list(shared))
        return pack([packed(part.name, new[part.name]) if part.name in new else part for part in self.parts])


def _fill(sheet: _Sheet, content: Content, drawn: Drawn, shared: dict[bytes, int]) -> bytes:
    out = [sheet.pieces[0]]
    for slot, piece in zip(sheet.slots, sheet.pieces[1:], strict=True):
        kept = (sheet.form, sheet.ordinal, slot.field) in drawn.kept
        out += (slot.start, _inside(content.get(slot.field), b"" if kept else slot.formula, shared), piece)
    return b"".join(out)


def _inside(value: Value, formula: bytes, shared: dict[bytes, int]) -> bytes:
    """The rest of a cell's element; texts are shared, as every spreadsheet program writes them."""
    if value is None or value == "":
        return b' t="str">%s<v></v></c>' % formula if formula else b"/>"
    if isinstance(value, Decimal):
        return b">%s<v>%s</v></c>" % (formula, plain(value).encode())
    item = b'<si><t xml:space="preserve">%s</t></si>' % escape(cell_text(value)).encode()
    return b' t="s"><v>%d</v></c>' % shared.setdefault(item, len(shared))


def _texts(items: list[bytes]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b'%s uniqueCount="%d">%s</sst>' % (head.encode(), len(items), b"".join(items))


def _computed(sheet: _Sheet, content: Content, drawn: Drawn) -> Content:
    """What the formulas give, but where the clerk wrote over them. Formulas calculate numbers only, texts they skip."""
    edition = load_edition(EDITION)
    cells = {name: Cell(name, "", value, "filled", "", "") for name, value in content.items() if _counts(value)}
    rows: dict[tuple[str, int], dict[str, Cell]] = {}
    for name in [name for name in cells if name.count(".") == 2]:
        table, number, column = name.split(".")
        rows.setdefault((table, int(number)), {})[column] = cells.pop(name)
    tables = {table: tuple(row for (one, _), row in rows.items() if one == table) for table, _ in rows}
    form = FilledForm(sheet.form, sheet.ordinal, "", "", None, cells, tables)
    parameters = _parameters()
    return {
        name: evaluate(form, name, edition, parameters, trust_typed=False)
        for name, spec in edition.form(sheet.form).fields.items()
        if spec.compute and (sheet.form, sheet.ordinal, name) not in drawn.kept
    }


def _counts(value: Value) -> bool:
    return isinstance(value, Decimal)


@cache
def _parameters() -> Parameters:
    edition = load_edition(EDITION)
    return Parameters(edition.place, edition.year)


# ── making a mould ──


@cache
def mould(projects: int) -> Mould:
    """The mould for so many projects; drawn once, some seconds."""
    filled = _full(projects)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mould.xlsx")
        write_template(load_edition(EDITION), path, fill=filled)
        with ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    items = _ITEM.findall(parts[_SHARED])
    names = re.findall(rb'<sheet name="([^"]+)" sheetId="([0-9]+)"', parts[_BOOK])
    numbers = {name.decode(): int(number) for name, number in names}
    plans = make_plan(load_edition(EDITION), filled).sheets
    sheets = tuple(
        _cut(plan, f"xl/worksheets/sheet{numbers[plan.name]}.xml", parts)
        for plan in plans
        if plan.form_id != "project" or plan.ordinal <= projects
    )
    left = [piece for sheet in sheets for piece in sheet.pieces]
    left += [content for name, content in parts.items() if name not in {sheet.part for sheet in sheets}]
    stays = {int(number) for content in left for number in _TEXT.findall(content)}
    items = [item if n in stays else b"<si><t>-%d-</t></si>" % n for n, item in enumerate(items)]
    return Mould(tuple(packed(name, content) for name, content in parts.items()), sheets, tuple(items), parts[_CORE])


def _cut(plan: SheetPlan, part: str, parts: Mapping[str, bytes]) -> _Sheet:
    wanted = dict(_slots(plan))
    content, at = parts[part], 0
    pieces: list[bytes] = []
    slots: list[_Slot] = []
    for cell in _CELL.finditer(content):
        name = wanted.get(cell[2].decode())
        if name is not None:
            pieces.append(content[at : cell.start()])
            slots.append(_Slot(name, cell[1], cell[3] or b""))
            at = cell.end()
    return _Sheet(plan.form_id, plan.ordinal, part, (*pieces, content[at:]), tuple(slots))


def _slots(plan: SheetPlan) -> Iterator[tuple[str, str]]:
    """Cell → field, for all that a unit fills in or a formula computes."""
    for name, area in plan.fields.items():
        if not plan.field(name).compute.startswith("parameter"):
            yield area.cell, name
    for table, columns in plan.table_columns.items():
        first, last = plan.spans[table]
        for column, at in columns.items():
            if column not in ("level1", "level2"):
                yield from ((a1(row, at), f"{table}.{row - first + 1}.{column}") for row in range(first, last + 1))


def _full(projects: int) -> Submission:
    """A faultless submission with all the rows that a sheet shall have."""
    draw = Random(f"mould {projects}")
    drawn = draw_contents(draw, "样例单位", texts.project_names(draw, projects))
    edition = load_edition(EDITION)
    forms = [
        samples._fill(edition, form, edition.form(form), _entries(form, content), ordinal, projects)
        for (form, ordinal), content in drawn.forms.items()
    ]
    return replace(samples.sample(EDITION), forms=tuple(forms))


def _entries(form: str, content: Content) -> dict[str, object]:
    """A form's content as samples are written: typed texts, tables as lists of rows."""
    typed = {name: plain(value) if isinstance(value, Decimal) else value or "" for name, value in content.items()}
    if form == "base":
        rows: list[dict[str, str]] = [{} for _ in range(SPENDING_ROWS)]
        table = "spending"
    else:
        rows = [
            {"level1": level1_text(level1, POINTS[level1]), "level2": level2}
            for level1, level2, room, _ in LEVELS[form]
            for _ in range(room)
        ]
        table = "indicators"
    for name in [name for name in typed if "." in name]:
        _, number, column = name.split(".")
        rows[int(number) - 1][column] = typed.pop(name)
    return typed | {table: rows}
