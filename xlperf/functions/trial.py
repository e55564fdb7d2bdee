"""Trials (试算): each function at work on a sample, beside a native formula that gives the same where there is one.

Native formulas use functions of Excel 2010 or earlier only, and take their numbers from the national parameters.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.functions.arguments import BUDGET, TARGET
from xlperf.functions.inputs import parameters_of
from xlperf.functions.registry import all_functions
from xlperf.functions.results import no_denominator
from xlperf.model.parameters import Parameters
from xlperf.model.values import plain

Sample = tuple[str, float | str]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One trial. `formula` and `native` name the inputs' cells by {0}, {1}, … in their order."""

    title: str
    function: str
    inputs: tuple[Sample, ...]
    formula: str
    native: str | None
    spills: bool


def trial_rows() -> tuple[TrialRow, ...]:
    """All trials, rates first."""
    parameters = parameters_of(None)
    return (*_rates(parameters), *_readings(), *_scores(parameters), *_words())


def _rates(parameters: Parameters) -> Iterator[TrialRow]:
    places, scored = int(parameters.number("rate_places")) + 2, int(parameters.number("score_places"))
    spent: tuple[Sample, Sample] = (("全年执行数", 614.49), ("全年预算数", 710.12))
    yield _row("预算执行率", "XLPERF_EXEC_RATE", spent, _quotient("{0}/{1}", BUDGET.label, places))
    points = ("分值", float(parameters.number("execution_points")))
    cap = plain(parameters.number("execution_cap"))
    scoring = f"ROUND(MAX(0,MIN(ROUND({{0}}/{{1}},{places}),{cap}))*{{2}},{scored})"
    native = _guarded(f'IF({{1}}=0,"{no_denominator(BUDGET.label)}",{scoring})', 3)
    yield _row("预算执行率得分", "XLPERF_EXEC_SCORE", (*spent, points), native)
    staff: tuple[Sample, Sample] = (("在职人数", 11.0), ("编制数", 12.0))
    yield _row("在职人员控制率", "XLPERF_CONTROL_RATE", staff, _quotient("{0}/{1}", "批准数", places))
    years: tuple[Sample, Sample] = (("本年数", 63.46), ("上年数", 32.0))
    yield _row("“三公经费”变动率", "XLPERF_CHANGE_RATE", years, _quotient("({0}-{1})/{1}", "上年数", places))
    counts: tuple[Sample, Sample] = (("年度指标值", 12.0), ("实际完成值", 16.0))
    yield _row("偏差率", "XLPERF_DEVIATION", counts, _quotient("({1}-{0})/{0}", TARGET.label, places, below="{0}"))


def _readings() -> Iterator[TrialRow]:
    yield _row("指标值怎样读", "XLPERF_TARGET", (("年度指标值", "≥1,200人次"),))
    yield _row("是否完成（带单位的文字）", "XLPERF_MET", (("年度指标值", "不少于1.2万亩"), ("实际完成值", "12500亩")))
    bare: tuple[Sample, Sample] = (("年度指标值", 50.0), ("实际完成值", 48.0))
    yield _row("是否完成（没有单位的数）", "XLPERF_MET", bare, _guarded('IF({1}>={0},"是","否")', 2))


def _scores(parameters: Parameters) -> Iterator[TrialRow]:
    places = int(parameters.number("score_places"))
    text: tuple[Sample, ...] = (("年度指标值", "≥95%"), ("实际完成值", "90%"), ("分值", 10.0))
    yield _row("指标得分（带单位的文字）", "XLPERF_SCORE", text)
    over = "{0}/{1}" if parameters["reverse_method"] == "ratio" else "MAX(0,1-({1}-{0})/{0})"
    upward, downward = "IF({1}>={0},1,MAX(0,{1})/{0})", f"IF({{1}}<={{0}},1,{over})"
    native = _guarded(f'ROUND(IF({{3}}="反向",{downward},{upward})*{{2}},{places})', 3)
    more: tuple[Sample, ...] = (("年度指标值", 12.0), ("实际完成值", 9.0), ("分值", 10.0), ("方向", "正向"))
    yield _row("指标得分（正向）", "XLPERF_SCORE", more, native)
    less: tuple[Sample, ...] = (("年度指标值", 12.0), ("实际完成值", 14.0), ("分值", 10.0), ("方向", "反向"))
    yield _row("指标得分（反向）", "XLPERF_SCORE", less, native)
    yield _row("评价等级", "XLPERF_GRADE", (("总分", 91.5),), _grades(parameters))


def _words() -> Iterator[TrialRow]:
    inputs: tuple[Sample, ...] = (("年度指标值", "≥12次"), ("实际完成值", "9次"), ("分值", 10.0))
    yield _row("得分的计算过程", "XLPERF_TRACE", inputs)
    yield _row("规则说明", "XLPERF_EXPLAIN", (("规则代码", "SC01"),))
    yield _row("校验工作簿", "XLPERF_CHECK", (("工作表", ""),))


def _row(title: str, function: str, inputs: tuple[Sample, ...], native: str | None = None) -> TrialRow:
    spills = {one.name: one.spills for one in all_functions()}[function]
    cells = ",".join(f"{{{place}}}" for place in range(len(inputs)))
    return TrialRow(title, function, inputs, f"={function}({cells})", native, spills)


def _guarded(formula: str, inputs: int) -> str:
    """Blank while an input is blank."""
    blank = ",".join(f'{{{place}}}=""' for place in range(inputs))
    return f'=IF(OR({blank}),"",{formula})'


def _quotient(formula: str, label: str, places: int, below: str = "{1}") -> str:
    return _guarded(f'IF({below}=0,"{no_denominator(label)}",ROUND({formula},{places}))', 2)


def _grades(parameters: Parameters) -> str:
    """The names by their lower bounds, inmost the lowest."""
    whole = plain(parameters.number("total_points"))
    limits = sorted(((Decimal(low), str(name)) for name, low in parameters["grade_limits"]), reverse=True)
    nested = "".join(f'IF({{0}}>={plain(low)},"{name}",' for low, name in limits)
    under = f'{{0}}&" 低于所有等级的下限，不能定等级"{")" * len(limits)}'
    return f'=IF({{0}}="","",IF({{0}}>{whole},{{0}}&" 超过满分 {whole}，不定等级",{nested}{under}))'
