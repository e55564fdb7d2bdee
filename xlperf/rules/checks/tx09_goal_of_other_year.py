"""TX09 总体目标写的是以前的年份."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.years import only_earlier

_FIELDS = ("goal_expected", "goal_actual")


@rule(
    "TX09",
    title="总体目标和完成情况应是本年度的",
    subject="文字",
    severity=Severity.CONFIRM,
    message="“{label}”里写的是 {given} 年，没有提到 {expected} 年；这份表是 {expected} 年度的",
    remedy="核对是否沿用了上年的文字；改成本年度的目标和完成情况。",
    source="自评对照的是当年的年度目标",
    certainty="推定",
    needs="dept|project: goal_expected|goal_actual",
    bad=(
        Example({"dept.goal_expected": "完成2022年度校舍维修任务。"}, at="dept_goal_expected"),
        Example({"project.1.goal_actual": "2022年全年完成各项任务。"}, at="project.1.goal_actual"),
    ),
)
def goal_of_other_year(scene: Scene) -> Iterator[Hit]:
    """Years are named, all of them before the form's; a year that is compared with is none of its own."""
    for form in scene.forms("dept", "project"):
        year = form.year or scene.submission.year
        if not year or not in_use(scene, form):
            continue
        for name in _FIELDS:
            cell = form.get(name)
            if cell and (other := only_earlier(cell.text, year)):
                label = scene.edition.form(form.form).fields[name].label
                yield Hit.at(form, cell, other, year, label=label)
