"""FD05 项目资金总额不等于资金来源之和."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import differing
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD05",
    title="项目资金总额应等于当年财政拨款、上年结转、其他资金之和",
    subject="资金",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，分项 {worked}，相差 {difference} 万元",
    remedy="核对各来源的金额，改错的一处。",
    source="表样“其中：当年财政拨款、上年结转资金、其他资金”是年度资金总额的构成",
    certainty="推定",
    parameters=("money_tolerance",),
    needs="project: total_* fiscal_*|carry_*|other_*",
    bad=(
        Example({"project.1.fiscal_initial": "150.00"}, at="project.1.total_initial"),
        Example({"project.1.carry_budget": "20.00"}, at="project.1.total_budget"),
        Example({"project.2.other_executed": "0.5"}, at="project.2.total_executed"),
    ),
)
def project_sources(scene: Scene) -> Iterator[Hit]:
    """Each of the three money columns; a blank part adds nothing."""
    yield from differing(scene, "project", "total")
