"""XLPERF_CONTROL_RATE."""

from xlperf.functions.arguments import EDITION
from xlperf.functions.inputs import Input, number, parameters_of
from xlperf.functions.registry import Answer, Argument, cell_function
from xlperf.functions.results import rate_answer
from xlperf.scoring.rates import control_rate

_ACTUAL = Argument("actual", "实际数：在职人数、实际规模或决算数")
_QUOTA = Argument("quota", "批准数：编制数、批复规模或预算数")


@cell_function(
    "XLPERF_CONTROL_RATE",
    help="控制率 = 实际数 ÷ 批准数（在职人员控制率、“三公经费”控制率等），四舍五入到百分数的两位小数，结果是小数。",
    arguments=(_ACTUAL, _QUOTA, EDITION),
)
def control(actual: Input, quota: Input, edition: Input) -> Answer:
    """The rate (控制率) of any kind: all kinds are the same quotient."""
    above, below = number(actual, _ACTUAL.label, "number"), number(quota, _QUOTA.label, "number")
    places = int(parameters_of(edition).number("rate_places"))
    return rate_answer(control_rate(above, below, kind="staff", places=places), below, _QUOTA.label)
