"""XLPERF_TARGET."""

from xlperf.errors import OperatorError
from xlperf.functions.arguments import LEVEL2, TARGET, YEAR
from xlperf.functions.indicators import read_one
from xlperf.functions.inputs import Input
from xlperf.functions.registry import Answer, Scalar, cell_function
from xlperf.functions.results import as_written
from xlperf.model.values import show
from xlperf.scoring.measure import Measure, effective_relation


@cell_function(
    "XLPERF_TARGET",
    help="年度指标值怎样读：占三格，依次是关系（≥、≤、=、期限、区间、定性）、数值、单位。95% 读作 95 和 %。",
    arguments=(TARGET, LEVEL2, YEAR),
    columns=3,
)
def target(target: Input, level2: Input, form_year: Input) -> Answer:
    """Relation that counts, number, unit; a day stands as text in the number's place."""
    read = read_one(target, level2, form_year)
    if read.kind == "unreadable":
        raise OperatorError("；".join(read.notes) or "看不懂")
    if read.kind == "blank":
        return ""
    return [[*_words(read, str(level2 or ""))]]


def _words(read: Measure, level2: str) -> tuple[Scalar, Scalar, Scalar]:
    unit = "/".join(filter(None, (read.unit, read.per)))
    if read.kind == "date":
        return "期限", show(read.date) if read.date else read.normal, ""
    if read.kind == "range":
        ends = (
            (read.start, read.date)
            if read.upper is None
            else (as_written(read.number, read.unit), as_written(read.upper, read.unit))
        )
        return "区间", "—".join(map(show, ends)) if None not in ends else read.normal, unit
    if read.number is None:
        return "定性", "", ""
    return effective_relation(read, level2) or "", float(as_written(read.number, read.unit)), unit
