"""TX04 完成情况写得太简单."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import one_line
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure.words import bare

_FEWEST = 8
"""characters; 已完成, 全部按计划完成 say nothing of what was done"""


@rule(
    "TX04",
    title="完成情况要写具体",
    subject="文字",
    severity=Severity.NOTICE,
    message="“{label}”只写了“{given}”，看不出完成了什么、完成到什么程度",
    remedy="对照预期目标，写明全年做成了哪几件事、数量和效果。",
    source="完成情况应与预期目标逐项对应",
    certainty="通行做法",
    needs="sent dept|project: goal_actual",
    bad=Example({"project.1.goal_actual": "已完成"}, at="project.1.goal_actual"),
)
def goal_actual_thin(scene: Scene) -> Iterator[Hit]:
    """A few words without a number."""
    for form in scene.forms("dept", "project"):
        text = bare(one_line(form.text("goal_actual")))
        if text and len(text) <= _FEWEST and not any(character.isdigit() for character in text):
            label = scene.edition.form(form.form).fields["goal_actual"].label
            yield Hit.at(form, form.get("goal_actual"), form.text("goal_actual"), label=label)
