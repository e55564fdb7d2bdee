"""Lines of the basic data (附件1) whose accounts are above their budget."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import amount, percent
from xlperf.rules.money import head, item_name, label, used
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.rates import quotient


@dataclass(frozen=True, slots=True)
class Above:
    """One line: budget and final in 万元, final greater. `cell` is that of the final."""

    form: FilledForm
    name: str
    cell: Cell
    budget: Decimal
    final: Decimal

    def hit(self, **more: str) -> Hit:
        """The hit with the arithmetic: 决算 0.49 > 预算 0.40，超 0.09（22.50%）."""
        over = self.final - self.budget
        rate = quotient(over, self.budget)
        how_much = f"{amount(over)} 万元" + ("（没有预算）" if rate is None else f"（{percent(rate)}）")
        return Hit.at(
            self.form, self.cell, amount(self.final), amount(self.budget), name=self.name, how_much=how_much, **more
        )


def lines_above(scene: Scene, names: Sequence[str]) -> Iterator[Above]:
    """Those of the lines named whose final is above the budget. A blank budget says nothing, 0 does."""
    for form in used(scene, "base"):
        for name in names:
            yield from _above(form, head(label(scene, form, f"{name}_final")), name)


def _above(form: FilledForm, name: str, line: str) -> Iterator[Above]:
    budget, final = form.get(f"{line}_budget"), form.get(f"{line}_final")
    if budget and final:
        yield from _compared(form, name, budget, final)


def rows_above(form: FilledForm) -> Iterator[Above]:
    """The 一级项目 whose final is above the budget."""
    for row in form.rows("spending"):
        if "budget" in row and "final" in row:
            yield from _compared(form, item_name(row["name"].text), row["budget"], row["final"])


def _compared(form: FilledForm, name: str, budget: Cell, final: Cell) -> Iterator[Above]:
    if budget.number is not None and final.number is not None and final.number > budget.number:
        yield Above(form, name, final, budget.number, final.number)
