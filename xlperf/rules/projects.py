"""Which project form (附件3) belongs to which line of the basic data (附件1 一级项目)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import squeeze
from xlperf.rules.money import counted_rows, item_name, used
from xlperf.rules.scene import Scene, total


@dataclass(frozen=True, slots=True)
class Line:
    """One 一级项目 with money this year. `final` and `budget` in 万元, None if not filled."""

    form: FilledForm
    row: Row

    @property
    def name(self) -> str:
        """Its name without number and marks; "" where none is written."""
        return item_name(self.row["name"].text).strip(".…·")

    @property
    def final(self) -> Decimal | None:
        """本年决算数."""
        return self.row["final"].number if "final" in self.row else None

    @property
    def budget(self) -> Decimal | None:
        """本年预算数."""
        return self.row["budget"].number if "budget" in self.row else None

    @property
    def money(self) -> Decimal:
        """What was spent, else what was planned."""
        return self.final or self.budget or Decimal(0)

    @property
    def cell(self) -> Cell:
        """Where its name stands, or its money where no name is written."""
        return self.row["name"]


@dataclass(frozen=True, slots=True)
class Matching:
    """Lines and project forms that belong together; `by_amount`: by their money alone, the names differ."""

    pairs: tuple[tuple[Line, FilledForm], ...]
    by_amount: tuple[tuple[Line, FilledForm], ...]
    lines: tuple[Line, ...]
    forms: tuple[FilledForm, ...]

    @property
    def complete(self) -> bool:
        """Each line has its form, each form its line."""
        return bool(self.pairs or self.by_amount) and not self.lines and not self.forms


def spending_lines(scene: Scene) -> list[Line]:
    """The 一级项目 with money in this year's budget or accounts."""
    return scene.once("spending lines", lambda: _spending_lines(scene))


def _spending_lines(scene: Scene) -> list[Line]:
    lines = []
    for form in used(scene, "base"):
        rows = form.rows("spending")
        inner = _subtotals(form)
        lines += [Line(form, row) for n, row in enumerate(rows) if n not in inner]
    return [line for line in lines if line.money]


def _subtotals(form: FilledForm) -> set[int]:
    """Heading rows that hold the sum of the rows below them: they are no project themselves."""
    rows = list(form.rows("spending"))
    kept = {id(row) for row in counted_rows(form, "spending", "final")}
    dropped = [n for n, row in enumerate(rows) if id(row) not in kept]
    return {n - 1 for n in dropped if n - 1 not in dropped}


def matching(scene: Scene) -> Matching:
    """Lines and project forms paired: by name, by a name that holds the other, at last by the same money."""
    return scene.once("matching", lambda: _match(list(spending_lines(scene)), list(used(scene, "project"))))


def _match(lines: list[Line], forms: list[FilledForm]) -> Matching:
    pairs = _pair(lines, forms, lambda line, form: bool(line.name) and line.name == _name(form))
    pairs += _pair(lines, forms, lambda line, form: line.name == _name(form) and _same_money(line, form))
    pairs += _pair(lines, forms, lambda line, form: _holds(line.name, _name(form)))
    by_amount = _pair(lines, forms, lambda line, form: line.name != _name(form) and _same_money(line, form))
    return Matching(tuple(pairs), tuple(by_amount), tuple(lines), tuple(forms))


def _pair(
    lines: list[Line], forms: list[FilledForm], fits: Callable[[Line, FilledForm], bool]
) -> list[tuple[Line, FilledForm]]:
    """Take out what fits one another and nothing else."""
    pairs = []
    for line in list(lines):
        mine = [form for form in forms if fits(line, form)]
        if len(mine) == 1 and sum(fits(other, mine[0]) for other in lines) == 1:
            pairs.append((line, mine[0]))
    for line, form in pairs:
        lines.remove(line)
        forms.remove(form)
    return pairs


def _name(form: FilledForm) -> str:
    return item_name(form.text("name"))


def _same_money(line: Line, form: FilledForm) -> bool:
    return bool(line.final) and line.final == form.number("total_executed")


def _holds(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def project_spending(scene: Scene) -> tuple[FilledForm, Cell, Decimal] | None:
    """附件1 项目支出本年决算数: as printed, or the sum of its lines where the total is blank. With form and cell."""
    for form in used(scene, "base"):
        cell = form.get("project_spending_final")
        if cell is None or cell.state == "unreadable":
            continue
        if cell.number:
            return form, cell, cell.number
        rows = counted_rows(form, "spending", "final")
        amounts = [row["final"].number for row in rows if "final" in row and row["final"].number is not None]
        if amounts or cell.number is not None:
            return form, cell, total(amounts)
    return None


def unit_key(text: str) -> str:
    """A unit's name for comparison: white space and brackets out, usual short forms put for the long ones."""
    name = squeeze(text)
    for long, short in _SHORT.items():
        name = name.replace(long, short)
    return name.strip("()。")


_SHORT = {"人民代表大会常务委员会": "人大常委会", "人民代表大会": "人大", "中国共产党": "中共", "人民政府": "政府"}
