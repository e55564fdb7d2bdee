"""TX03 实际完成情况照抄预期目标."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import short
from xlperf.rules.scene import Hit, Scene

_SAME_GOAL = "完成校舍维修和教师培训。"


@rule(
    "TX03",
    title="实际完成情况不能照抄预期目标",
    subject="文字",
    severity=Severity.CONFIRM,
    message="“{actual}”和“{expected}”一字不差：{given}",
    remedy="写全年实际做成了什么、做到什么程度，与预期目标逐项对应。",
    source="单位自评是拿完成情况与绩效目标相比，两栏相同就没有比",
    certainty="推定",
    needs="sent dept|project: goal_expected goal_actual",
    bad=Example({"dept.goal_expected": _SAME_GOAL, "dept.goal_actual": _SAME_GOAL}, at="dept_goal_actual"),
)
def goal_copied(scene: Scene) -> Iterator[Hit]:
    """White space and full-width forms make no difference."""
    for form in scene.forms("dept", "project"):
        expected, actual = squeeze(form.text("goal_expected")), squeeze(form.text("goal_actual"))
        if expected and expected == actual:
            fields = scene.edition.form(form.form).fields
            yield Hit.at(
                form, form.get("goal_actual"), short(form.text("goal_actual"), 40),
                actual=fields["goal_actual"].label, expected=fields["goal_expected"].label,
            )  # fmt: skip
