"""TX08 填报日期早于年底."""

import datetime
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.scene import Hit, Scene
from xlperf.rules.years import is_starred, report_date


@rule(
    "TX08",
    title="自评应在年度结束以后填报",
    subject="文字",
    severity=Severity.NOTICE,
    message="填报日期是 {given}，{year} 年度还没有结束，全年的执行数和完成值还定不下来",
    remedy="核对填报日期的年份；确实是年底前填的，年度结束后请按全年实际数再核对一次。",
    source="自评对照的是全年预算、全年执行和全年完成情况",
    certainty="推定",
    needs="any: sign_date",
    bad=Example({"dept.sign_date": "2023年3月15日"}, at="dept_sign_date"),
)
def date_within_year(scene: Scene) -> Iterator[Hit]:
    """One finding for each form whose date lies before the last day of its year."""
    for form in scene.forms():
        cell, year = form.get("sign_date"), form.year or scene.submission.year
        if cell is None or cell.is_blank or not year or is_starred(cell.text) or not in_use(scene, form):
            continue
        day, _ = report_date(cell.text)
        if day is not None and day < datetime.date(year, 12, 31):
            yield Hit.at(form, cell, " ".join(cell.text.split()), f"{year}年12月31日以后", year=year)
