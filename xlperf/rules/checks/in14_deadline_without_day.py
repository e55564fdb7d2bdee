"""IN14 时效指标没有写到具体时点."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure.words import bare

_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年?度?|本年度?|当年")


@rule(
    "IN14",
    title="时效指标要写到具体时点",
    subject="指标",
    severity=Severity.NOTICE,
    message="“{name}”的指标值只写了“{given}”，没有具体的时点{same}，看不出是否按时",
    remedy="指标值写到月日，如：2023年12月31日前；实际完成值写完成的日期。",
    source="时效指标要有可以核对的期限",
    certainty="通行做法",
    needs="sent dept|project: indicators.target",
    bad=Example(
        {"dept.indicators.4.target": "2023年", "dept.indicators.4.actual": "2023年"}, at="dept_indicators.4.target"
    ),
)
def deadline_without_day(scene: Scene) -> Iterator[Hit]:
    """A whole year is no deadline; 年底前, 12月, 全年 and the like are left alone."""
    for one in all_indicators(scene):
        if "时效" in one.level2 and _YEAR_ALONE.fullmatch(bare(one.target.normal)):
            same = f"，实际完成值也是“{one.text('actual')}”" if one.actual.normal == one.target.normal else ""
            yield Hit.at(one.form, one.cell("target"), one.text("target"), name=one.name, same=same)
