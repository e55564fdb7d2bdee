"""BD06 公用经费小于其中各项之和."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import COLUMNS, PUBLIC_FUNDS_PARTS, added, head, label, numbers, tolerance, used
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "BD06",
    title="公用经费不应小于其中各项之和",
    subject="基础数据",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，而其中 {worked}，多出 {difference} 万元",
    remedy="“其中”各项是公用经费的一部分，合计不能比公用经费大，请核对。",
    source="基础数据表“公用经费”下列“其中”三项",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="base: public_funds_* office_*|utilities_travel_*|meeting_training_*",
    bad=(
        Example({"base.office_prior": "95.00"}, at="base_public_funds_prior"),
        Example({"base.utilities_travel_budget": "125.00"}, at="base_public_funds_budget"),
        Example({"base.public_funds_final": "60.00"}, at="base_public_funds_final"),
    ),
)
def public_funds_parts(scene: Scene) -> Iterator[Hit]:
    """Each of the three columns; the parts need not be all of it."""
    for form in used(scene, "base"):
        for column in COLUMNS:
            cell, parts = (
                form.get(f"public_funds_{column}"),
                numbers(form, [f"{part}_{column}" for part in PUBLIC_FUNDS_PARTS]),
            )
            if cell is None or cell.number is None or not parts:
                continue
            inner = total([*parts.values()])
            if inner - cell.number > tolerance(scene):
                yield Hit.at(
                    form, cell, amount(cell.number), amount(inner),
                    label=label(scene, form, cell.field), difference=amount(inner - cell.number),
                    worked=added([(head(label(scene, form, name)), number) for name, number in parts.items()]),
                )  # fmt: skip
