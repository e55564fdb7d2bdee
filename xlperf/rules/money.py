"""Money of a form as the rules see it: forms in use, sums against their parts, how amounts are told."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import cast

from xlperf.model.compute import parse_compute
from xlperf.model.lazy import lazy
from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import amount, squeeze
from xlperf.rules.filled import in_use, there
from xlperf.rules.scene import Hit, Scene, total

COLUMNS = ("prior", "budget", "final")
"""上年决算数, 本年预算数, 本年决算数 of 附件1"""
_NUMBERING = re.compile(r"^(?:其中:?)?\(?[0-9一二三四五六七八九十]{1,2}(?:[、.,]|\))+")
_HINT = re.compile(r"\(一个(?:专项|项目)一行\)")
_MARKS = str.maketrans("", "", "“”\"'‘’《》:;。")
_NAMED, _SINGLE = 4, 12
"""up to so many parts are told with their names, up to so many one by one"""
PUBLIC_FUNDS_PARTS = ("office", "utilities_travel", "meeting_training")
"""公用经费 其中 of 附件1"""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sum: its name as a message says it, and its cell."""

    name: str
    cell: Cell

    @property
    def number(self) -> Decimal | None:
        """The amount, None if blank or unreadable."""
        return self.cell.number


@dataclass(frozen=True)
class Sum:
    """A field that should be the sum of others. Amounts in 万元."""

    form: FilledForm
    field: str
    label: str
    cell: Cell
    parts: tuple[Part, ...]

    @lazy
    def filled(self) -> list[Part]:
        """Parts in which a number stands."""
        return [part for part in self.parts if part.cell.number is not None]

    @lazy
    def total(self) -> Decimal:
        """The sum of the filled parts."""
        return total([part.number for part in self.filled if part.number is not None])

    @lazy
    def readable(self) -> bool:
        """False where a part or the sum itself holds something that is no number: then nothing can be said."""
        return all(cell.state != "unreadable" for cell in (self.cell, *(part.cell for part in self.parts)))

    @property
    def empty(self) -> bool:
        """Blank or 0 over parts that come to something (合计空着，分项有数)."""
        return self.readable and not self.cell.number and self.total != 0

    @property
    def alone(self) -> bool:
        """An amount over parts that are all blank: it cannot be checked."""
        return bool(self.cell.number) and bool(self.parts) and all(part.cell.is_blank for part in self.parts)

    def differs(self, tolerance: Decimal) -> bool:
        """An amount that is not the sum of its filled parts."""
        number = self.cell.number
        return bool(number and self.readable and self.filled and abs(number - self.total) > tolerance)

    @property
    def worked(self) -> str:
        """公务用车 2.80 + 公务接待 2.40 = 5.20."""
        return added([(part.name, part.number) for part in self.filled if part.number is not None])


def added(parts: Sequence[tuple[str, Decimal]]) -> str:
    """Named amounts and their sum, for messages; without names where there are many, the sum alone where too many."""
    whole = amount(total([number for _, number in parts]))
    if len(parts) > _SINGLE:
        return f"{len(parts)} 项之和 {whole}"
    named = len(parts) <= _NAMED
    told = [f"{name} {amount(number)}".strip() if named else amount(number) for name, number in parts]
    return f"{' + '.join(told)} = {whole}" if len(parts) > 1 else told[0]


def used(scene: Scene, *kinds: str) -> tuple[FilledForm, ...]:
    """The forms of these kinds in which the unit entered anything."""
    found = scene.used.get(kinds)
    if found is None:
        found = scene.used[kinds] = tuple(form for form in scene.forms(*kinds) if in_use(scene, form))
    return found


def tolerance(scene: Scene) -> Decimal:
    """How far amounts may lie apart (万元)."""
    return scene.parameters.number("money_tolerance")


def numbers(form: FilledForm, names: Iterable[str]) -> Mapping[str, Decimal] | None:
    """The filled amounts among fields, by id; None where one of the fields cannot be read."""
    cells = {name: cell for name in names if (cell := form.get(name)) is not None}
    if any(cell.state == "unreadable" for cell in cells.values()):
        return None
    return {name: cell.number for name, cell in cells.items() if cell.number is not None}


def label(scene: Scene, form: FilledForm, field: str) -> str:
    """A field's label as the edition prints it: 三公经费·2023年预算数."""
    return scene.edition.form(form.form).fields[field].label


def head(text: str) -> str:
    """The line's name in a label: 三公经费 of 三公经费·2023年预算数."""
    return text.partition("·")[0]


def column(text: str) -> str:
    """The column's name in a label: 2023年预算数 of 三公经费·2023年预算数."""
    return text.partition("·")[2] or text


@lru_cache(maxsize=20_000)
def item_name(text: str) -> str:
    """The name of a line without number, hint and marks: `　1、业务工作经费` → 业务工作经费."""
    name = _HINT.sub("", _NUMBERING.sub("", squeeze(text)))
    return name.translate(_MARKS)


def sums(scene: Scene, form: FilledForm, *stems: str) -> tuple[Sum, ...]:
    """Fields that the edition computes as sums, of the lines named (`three_public`, `total`)."""
    return scene.once(("sums", id(form), stems), lambda: tuple(_sums(scene, form, stems)))


def _sums(scene: Scene, form: FilledForm, stems: tuple[str, ...]) -> Iterator[Sum]:
    for name in scene.edition.form(form.form).computed.get("sum", ()):
        if name.rpartition("_")[0] in stems and (cell := there(form.get(name))) is not None:
            yield scene.once(("sum", id(form), name), lambda: _sum(scene, form, name, cell))  # noqa: B023


def _sum(scene: Scene, form: FilledForm, name: str, cell: Cell) -> Sum:
    field = scene.edition.form(form.form).fields[name]
    parts = (part for argument in parse_compute(field.compute).arguments for part in _parts(scene, form, argument))
    return Sum(form, name, field.label, cell, tuple(parts))


def _parts(scene: Scene, form: FilledForm, argument: str) -> Iterator[Part]:
    if "." not in argument:
        cell = form.get(argument)
        if cell is not None:
            yield Part(head(label(scene, form, argument)), cell)
        return
    table, of = argument.split(".")
    for row in counted_rows(form, table, of):
        if of in row:
            yield Part(item_name(row["name"].text), row[of])


def counted_rows(form: FilledForm, table: str, of: str) -> list[Row]:
    """The rows that make up a column's sum: what stands under a heading row with its own subtotal counts once."""
    rows = list(form.rows(table))
    inner: set[int] = set()
    for n, row in enumerate(rows):
        own = row[of].number if of in row else None
        if not own or not _is_heading(row):
            continue
        below = _below(rows, n)
        amounts = [cell.number for i in below if (cell := rows[i].get(of)) and cell.number is not None]
        if amounts and total(amounts) == own:
            inner |= set(below)
    return [row for n, row in enumerate(rows) if n not in inner]


def _is_heading(row: Row) -> bool:
    return _HINT.search(squeeze(row["name"].text)) is not None


def _below(rows: Sequence[Row], n: int) -> list[int]:
    """The rows under row n, up to the next numbered one."""
    after = range(n + 1, len(rows))
    return list(next(([*range(n + 1, i)] for i in after if _NUMBERING.match(squeeze(rows[i]["name"].text))), after))


def differing(scene: Scene, kind: str, *stems: str) -> Iterator[Hit]:
    """Sums that are not what their parts come to."""
    for form in used(scene, kind):
        for one in sums(scene, form, *stems):
            if one.differs(tolerance(scene)):
                yield Hit.at(
                    form, one.cell, amount(cast(Decimal, one.cell.number)), amount(one.total),
                    label=one.label, worked=one.worked,
                    difference=amount(abs(cast(Decimal, one.cell.number) - one.total)),
                )  # fmt: skip


def grouped_sums(found: Iterable[Sum]) -> Iterator[list[Sum]]:
    """Sums of one line together, so that three columns make one finding."""
    for _, group in groupby(found, lambda one: one.field.rpartition("_")[0]):
        yield list(group)


def empty_sums(scene: Scene, kind: str, *stems: str) -> Iterator[Hit]:
    """Lines whose sum is blank or 0 while parts are filled: one hit for a line, at its first such column."""
    for form in used(scene, kind):
        for group in grouped_sums(one for one in sums(scene, form, *stems) if one.empty):
            first = group[0]
            yield Hit.at(
                form, first.cell, first.cell.text, amount(first.total), label=head(first.label),
                state="空着" if first.cell.is_blank else f"填的是 {first.cell.text}",
                sums="；".join(f"{column(one.label)} {one.worked}" for one in group),
            )  # fmt: skip


def unchecked_sums(scene: Scene, kind: str, *stems: str) -> Iterator[Hit]:
    """Lines with an amount whose parts are all blank: one hit for a line."""
    for form in used(scene, kind):
        for group in grouped_sums(one for one in sums(scene, form, *stems) if one.alone):
            yield Hit.at(
                form, group[0].cell, group[0].cell.text, label=head(group[0].label),
                sums="、".join(f"{column(one.label)} {amount(cast(Decimal, one.cell.number))}" for one in group),
            )  # fmt: skip
