"""IN11 指标值或实际完成值看不懂."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators
from xlperf.rules.scene import Hit, Scene


@rule(
    "IN11",
    title="指标值和实际完成值要看得懂",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的{column}“{given}”看不懂：{why}",
    remedy="写成“符号+数+单位”，如：≥12次、=100%、2023年12月31日前；完成值不带符号。",
    source="看不懂的数不能当作 0，也不能猜",
    certainty="推定",
    needs="sent dept|project: indicators.target|indicators.actual",
    bad=(
        Example({"dept.indicators.9.actual": "290%"}, at="dept_indicators.9.actual"),
        Example({"dept.indicators.1.target": "≥≤12所"}, at="dept_indicators.1.target"),
        Example({"dept.indicators.4.actual": "2023年13月5日"}, at="dept_indicators.4.actual"),
    ),
)
def unreadable(scene: Scene) -> Iterator[Hit]:
    """Signs that contradict each other, misread letters, days that do not exist. A sentence, a copied sign are other rules'."""
    for one in all_indicators(scene):
        for column, label, measure in (("target", "指标值", one.target), ("actual", "实际完成值", one.actual)):
            if measure.kind != "unreadable" or (column == "actual" and (one.sign or _is_sentence(one))):
                continue
            why = measure.notes[0] if measure.notes else "请改写"
            yield Hit.at(one.form, one.cell(column), one.text(column), name=one.name, column=label, why=why)


def _is_sentence(one: Indicator) -> bool:
    return one.target.is_numeric and one.prose
