"""IN06 指标名称里的计量单位和指标值的单位不同."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import all_indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure.units import base_unit

_COUNTED = "人次 场次 批次 份 次 人 件 场 期 篇 户 所 家 项 台 套 辆 天 亩".split()
"""units that a name plainly ends in; 口 of 人口数, 册 of 建册数 are no units there"""
_GENERAL = "个"


@rule(
    "IN06",
    title="指标值的单位应与指标名称相符",
    subject="指标",
    severity=Severity.NOTICE,
    message="指标“{name}”数的是“{expected}”，指标值“{target}”的单位却是“{given}”",
    remedy="把指标值和实际完成值的单位改成指标名称里说的，或改指标名称。",
    source="指标名称与指标值应当说同一件事",
    certainty="推定",
    needs="sent dept|project: indicators.level3 indicators.target",
    bad=Example(
        {"dept.indicators.1.target": "≥12次", "dept.indicators.1.actual": "12次"}, at="dept_indicators.1.target"
    ),
)
def unit_of_name(scene: Scene) -> Iterator[Hit]:
    """A name that ends in a unit and 数 (审查文件份数) tells what is counted."""
    for one in all_indicators(scene):
        named = unit_in(one.text("level3"))
        unit = one.target.unit
        if not named or one.target.kind != "quantity" or not unit or _GENERAL in unit:
            continue
        if base_unit(named)[0] != base_unit(unit)[0]:
            at = one.cell("target")
            yield Hit.at(one.form, at, unit, named, name=one.name, target=one.text("target"))


def unit_in(name: str) -> str:
    """份 in 审查规范性文件份数; "" where a name ends otherwise."""
    if not name.endswith("数"):
        return ""
    return next((unit for unit in _COUNTED if name.endswith(f"{unit}数")), "")
