"""The rule itself, its decorator, and the catalogue of all rules."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from xlperf.errors import DefinitionError, OperatorError
from xlperf.model.finding import Severity
from xlperf.model.parameters import Certainty
from xlperf.model.sample import sample
from xlperf.model.submission import Submission
from xlperf.rules.examples import in_template

if TYPE_CHECKING:
    from xlperf.rules.scene import Hit, Scene

RETIRED: dict[str, str] = {}
"""retired code → the rule that took its place ("" if none); a code is never used again"""

FIRST_SEEN = "0.1.0"


@dataclass(frozen=True)
class Example:
    """A bad example: the sample of `edition` with `changes` must raise the rule at field `at`, and only there.

    `at` is the field's key (`dept_total_rate`, `project.1.indicators.2.score`), or "" for a finding without a cell.
    `made`: the sample in a template of ours, or in one whose formulas were never calculated.
    """

    changes: Mapping[str, str | None]
    at: str
    edition: str = "yueyang_2023"
    made: Literal["", "template", "uncalculated"] = ""

    @property
    def submission(self) -> Submission:
        """The sample with the changes."""
        sent = sample(self.edition, self.changes)
        return in_template(sent, calculated=self.made == "template") if self.made else sent


@dataclass(frozen=True)
class Rule:
    """One rule: code (two letters and a number by subject, for ever), Chinese texts, severity, source, example, check."""

    code: str
    title: str
    subject: str
    severity: Severity
    message: str
    remedy: str
    source: str
    certainty: Certainty
    bad: tuple[Example, ...]
    check: Callable[["Scene"], Iterator["Hit"]]
    parameters: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    since: str = FIRST_SEEN
    why: str = field(default="")

    @property
    def basis(self) -> str:
        """What findings print as their ground: certainty and source."""
        return f"{self.certainty}：{self.source}"


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    title: str,
    subject: str,
    severity: Severity,
    message: str,
    remedy: str,
    source: str,
    certainty: Certainty,
    bad: Example | tuple[Example, ...],
    parameters: tuple[str, ...] = (),
    follows: tuple[str, ...] = (),
    needs: str | tuple[str, ...] = (),
) -> Callable[[Callable[["Scene"], Iterator["Hit"]]], Callable[["Scene"], Iterator["Hit"]]]:
    """Put a check into the catalogue. `message` takes the values a Hit gives in {braces}.

    `follows`: codes that explain this one; a finding is folded under them when one stands in the same form.
    `needs`: what the submission must hold for the check to look at anything (written as in `needs.py`); else the rule
    is not run, and said not to have been.
    """

    def keep(check: Callable[["Scene"], Iterator["Hit"]]) -> Callable[["Scene"], Iterator["Hit"]]:
        if code in _RULES or code in RETIRED:
            raise DefinitionError(f"规则代码 {code} 已经用过")
        examples = bad if isinstance(bad, tuple) else (bad,)
        why = (check.__doc__ or "").strip()
        _RULES[code] = Rule(
            code, title, subject, severity, message, remedy, source, certainty, examples, check, parameters, follows,
            needs=(needs,) if isinstance(needs, str) else needs, why=why,
        )  # fmt: skip
        return check

    return keep


@cache
def catalogue() -> Mapping[str, Rule]:
    """All rules by code, sorted."""
    import xlperf.rules.checks as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return MappingProxyType(dict(sorted(_RULES.items())))


def explainable(code: str) -> Rule:
    """The rule with this code (any case). Raises OperatorError for an unknown or retired one, naming its heir."""
    code = code.upper()
    if code in RETIRED:
        heir = RETIRED[code]
        raise OperatorError(f"规则 {code} 已停用" + (f"，由 {heir} 接替" if heir else ""))
    if code not in catalogue():
        raise OperatorError(f"没有规则 {code}。用 xlperf rules 查看全部规则")
    return catalogue()[code]
