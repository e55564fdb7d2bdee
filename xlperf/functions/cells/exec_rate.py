"""XLPERF_EXEC_RATE."""

from xlperf.functions.arguments import BUDGET, EDITION, EXECUTED
from xlperf.functions.inputs import Input, number, parameters_of
from xlperf.functions.registry import Answer, cell_function
from xlperf.functions.results import rate_answer
from xlperf.scoring.rates import execution_rate


@cell_function(
    "XLPERF_EXEC_RATE",
    help="预算执行率 = 全年执行数 ÷ 全年预算数，四舍五入到百分数的两位小数，结果是小数（0.9653 就是 96.53%）。",
    arguments=(EXECUTED, BUDGET, EDITION),
)
def exec_rate(executed: Input, budget: Input, edition: Input) -> Answer:
    """The rate (执行率); which budget is the denominator is for the caller to choose."""
    above, below = number(executed, EXECUTED.label, "money"), number(budget, BUDGET.label, "money")
    places = int(parameters_of(edition).number("rate_places"))
    return rate_answer(execution_rate(above, below, column="budget", places=places), below, BUDGET.label)
