"""Wording (用语): what an edition's forms print, and which labels lead to which field, worked out once for each year.

Thousands of files print the same few hundred texts; all that depends on a text alone is remembered here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from xlperf.model.form import Edition, Field, Form, Table
from xlperf.model.layout import place, row_order, split_row
from xlperf.model.load import load_edition
from xlperf.model.values import squeeze

_FRONT = re.compile(r"^(其中:?|资金来源:|资金结构:|\([\d一二三四五六七八九十]+\)|[\d一二三四五六七八九十]{1,2}[、.,])")
_UNITS = re.compile(r"\((万元|元|m2|m²|人|个|%|\d+分?|[A-Z]|[A-Z]/[A-Z]|自动)\)")
_YEAR = re.compile(r"(\d{4})年度?")
_MOST_TEXTS = 20_000
"""that are remembered for one form"""
FILLER = re.compile(r"[.…·。]+")
_FOOT = ("总分", "合计", "厉行节约保障措施")
"""below these lines the signatures stand"""
_OTHER_LABELS = ("单位（盖章）", "单位(盖章)", "绩效指标", "年度总体目标", "单位：万元")


@lru_cache(maxsize=20_000)
def core(text: str, year: int = 0) -> str:
    """What a label comes to: `　1、公务用车购置和维护经费` → 公务用车购置和维护经费, `2022年决算数` → 上年决算数."""
    label = squeeze(text)
    if "年" in label:
        label = _YEAR.sub(
            lambda m: {0: "本年", 1: "上年"}.get(year - int(m[1]), m[0]) if year else "",
            label,
        )
    if "(" in label:
        label = _UNITS.sub("", label)
    while (shorter := _FRONT.sub("", label)) != label and shorter:
        label = shorter
    return label.rstrip(":").replace("\u200b", "")


def cores(texts: Iterable[str], year: int) -> frozenset[str]:
    """What several labels come to."""
    return frozenset(core(text, year) for text in texts)


def split_at_colon(text: str) -> tuple[str, str] | None:
    """A text at its last colon: what stands before it, what stands behind it; None without a colon."""
    at = max(text.rfind(":"), text.rfind("："))
    return (text[:at], text[at + 1 :].strip()) if at >= 0 else None


class Said(NamedTuple):
    """What a text in a cell says in one form.

    `label` is the text as a label, `printed` whether the form prints it. `named` is the label before a colon that
    a value follows or may follow (其他资金：11.25), with that value; None elsewhere. `colon`: it has a colon at all.
    `idle`: it is no label that is looked for, is not printed and has no colon, as most of what units write.
    """

    idle: bool
    label: str
    printed: bool
    named: tuple[str, str] | None
    colon: bool


class Sayings(dict[str, Said]):
    """What texts say in one form: text → Said, worked out when first asked for."""

    def __init__(self, year: int, known: frozenset[str], sought: frozenset[str]) -> None:
        super().__init__()
        self._year, self._known, self._sought = year, known, sought

    def __missing__(self, text: str) -> Said:
        if len(self) >= _MOST_TEXTS:
            self.clear()  # labels are soon back; what units wrote does not return
        label, split, named = core(text, self._year), split_at_colon(text), None
        if split is not None and (split[1] or text.rstrip().endswith(("：", ":"))):
            named = (core(split[0], self._year), split[1])
        printed = self._is_printed(text, label)
        idle = split is None and not printed and label not in self._sought
        said = self[text] = Said(idle, label, printed, named, split is not None)
        return said

    def _is_printed(self, text: str, label: str) -> bool:
        """Whether a text is a printed label, an amount behind a colon (其他资金：11.25) included."""
        if label in self._known:
            return True
        before = core(squeeze(text).rpartition(":")[0], self._year)
        return before != "" and before in self._known


@dataclass(frozen=True, slots=True)
class Lead:
    """The labels that lead to a field: `names` in its row, `column` above it (None: none), `inline` in one cell with it."""

    id: str
    field: Field
    names: frozenset[str]
    column: frozenset[str] | None
    inline: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TableLead:
    """The labels that lead to a table. Compared by identity, as Wording.

    `heads` of its columns with their aliases, `labels` without; `before`: the line that it follows; `ends`: labels
    of the line that ends it. `columns`: id, field, and whether equal neighbours are joined downwards.
    """

    id: str
    table: Table
    heads: Mapping[str, frozenset[str]]
    labels: Mapping[str, frozenset[str]]
    before: frozenset[str]
    ends: frozenset[str]
    columns: tuple[tuple[str, Field, bool], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """All that reading needs to know of one form of an edition in one year. Compared by identity: each is made once."""

    form: Form
    year: int
    leads: tuple[Lead, ...]
    tables: tuple[TableLead, ...]
    foot: frozenset[str]
    signature: Mapping[str, str]
    """label without white space → field id"""
    signed: re.Pattern[str]
    """finds the signatures' labels in a text"""
    sought: frozenset[str]
    """all labels that are looked for"""
    says: "Sayings"
    """what texts say in this form"""


@cache
def wording(edition: str, year: int | None, form: str) -> Wording:
    """The wording of a form. `year` as `load_edition` takes it."""
    loaded = load_edition(edition, year)
    definition, its_year = loaded.form(form), loaded.year
    leads = tuple(
        _lead(name, field, its_year) for name, field in definition.fields.items() if name not in definition.signature
    )
    tables = tuple(_table_leads(loaded, definition))
    foot = cores(_FOOT, its_year)
    known = known_labels(loaded, definition, its_year)
    sought = foot.union(
        *(lead.names | (lead.column or frozenset()) for lead in leads),
        *(names for table in tables for names in (table.before, *table.heads.values(), *table.labels.values())),
    )
    signature = {squeeze(definition.fields[name].label): name for name in definition.signature}
    return Wording(
        definition,
        its_year,
        leads,
        tables,
        foot,
        signature,
        re.compile("(" + "|".join(r"\s*".join(label) for label in signature) + r")\s*[:：]"),
        sought,
        Sayings(its_year, known, sought),
    )


def _lead(name: str, field: Field, year: int) -> Lead:
    """`年度资金总额·执行率` → (row labels, column label); aliases stand for the row label."""
    row, _, column = field.label.partition("·")
    return Lead(
        name,
        field,
        cores((row, *field.aliases), year),
        cores((column,), year) if column else None,
        cores((field.label, *field.aliases), year),
    )


def _table_leads(edition: Edition, form: Form) -> Iterable[TableLead]:
    order = row_order(form)
    for number, key in enumerate(order):
        table_id, _ = split_row(form.rows[key])
        if not table_id:
            continue
        table = edition.tables[table_id]
        before = split_row(form.rows[order[number - 1]])[1][0]
        yield TableLead(
            table_id,
            table,
            {name: cores((spec.label, *spec.aliases), edition.year) for name, spec in table.columns.items()},
            {name: cores((spec.label,), edition.year) for name, spec in table.columns.items()},
            cores((before,), edition.year),
            cores(table.end, edition.year),
            tuple((name, spec, name in table.merge) for name, spec in table.columns.items()),
        )


def known_labels(edition: Edition, form: Form, year: int) -> frozenset[str]:
    """All labels that the form prints, or that other layouts print in their place."""
    texts = [box.text for box in place(edition, form) if box.role == "label"]
    for field in [*form.fields.values(), *(c for t in edition.tables.values() for c in t.columns.values())]:
        texts += [*field.label.split("·"), *field.aliases]
    texts += [form.attachment, form.caption, form.title, *_OTHER_LABELS]
    return cores((text for text in texts if text), year)
