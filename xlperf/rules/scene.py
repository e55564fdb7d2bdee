"""Scene: what a rule sees (the submission, its edition, the parameters in force); Hit: what it answers."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar, cast

from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.model.values import plain, show

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Hit:
    """One place where a rule does not hold. `cell` is None where nothing stands there (a missing form).

    `values` fill the rule's message; `given` and `expected` are shown as text. `basis` replaces the rule's own
    when a parameter's source is the ground, `remedy` where this place has to be mended in another way.
    """

    form: FilledForm | None
    cell: Cell | None
    given: str = ""
    expected: str = ""
    values: dict[str, object] = field(default_factory=dict)
    basis: str = ""
    remedy: str = ""

    @classmethod
    def at(
        cls,
        form: FilledForm,
        cell: Cell | None,
        given: object = "",
        expected: object = "",
        basis: str = "",
        remedy: str = "",
        **values: object,
    ) -> "Hit":
        """A hit at a cell; numbers are shown plainly."""
        return cls(form, cell, show(given), show(expected), {k: show(v) for k, v in values.items()}, basis, remedy)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number typed as text that the template's formulas left out. `effects`: (label, shown, what it comes to)."""

    form: FilledForm
    cell: Cell
    effects: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Scene:
    """One submission under its edition and parameters.

    `uncounted`: numbers that the template's own formulas left out; the rules see the results as they would be with them.
    """

    submission: Submission
    uncounted: tuple[Uncounted, ...] = ()
    memo: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)
    """what rules share and would otherwise work out again (see `once`)"""
    needs_met: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """need (see `needs.py`) → whether the submission meets it"""
    _forms: dict[tuple[str, ...], tuple[FilledForm, ...]] = field(default_factory=dict, repr=False, compare=False)
    used: dict[tuple[str, ...], tuple[FilledForm, ...]] = field(default_factory=dict, repr=False, compare=False)
    """kinds → the forms of them in use (see `money.used`)"""

    @cached_property
    def edition(self) -> Edition:
        """The edition the reader recognised."""
        return load_edition(self.submission.edition, self.submission.year)

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters in force at the edition's place in the submission's year."""
        return Parameters(self.edition.place, self.submission.year or self.edition.year)

    def once(self, what: Hashable, work: "Callable[[], Fact]") -> Fact:
        """What `work` says, worked out the first time only. `what` names it; of a form, with the form's id()."""
        try:
            return cast(Fact, self.memo[what])
        except KeyError:
            fact = self.memo[what] = work()
            return fact

    def forms(self, *kinds: str) -> tuple[FilledForm, ...]:
        """The forms of these kinds (all, if none is named), in the file's order."""
        if not kinds:
            return self.submission.forms
        found = self._forms.get(kinds)
        if found is None:
            found = self._forms[kinds] = tuple(form for form in self.submission.forms if form.form in kinds)
        return found


def total(numbers: list[Decimal]) -> Decimal:
    """Sum of Decimals."""
    return sum(numbers, Decimal(0))


def arithmetic(numbers: list[Decimal]) -> str:
    """10 + 10 + 5 = 25, for messages."""
    return f"{' + '.join(plain(n) for n in numbers)} = {plain(total(numbers))}"
