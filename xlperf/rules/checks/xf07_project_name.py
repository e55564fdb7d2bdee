"""XF07 同一项目在两张表里名称不同."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import item_name
from xlperf.rules.projects import matching
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF07",
    title="项目名称应与附件1一致",
    subject="跨表",
    severity=Severity.CONFIRM,
    message="项目名称填“{given}”，附件1里金额相同（{executed}）的一级项目写的是“{expected}”",
    remedy="如果是同一个项目，两处写成一样；如果不是，各自补上缺的表。",
    source="同一个项目在各表的名称应一致",
    certainty="推定",
    needs=("base: spending.name", "project: name"),
    bad=(
        Example({"project.1.name": "校舍维修经费"}, at="project.1.name"),
        Example({"base.spending.2.name": "　2、信息化经费"}, at="project.2.name"),
    ),
)
def project_name(scene: Scene) -> Iterator[Hit]:
    """Forms and lines that go together only by their money."""
    for line, form in matching(scene).by_amount:
        name = item_name(form.text("name"))
        if line.name and name:
            yield Hit.at(form, form.get("name"), name, line.name, executed=amount(line.money))
