"""EX01 执行率与按金额算的不一致."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.needs import PRINTED_RATES
from xlperf.rules.rated import rates
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX01",
    title="执行率应等于执行数除以预算数",
    subject="执行率",
    severity=Severity.ERROR,
    message="“{label}”填 {given}，按表里的金额算是 {worked}",
    remedy="核对预算数和执行数，按“执行数÷预算数”改执行率（四舍五入，小数位随意）。",
    source="自评表栏目“执行率（B/A）”",
    certainty="表注",
    parameters=("rate_tolerance", "execution_denominator"),
    needs=PRINTED_RATES,
    bad=(
        Example({"dept.total_rate": "100%"}, at="dept_total_rate"),
        Example({"dept.total_rate": "98.01%"}, at="dept_total_rate"),
        Example({"project.2.total_rate": "97.5%"}, at="project.2.total_rate"),
        Example({"dept.basic_rate": "100%"}, at="dept_basic_rate", edition="liuyang_2022"),
        Example({"list.projects.2.rate": "100%"}, at="list_projects.2.rate", edition="shigu_2023"),
    ),
)
def execution_rate(scene: Scene) -> Iterator[Hit]:
    """Compared as fine as the unit printed it: 123% is right for 123.097%, 90.1% for 90.06%."""
    near = scene.parameters.number("rate_tolerance")
    for one in rates(scene, "dept", "project", "list"):
        if one.cell and one.exact is not None and not one.agrees(near):
            ours = percent(one.exact, max(2, one.places))
            yield Hit.at(one.form, one.cell, one.cell.text, ours, label=one.label, worked=one.worked)
