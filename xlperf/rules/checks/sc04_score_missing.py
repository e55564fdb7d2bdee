"""SC04 有指标没有得分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.submission import Row
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import there
from xlperf.rules.indicators import indicators
from xlperf.rules.money import used
from xlperf.rules.points import has_content
from xlperf.rules.scene import Hit, Scene


@rule(
    "SC04",
    title="填了指标的行要有得分",
    subject="得分",
    severity=Severity.ERROR,
    message="“{name}”没有得分{points}",
    remedy="补填得分；没有完成、得 0 分的，填 0，不要空着。",
    source="自评总分是各项得分之和，空着的不当作 0",
    certainty="推定",
    needs="dept|project: indicators.score?",
    bad=(
        Example({"dept.indicators.3.score": None}, at="dept_indicators.3.score"),
        Example({"project.2.indicators.6.score": "　"}, at="project.2.indicators.6.score"),
        Example({"dept.indicators.3.score": None}, at="dept_indicators.3.score", edition="liuyang_2022"),
    ),
)
def score_missing(scene: Scene) -> Iterator[Hit]:
    """Where rows share the points of their second level, one score among them is enough."""
    for one in (one for form in used(scene, "dept", "project") for one in indicators(scene, form)):
        cell = there(one.cell("score"))
        if cell is None or not cell.is_blank or not one.leads:
            continue
        scored = any("score" in row and not row["score"].is_blank for row in one.mates)
        if not scored and any(_given(row) for row in one.mates):
            name = one.name if len(one.mates) == 1 else one.text("level2")
            points = f"（分值 {one.points:f} 分）" if one.points is not None else ""
            yield Hit.at(one.form, cell, "", one.points, name=name, points=points)


def _given(row: Row) -> bool:
    points = row.get("points")
    return has_content(row) or bool(points and points.number)
