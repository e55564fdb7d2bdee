"""催报清单: for every unit of the register what is missing, what is to be mended, and how late it is. Rows, not a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlperf.model.register import LABELS, RegisteredUnit
from xlperf.model.values import squeeze
from xlperf.rollup.register.file_state import FileState
from xlperf.rollup.register.match import similar
from xlperf.rollup.register.sent import BEIJING, Sent
from xlperf.rollup.register.states import Settlement, Standing


class UnitState(StrEnum):
    """How far a unit has come; the value is what the officer reads. The first three are to be reminded."""

    MISSING = "未报"
    INCOMPLETE = "未报全"
    TO_MEND = "待改"
    COMPLETE = "已报"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One unit of the register.

    missing_forms: labels (附件1 …); missing_projects: names as registered. `overdue`: days since the last day in time,
    0 where nothing is owed any more or there is time left, None without a date; `days_left`: the other way round.
    `late`: days by which the latest counting file came late. to_mend: (file, why) of 有误退回 and 收下待改.
    `other_years`: (file, year). `possible`: (file, why it may be this unit's) of files that could not be given to a
    unit. `unlisted`: (project sent, similar registered ones).
    """

    unit: RegisteredUnit
    state: UnitState
    missing_forms: tuple[str, ...] = ()
    missing_projects: tuple[str, ...] = ()
    overdue: int | None = None
    days_left: int | None = None
    late: int | None = None
    counting: tuple[str, ...] = ()
    to_mend: tuple[tuple[str, str], ...] = ()
    other_years: tuple[tuple[str, int], ...] = ()
    possible: tuple[tuple[str, str], ...] = ()
    unlisted: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def due(self) -> bool:
        """Whether the unit is to be reminded."""
        return self.state is not UnitState.COMPLETE

    @property
    def missing(self) -> str:
        """附件1、附件2、附件3“消防改造”; "" where nothing is missing."""
        return "、".join((*self.missing_forms, *(f"附件3“{name}”" for name in self.missing_projects)))

    def text(self) -> str:
        """The row in words, as one may send it to the unit."""
        said = [f"{self.state}{'：缺' + self.missing if self.missing and self.state is UnitState.INCOMPLETE else ''}"]
        said += [f"“{file}”{why}" for file, why in self.to_mend]
        if self.overdue:
            said.append(f"已过截止日期 {self.overdue} 天")
        elif self.due and self.days_left is not None:
            said.append(f"离截止日期还有 {self.days_left} 天" if self.days_left else "今天截止")
        if self.late:
            said.append(f"比截止日期晚 {self.late} 天报来")
        said += [f"“{file}”是 {year} 年度的，不是本年度" for file, year in self.other_years]
        said += [f"“{file}”可能是本单位报的：{why}" for file, why in self.possible]
        said += [
            f"报来的项目“{name}”不在应报项目里" + (f"，疑似{'、'.join(f'“{one}”' for one in near)}" if near else "")
            for name, near in self.unlisted
        ]
        return "；".join(said)


def reminders(settlement: Settlement, today: date, edition: str = "") -> tuple[Reminder, ...]:
    """One row for every unit of the register, in its order; () without a register.

    `edition`: whose forms a unit owes that has sent nothing and for which the register names no forms.
    """
    if settlement.register is None:
        return ()
    possible = _possible(settlement)
    return tuple(
        _reminder(settlement, unit, today, edition, possible.get(unit.key, ())) for unit in settlement.register.units
    )


def _reminder(
    settlement: Settlement, unit: RegisteredUnit, today: date, edition: str, possible: Sequence[tuple[str, str]]
) -> Reminder:
    counting = settlement.counting(unit)
    forms, projects, unlisted = _missing(unit, counting, edition)
    files = [one for one in settlement.of(unit) if settlement.in_year(one.sent)]
    to_mend = [one for one in files if one.state in (FileState.RETURNED, FileState.PROVISIONAL)]
    others = [one.sent for one in settlement.of(unit) if not settlement.in_year(one.sent)]
    state = UnitState.COMPLETE
    if not counting:
        state = UnitState.MISSING
    elif forms or projects:
        state = UnitState.INCOMPLETE
    elif to_mend:
        state = UnitState.TO_MEND
    owed = state is not UnitState.COMPLETE
    came = max((day for one in counting if (day := day_of(one.sent))), default=None)
    passed = (today - unit.due).days if unit.due else None
    return Reminder(
        unit=unit,
        state=state,
        missing_forms=forms,
        missing_projects=projects,
        overdue=None if passed is None else max(passed, 0) if owed else 0,
        days_left=None if passed is None else max(-passed, 0) if owed else 0,
        late=max((came - unit.due).days, 0) if came and unit.due else None,
        counting=tuple(one.name for one in counting),
        to_mend=tuple((one.name, str(one.state)) for one in to_mend),
        other_years=tuple((sent.name, sent.year) for sent in others if sent.year is not None),
        possible=tuple(possible),
        unlisted=unlisted,
    )


def _missing(
    unit: RegisteredUnit, counting: Sequence[Standing], edition: str
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Labels of the forms not sent, registered projects not sent, and projects sent that are not registered.

    附件3 is missing as a form only where the register lists no project of the unit: else they are missing by name.
    """
    brought = [form for one in counting for form in one.counted]
    kinds = {form.kind for form in brought}
    own = next((one.sent.edition for one in counting if one.sent.edition), edition)
    forms = [LABELS.get(kind, kind) for kind in unit.owed(own) if kind not in kinds]
    if unit.projects:
        forms = [label for label in forms if label != LABELS["project"]]
    listed = [name for one in counting if any(form.kind == "list" for form in one.counted) for name in one.sent.listed]
    named = [form.project for form in brought if form.kind == "project" and form.project] + listed
    sent = {squeeze(name): name for name in named}
    projects = [project for project in unit.projects if not sent.keys() & set(project.known_as())]
    known = {key for project in unit.projects for key in project.known_as()}
    strange = [name for key, name in sent.items() if unit.projects and key not in known]
    names = [project.name for project in unit.projects]
    return (
        tuple(forms),
        tuple(project.name for project in projects),
        tuple((name, similar(name, names)) for name in strange),
    )


def _possible(settlement: Settlement) -> dict[str, list[tuple[str, str]]]:
    """Key of a unit → files of unknown units that may be its own, by a similar name or by the file's name.

    Said for the officer to look at; nothing is counted by it.
    """
    assert settlement.register is not None
    keys = {unit.name: unit.key for unit in settlement.register.units}
    places = _Names(settlement.register.units)
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in settlement.standings:
        if one.unit or one.state.term == "duplicate":
            continue
        if one.state is FileState.UNREGISTERED:
            # the most similar only: else every 局 would be told of every other; where a code is given, both it names
            for name in one.similar if one.sent.code else one.similar[:1]:
                found[keys[name]].append((one.name, one.reason))
        if not one.similar:
            for key in places.within(squeeze(one.name)):
                found[key].append((one.name, f"文件名里有单位名称，但{_but(one)}"))
    return found


def _but(one: Standing) -> str:
    return f"读不了（{one.reason}）" if one.state is FileState.UNREADABLE else one.reason


class _Names:
    """Finds units whose name stands in a file's name; a name that is part of a longer one found there is left out."""

    def __init__(self, units: Iterable[RegisteredUnit]) -> None:
        self._owners = {key: unit.key for unit in units for key in unit.known_as() if len(key) > 1}
        self._lengths = sorted({len(key) for key in self._owners}, reverse=True)

    def within(self, text: str) -> list[str]:
        found: dict[str, None] = {}
        free = [True] * len(text)
        for length in self._lengths:
            for at in range(len(text) - length + 1):
                owner = self._owners.get(text[at : at + length])
                if owner and all(free[at : at + length]):
                    found[owner] = None
                    free[at : at + length] = [False] * length
        return list(found)


def day_of(sent: Sent) -> date | None:
    """The day on which it was sent, in Beijing; None where the file says nothing of it."""
    return sent.moment.when.astimezone(BEIJING).date() if sent.moment.basis else None
