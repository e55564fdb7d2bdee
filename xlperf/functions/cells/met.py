"""XLPERF_MET."""

from xlperf.functions.arguments import ACTUAL, LEVEL2, TARGET, YEAR
from xlperf.functions.indicators import read_pair
from xlperf.functions.inputs import Input, wording
from xlperf.functions.registry import Answer, cell_function
from xlperf.scoring.judge import judge


@cell_function(
    "XLPERF_MET",
    help="是否完成年度指标值：是、否；两个值说不清的，写明为什么不能判断。",
    arguments=(TARGET, ACTUAL, LEVEL2, YEAR),
)
def met(target: Input, actual: Input, level2: Input, form_year: Input) -> Answer:
    """Reached (是), missed (否), or why that cannot be said."""
    verdict = judge(*read_pair(target, actual, level2, form_year), level2=wording(level2, LEVEL2.label))
    if verdict.met is None:
        return f"不能判断：{verdict.reason}"
    return "是" if verdict.met else "否"
