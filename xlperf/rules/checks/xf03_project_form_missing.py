"""XF03 一级项目没有项目支出绩效自评表."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.projects import matching
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF03",
    title="每个有金额的一级项目要有一张项目支出绩效自评表",
    subject="跨表",
    severity=Severity.ERROR,
    message="附件1列有“{name}”{given} 万元，没有它的项目支出绩效自评表",
    remedy="补报这个项目的自评表；已经报了的，核对项目名称，两处写成一样。",
    source="附件3备注：“一个一级项目支出一张表”",
    certainty="表注",
    needs=("base: spending.budget|spending.final", "project"),
    bad=(
        Example({"project.2": None}, at="base_spending.2.name"),
        Example({"project.1": None}, at="base_spending.1.name"),
    ),
)
def project_form_missing(scene: Scene) -> Iterator[Hit]:
    """Where at least one project form was sent; none at all is XF06's."""
    if any(used(scene, "project")):
        for line in matching(scene).lines:
            if line.name:
                yield Hit.at(line.form, line.cell, amount(line.money), name=line.name)
