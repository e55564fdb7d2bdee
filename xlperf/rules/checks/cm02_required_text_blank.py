"""CM02 必填的文字没有填."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use, is_missing
from xlperf.rules.scene import Hit, Scene


@rule(
    "CM02",
    title="必填的文字要填",
    subject="必填",
    severity=Severity.CONFIRM,
    message="“{label}”没有填{where}",
    remedy="补填这一栏。",
    source="表样的必填栏",
    certainty="推定",
    needs="any",
    bad=(
        Example({"base.measures": "　"}, at="base_measures"),
        Example({"project.1.name": None}, at="project.1.name"),
        Example({"dept.goal_actual": None}, at="dept_goal_actual"),
    ),
)
def required_text_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each field; the signatures at the foot are another rule's."""
    for form in scene.forms():
        if not in_use(scene, form):
            continue
        definition = scene.edition.form(form.form)
        for name, field in definition.required.items():
            if field.kind not in ("text", "choice") or name in definition.signature:
                continue
            missing, cell = is_missing(form, name)
            if missing and (cell or scene.edition.certainty != "推定"):
                yield Hit.at(form, cell, label=field.label, where="" if cell else "，表里也没有找到这一栏")
