"""BD17 金额像是按“元”填的."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Cell, FilledForm
from xlperf.model.values import amount, plain, round_half_up
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import label, used
from xlperf.rules.scene import Hit, Scene

_LINES = (("dept", "basic_executed"), ("base", "public_funds_final"))
"""what is spent on the staff itself: projects may cost any amount"""


@rule(
    "BD17",
    title="金额以万元为单位",
    subject="基础数据",
    severity=Severity.CONFIRM,
    message="“{label}”填 {given}，按实际在职 {staff} 人算，人均 {each} 万元，像是按“元”填的",
    remedy="表里的金额单位是万元。按元填的，除以 10000 后重填全表的金额；确实是这么多的，写明情况。",
    source="表样印的金额单位是万元；人均超过多少才提示，由参数规定",
    certainty="推定",
    parameters=("money_per_person",),
    needs=("base: staff_actual", "dept: basic_executed or base: public_funds_final"),
    bad=(
        Example({"dept.basic_executed": "7098000"}, at="dept_basic_executed"),
        Example({"base.public_funds_final": "770000"}, at="base_public_funds_final"),
    ),
)
def money_per_person(scene: Scene) -> Iterator[Hit]:
    """Basic spending and public funds for each person on the staff; far above what any post costs."""
    limit = scene.parameters.number("money_per_person")
    staff = next((n for form in used(scene, "base") if (n := form.number("staff_actual"))), None)
    for form, cell in _cells(scene) if staff else ():
        if staff and cell.number is not None and cell.number / staff > limit:
            yield Hit.at(
                form, cell, amount(cell.number), basis=scene.parameters.basis("money_per_person"),
                label=label(scene, form, cell.field), staff=staff, each=plain(round_half_up(cell.number / staff, 2)),
            )  # fmt: skip


def _cells(scene: Scene) -> Iterator[tuple[FilledForm, Cell]]:
    for kind, name in _LINES:
        for form in used(scene, kind):
            if cell := form.get(name):
                yield form, cell
