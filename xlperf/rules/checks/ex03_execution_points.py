"""EX03 执行率得分算错."""

from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import percent, plain
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.money import used
from xlperf.rules.rated import rates_of, same_points
from xlperf.rules.scene import Hit, Scene
from xlperf.scoring.execution import execution_points
from xlperf.scoring.rates import ratio


@rule(
    "EX03",
    title="执行率得分应等于执行率乘分值",
    subject="执行率",
    severity=Severity.ERROR,
    message="执行率得分填 {given}，按金额算：执行率 {worked}，得分 = {limited}{rate} × {points} = {expected}",
    remedy="按“执行率×分值”改得分，最高不超过分值，保留两位小数。",
    source="自评表表注：“执行率*该指标分值，最高不得超过分值上限”",
    certainty="表注",
    parameters=("execution_cap", "score_places", "rate_places", "score_tolerance", "execution_denominator"),
    follows=("EX01",),
    needs="dept|project: total_score total_points total_executed total_budget|total_initial",
    bad=(
        Example({"dept.total_score": "10", "dept.sum_score": "99"}, at="dept_total_score"),
        Example({"project.1.total_score": "9.5"}, at="project.1.total_score"),
    ),
)
def execution_points_wrong(scene: Scene) -> Iterator[Hit]:
    """The money decides, not the printed rate; folded under EX01 where that is wrong too."""
    cap, places = scene.parameters.number("execution_cap"), int(scene.parameters.number("score_places"))
    rate_places, near = int(scene.parameters.number("rate_places")), scene.parameters.number("score_tolerance")
    for form in used(scene, "dept", "project"):
        cell, points = form.get("total_score"), form.number("total_points")
        one = next((one for one in rates_of(scene, form) if one.field == "total_rate"), None)
        if cell is None or one is None:
            continue
        rate = ratio(one.over, one.under, places=rate_places)
        ours = execution_points(rate, points, cap=cap, places=places)
        if ours is None or rate is None or points is None or same_points(cell, ours, near):
            continue
        limited = f"最高按 {plain(cap * 100)}%，" if rate > cap else ""
        yield Hit.at(
            form, cell, cell.number, ours,
            worked=one.worked, limited=limited, rate=percent(min(rate, cap)), points=points,
        )  # fmt: skip
