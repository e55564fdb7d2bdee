"""IN21 日期写法不规范."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene

_COMMAS = re.compile(r"((?:19|20)\d\d)[、,，](\d{1,2})[、,，](\d{1,2})(?!\d)")


@rule(
    "IN21",
    title="日期要写成年月日",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”的{column}“{given}”不是规范的日期写法",
    remedy="写成“2023年12月31日”的样子；指标值是期限的，后面加“前”。",
    source="日期写成“某年某月某日”，不会看错，软件也能按期限核对",
    certainty="通行做法",
    needs="sent dept|project: indicators.target|indicators.actual",
    bad=(
        Example({"dept.indicators.4.target": "2023、12、31"}, at="dept_indicators.4.target"),
        Example({"project.1.indicators.3.actual": "2023、11、30"}, at="project.1.indicators.3.actual"),
    ),
)
def date_writing(scene: Scene) -> Iterator[Hit]:
    """2023、12、31. One finding for each indicator, at the first of its two cells."""
    for one in all_indicators(scene):
        found = [
            (column, label, match)
            for column, label in (("target", "指标值"), ("actual", "实际完成值"))
            if (match := _COMMAS.search(one.text(column)))
        ]
        if found:
            column, _, match = found[0]
            expected = f"{match[1]}年{int(match[2])}月{int(match[3])}日"
            named = "和".join(label for _, label, _ in found)
            yield Hit.at(one.form, one.cell(column), one.text(column), expected, name=one.name, column=named)
