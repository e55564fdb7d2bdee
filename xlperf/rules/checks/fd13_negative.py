"""FD13 金额、人数是负数."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.cells import definition_of, sorting
from xlperf.rules.labels import cell_label
from xlperf.rules.scene import Hit, Scene

_MAY_FALL = "adjustment"
_KINDS = ("money", "count", "area")


@rule(
    "FD13",
    title="金额、人数、面积不得小于 0",
    subject="资金",
    severity=Severity.ERROR,
    message="{label}填 {given}，不能是负数",
    remedy="核对后改正；调减数只填在“预算调整”栏。",
    source="预算数、决算数、人数、面积都不小于 0",
    certainty="推定",
    needs="sent any",
    bad=(
        Example({"base.reception_prior": "-3.00", "base.three_public_prior": "0.40"}, at="base_reception_prior"),
        Example({"project.1.carry_initial": "-0.01"}, at="project.1.carry_initial"),
    ),
)
def negative(scene: Scene) -> Iterator[Hit]:
    """All money, counts and areas but adjustments, which may fall."""
    for form in scene.forms():
        for cell in sorting(scene, form).below_zero:
            defined = definition_of(scene, form, cell)
            if defined and defined.kind in _KINDS and not cell.field.startswith(_MAY_FALL):
                yield Hit.at(form, cell, cell.number, "0", label=cell_label(scene, form, cell))
