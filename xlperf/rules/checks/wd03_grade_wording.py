"""WD03 等级名称不规范."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.grades import grade_meant
from xlperf.rules.scene import Hit, Scene


@rule(
    "WD03",
    title="评价等级用规定的名称",
    subject="用语",
    severity=Severity.NOTICE,
    message="评价等级写的是“{given}”，规范的名称是“{expected}”（等级分{names}）",
    remedy="改成规范的名称。",
    source="财政部预算司对等级的公开口径：优、良、中、差",
    certainty="通行做法",
    parameters=("grade_limits",),
    needs="sent any: grade",
    bad=Example({"list.grade": "优秀"}, at="list_grade", edition="shigu_2023"),
)
def grade_wording(scene: Scene) -> Iterator[Hit]:
    """优秀 is meant as 优; a word that is no grade at all is told too."""
    names = [str(name) for name, _ in scene.parameters["grade_limits"]]
    for form in scene.forms():
        text = form.text("grade")
        if text and text not in names:
            meant = grade_meant(text, names) or "、".join(names)
            yield Hit.at(form, form.get("grade"), text, meant, names="、".join(names))
