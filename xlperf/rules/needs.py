"""Needs (前提): what must be in a submission for a rule to look at anything; written as data beside each rule.

| written | meaning |
| --- | --- |
| base: staff_quota staff_actual | a form of 附件1 that is in use, with both filled (a number where numbers belong) |
| dept\\|project: a\\|b c | 附件2 or 附件3, with a or b, and with c |
| sent project | 附件3, whether or not anything was entered; `any` is any form |
| indicators.score | a column of a table: some row has it filled |
| three_public_* | the line in any of its money columns |
| name? / name! / name~ | the place is in the file / something stands there, readable or not / the edition has it |
| -indicators.points | the file's form has no such column |
| … or … | either will do |

A word of `_CIRCUMSTANCES` alone asks something else of the submission. A rule may have several needs: all must be met.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from xlperf.model.form import Edition, Field
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.submission import FilledForm
from xlperf.rules.cells import sorting
from xlperf.rules.filled import in_use
from xlperf.rules.level import is_county_level
from xlperf.rules.scene import Scene

MONEY_PAIRS = (
    "dept|project|list: total_executed total_budget|total_initial or dept: fiscal_executed fiscal_budget"
    " or dept: other_executed other_budget or dept: basic_executed basic_budget"
    " or dept: project_executed project_budget or list: projects.executed projects.budget"
)
"""an amount executed beside its budget"""
PRINTED_RATES = (
    "dept|project|list: total_rate total_executed total_budget|total_initial"
    " or dept: fiscal_rate fiscal_executed fiscal_budget or dept: other_rate other_executed other_budget"
    " or dept: basic_rate basic_executed basic_budget or dept: project_rate project_executed project_budget"
    " or list: projects.rate projects.executed projects.budget"
)
"""the same with a rate printed"""
EXECUTED = "total_executed|fiscal_executed|carry_executed|other_executed"
INITIAL = "total_initial|fiscal_initial|carry_initial|other_initial"
INDICATORS = "sent dept|project: indicators.target indicators.actual"
"""indicators whose two values can be held against each other"""

_COLUMNS = ("prior", "initial", "budget", "executed", "final")
_NAMES = {
    "base": "附件1基础数据表",
    "dept": "部门整体支出绩效自评表",
    "project": "项目支出绩效自评表",
    "list": "项目汇总表",
}
_CIRCUMSTANCES: dict[str, tuple[Callable[[Scene], bool], str]] = {
    "two forms": (lambda scene: len(scene.submission.forms) > 1, "只有一张表，没有别的表可比"),
    "template": (lambda scene: bool(scene.submission.receipt), "不是用本系统的模板填的"),
    "formulas": (
        lambda scene: any(sorting(scene, form).has_formulas for form in scene.submission.forms),
        "表里没有公式",
    ),
    "foreign words": (lambda scene: bool(scene.edition.foreign_words), "本版本没有规定要换的用语"),
    "county": (lambda scene: is_county_level(scene.submission.unit), "从单位名称看不是区县单位"),
}
Want = Literal["filled", "place", "typed", "edition", "absent"]
_MARKS: dict[str, Want] = {"?": "place", "!": "typed", "~": "edition"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A field or column (`table` "" for a field), and what is wanted of it."""

    table: str
    name: str
    want: Want


@dataclass(frozen=True, slots=True)
class Clause:
    """One form of `kinds` (() = any) that has, of each group, at least one entry. `sent`: also where it is not in use."""

    kinds: tuple[str, ...]
    sent: bool
    groups: tuple[tuple[Entry, ...], ...]


def unmet(scene: Scene, needs: tuple[str, ...]) -> str:
    """The first need that is not met; "" where all are."""
    for need in needs:
        met = scene.needs_met.get(need)
        if met is None:
            met = scene.needs_met[need] = _is_met(scene, need)
        if not met:
            return need
    return ""


def reason(scene: Scene, need: str) -> str:
    """Why a need is not met, in Chinese, for the clerk."""
    if need in _CIRCUMSTANCES:
        return _CIRCUMSTANCES[need][1]
    edition, year = scene.edition.edition, scene.submission.year
    return _never(need, edition, year) or scene.once(("reason", need), lambda: _reason(scene, need))


def _reason(scene: Scene, need: str) -> str:
    clauses = parse(need)
    kinds = {kind for clause in clauses for kind in clause.kinds}
    sent = tuple(sorted({form.form for form in scene.submission.forms} & kinds))
    used = tuple(sorted({form.form for form in scene.forms(*sent) if in_use(scene, form)})) if sent else ()
    first = next((clause for clause in clauses if not clause.kinds or set(clause.kinds) & set(used)), clauses[0])
    forms = scene.forms(*used) if used else scene.submission.forms
    lacking = next((n for n, group in enumerate(first.groups) if not _any_has(scene, forms, group)), 0)
    placed = bool(first.groups) and any(
        _has(scene, form, Entry(entry.table, entry.name, "place")) for form in forms for entry in first.groups[lacking]
    )
    return _told(need, scene.edition.edition, scene.submission.year, sent, used, clauses.index(first), lacking, placed)


def _is_met(scene: Scene, need: str) -> bool:
    if need in _CIRCUMSTANCES:
        return _CIRCUMSTANCES[need][0](scene)
    for clause in parse(need):
        for form in scene.forms(*clause.kinds):
            if (clause.sent or in_use(scene, form)) and _has_all(scene, form, clause.groups):
                return True
    return False


def _has_all(scene: Scene, form: FilledForm, groups: tuple[tuple[Entry, ...], ...]) -> bool:
    for group in groups:
        for entry in group:
            if _has(scene, form, entry):
                break
        else:
            return False
    return True


def _any_has(scene: Scene, forms: tuple[FilledForm, ...], group: tuple[Entry, ...]) -> bool:
    return any(_has(scene, form, entry) for form in forms for entry in group)


def _has(scene: Scene, form: FilledForm, entry: Entry) -> bool:
    name, want = entry.name, entry.want
    if want == "edition":
        return name in scene.edition.form(form.form).fields
    if not entry.table:
        cell = form.cells.get(name)
        if cell is None:
            return False
        return cell.state == "filled" if want == "filled" else want == "place" or cell.state != "blank"
    rows = form.tables.get(entry.table, ())
    if want == "filled":
        return any(name in row and row[name].state == "filled" for row in rows)
    if want == "typed":
        return any(name in row and row[name].state != "blank" for row in rows)
    return any((name in row) == (want == "place") for row in rows)


@cache
def parse(need: str) -> tuple[Clause, ...]:
    """The clauses of a need."""
    return tuple(_clause(part) for part in need.split(" or "))


def _clause(text: str) -> Clause:
    who, _, what = text.partition(":")
    kinds = who.removeprefix("sent ").strip()
    groups = tuple(tuple(_entries(group)) for group in what.split())
    return Clause(() if kinds == "any" else tuple(kinds.split("|")), who.startswith("sent "), groups)


def _entries(group: str) -> Iterator[Entry]:
    for text in group.split("|"):
        want = "absent" if text.startswith("-") else _MARKS.get(text[-1], "filled")
        table, _, name = text.strip("-?!~").rpartition(".")
        if name.endswith("*"):
            yield from (Entry(table, name[:-1] + column, want) for column in _COLUMNS)
        else:
            yield Entry(table, name, want)


# ── reasons ──


@cache
def _never(need: str, edition: str, year: int | None) -> str:
    """Why this edition can never meet a need: it has none of the forms; "" where it can."""
    kinds = list(dict.fromkeys(kind for clause in parse(need) for kind in clause.kinds))
    if not kinds or set(kinds) & set(load_edition(edition, year).forms):
        return ""
    return f"本版本没有{'、'.join(_NAMES[kind] for kind in kinds)}"


@lru_cache(maxsize=5_000)
def _told(
    need: str,
    edition: str,
    year: int | None,
    sent: tuple[str, ...],
    used: tuple[str, ...],
    which: int,
    lacking: int,
    placed: bool,
) -> str:
    clauses, loaded = parse(need), load_edition(edition, year)
    kinds = list(dict.fromkeys(kind for clause in clauses for kind in clause.kinds))
    ours = [kind for kind in kinds if kind in loaded.forms]
    if kinds and not sent:
        return f"没有报送{'、'.join(_title(loaded, kind) for kind in ours)}"
    if not clauses[which].groups or (kinds and not used):
        return f"{'、'.join(_title(loaded, kind) for kind in sent) or '表'}没有填"
    group = clauses[which].groups[lacking]
    if group[0].want == "absent":
        return "本版本的表每行都有自己的分值"
    label, known = _label(loaded, used, group)
    if not known:
        return f"本版本的表没有“{label}”这一栏"
    return f"“{label}”没有填" if placed else f"报送的表里没有找到“{label}”这一栏"


def _title(edition: Edition, kind: str) -> str:
    form = edition.form(kind)
    return f"{form.attachment}《{form.title}》" if form.attachment else f"《{form.title}》"


def _label(edition: Edition, used: tuple[str, ...], group: tuple[Entry, ...]) -> tuple[str, bool]:
    """What the first entry of a group is called (年度资金总额·执行率), and whether the edition has any of them."""
    kinds = used or tuple(edition.forms)
    for entry in group:
        if found := _field(edition, kinds, entry):
            return found.label.replace("\n", ""), True
    others = [load_edition(one) for one in edition_ids()]
    for asked in (kinds, tuple(_NAMES)):
        for entry, other in product(group, others):
            if found := _field(other, tuple(kind for kind in asked if kind in other.forms), entry):
                return found.label.replace("\n", ""), False
    raise KeyError(group)


def _field(edition: Edition, kinds: tuple[str, ...], entry: Entry) -> Field | None:
    if entry.table:
        table = edition.tables.get(entry.table)
        return table.columns.get(entry.name) if table else None
    return next((found for kind in kinds if (found := edition.form(kind).fields.get(entry.name))), None)
