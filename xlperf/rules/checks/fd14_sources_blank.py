"""FD14 项目资金没有分来源."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import unchecked_sums
from xlperf.rules.scene import Hit, Scene


@rule(
    "FD14",
    title="项目资金要分来源填列",
    subject="资金",
    severity=Severity.NOTICE,
    message="“{label}”有数（{sums}），当年财政拨款、上年结转、其他资金都空着，无法核对",
    remedy="按来源补填，各来源之和等于年度资金总额。",
    source="表样的“其中”各行",
    certainty="推定",
    needs="project: total_*",
    bad=Example({"project.2.fiscal_initial": None}, at="project.2.total_initial"),
)
def sources_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each project form."""
    yield from unchecked_sums(scene, "project", "total")
