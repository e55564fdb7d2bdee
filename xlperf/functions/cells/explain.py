"""XLPERF_EXPLAIN."""

from xlperf.functions.inputs import Input, wording
from xlperf.functions.registry import Answer, Argument, cell_function
from xlperf.model.values import squeeze
from xlperf.rules import explainable

_CODE = Argument("code", "规则代码：校验结果里的代码，如 SC01")


@cell_function(
    "XLPERF_EXPLAIN",
    help="一条校验规则的说明：查什么、程度、怎样改、依据。",
    arguments=(_CODE,),
)
def explain(code: Input) -> Answer:
    """Title, severity, remedy and basis of a rule."""
    rule = explainable(squeeze(wording(code, _CODE.label)))
    return f"{rule.code} {rule.title}（{rule.severity.chinese}）。怎样改：{rule.remedy}依据：{rule.basis}"
