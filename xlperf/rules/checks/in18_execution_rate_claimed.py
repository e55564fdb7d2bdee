"""IN18 预算完成率指标和表里的执行率对不上."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlperf.model.finding import Severity
from xlperf.model.values import amount, percent, round_half_up, squeeze
from xlperf.rules.catalogue import Example, rule
from xlperf.rules.indicators import Indicator, all_indicators, money
from xlperf.rules.needs import EXECUTED, INDICATORS
from xlperf.rules.scene import Hit, Scene

_WHOLE = re.compile(r"(?:全年|年度|部门|单位|整体|支出|项目)*(?:预算(?:资金|支出|经费)?|资金)(?:执行|完成)率")


@rule(
    "IN18",
    title="预算完成率、执行率指标应与表里的执行率一致",
    subject="指标",
    severity=Severity.CONFIRM,
    message="“{name}”的实际完成值填 {given}，按表里的数算是 {executed} ÷ {budget} = {expected}",
    remedy="核对预算数和执行数，把完成值改成算出来的执行率；口径不同的（如扣除结转），请在“偏差原因”里写明。",
    source="执行率 = 全年执行数 ÷ 全年预算数（自评表栏目“执行率”）",
    certainty="表注",
    parameters=("rate_places", "execution_denominator"),
    needs=f"{INDICATORS} {EXECUTED}",
    bad=Example(
        {
            "dept.indicators.3.level3": "预算执行率",
            "dept.indicators.3.target": "≥95%",
        },
        at="dept_indicators.3.actual",
    ),
)
def execution_rate_claimed(scene: Scene) -> Iterator[Hit]:
    """The indicator of the whole budget's rate against the form's own money, at the precision that was typed."""
    for one in all_indicators(scene):
        if not one.exact_percent or not _is_whole(one):
            continue
        ours = money(scene, one.form)
        rate, typed = ours.execution_rate, one.actual.number
        if rate is None or typed is None or ours.executed is None:
            continue
        places = one.decimals
        if round_half_up(rate * 100, places) != round_half_up(typed * 100, places):
            base = ours.budget if scene.parameters["execution_denominator"] == "budget" else ours.initial
            yield Hit.at(
                one.form, one.cell("actual"), one.text("actual"), percent(rate),
                name=one.name, executed=amount(ours.executed), budget=amount(base or Decimal(0)),
            )  # fmt: skip


def _is_whole(one: Indicator) -> bool:
    """预算执行率, 部门整体支出预算完成率; not 政府采购执行率, not 任务完成率; 项目 only on a project's own form."""
    name = squeeze(one.text("level3"))
    return _WHOLE.fullmatch(name) is not None and ("项目" not in name or one.form.form == "project")
