"""XF08 各表年度不一致."""

from collections import Counter
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.scene import Hit, Scene


@rule(
    "XF08",
    title="各表的年度应一致",
    subject="跨表",
    severity=Severity.ERROR,
    message="这张表的标题是 {given} 年度，其他表是 {expected} 年度",
    remedy="核对是不是用了往年的表；如果只是标题没改，请改年度。",
    source="一套自评表是同一个年度的",
    certainty="推定",
    needs="two forms",
    bad=(
        Example({"dept.@year": "2022"}, at=""),
        Example({"project.2.@year": "2022"}, at=""),
    ),
)
def year(scene: Scene) -> Iterator[Hit]:
    """Against the year that most forms have (the submission's where they are level); forms without a year are let pass."""
    years = Counter(form.year for form in scene.forms() if form.year)
    if len(years) < 2:
        return
    most = max(years, key=lambda one: (years[one], one == scene.submission.year))
    for form in scene.forms():
        if form.year and form.year != most:
            yield Hit.at(form, None, form.year, most)
