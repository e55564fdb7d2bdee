"""SC03 得分小于0."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.labels import cell_label
from xlperf.rules.scene import Hit, Scene

_FIELDS = ("total_score", "sum_score", "score")


@rule(
    "SC03",
    title="得分不得小于 0",
    subject="得分",
    severity=Severity.ERROR,
    message="{label}填 {given}，得分不能是负数",
    remedy="分数扣完为止，最低填 0；扣分的写法（如 -2）请改成得分。",
    source="得分在 0 到分值之间",
    certainty="通行做法",
    needs="sent any: total_score|sum_score|score|indicators.score",
    bad=(
        Example({"dept.indicators.8.score": "-1"}, at="dept_indicators.8.score"),
        Example({"project.1.total_score": "-9.75"}, at="project.1.total_score"),
        Example({"list.score": "-5"}, at="list_score", edition="shigu_2023"),
    ),
)
def score_below_zero(scene: Scene) -> Iterator[Hit]:
    """Rows, execution rate and total."""
    for form in scene.forms():
        cells = [form.get(name) for name in _FIELDS] + [row.get("score") for row in form.rows("indicators")]
        for cell in cells:
            if cell and cell.number is not None and cell.number < 0:
                yield Hit.at(form, cell, cell.number, "0", label=cell_label(scene, form, cell))
