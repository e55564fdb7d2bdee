"""XLPERF_EXEC_SCORE."""

from xlperf.errors import OperatorError
from xlperf.functions.arguments import BUDGET, EDITION, EXECUTED, POINTS
from xlperf.functions.inputs import Input, number, parameters_of, points_of
from xlperf.functions.registry import Answer, cell_function
from xlperf.functions.results import no_denominator, score_answer
from xlperf.scoring.execution import execution_score

_POINTS = POINTS._replace(help="分值：选填，预算执行率的满分；不填用口径规定的分值（全国通用 10 分）", optional=True)


@cell_function(
    "XLPERF_EXEC_SCORE",
    help="预算执行率得分 = 执行率 × 分值，执行率最高按 100% 算，四舍五入到两位小数。",
    arguments=(EXECUTED, BUDGET, _POINTS, EDITION),
)
def exec_score(executed: Input, budget: Input, points: Input, edition: Input) -> Answer:
    """The points (预算执行率得分)."""
    parameters = parameters_of(edition)
    above, below = number(executed, EXECUTED.label, "money"), number(budget, BUDGET.label, "money")
    full = points_of(points, _POINTS.label)
    if above is None or below is None:
        return ""
    score = execution_score(
        above,
        below,
        parameters.number("execution_points") if full is None else full,
        column="budget",
        rate_places=int(parameters.number("rate_places")),
        cap=parameters.number("execution_cap"),
        places=int(parameters.number("score_places")),
        zero_budget="zero" if parameters["zero_budget"] == "zero" else "none",
    )
    if score.value is None and below == 0:
        raise OperatorError(no_denominator(BUDGET.label))
    return score_answer(score)
