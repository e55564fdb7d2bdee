"""What an edition (版本) of the forms is: words, forms with fields and a layout, tables that repeat.

The layout of a form is written in its TOML as a grid one can read: cells are parted by `|`; `<` joins a cell to the
one on its left, `^` to the one above; `#id` is a field; a row that starts with `@table:` repeats for each row of the
table and `#id` there is a column of it; all else is a printed label.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict

from xlperf.model.values import Kind

SIGNED_ON_PAPER = ("sign_head",)
"""Fields signed by hand when the form is printed (单位负责人签字): blank in the file"""
FormId = Literal["base", "dept", "project", "list"]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Field(Strict):
    """One field (栏目). `compute` names the arithmetic that fills it, e.g. `ratio(staff_actual, staff_quota)`.

    `required` fields left blank are a finding; `hint` is shown when the cell is chosen; `aliases` are further labels that other layouts print.
    """

    label: str
    kind: Kind
    required: bool = False
    compute: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Level2(Strict):
    """二级指标: its name, how many rows the template offers, its points where the form prints them, its fixed rows."""

    name: str
    rows: int = 1
    points: Decimal | None = None
    level3: tuple[str, ...] = ()


class Group(Strict):
    """一级指标: its name, its points (分值) in the form, and its second levels in order. `aliases`: other names for it."""

    level1: str
    points: Decimal
    level2: tuple[Level2, ...]
    aliases: tuple[str, ...] = ()


class Table(Strict):
    """Rows that repeat: indicators (绩效指标), spending lines (一级项目), projects (项目清单)."""

    columns: dict[str, Field]
    groups: tuple[Group, ...] = ()
    starters: tuple[str, ...] = ()
    """what the template prints in the first column of its ready rows; "" leaves the row free"""
    merge: tuple[str, ...] = ()
    """columns whose equal neighbours are joined downwards"""
    end: tuple[str, ...] = ()
    """labels that end the table when reading, besides the form's own next row"""


class Form(Strict):
    """One form of an edition: what it is called, its fields, and its layout."""

    sheet: str
    attachment: str = ""
    title: str
    titles: tuple[str, ...]
    """texts by which a title row of this form is known when reading"""
    widths: tuple[float, ...]
    heights: dict[str, float] = {}
    fields: dict[str, Field]
    rows: dict[str, str]
    insert: dict[str, str] = {}
    """row key → the row it stands after ("" = first); for rows that a variant adds"""
    note: str = ""
    signature: tuple[str, ...] = ()
    funds: dict[str, tuple[str, ...]] = {}
    """what adds up to the form's money: `initial`, `budget`, `executed` → ids"""
    caption: str = ""
    """small line under the title, e.g. 单位：万元"""
    many: int = 1
    """how many sheets of this form a template has ready"""

    @cached_property
    def computed(self) -> Mapping[str, tuple[str, ...]]:
        """Operation → the fields that it fills: `sum`, `ratio` and so on, in the form's order."""
        found: dict[str, tuple[str, ...]] = {}
        for name, field in self.fields.items():
            operation = field.compute.partition("(")[0]
            found[operation] = (*found.get(operation, ()), name)
        return found

    @cached_property
    def required(self) -> Mapping[str, Field]:
        """The fields that must not be left blank."""
        return {name: field for name, field in self.fields.items() if field.required}

    @property
    def repeats(self) -> bool:
        """One sheet for each project."""
        return self.many > 1


class Edition(Strict):
    """A unit's whole set of forms as one place prescribes it for one year."""

    edition: str
    name: str
    version: str
    place: str
    place_name: str
    year: int
    source: str
    certainty: str
    words: dict[str, str] = {}
    marks: tuple[str, ...]
    """printed texts by which this edition is known when reading"""
    foreign_words: dict[str, str] = {}
    """wording of another level of government → what this edition prints instead"""
    tables: dict[str, Table]
    forms: dict[FormId, Form]
    execution_in_total: bool = True
    """whether the execution rate's points belong to the total (总分)"""

    def form(self, form: str) -> Form:
        """A form by its id. Raises KeyError where the edition has none."""
        return self.forms[form]  # type: ignore[index]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The indicator groups (一级指标) with their points; () where the edition has no indicators."""
        table = self.tables.get("indicators")
        return table.groups if table else ()

    def at_year(self, year: int) -> "Edition":
        """The same edition for another year's forms (the labels' years follow)."""
        from xlperf.model.load import load_edition

        return load_edition(self.edition, year)
