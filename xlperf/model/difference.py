"""Difference (两份的不同): what a unit changed between two versions of its submission, cell by cell, as typed.

Forms are put side by side by kind, project forms by the project's name; cells by field; rows of a table by the row's
name, wherever the row stands. A project or a row that was only renamed is found by the rest of its cells.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from xlperf.model.load import load_edition
from xlperf.model.submission import Cell, FilledForm, Row, Submission
from xlperf.model.values import squeeze, tidy

Kind = Literal["added", "removed", "changed"]
KINDS: dict[Kind, str] = {"added": "新填", "removed": "删去", "changed": "改动"}
WHOLE = "整张表"
"""label of a form that came or went as a whole"""
SAME = 0.5
"""share of equal cells from which two forms or rows under different names are the same one, renamed"""
_NAMES = ("level3", "name")
"""columns that name a row, the first that the table has"""
_GROUPS = ("level1", "level2", "points1", "seq")
"""columns that say where a row stands, not what it is"""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs.

    `field` is its id in the newer submission (in the older where it was removed): dept_total_budget,
    project.1.indicators.2.score; "" for a cell outside all fields. `form`: 附件2, 附件3“…”; `label`: 全年预算数,
    义诊次数·得分. Places and texts are "" on the side where there is none. `rewritten`: other writing, same value.
    """

    kind: Kind
    form: str
    field: str
    label: str
    old_sheet: str
    old_cell: str
    new_sheet: str
    new_cell: str
    old: str
    new: str
    rewritten: bool = False

    def text(self) -> str:
        """附件2 全年预算数：“1000”改为“1100”."""
        where = " ".join(filter(None, (self.form, self.label)))
        if self.kind == "added":
            return f"{where}：新填“{self.new}”"
        if self.kind == "removed":
            return f"{where}：删去“{self.old}”"
        return f"{where}：“{self.old}”改为“{self.new}”{'（值没有变）' if self.rewritten else ''}"


def difference(old: Submission, new: Submission, *, whole_forms: bool = False) -> tuple[Change, ...]:
    """All changes from `old` to `new`, in the order of the newer's forms; what only the older has comes last.

    `whole_forms`: a form that only one of them has is one change, not one for each of its cells.
    """
    pairs = _paired(old.forms, new.forms, _form_key, _form_likeness)
    changes: list[Change] = []
    for before, after in pairs:
        if whole_forms and (before is None or after is None):
            changes.append(_whole(before, after))
        else:
            changes += _form_changes(before, old, after, new)
    changes += _loose_changes("", old.unplaced, new.unplaced)
    return tuple(changes)


def _whole(old: FilledForm | None, new: FilledForm | None) -> Change:
    """A form that came or went."""
    before, after = (
        (form.sheet, form.title_cell, f"（填了 {sum(not c.is_blank for c in form.every_cell())} 格）")
        if form
        else ("", "", "")
        for form in (old, new)
    )
    form = new or old
    assert form is not None
    kind: Kind = "removed" if old else "added"
    return Change(kind, _form_name(form), "", WHOLE, *before[:2], *after[:2], before[2], after[2])


def _form_changes(
    old: FilledForm | None, from_: Submission, new: FilledForm | None, to: Submission
) -> Iterator[Change]:
    form, submission = (new, to) if new is not None else (old, from_)
    assert form is not None
    name = _form_name(form)
    if old is not None and new is not None and squeeze(old.title) != squeeze(new.title):
        yield Change(
            "changed", name, "", "表名", old.sheet, old.title_cell, new.sheet, new.title_cell, old.title, new.title
        )
    labels = _Labels(submission)
    fields = dict.fromkeys([*(new.cells if new else ()), *(old.cells if old else ())])
    for field in fields:
        pair = old.cells.get(field) if old else None, new.cells.get(field) if new else None
        yield from _change(name, form.key(field), labels.field(form.form, field), *pair)
    for table in dict.fromkeys([*(new.tables if new else ()), *(old.tables if old else ())]):
        rows = _paired(old.rows(table) if old else (), new.rows(table) if new else (), _row_key, _row_likeness)
        for before, after in rows:
            yield from _row_changes(name, form, table, before, after, labels)
    yield from _loose_changes(name, old.extras if old else (), new.extras if new else ())


def _row_changes(
    name: str, form: FilledForm, table: str, old: Row | None, new: Row | None, labels: "_Labels"
) -> Iterator[Change]:
    row = new if new is not None else old
    assert row is not None
    named = _row_name(row)
    for column in dict.fromkeys([*(new or ()), *(old or ())]):
        before, after = (old or {}).get(column), (new or {}).get(column)
        cell = after or before
        if cell is None or (column in _GROUPS and (old is None or new is None)):
            continue  # the printed group of a row that came or went is no entry of its own
        label = labels.column(table, column)
        told = f"{named}·{label}" if named and column not in _NAMES else label
        yield from _change(name, form.key(cell.field), told, before, after)


def _loose_changes(name: str, old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[Change]:
    """Cells outside all fields, by their place; project forms' own sheets keep their names."""
    before = {(cell.sheet, cell.address): cell for cell in old}
    after = {(cell.sheet, cell.address): cell for cell in new}
    for place in dict.fromkeys([*after, *before]):
        yield from _change(name, "", "表外内容", before.get(place), after.get(place))


def _change(form: str, field: str, label: str, old: Cell | None, new: Cell | None) -> Iterator[Change]:
    before, after = tidy(old.typed) if old else "", tidy(new.typed) if new else ""
    if before == after:
        return
    kind: Kind = "changed" if before and after else "added" if after else "removed"
    same = old is not None and new is not None and old.state == new.state == "filled" and old.value == new.value
    places = (old.sheet, old.address) if old else ("", ""), (new.sheet, new.address) if new else ("", "")
    typed = old.typed if old else "", new.typed if new else ""
    yield Change(kind, form, field, label, *places[0], *places[1], *typed, rewritten=same or squeeze(before) == squeeze(after))  # fmt: skip


def _paired(
    old: Sequence[_Item],
    new: Sequence[_Item],
    key: Callable[[_Item], Hashable],
    likeness: Callable[[_Item, _Item], float],
) -> list[tuple[_Item | None, _Item | None]]:
    """Side by side: by key (the first with the first of equal keys), then what is left by likeness; then what is alone.

    In the order of `new`; those of `old` alone come last, in their order.
    """
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for n, item in enumerate(old):
        waiting[key(item)].append(n)
    found: dict[int, int] = {}
    for n, item in enumerate(new):
        if waiting[key(item)]:
            found[n] = waiting[key(item)].pop(0)
    left_old = [n for n in range(len(old)) if n not in found.values()]
    left_new = [n for n in range(len(new)) if n not in found]
    graded = sorted((-likeness(old[a], new[b]), abs(a - b), b, a) for a in left_old for b in left_new)
    for grade, _, b, a in graded:
        if -grade >= SAME and b not in found and a in left_old:
            found[b] = a
            left_old.remove(a)
    pairs: list[tuple[_Item | None, _Item | None]] = [
        (old[found[n]] if n in found else None, item) for n, item in enumerate(new)
    ]
    return pairs + [(old[n], None) for n in left_old]


def _form_key(form: FilledForm) -> Hashable:
    return form.form, squeeze(form.text("name")) if form.form == "project" else ""


def _form_likeness(old: FilledForm, new: FilledForm) -> float:
    if old.form != new.form:
        return 0.0
    texts = [{cell.field: squeeze(cell.typed) for cell in form.every_cell()} for form in (old, new)]
    return _share(texts[0], texts[1])


def _row_key(row: Row) -> Hashable:
    """Its name; with its group where the name is free, so that blank rows stay in their groups."""
    name = _row_name(row)
    if name:
        return squeeze(name)
    return tuple(squeeze(row[column].typed) for column in ("level1", "level2") if column in row), ""


def _row_likeness(old: Row, new: Row) -> float:
    named = (*_NAMES, *_GROUPS)
    texts = [{c: squeeze(cell.typed) for c, cell in row.items() if c not in named} for row in (old, new)]
    return _share(texts[0], texts[1])


def _share(old: dict[str, str], new: dict[str, str]) -> float:
    """Of the fields filled in one of the two, how many are equal; 0 where nothing is filled."""
    filled = [field for field in {**old, **new} if old.get(field) or new.get(field)]
    return sum(old.get(field) == new.get(field) for field in filled) / len(filled) if filled else 0.0


def _row_name(row: Row) -> str:
    column = next((column for column in _NAMES if column in row), "")
    return "".join(row[column].text.split()) if column else ""


def _form_name(form: FilledForm) -> str:
    label = {"base": "附件1", "dept": "附件2", "list": "项目汇总表"}.get(form.form)
    return label or f"附件3“{form.text('name') or form.sheet}”"


class _Labels:
    """What the newer (or only) submission's edition calls fields and columns; their ids where it has none."""

    def __init__(self, submission: Submission) -> None:
        self._edition = load_edition(submission.edition, submission.year) if submission.edition else None

    def field(self, form: str, field: str) -> str:
        forms = dict(self._edition.forms) if self._edition else {}
        known = next((spec.fields.get(field) for kind, spec in forms.items() if kind == form), None)
        return "".join(known.label.split()) if known else field

    def column(self, table: str, column: str) -> str:
        known = (
            self._edition.tables[table].columns.get(column) if self._edition and table in self._edition.tables else None
        )
        return "".join(known.label.split()) if known else column
