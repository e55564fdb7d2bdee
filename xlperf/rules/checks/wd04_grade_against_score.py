"""WD04 等级与得分不符."""

from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.grades import grade_meant
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.totals import grade


@rule(
    "WD04",
    title="评价等级应与得分相符",
    subject="用语",
    severity=Severity.ERROR,
    message="自评得 {score} 分，等级填“{given}”；按界限 {trace}",
    remedy="核对得分和等级，改错的一处；当地另有等级界限的，按当地的办法。",
    source="财政部预算司对等级的公开口径：优（90-100分）、良（80-89分）、中（60-79分）、差（0-59分）",
    certainty="通行做法",
    parameters=("grade_limits", "total_points"),
    needs="sent any: grade score",
    bad=Example({"list.grade": "差"}, at="list_grade", edition="shigu_2023"),
)
def grade_against_score(scene: Scene) -> Iterator[Hit]:
    """优秀 counts as 优; the name is another rule's."""
    whole = scene.parameters.number("total_points")
    limits = [(str(name), Decimal(limit)) for name, limit in scene.parameters["grade_limits"]]
    for form in scene.forms():
        given = grade_meant(form.text("grade"), [name for name, _ in limits])
        ours = grade(form.number("score"), whole, limits)
        if given and ours.name and given != ours.name:
            yield Hit.at(
                form, form.get("grade"), form.text("grade"), ours.name,
                basis=scene.parameters.basis("grade_limits"), score=form.number("score"), trace=ours.trace,
            )  # fmt: skip
