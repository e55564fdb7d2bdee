"""EX04 执行率或它的得分没有填."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import there
from xlperf.rules.labels import cell_label
from xlperf.rules.money import used
from xlperf.rules.needs import MONEY_PAIRS
from xlperf.rules.rated import rates_of
from xlperf.rules.scene import Hit, Scene


@rule(
    "EX04",
    title="执行率和执行率得分要填",
    subject="执行率",
    severity=Severity.ERROR,
    message="{label}没有填；按金额算，执行率 {worked}",
    remedy="补填；得分 = 执行率×分值，最高不超过分值。",
    source="自评表栏目“执行率”“得分”",
    certainty="表注",
    needs=MONEY_PAIRS,
    bad=(
        Example({"dept.total_score": None}, at="dept_total_score"),
        Example({"project.1.total_rate": "　"}, at="project.1.total_rate"),
        Example({"dept.project_rate": None}, at="dept_project_rate", edition="liuyang_2022"),
    ),
)
def execution_points_missing(scene: Scene) -> Iterator[Hit]:
    """Where the amounts are there and the form in the file has the cell; project lists have no rate column of old."""
    for form in used(scene, "dept", "project"):
        for one in rates_of(scene, form):
            score = there(form.get("total_score")) if one.field == "total_rate" else None
            for cell in (one.cell, score):
                if cell and cell.is_blank and one.exact is not None:
                    yield Hit.at(form, cell, label=cell_label(scene, form, cell), worked=one.worked)
