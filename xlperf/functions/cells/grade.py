"""XLPERF_GRADE."""

from decimal import Decimal

from xlperf.functions.arguments import EDITION
from xlperf.functions.inputs import Input, number, parameters_of
from xlperf.functions.registry import Answer, Argument, cell_function
from xlperf.scoring.totals import grade

_SCORE = Argument("score", "总分：按百分制")


@cell_function(
    "XLPERF_GRADE",
    help="总分对应的评价等级：优（90 分以上）、良（80 分以上）、中（60 分以上）、差；超过满分的不定等级。",
    arguments=(_SCORE, EDITION),
)
def grade_of(score: Input, edition: Input) -> Answer:
    """The grade's name, or why there is none."""
    parameters, total = parameters_of(edition), number(score, _SCORE.label, "points")
    if total is None:
        return ""
    limits = [(str(name), Decimal(limit)) for name, limit in parameters["grade_limits"]]
    found = grade(total, parameters.number("total_points"), limits)
    return found.name or found.trace
