"""WT04 有指标没有分值."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import there
from xlperf.rules.money import used
from xlperf.rules.points import all_points, categories
from xlperf.rules.scene import Hit, Scene


@rule(
    "WT04",
    title="填了指标的行要有分值",
    subject="分值",
    severity=Severity.ERROR,
    message="“{name}”没有分值",
    remedy="补填分值；同一个一级指标下各行分值合计等于括号里的分值。",
    source="自评表每项指标都要有分值，得分才有依据",
    certainty="推定",
    needs="dept|project: indicators.points?|total_points?",
    bad=(
        Example({"dept.indicators.3.points": None}, at="dept_indicators.3.points"),
        Example({"project.1.indicators.7.points": "　"}, at="project.1.indicators.7.points"),
        Example({"dept.total_points": None}, at="dept_total_points"),
    ),
)
def points_missing(scene: Scene) -> Iterator[Hit]:
    """Rows with a third level, a target, an actual or a score; and the points of the execution rate."""
    for form in used(scene, "dept", "project"):
        for one in categories(scene, form):
            for row in one.gaps:
                yield Hit.at(form, row["points"], name=row["level3"].text or row["level2"].text)
        cell = there(form.get("total_points"))
        if cell and cell.is_blank and all_points(scene, form) and scene.edition.execution_in_total:
            yield Hit.at(form, cell, name="预算执行率")
