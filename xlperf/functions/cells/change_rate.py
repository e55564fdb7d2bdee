"""XLPERF_CHANGE_RATE."""

from xlperf.functions.arguments import EDITION
from xlperf.functions.inputs import Input, number, parameters_of
from xlperf.functions.registry import Answer, Argument, cell_function
from xlperf.functions.results import rate_answer
from xlperf.scoring.rates import change_rate

_FINAL = Argument("final", "本年数：本年的决算数")
_PRIOR = Argument("prior", "上年数：上年的决算数")


@cell_function(
    "XLPERF_CHANGE_RATE",
    help="变动率 = (本年数 − 上年数) ÷ 上年数，减少为负，四舍五入到百分数的两位小数，结果是小数。",
    arguments=(_FINAL, _PRIOR, EDITION),
)
def change(final: Input, prior: Input, edition: Input) -> Answer:
    """The rate (变动率)."""
    current, before = number(final, _FINAL.label, "money"), number(prior, _PRIOR.label, "money")
    places = int(parameters_of(edition).number("rate_places"))
    return rate_answer(change_rate(current, before, places=places), before, _PRIOR.label)
