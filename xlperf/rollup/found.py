"""Findings (问题) of all units as 总览 counts them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from xlperf.model.values import squeeze
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula
from xlperf.rollup.table import Table

FINDINGS = "问题清单"
FOLLOWS = '"由*"'
"""criterion of 关联 where a finding follows from another"""


class Found(NamedTuple):
    """A finding: its unit, code, severity (Chinese), whether it follows from another, its message."""

    unit: str
    code: str
    severity: str
    folded: bool
    message: str


def found_in(content: Content) -> list[Found]:
    """All findings in the order of 问题清单."""
    return [Found(squeeze(unit.name), *one) for unit, _, _, found in content.facts(FINDINGS) for one in found]


def not_folded(there: Table, found: Sequence[Found], where: Mapping[str, str] | None = None) -> Formula:
    """All findings (`where`: of the rows that meet this) without those that only follow from another."""
    every = there.counted(where) if where else there.count("year").text[1:]
    follow = there.counted({**(where or {}), "folded": FOLLOWS})
    return Formula(f"={every}-{follow}", sum(not one.folded for one in found))


def units_with(found: Iterable[Found]) -> int:
    """How many units have one of them: a unit with two years counts once."""
    return len({one.unit for one in found})
