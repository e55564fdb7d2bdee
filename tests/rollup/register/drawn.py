"""Light records and registers drawn in one line each, for the tests of the register side."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from xlperf.model.register import Register, RegisteredProject, RegisteredUnit
from xlperf.rollup.register.sent import Brought, Sent, refused_file
from xlperf.rollup.register.states import Settlement, settle_sent

DUE = date(2024, 3, 31)


def march(day: int) -> str:
    """Noon in Beijing."""
    return f"2024-03-{day:02}T12:00:00+08:00"


def forms(text: str) -> tuple[Brought, ...]:
    """`1 2 3A 3B`: 附件1, 附件2, 附件3 of the projects A and B; `汇总` is the list."""
    kinds = {"1": "base", "2": "dept", "3": "project"}
    return tuple(Brought("list") if word == "汇总" else Brought(kinds[word[0]], word[1:]) for word in text.split())


def file(
    name: str, unit: str = "甲局", day: int = 1, brings: str = "1 2", *, wrong: bool = False, **other: Any
) -> Sent:
    """A readable file of a unit for 2023, saved on a day of March 2024."""
    known = {"sha256": hashlib.sha256(name.encode()).hexdigest(), "saved": march(day), "year": 2023}
    return Sent(**({"name": name, "unit": unit, "forms": forms(brings), "has_errors": wrong} | known | other))


def unreadable(name: str, reason: str = "是 Word 文件") -> Sent:
    """A file that cannot be read."""
    return refused_file(name, reason, sha256=hashlib.sha256(name.encode()).hexdigest())


def unit(
    name: str, code: str = "", aliases: str = "", owes: str = "base dept", projects: str = "", **other: Any
) -> RegisteredUnit:
    """A registered unit, due at the end of March 2024."""
    listed = tuple(RegisteredProject(project) for project in projects.split())
    known = {"due": DUE, "forms": tuple(owes.split()), "projects": listed}
    return RegisteredUnit(name, code, tuple(aliases.split()), **(known | other))


def register(*units: RegisteredUnit, year: int | None = 2023) -> Register:
    """A register of units."""
    return Register(tuple(units), year)


def states(files: Sequence[Sent], known: Register | None = None) -> dict[str, str]:
    """File → its state, as the officer reads it."""
    return {one.name: str(one.state) for one in settle_sent(files, known).standings}


def reasons(settlement: Settlement) -> dict[str, str]:
    """File → why it, or a part of it, does not count."""
    return {one.name: one.reason for one in settlement.standings}
