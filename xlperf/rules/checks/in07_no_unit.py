"""IN07 没有写计量单位."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, indicators
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.measure import Measure
from xlperf.scoring.measure.context import MORE_TEXT


@rule(
    "IN07",
    title="指标值和实际完成值要写计量单位",
    subject="指标",
    severity=Severity.NOTICE,
    message="有 {count} 项指标的数没有写计量单位：{given}",
    remedy="在数的后面写上单位，如：3轮、263.38万元；百分数写百分号。",
    source="没有单位的数看不出说的是什么，也不能和别的数核对",
    certainty="推定",
    needs="sent dept|project: indicators.target|indicators.actual",
    bad=(
        Example({"dept.indicators.1.target": "≥12", "dept.indicators.1.actual": "12"}, at="dept_indicators.1.target"),
        Example({"dept.indicators.2.actual": "480"}, at="dept_indicators.2.actual"),
    ),
)
def no_unit(scene: Scene) -> Iterator[Hit]:
    """One finding for each form, at the first place; percents are another rule's, and so is what stands in prose."""
    for form in scene.forms("dept", "project"):
        lacking = [(one, where) for one in indicators(scene, form) if (where := _where(one))]
        if lacking:
            listed = "；".join(f"“{one.name}”{_says(one, where)}" for one, where in lacking)
            first, where = lacking[0]
            yield Hit.at(form, first.cell(where[0]), listed, count=len(lacking))


def _where(one: Indicator) -> tuple[str, ...]:
    if one.target.is_percent or one.actual.is_percent:
        return ()
    pairs = (("target", one.target), ("actual", one.actual))
    return tuple(column for column, measure in pairs if _bare(measure))


def _bare(measure: Measure) -> bool:
    """A number alone; 0 needs no unit, and in a sentence the words around it say what is counted."""
    told = any(note == MORE_TEXT or note.startswith("从文字里") for note in measure.notes)
    return measure.kind == "quantity" and not measure.unit and bool(measure.number) and not told


def _says(one: Indicator, where: tuple[str, ...]) -> str:
    if len(where) == 2:
        return f"{one.text('target')}、{one.text('actual')}"
    return f"{'指标值' if where[0] == 'target' else '完成值'}{one.text(where[0])}"
