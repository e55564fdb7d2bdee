"""XLPERF_SCORE."""

from xlperf.functions.arguments import ACTUAL, DIRECTION, EDITION, POINTS, TARGET, YEAR
from xlperf.functions.indicators import score
from xlperf.functions.inputs import Input
from xlperf.functions.registry import Answer, cell_function
from xlperf.functions.results import score_answer


@cell_function(
    "XLPERF_SCORE",
    help="三级指标的建议得分；定性指标和说不清的，写明得分范围或为什么不能自动计分。只是建议，不代替单位打分。",
    arguments=(TARGET, ACTUAL, POINTS, DIRECTION, EDITION, YEAR),
)
def suggested(
    target: Input, actual: Input, points: Input, direction: Input, edition: Input, form_year: Input
) -> Answer:
    """The suggested points (建议得分)."""
    found = score(target, actual, points, direction, edition, form_year)
    return "" if found is None else score_answer(found)
