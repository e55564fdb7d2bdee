"""CM01 必填的数没有填."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use, is_missing
from xlperf.rules.scene import Hit, Scene

_NUMBERS = ("money", "count", "area", "points", "ratio", "number")


@rule(
    "CM01",
    title="必填的数要填",
    subject="必填",
    severity=Severity.ERROR,
    message="“{label}”没有填{where}",
    remedy="补填；确实没有发生的填 0，不要空着。",
    source="表样的必填栏",
    certainty="推定",
    needs="any",
    bad=(
        Example({"base.staff_quota": None}, at="base_staff_quota"),
        Example({"dept.total_initial": None}, at="dept_total_initial"),
        Example({"dept.basic_executed": "　"}, at="dept_basic_executed"),
    ),
)
def required_number_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each field. 0 and —— are answers; spare sheets that nobody filled in are left alone."""
    for form in scene.forms():
        if not in_use(scene, form):
            continue
        for name, field in scene.edition.form(form.form).required.items():
            if field.kind not in _NUMBERS:
                continue
            missing, cell = is_missing(form, name)
            if missing and (cell or scene.edition.certainty != "推定"):
                yield Hit.at(form, cell, label=field.label, where="" if cell else "，表里也没有找到这一栏")
