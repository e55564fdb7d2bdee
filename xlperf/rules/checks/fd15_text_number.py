"""FD15 文字形式的数字，公式没有算进去."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.labels import cell_label
from xlperf.rules.scene import Hit, Scene

_MOST = 2
"""so many of the cells that show too little are named"""


@rule(
    "FD15",
    title="数字不要填成文字",
    subject="格式",
    severity=Severity.ERROR,
    message="{label}填的“{given}”是文字形式的数字，表里的公式没有算进去：{effects}",
    remedy="改成数字：只写数，不写单位，不用全角。在 Excel、WPS 里，格子左上角有绿色小三角的，点它选“转换为数字”；"
    "在 LibreOffice 里，把格子清空再重新输入。灰色格子会跟着变，不用改。",
    source="电子表格的公式只计算数字，文字一律跳过",
    certainty="推定",
    needs="template",
    bad=(
        Example(
            {"project.1.indicators.1.score": "15分", "project.1.sum_score": "84.5"},
            at="project.1.indicators.1.score", made="template",
        ),
        Example(
            {"dept.total_budget": "１０１０．００", "dept.total_rate": None, "dept.total_score": None},
            at="dept_total_budget", made="template",
        ),
    ),
)  # fmt: skip
def text_number(scene: Scene) -> Iterator[Hit]:
    """Templates only, and only where a formula shows another result than with the number.

    The other rules see the results as they would be, so nothing else is said of the cells that follow.
    """
    for one in scene.uncounted:
        effects = "，".join(f"“{label}”{_shown(shown)}，应为 {ours}" for label, shown, ours in one.effects[:_MOST])
        number = plain(one.cell.number) if one.cell.number is not None else ""
        yield Hit.at(
            one.form, one.cell, one.cell.text, number,
            label=cell_label(scene, one.form, one.cell), effects=effects,
        )  # fmt: skip


def _shown(shown: str) -> str:
    return f"显示 {shown}" if shown else "空着"
