"""What the roll-up knows of rules (规则): their texts, given by whoever runs them, and what became of each on a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule as the workbook prints it; `parameters`: names of the parameters it uses."""

    code: str
    title: str
    severity: str
    basis: str
    remedy: str = ""
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of each rule on one file: codes of the rules that found something, of those that passed, and reason
    → codes of those that were not run."""

    found: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    skipped: Mapping[str, Sequence[str]] | None = None


NO_OUTCOMES = Outcomes()
