"""TX06 预期目标写成了已经做完的事."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import one_line
from xlperf.rules.scene import Hit, Scene

_DONE = re.compile(
    r"[^，。；、\s]{0,6}(?:察看|视察|召开|举办|组织|开展|完成|实现|出台|制定|印发|解决|办理|建成|维修|培训|调研|听取|审议|审查|"
    r"提高|促进|改善|提升|保障|取得|形成)了(?![解结然望])[^，。；\s]{0,14}"
)


@rule(
    "TX06",
    title="预期目标要写年初打算做的事",
    subject="文字",
    severity=Severity.NOTICE,
    message="“{label}”里的“{given}”是做完以后的说法，更像完成情况",
    remedy="预期目标按年初批复的绩效目标写；做完的事写到完成情况一栏。",
    source="预期目标是年初设定的",
    certainty="推定",
    needs="sent dept|project: goal_expected",
    bad=Example({"dept.goal_expected": "实地察看了校舍维修情况，办好全区义务教育。"}, at="dept_goal_expected"),
)
def goal_in_past_tense(scene: Scene) -> Iterator[Hit]:
    """A verb of doing with 了 behind it."""
    for form in scene.forms("dept", "project"):
        goal = one_line(form.text("goal_expected"))
        if found := _DONE.search(goal) if "了" in goal else None:
            label = scene.edition.form(form.form).fields["goal_expected"].label
            yield Hit.at(form, form.get("goal_expected"), found[0], label=label)
