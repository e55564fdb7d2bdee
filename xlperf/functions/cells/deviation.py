"""XLPERF_DEVIATION."""

from xlperf.functions.arguments import ACTUAL, EDITION, TARGET
from xlperf.functions.indicators import read_pair
from xlperf.functions.inputs import Input, parameters_of
from xlperf.functions.registry import Answer, cell_function
from xlperf.functions.results import no_denominator
from xlperf.model.values import round_half_up
from xlperf.scoring.judge import deviation
from xlperf.scoring.measure import compare


@cell_function(
    "XLPERF_DEVIATION",
    help="偏差率 = (实际完成值 − 年度指标值) ÷ 年度指标值，单位不同的先折算，四舍五入到百分数的两位小数，结果是小数。",
    arguments=(TARGET, ACTUAL, EDITION),
)
def deviate(target: Input, actual: Input, edition: Input) -> Answer:
    """The rate (偏差率), or why the two cannot be compared."""
    wanted, got = read_pair(target, actual)
    exact = deviation(wanted, got)
    if exact is not None:
        return float(round_half_up(exact, int(parameters_of(edition).number("rate_places")) + 2))
    if wanted.is_numeric and got.is_numeric:
        pair = compare(wanted, got)
        return no_denominator(TARGET.label) if pair.pair else f"不能比：{'；'.join(pair.notes)}"
    left = TARGET if not wanted.is_numeric else ACTUAL
    return f"不能比：{left.label}不是一个数"
