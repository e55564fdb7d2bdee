"""Findings (问题) of all units as 总览 counts them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlperf.model.values import squeeze
from xlperf.rollup.content import Content
from xlperf.rollup.page import Formula
from xlperf.rollup.table import Table

FINDINGS = "问题清单"


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


def not_folded(every: str, counted: str, there: Table, found: Sequence[Found]) -> Formula:
    """All findings without those that only follow from another."""
    text = f'={every}-{counted}{there.range("folded")},"由*")'
    return Formula(text, sum(not one.folded for one in found))


def units_with(found: Iterable[Found]) -> int:
    """How many units have one of them: a unit with two years counts once."""
    return len({one.unit for one in found})
