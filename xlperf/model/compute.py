"""The arithmetic of computed fields as editions write it: `ratio(staff_actual, staff_quota)`.

| written | meaning |
| --- | --- |
| ratio(a, b) | a ÷ b as a fraction, rounded to parameter rate_places of a percent; blank if b is blank or 0 |
| sum(a, b, t.c) | sum of the filled ones (a column `t.c` adds all rows); blank if none is filled |
| points(r, p) | execution points: min(r, execution_cap) × p, rounded to score_places |
| parameter(name) | the parameter in force |
| group_points() | the points of all indicator groups of the edition |
"""

import re
from dataclasses import dataclass
from functools import cache

from xlperf.errors import DefinitionError
from xlperf.model.form import Edition

OPERATIONS = ("ratio", "sum", "points", "parameter", "group_points")


@dataclass(frozen=True, slots=True)
class Compute:
    """One operation and the ids it takes; an id with a dot is a table's column."""

    operation: str
    arguments: tuple[str, ...]


@cache
def parse_compute(text: str) -> Compute:
    """`sum(a, b)` → Compute("sum", ("a", "b")). Raises DefinitionError for anything else."""
    match = re.fullmatch(r"(\w+)\(([\w., ]*)\)", text.strip())
    if match is None or match[1] not in OPERATIONS:
        raise DefinitionError(f"键 compute：看不懂“{text}”，可用的有：{'、'.join(OPERATIONS)}")
    return Compute(match[1], tuple(part.strip() for part in match[2].split(",") if part.strip()))


def check_arithmetic(edition: Edition, file: str) -> None:
    """Every id that `compute` and `funds` name must be a field of the form or a column. Raises DefinitionError."""
    columns = {f"{table}.{column}" for table, spec in edition.tables.items() for column in spec.columns}
    for form_id, form in edition.forms.items():
        known = columns | set(form.fields)
        for name, field in form.fields.items():
            what = parse_compute(field.compute) if field.compute else None
            if what and what.operation != "parameter":
                _check_known(what.arguments, known, f"{file}：键 forms.{form_id}.fields.{name}.compute")
        for kind, names in form.funds.items():
            _check_known(names, known, f"{file}：键 forms.{form_id}.funds.{kind}")


def _check_known(names: tuple[str, ...], known: set[str], where: str) -> None:
    for name in names:
        if name not in known:
            raise DefinitionError(f"{where}：没有名为 {name} 的栏目")
