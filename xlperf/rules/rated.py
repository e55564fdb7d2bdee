"""Rates that a form prints (执行率、控制率) beside the two amounts they come from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.compute import parse_compute
from xlperf.model.lazy import lazy
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import amount, percent, plain, round_half_up, squeeze
from xlperf.rules.examples import NEVER_CALCULATED
from xlperf.rules.filled import there
from xlperf.rules.money import item_name, used
from xlperf.rules.scene import Scene
from xlperf.scoring.rates import quotient

_FINE = 6
"""places of a percent beyond which a printed rate is a formula's result, not a person's rounding"""
_MONEY = ("money", "area")


@dataclass(frozen=True)
class Rate:
    """One rate: `top` ÷ `bottom`. `cell` is where it is printed, None where the form in the file has no such place."""

    form: FilledForm
    field: str
    label: str
    cell: Cell | None
    top: Cell | None
    bottom: Cell | None
    money: bool

    @property
    def over(self) -> Decimal | None:
        """The number above the line."""
        return self.top.number if self.top else None

    @property
    def under(self) -> Decimal | None:
        """The number below the line."""
        return self.bottom.number if self.bottom else None

    @lazy
    def exact(self) -> Decimal | None:
        """The ratio, unrounded; None where one number is missing or the lower one is 0."""
        return quotient(self.over, self.under)

    @property
    def name(self) -> str:
        """The line's name: 年度资金总额, 财政拨款, a project of a list."""
        return self.label.partition("·")[0]

    @property
    def worked(self) -> str:
        """989.80 ÷ 1010.00 = 98.00%, at least as fine as printed."""
        exact = self.exact
        if exact is None or self.over is None or self.under is None:
            return ""
        told = amount if self.money else plain
        return f"{told(self.over)} ÷ {told(self.under)} = {percent(exact, max(2, self.places))}"

    @lazy
    def places(self) -> int:
        """Places behind the point of the printed percent: 100% → 0, 91.67% → 2, 0.9167 → 2."""
        text = squeeze(self.cell.typed) if self.cell else ""
        found = re.search(r"\.(\d+)", text)
        digits = len(found[1]) if found else 0
        return min(digits if "%" in text else max(0, digits - 2), _FINE)

    def agrees(self, tolerance: Decimal) -> bool:
        """Printed as computed, rounded as printed; `tolerance` in percent points. True where one of them is missing."""
        printed = self.cell.number if self.cell else None
        if printed is None or self.exact is None:
            return True
        ours, theirs = (round_half_up(ratio * 100, self.places) for ratio in (self.exact, printed))
        return abs(ours - theirs) <= tolerance


def rates(scene: Scene, *kinds: str) -> Iterator[Rate]:
    """All rates of the forms in use, those of table rows too."""
    for form in used(scene, *kinds):
        yield from rates_of(scene, form)


def rates_of(scene: Scene, form: FilledForm) -> Sequence[Rate]:
    """The rates of one form."""
    return scene.once(("rates", id(form)), lambda: tuple(_rates_of(scene, form)))


def _rates_of(scene: Scene, form: FilledForm) -> Iterator[Rate]:
    fields = scene.edition.form(form.form).fields
    for name in scene.edition.form(form.form).computed.get("ratio", ()):
        top, bottom = parse_compute(fields[name].compute).arguments
        bottom = _denominator(scene, form, bottom)
        money = fields[top].kind in _MONEY
        yield Rate(form, name, fields[name].label, there(form.get(name)), form.get(top), form.get(bottom), money)
    for table, rows in form.tables.items():
        for column, spec in scene.edition.tables[table].columns.items():
            if not spec.compute.startswith("ratio("):
                continue
            top, bottom = parse_compute(spec.compute).arguments
            for row in rows:
                label = f"{item_name(row['name'].text) if 'name' in row else ''}·{spec.label}"
                yield Rate(form, column, label, there(row.get(column)), row.get(top), row.get(bottom), True)


def _denominator(scene: Scene, form: FilledForm, bottom: str) -> str:
    """Where the initial budget is the denominator (参数 execution_denominator), its field in place of the full year's."""
    initial = bottom.replace("_budget", "_initial")
    wanted = scene.parameters["execution_denominator"] == "initial" and initial in form.cells
    return initial if wanted else bottom


def without_sign(cell: Cell | None) -> bool:
    """A percent typed without its sign: 100, 0.95."""
    return cell is not None and cell.state == "unreadable" and "百分号" in cell.problem


def never_calculated(cell: Cell) -> bool:
    """A formula in a file that no spreadsheet program has calculated yet."""
    return cell.formula and cell.state == "unreadable" and NEVER_CALCULATED in cell.problem


def same_points(cell: Cell, exact: Decimal, tolerance: Decimal) -> bool:
    """Points as computed, within tolerance, or rounded to the one place that was printed (8.6 for 8.62)."""
    number = cell.number
    if number is None or abs(number - exact) <= tolerance:
        return True
    found = re.search(r"\.(\d+)", cell.typed)
    return found is not None and round_half_up(exact, len(found[1])) == number
