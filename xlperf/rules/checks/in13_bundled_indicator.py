"""IN13 一条指标装了多项内容."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene

_ITEMS = 5
"""from so many matters in one line nobody can tell which of them the value speaks of"""
_RATES = 3
_PARTING = re.compile("[、，,；;和及与]")


@rule(
    "IN13",
    title="一条指标只写一件事",
    subject="指标",
    severity=Severity.NOTICE,
    message="一条三级指标里写了 {count} 项{what}（“{name}”），一个指标值说不清每一项",
    remedy="拆成几条指标，一行一项，各写各的指标值；或只留最主要的一项。",
    source="一条指标对应一个指标值，才能衡量",
    certainty="通行做法",
    needs="sent dept|project: indicators.level3",
    bad=(
        Example(
            {"dept.indicators.1.level3": "文件印发、会务安排、督查工作、值班应急、接待、调查研究、交通整治等"},
            at="dept_indicators.1.level3",
        ),
        Example({"dept.indicators.3.level3": "任务完成率和公文精简率和办理满意率"}, at="dept_indicators.3.level3"),
    ),
)
def bundled_indicator(scene: Scene) -> Iterator[Hit]:
    """Many matters parted by 、, or several rates joined by 和. Brackets explain, they do not add."""
    for one in all_indicators(scene):
        if len(_PARTING.findall(one.text("level3"))) < _RATES - 1:
            continue
        name = re.sub(r"[（(][^）)]*[）)]", "", one.text("level3"))
        rates = [part for part in _PARTING.split(name) if part.endswith(("率", "度"))]
        if len(rates) >= _RATES:
            count, what = len(rates), "比率"
        elif len(re.findall("[^、；;]+", name)) >= _ITEMS:
            count, what = len(re.findall("[^、；;，,]+", name)), "内容"
        else:
            continue
        yield Hit.at(one.form, one.cell("level3"), one.text("level3"), name=one.name, count=count, what=what)
