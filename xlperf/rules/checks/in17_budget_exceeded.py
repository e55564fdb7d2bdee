"""IN17 “成本控制在预算内”得满分，执行数却超过年初预算."""

import re
from collections.abc import Iterator

from xlperf.model.finding import Severity
from xlperf.model.values import amount, percent
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators, money
from xlperf.rules.needs import EXECUTED, INDICATORS, INITIAL
from xlperf.rules.scene import Hit, Scene

_WITHIN = re.compile(r"(?:控制|不超|不突破|未超)[^，。]*预算|预算[^，。]*(?:控制|以内|之内|内$)")
_PART = re.compile("三公|公用|会议|培训|接待|公车|用车|单位成本|人均|次均")


@rule(
    "IN17",
    title="说成本控制在预算内的，执行数不应超过年初预算",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”填完成 {given} 并得满分 {score} 分，而全年执行数 {executed} 万元超过年初预算 {initial} 万元，是它的 {rate}",
    remedy="核对说的是年初预算还是调整后的预算；超出年初预算的，按超出情况改完成值和得分，并写明追加的原因。",
    source="全年执行数÷年初预算数超过100%；预算以年初还是调整后为准，请单位说明",
    certainty="推定",
    needs=f"{INDICATORS} indicators.score {EXECUTED} {INITIAL}",
    bad=Example(
        {
            "dept.indicators.5.target": "100%",
            "dept.indicators.5.actual": "100%",
            "dept.total_initial": "900.00",
        },
        at="dept_indicators.5.actual",
    ),
)
def budget_exceeded(scene: Scene) -> Iterator[Hit]:
    """Only for a percent or words; an amount is compared as such. Parts of the budget are not judged by the whole."""
    for one in all_indicators(scene):
        if not _claims(one):
            continue
        ours = money(scene, one.form)
        if ours.initial and ours.executed is not None and ours.executed > ours.initial:
            yield Hit.at(
                one.form, one.cell("actual"), one.text("actual"), percent(ours.executed / ours.initial),
                name=one.name, score=one.score, executed=amount(ours.executed), initial=amount(ours.initial),
                rate=percent(ours.executed / ours.initial),
            )  # fmt: skip


def _claims(one: Indicator) -> bool:
    name = one.text("level3")
    if "成本" not in one.level2 or not one.full or not _WITHIN.search(name) or _PART.search(name):
        return False
    if one.actual.is_percent:
        return one.actual.number is not None and one.actual.number <= 1
    return one.actual.kind in ("qualitative", "tier") and one.verdict.met is not False
