"""Computed fields (自动计算栏) of a form from what the unit typed: the same arithmetic as the native formulas."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.compute import parse_compute
from xlperf.model.form import Edition, Field
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm
from xlperf.scoring.execution import execution_points
from xlperf.scoring.rates import ratio
from xlperf.scoring.totals import total


def evaluate(
    form: FilledForm, field: str, edition: Edition, parameters: Parameters, *, trust_typed: bool = True
) -> Decimal | None:
    """The value of a computed field: money in 万元, points, or a ratio; None where it cannot be computed.

    `trust_typed`: what the unit typed into another computed field counts as it stands (checking a form that was not
    made by a template); False follows the formulas all the way down (checking a template). Raises KeyError for an
    unknown field, ValueError for one without arithmetic.
    """
    return _Evaluation(form, edition, parameters, trust_typed).of(field)


def standing(form: FilledForm, field: str, edition: Edition) -> tuple[Cell, ...]:
    """The cell of a field; where the unit left a sum (合计) blank, the cells that it is the sum of."""
    cells, spec = form.under(field), edition.form(form.form).fields.get(field)
    if spec is None or not spec.compute or any(not cell.is_blank for cell in cells):
        return cells
    what = parse_compute(spec.compute)
    return tuple(cell for part in what.arguments for cell in form.under(part)) if what.operation == "sum" else cells


@dataclass(frozen=True)
class _Evaluation:
    form: FilledForm
    edition: Edition
    parameters: Parameters
    trust_typed: bool

    def of(self, field: str) -> Decimal | None:
        spec = self._spec(field)
        if not spec.compute:
            raise ValueError(f"{field} is not a computed field")
        what = parse_compute(spec.compute)
        match what.operation:
            case "parameter":
                return self.parameters.number(what.arguments[0])
            case "group_points":
                return total(group.points for group in self.edition.groups)
            case "sum":
                return total(number for name in what.arguments for number in self._numbers(name))
        first, second = (self._value(name) for name in what.arguments)
        if what.operation == "ratio":
            return ratio(first, second, places=int(self.parameters.number("rate_places")))
        cap, places = self.parameters.number("execution_cap"), int(self.parameters.number("score_places"))
        return execution_points(first, second, cap=cap, places=places)

    def _spec(self, field: str) -> Field:
        return self.edition.form(self.form.form).fields[field]

    def _value(self, name: str) -> Decimal | None:
        typed = self.form.number(name)
        if self._spec(name).compute and (typed is None or not self.trust_typed):
            return self.of(name)
        return typed

    def _numbers(self, name: str) -> Iterator[Decimal | None]:
        if "." not in name:
            yield self._value(name)
            return
        yield from (cell.number for cell in self.form.under(name))
