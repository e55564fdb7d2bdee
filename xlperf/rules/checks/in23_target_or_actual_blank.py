"""IN23 指标没有填完整."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.filled import in_use
from xlperf.rules.indicators import Indicator, indicators
from xlperf.rules.scene import Hit, Scene

_PARTS = {"level3": "三级指标", "target": "指标值", "actual": "实际完成值"}


@rule(
    "IN23",
    title="指标要有指标值和实际完成值",
    subject="指标",
    severity=Severity.ERROR,
    message="“{name}”没有填{expected}{score}",
    remedy="补填空着的栏；没有这项指标的，整行清空。",
    source="没有指标值或完成值的指标不能判断是否完成，也就不能得分",
    certainty="系统口径",
    needs=("dept|project: indicators.level3|indicators.target|indicators.actual|indicators.points!|indicators.score!"),
    bad=(
        Example({"dept.indicators.2.target": None}, at="dept_indicators.2.target"),
        Example({"dept.indicators.2.actual": None}, at="dept_indicators.2.actual"),
        Example(
            {"project.1.indicators.1.target": "　", "project.1.indicators.1.actual": None},
            at="project.1.indicators.1.target",
        ),
    ),
)
def target_or_actual_blank(scene: Scene) -> Iterator[Hit]:
    """One finding for each row; rows with nothing but points or a category are not indicators.

    A name alone may stand in the merged cell above, so its lack is not told.
    """
    for form in scene.forms("dept", "project"):
        for one in indicators(scene, form) if in_use(scene, form) else ():
            blank = [column for column in _PARTS if _is_blank(one, column)]
            lacking = "target" in blank or "actual" in blank
            score = one.row["score"].number if "score" in one.row else None
            if lacking and ("level3" not in blank or score) and not _is_dots(one):
                yield Hit.at(
                    form, one.cell(blank[0]), "", "、".join(_PARTS[column] for column in blank),
                    name=one.name, score=f"，却得了 {score} 分" if score else "",
                )  # fmt: skip


def _is_blank(one: Indicator, column: str) -> bool:
    cell = one.cell(column)
    return cell is not None and cell.is_blank


def _is_dots(one: Indicator) -> bool:
    """A row of dots, as the printed form has it."""
    name = one.text("level3")
    return bool(name) and not name.strip("…. ")
