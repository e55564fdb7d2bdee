"""BD14 公用经费的口径各栏不一."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.submission import FilledForm
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import COLUMNS, PUBLIC_FUNDS_PARTS, column, label, numbers, tolerance, used
from xlperf.rules.scene import Hit, Scene, total


@rule(
    "BD14",
    title="公用经费各年的口径应一致",
    subject="基础数据",
    severity=Severity.NOTICE,
    message="“其中”三项之和，{equal}恰等于公用经费 {given}，{others}却小于公用经费，疑似口径不一",
    remedy="核对公用经费是否包括三项以外的费用，各栏按同一口径填。",
    source="公用经费是基本支出中的一般商品和服务支出，通常多于三项之和",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="base: public_funds_* office_* utilities_travel_* meeting_training_*",
    bad=(
        Example({"base.public_funds_prior": "68.00"}, at="base_public_funds_prior"),
        Example({"base.office_final": "88.80"}, at="base_public_funds_final"),
    ),
)
def public_funds_scope(scene: Scene) -> Iterator[Hit]:
    """Some columns equal to the sum of their three parts, others not; all four amounts must be there."""
    for form in used(scene, "base"):
        rest = {name: left for name in COLUMNS if (left := _left(form, name)) is not None}
        equal = [name for name, left in rest.items() if abs(left) <= tolerance(scene)]
        less = [name for name, left in rest.items() if left > tolerance(scene)]
        if not equal or not less:
            continue
        cell = form.get(f"public_funds_{equal[0]}")
        names = {name: column(label(scene, form, f"public_funds_{name}")) for name in COLUMNS}
        yield Hit.at(
            form, cell, amount(cell.number) if cell and cell.number else "", "",
            equal="、".join(names[name] for name in equal), others="、".join(names[name] for name in less),
        )  # fmt: skip


def _left(form: FilledForm, column: str) -> Decimal | None:
    parts, whole = (
        numbers(form, [f"{part}_{column}" for part in PUBLIC_FUNDS_PARTS]),
        form.number(f"public_funds_{column}"),
    )
    if not parts or len(parts) < len(PUBLIC_FUNDS_PARTS) or not whole:
        return None
    return whole - total([*parts.values()])
