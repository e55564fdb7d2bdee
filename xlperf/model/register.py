"""Register (应报单位登记表): the units that owe a submission, by what names they are known, and what each owes.

It is the officer's own list. Names are compared without white space and with full-width forms folded (`squeeze`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xlperf.model.values import squeeze

FORMS: dict[str, str] = {"附件1": "base", "附件2": "dept", "附件3": "project", "项目汇总表": "list"}
"""what the officer writes under 应报表 → the form's id"""
LABELS: dict[str, str] = {form: label for label, form in FORMS.items()}


@dataclass(frozen=True, slots=True)
class RegisteredProject:
    """A project (应报项目) of which a form is owed."""

    name: str
    aliases: tuple[str, ...] = ()

    def known_as(self) -> Iterator[str]:
        """All names by which it is known, squeezed, its own first."""
        yield from dict.fromkeys(squeeze(name) for name in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class RegisteredUnit:
    """A unit (应报单位). `forms`: ids of what it owes, () for all forms of the edition. `due` is the last day in time.

    `code` may be "" where the office keeps none; `department` is 主管科室, `contact` 联系人/电话, `note` 备注.
    """

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    department: str = ""
    contact: str = ""
    due: date | None = None
    forms: tuple[str, ...] = ()
    note: str = ""
    projects: tuple[RegisteredProject, ...] = ()

    @property
    def key(self) -> str:
        """By what the unit is told from others: its squeezed name, which no other unit of the register has."""
        return squeeze(self.name)

    def known_as(self) -> Iterator[str]:
        """All names by which it is known, squeezed, its own first."""
        yield from dict.fromkeys(squeeze(name) for name in (self.name, *self.aliases))

    def owed(self, edition: str = "") -> tuple[str, ...]:
        """The ids of the forms it owes: those written down, else all of the edition; () where neither is known."""
        if self.forms or not edition:
            return self.forms
        from xlperf.model.load import load_edition  # late: a register alone needs no definitions

        return tuple(load_edition(edition).forms)


@dataclass(frozen=True, slots=True)
class Register:
    """The whole list. `year`: of which year forms are owed, None where the list does not say.

    `notes` (Chinese): what stands in the file and was not used, so that nothing is left out silently.
    """

    units: tuple[RegisteredUnit, ...]
    year: int | None = None
    notes: tuple[str, ...] = ()


def code_key(code: str) -> str:
    """A code (单位编码) for comparison: no white space, half-width, capitals."""
    return squeeze(code).upper()
