"""Drawn submissions (抽取的报送): the faultless samples with slips as clerks make them, a few in each, the same each time.

Only entries are drawn: computed cells are formulas in a template, printed labels are locked.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlperf.model.address import a1
from xlperf.model.form import Field
from xlperf.model.load import load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import Cell, FilledForm, Row, Submission
from xlperf.model.values import plain, read_value
from xlperf.workbook.drawing.book import Key
from xlperf.workbook.drawing.plan import SheetPlan, make_plan
from xlperf.workbook.template import FormulaValue

_LOCKED = ("level1", "level2", "points1", "seq")
"""columns that a template prints"""
_NUMBERS = ("money", "count", "area", "points", "number", "ratio")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One drawn submission. `changes` is what was changed in the sample of `edition`, for messages."""

    seed: int
    edition: str
    changes: Mapping[str, str | None]
    submission: Submission


def drawn_submissions(seeds: Iterable[int]) -> Iterator[Drawn]:
    """A submission for each seed, the editions in turn."""
    editions = sample_ids()
    for seed in seeds:
        edition = editions[seed % len(editions)]
        changes = _changes(edition, random.Random(seed))
        yield Drawn(seed, edition, changes, sample(edition, changes))


def as_read_back(submission: Submission, values: Mapping[Key, FormulaValue]) -> Submission:
    """What the reader gets from the filled template: sheets and cells as there, computed cells as the formulas give them."""
    edition = load_edition(submission.edition)
    sheets = {(sheet.form_id, sheet.ordinal): sheet for sheet in make_plan(edition, submission).sheets}
    count: dict[str, int] = {}
    forms = []
    for form in submission.forms:
        count[form.form] = count.get(form.form, 0) + 1
        forms.append(_form(sheets[form.form, count[form.form]], form, values))
    return replace(submission, forms=tuple(forms), repairs=(), receipt=edition.edition)


def _form(sheet: SheetPlan, form: FilledForm, values: Mapping[Key, FormulaValue]) -> FilledForm:
    definition, tables_of = sheet.form, sheet.edition.tables

    def read(cell: Cell, spec: Field, address: str) -> Cell:
        value = values.get((form.form, sheet.ordinal, cell.field)) if spec.compute else None
        if value is None:
            return replace(cell, sheet=sheet.name, address=address)
        reading = read_value(value, spec.kind, percent_format=spec.kind == "ratio")
        typed = plain(reading.value) if isinstance(reading.value, Decimal) else str(value)
        return Cell(cell.field, typed, reading.value, reading.state, sheet.name, address, reading.problem, True)

    cells = {
        name: read(cell, definition.fields[name], sheet.fields[name].cell)
        for name, cell in form.cells.items()
        if name in definition.fields
    }
    tables = {
        table: tuple(
            {
                name: read(cell, tables_of[table].columns[name], a1(number, sheet.table_columns[table][name]))
                for name, cell in row.items()
            }
            for number, row in _rows(sheet, table, rows)
        )
        for table, rows in form.tables.items()
    }
    return replace(form, sheet=sheet.name, cells=cells, tables=tables)


def _rows(sheet: SheetPlan, table: str, rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows with the rows of the sheet (from 0) where the template has them: it adds rows for what is missing."""
    first = sheet.spans[table][0]
    at = {id(row.source): first + number for number, row in enumerate(sheet.rows[table])}
    return ((at[id(row)], row) for row in rows)


# ── slips ──


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the sample: its key as `sample` takes it, and what stands there."""

    key: str
    kind: str
    typed: str

    @property
    def column(self) -> str:
        """The column of a table, or the field."""
        return self.key.rpartition(".")[2]

    @property
    def in_row(self) -> bool:
        """Whether it stands in a table."""
        return ".indicators." in self.key or ".spending." in self.key or ".projects." in self.key


Slip = Callable[[random.Random, list[_Entry]], Mapping[str, str | None]]


def _changes(edition: str, draw: random.Random) -> dict[str, str | None]:
    entries = list(_entries(edition))
    changes: dict[str, str | None] = {}
    for _ in range(draw.randint(1, 4)):
        changes |= draw.choices([slip for slip, _ in _SLIPS], [weight for _, weight in _SLIPS])[0](draw, entries)
    gone = {key for key, value in changes.items() if value is None and key.startswith("project.")}
    return {
        key: value for key, value in changes.items() if key in gone or not any(key.startswith(f"{g}.") for g in gone)
    }


def _entries(edition: str) -> Iterator[_Entry]:
    definition = load_edition(edition)
    for form in sample(edition).forms:
        fields = dict(definition.form(form.form).fields)
        prefix = f"{form.form}.{form.ordinal}" if definition.form(form.form).repeats else form.form
        for name, cell in form.cells.items():
            if not fields[name].compute:
                yield _Entry(f"{prefix}.{name}", fields[name].kind, cell.typed)
        for table, rows in form.tables.items():
            columns = definition.tables[table].columns
            for row in rows:
                for name, cell in row.items():
                    if not columns[name].compute and name not in _LOCKED:
                        yield _Entry(f"{prefix}.{cell.field}", columns[name].kind, cell.typed)


def _any(draw: random.Random, entries: list[_Entry], wanted: Callable[[_Entry], bool]) -> _Entry | None:
    fitting = [entry for entry in entries if wanted(entry)]
    return draw.choice(fitting) if fitting else None


def _number(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """Another amount, 0, a negative or odd one, a blank, a dash, or words."""
    entry = _any(draw, entries, lambda one: one.kind in _NUMBERS and one.typed != "")
    if entry is None:
        return {}
    number = read_value(entry.typed, entry.kind).value  # type: ignore[arg-type]
    if not isinstance(number, Decimal) or entry.kind == "ratio":
        return {entry.key: draw.choice(["", "——"])}
    factor = draw.choice(["0.5", "0.9", "0.999", "1.01", "1.5", "3", "10", "10000"])
    others = ["0", plain(-abs(number)), "", "——", "约10", "见附表", plain(number + Decimal("0.004")), plain(number + 1)]
    return {entry.key: draw.choice([plain(number * Decimal(factor))] * len(others) + others)}


def _filled_in(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """Something in a cell that is rightly blank: building projects, other funds."""
    entry = _any(draw, entries, lambda one: one.kind in _NUMBERS and one.typed == "")
    return {entry.key: draw.choice(["0", "0", "12", "100.5"])} if entry else {}


def _building(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A building above what was approved, or 0 where there is none."""
    pairs = [("area_approved", "area_actual"), ("invest_budget", "invest_actual")]
    if not any(one.key == "base.area_approved" for one in entries):
        return {}
    first, second = draw.choice(pairs)
    left, right = draw.choice([("0", "0"), ("1000", "1100"), ("1000", "1000"), ("0", "100"), ("100", "0")])
    return {f"base.{first}": left, f"base.{second}": right}


def _score(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A score above, below or beside its points, with or without a reason."""
    entry = _any(draw, entries, lambda one: one.column == "score" and one.in_row)
    if entry is None:
        return {}
    number = Decimal(entry.typed or "5")
    score = draw.choice([number + 1, number * 2, number - 1, number / 2, Decimal(0), -number])
    reason = draw.choice([None, "", "　", "人员调整，明年抓紧", "无"])
    row = entry.key.rpartition(".")[0]
    return {entry.key: draw.choice([plain(score)] * 5 + ["", "优", "约8"])} | (
        {} if reason is None else {f"{row}.reason": reason}
    )


def _points(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """Points changed, shifted to another row, lost, or with words."""
    entry = _any(draw, entries, lambda one: one.column == "points" and one.in_row and one.typed != "")
    if entry is None:
        return {}
    other = _any(draw, entries, lambda one: one.column == "points" and one.in_row and one.typed != "")
    number = Decimal(entry.typed)
    if other and other.key != entry.key and draw.random() < 0.4:
        return {entry.key: plain(number + 1), other.key: plain(Decimal(other.typed) - 1)}
    return {entry.key: draw.choice([plain(number + 5), plain(number - 1), "0", plain(-number), "", "十分"])}


def _target(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """The actual copied from the target, with its sign; in another unit; blank."""
    entry = _any(draw, entries, lambda one: one.column == "actual" and one.in_row)
    if entry is None:
        return {}
    row = entry.key.rpartition(".")[0]
    target = next((one.typed for one in entries if one.key == f"{row}.target"), "")
    signs = [f"{sign}{target.lstrip('≥≤><=＝')}" for sign in ("≥", "≤", "＞", "≧", ">=", "大于", "不少于")]
    return draw.choice(
        [{entry.key: choice} for choice in (target, *signs, "", "　", entry.typed + "次", "已完成", "≥2023年11月20日")]
        + [{f"{row}.target": choice} for choice in ("", "≥" + target.lstrip("≥≤"), "100万元", "优")]
    )


def _row(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A row without its name, emptied, or without some of it."""
    entry = _any(draw, entries, lambda one: one.column in ("level3", "name", "note") and one.in_row)
    if entry is None:
        return {}
    row = entry.key.rpartition(".")[0]
    cells = [one for one in entries if one.key.rpartition(".")[0] == row]
    some = cells if draw.random() < 0.4 else draw.sample(cells, draw.randint(1, len(cells)))
    return {one.key: "" for one in some} if draw.random() < 0.7 else {entry.key: draw.choice(["", "　", "……"])}


def _name(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A name of a unit or a project written otherwise, or taken from another."""
    wanted = ("name", "unit_name", "implementing", "supervising")
    entry = _any(draw, entries, lambda one: one.column in wanted)
    if entry is None:
        return {}
    other = _any(draw, entries, lambda one: one.column == entry.column and one.key != entry.key)
    bare = entry.typed.lstrip("　0123456789、")
    choices = [
        f"{bare}（二期）",
        bare[:-2],
        "",
        "　",
        "校舍改造专项",
        f"关于{bare}的项目",
        f"“{bare}”",
        f" {bare} ",
        f"2、{bare}",
    ]
    return {entry.key: draw.choice([*choices, *([other.typed] * 2 if other else [])])}


def _text(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A text lost, or thin."""
    entry = _any(draw, entries, lambda one: one.kind in ("text", "choice") and one.typed != "" and not one.in_row)
    return {entry.key: draw.choice(["", "　", "无", "已完成"])} if entry else {}


def _conclusion(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """Grade and score of a list that do not fit, or do in other words."""
    entry = _any(draw, entries, lambda one: one.column in ("grade", "score") and not one.in_row)
    if entry is None:
        return {}
    if entry.column == "grade":
        return {entry.key: draw.choice(["优秀", "良", "良好", "中", "差", "A", "", "较好", "优 秀"])}
    return {entry.key: draw.choice(["89.99", "90", "79.5", "59", "100.5", "-3", "", "优", "60"])}


def _money_over(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """More spent than planned, in one line."""
    entry = _any(draw, entries, lambda one: one.column.endswith(("_final", "executed", "final")) and one.typed != "")
    if entry is None:
        return {}
    budget = entry.key.replace("final", "budget").replace("executed", "budget")
    planned = next((one.typed for one in entries if one.key == budget), "")
    number = read_value(planned, "money").value
    return {entry.key: plain(number * Decimal("1.2") + 1)} if isinstance(number, Decimal) else {}


def _people(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """People above their quota, or not whole."""
    if not any(one.key == "base.staff_actual" for one in entries):
        return {}
    return {draw.choice(["base.staff_actual", "base.staff_quota"]): draw.choice(["20", "60", "41.5", "41人", "四十一"])}


def _project_gone(draw: random.Random, entries: list[_Entry]) -> Mapping[str, str | None]:
    """A project's form not sent."""
    numbers = sorted({one.key.split(".")[1] for one in entries if one.key.startswith("project.")})
    return {f"project.{draw.choice(numbers)}": None} if len(numbers) > 1 else {}


_SLIPS: tuple[tuple[Slip, int], ...] = (
    (_number, 8), (_filled_in, 1), (_building, 1), (_score, 4), (_points, 3), (_target, 3), (_row, 2), (_name, 3),
    (_text, 1), (_conclusion, 2), (_money_over, 3), (_people, 1), (_project_gone, 1),
)  # fmt: skip
