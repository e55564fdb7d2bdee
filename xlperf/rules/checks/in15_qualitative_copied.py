"""IN15 定性指标的完成值都照抄指标值，且都得满分."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, indicators
from xlperf.rules.needs import INDICATORS
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure.words import bare

_FEWEST = 2
"""one such row alone is ordinary"""


@rule(
    "IN15",
    title="定性指标的完成情况要写实际情况",
    subject="指标",
    severity=Severity.NOTICE,
    message="{count} 项定性指标的实际完成值都照抄指标值，且都得了满分：{given}",
    remedy="实际完成值写看得见的情况或数据，如“3个行业协会签约入驻”；得分按达成的程度确定。",
    source="定性指标按达成程度分档计分，照抄的文字看不出达成到什么程度",
    certainty="通行做法",
    needs=INDICATORS,
    bad=Example(
        {
            "dept.indicators.8.score": "10",
            "dept.indicators.8.reason": None,
            "dept.indicators.6.target": "效果明显",
            "dept.indicators.6.actual": "效果明显",
        },
        at="dept_indicators.6.actual",
    ),
)
def qualitative_copied(scene: Scene) -> Iterator[Hit]:
    """One finding for each form, and only where every qualitative indicator is such a copy."""
    for form in scene.forms("dept", "project"):
        rows = [one for one in indicators(scene, form) if _is_qualitative(one)]
        if len(rows) >= _FEWEST and all(_copied(one) for one in rows):
            listed = "、".join(f"“{one.name}”{one.text('actual')}" for one in rows)
            yield Hit.at(form, rows[0].cell("actual"), listed, count=len(rows))


def _is_qualitative(one: Indicator) -> bool:
    return one.target.kind in ("qualitative", "tier") and one.actual.kind in ("qualitative", "tier")


def _copied(one: Indicator) -> bool:
    same = bare(one.target.normal) == bare(one.actual.normal)
    return same and one.full and not one.reason and one.actual.kind == "qualitative"
