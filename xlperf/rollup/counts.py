"""Counts (件数) of a roll-up: what its ledger and tables come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """accepted + refused + superseded + duplicate = files; the rest counts what stands in the sheets of the same name.

    A unit with two years counts once; findings are those that follow from no other. `split`: tables that do not fit on
    one sheet → the names of their sheets.
    """

    files: int
    accepted: int
    refused: int
    superseded: int
    duplicate: int
    units: int
    projects: int
    indicators: int
    findings: int
    split: Mapping[str, Sequence[str]] = field(default_factory=dict)
