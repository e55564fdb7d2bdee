"""BD15 项目支出下有金额没有项目名称."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.projects import spending_lines
from xlperf.rules.scene import Hit, Scene


@rule(
    "BD15",
    title="有金额的一级项目要写名称",
    subject="基础数据",
    severity=Severity.ERROR,
    message="项目支出下有一行填了 {given} 万元，没有写项目名称",
    remedy="补写项目名称，与项目支出绩效自评表的名称一致。",
    source="基础数据表“项目支出”一行一个一级项目",
    certainty="推定",
    needs="base: spending.budget|spending.final",
    bad=(
        Example({"base.spending.2.name": None}, at="base_spending.2.name"),
        Example({"base.spending.1.name": "……"}, at="base_spending.1.name"),
    ),
)
def line_without_name(scene: Scene) -> Iterator[Hit]:
    """Dots for more rows are no name."""
    for line in spending_lines(scene):
        if not line.name:
            yield Hit.at(line.form, line.cell, amount(line.money))
