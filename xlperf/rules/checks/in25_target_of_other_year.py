"""IN25 指标值写的是以前的年份."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.years import only_earlier


@rule(
    "IN25",
    title="指标值应是本年度的",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的指标值“{given}”写的是 {other} 年，这份表是 {expected} 年度的",
    remedy="核对是否沿用了上年的表；改成本年度的指标值。",
    source="自评按当年批复的年度指标值对照",
    certainty="推定",
    needs="sent dept|project: indicators.target",
    bad=(
        Example(
            {"dept.indicators.4.target": "2022年12月31日前", "dept.indicators.4.actual": "2022年12月20日"},
            at="dept_indicators.4.target",
        ),
        Example({"project.1.indicators.1.target": "2022年"}, at="project.1.indicators.1.target"),
    ),
)
def target_of_other_year(scene: Scene) -> Iterator[Hit]:
    """All years in the target lie before the form's; a year that is compared with (比2022年) is none of its own."""
    for one in all_indicators(scene):
        year = one.form.year or scene.submission.year
        if year and (other := only_earlier(one.text("target"), year)):
            yield Hit.at(one.form, one.cell("target"), one.text("target"), year, name=one.name, other=other)
