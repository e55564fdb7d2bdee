"""WT06 分值不大于0."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.points import has_content
from xlperf.rules.scene import Hit, Scene


@rule(
    "WT06",
    title="分值应大于 0",
    subject="分值",
    severity=Severity.CONFIRM,
    message="“{name}”的分值填 {given}，这一行不计分",
    remedy="给这项指标分值，或者删去这一行。",
    source="预算管理系统可以要求指标分值大于 0",
    certainty="系统口径",
    needs="dept|project: indicators.points",
    bad=(
        Example(
            {"dept.indicators.1.points": "0", "dept.indicators.1.score": "0", "dept.indicators.2.points": "25"},
            at="dept_indicators.1.points",
        ),
        Example({"project.1.indicators.2.points": "-10"}, at="project.1.indicators.2.points"),
    ),
)
def points_not_above_zero(scene: Scene) -> Iterator[Hit]:
    """Only rows that hold an indicator."""
    for form in used(scene, "dept", "project"):
        for row in form.rows("indicators"):
            cell = row.get("points")
            if cell and cell.number is not None and cell.number <= 0 and has_content(row):
                yield Hit.at(form, cell, cell.number, name=row["level3"].text)
