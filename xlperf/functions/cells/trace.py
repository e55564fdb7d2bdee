"""XLPERF_TRACE."""

from xlperf.functions.arguments import ACTUAL, DIRECTION, EDITION, POINTS, TARGET, YEAR
from xlperf.functions.indicators import score
from xlperf.functions.inputs import Input
from xlperf.functions.registry import Answer, cell_function


@cell_function(
    "XLPERF_TRACE",
    help="建议得分是怎样算出来的：口径、代入的数、算式和结果，用文字写明。",
    arguments=(TARGET, ACTUAL, POINTS, DIRECTION, EDITION, YEAR),
)
def trace(target: Input, actual: Input, points: Input, direction: Input, edition: Input, form_year: Input) -> Answer:
    """The arithmetic in words (计算过程), and what was supposed on the way."""
    found = score(target, actual, points, direction, edition, form_year)
    return "" if found is None else "；".join((found.trace, *found.notes))
