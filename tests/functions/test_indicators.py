"""Functions of targets and actuals against the engine; numbers where the cell shows a percent or a day."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.functions.drawn import MANY, actuals, editions, full_points, second_levels, spelled, targets, years
from xlperf.functions.inputs import parameters_of, year_of
from xlperf.functions.registry import call
from xlperf.model.values import round_half_up
from xlperf.scoring.indicator import indicator_score
from xlperf.scoring.judge import deviation, judge
from xlperf.scoring.measure import Measure, effective_relation, read_actual, read_target
from xlperf.scoring.trace import Score

DAY_ZERO = datetime.date(1899, 12, 30)
RELATIONS = {"正向": "≥", "反向": "≤"}


def _pair(target: str, actual: str, level2: str | None = None, year: object = None) -> tuple[Measure, Measure]:
    wanted = read_target(target, level2=level2 or "", year=year_of(year))  # type: ignore[arg-type]
    return wanted, read_actual(actual, year=year_of(year), target=wanted)  # type: ignore[arg-type]


@MANY
@given(targets, second_levels, years)
def test_target(target: str, level2: str | None, year: object) -> None:
    read = read_target(target, level2=level2 or "", year=year_of(year))  # type: ignore[arg-type]
    answer = call("XLPERF_TARGET", [target, level2, year])
    if read.kind == "blank":
        assert answer == ""
        return
    assert isinstance(answer, list)
    [[relation, number, unit]] = answer
    if read.kind == "unreadable":
        assert (relation, number, unit) == ("；".join(read.notes), "", "")
    elif read.is_numeric and read.number is not None:
        scale = {"%": 100, "‰": 1000}.get(read.unit, 1)
        assert (relation, number) == (effective_relation(read, level2 or ""), float(read.number * scale))
        assert unit == read.unit + (f"/{read.per}" if read.per else "")
    else:
        assert relation == {"date": "期限", "range": "区间", "qualitative": "定性"}[read.kind]


@MANY
@given(targets, actuals, second_levels, years)
def test_met(target: str, actual: str, level2: str | None, year: object) -> None:
    verdict = judge(*_pair(target, actual, level2, year), level2=level2 or "")
    words = {True: "是", False: "否", None: f"不能判断：{verdict.reason}"}
    assert call("XLPERF_MET", [target, actual, level2, year]) == words[verdict.met]


@MANY
@given(targets, actuals)
def test_deviation(target: str, actual: str) -> None:
    exact = deviation(*_pair(target, actual))
    answer = call("XLPERF_DEVIATION", [target, actual])
    if exact is not None:
        assert answer == float(round_half_up(exact, 4))
    else:
        assert isinstance(answer, str)
        assert answer.startswith("不能比：") or answer == "年度指标值为 0，无法计算"


def _score(target: str, actual: str, points: Decimal, direction: str | None, edition: str | None) -> Score:
    parameters, level2 = parameters_of(edition), direction if direction and "指标" in direction else ""
    wanted, got = _pair(target, actual, level2)
    if direction in RELATIONS and wanted.is_numeric and wanted.relation is None:
        wanted = replace(wanted, relation=RELATIONS[direction])  # type: ignore[arg-type]
    return indicator_score(
        wanted,
        got,
        points,
        level2=level2,
        reverse_method=parameters["reverse_method"],
        tiers=parameters["qualitative_tiers"],
        places=2,
        practice=parameters.row("reverse_method").certainty,
    )


@pytest.mark.parametrize("function", ["XLPERF_SCORE", "XLPERF_TRACE"])
@MANY
@given(data=st.data(), target=targets, actual=actuals, points=full_points, edition=editions)
def test_score_and_trace(
    function: str, data: st.DataObject, target: str, actual: str, points: Decimal, edition: str | None
) -> None:
    direction = data.draw(st.sampled_from([None, "正向", "反向", "成本指标", "时效指标"]))
    against = {"正向": "≤<", "反向": "≥>"}.get(direction or "", "")
    assume((read_target(target).relation or "?") not in against)
    wanted = _score(target, actual, points, direction, edition)
    answer = call(function, [target, actual, data.draw(spelled(points)), direction, edition])
    if function == "XLPERF_TRACE":
        assert answer == "；".join((wanted.trace, *wanted.notes))
    else:
        assert answer == (wanted.trace if wanted.value is None else float(wanted.value))
        assert wanted.value is None or 0 <= float(str(answer)) <= float(points)


@MANY
@given(targets, st.decimals(min_value=0, max_value=1, places=3), second_levels)
def test_beside_a_percent_a_number_is_the_percent_that_the_cell_shows(
    target: str, ratio: Decimal, level2: str | None
) -> None:
    assume(read_target(target, level2=level2 or "").is_percent)
    shown = f"{ratio * 100:f}%"
    for function, more in (("XLPERF_MET", [level2]), ("XLPERF_DEVIATION", []), ("XLPERF_SCORE", [10, level2])):
        assert call(function, [target, float(ratio), *more]) == call(function, [target, shown, *more])


@MANY
@given(st.decimals(min_value=0, max_value=1, places=3), st.decimals(min_value=0, max_value=120, places=1))
def test_a_target_from_a_percent_cell_too(ratio: Decimal, actual: Decimal) -> None:
    args = [f"{actual}%", 10]
    assert call("XLPERF_SCORE", [float(ratio), *args]) == call("XLPERF_SCORE", [f"{ratio * 100:f}%", *args])


@MANY
@given(st.dates(datetime.date(2022, 1, 1), datetime.date(2024, 12, 31)), st.booleans())
def test_beside_a_date_a_days_number_is_that_day(day: datetime.date, as_number: bool) -> None:
    cell = float((day - DAY_ZERO).days) if as_number else datetime.datetime.combine(day, datetime.time())
    late = day > datetime.date(2023, 6, 30)
    assert call("XLPERF_MET", ["2023年6月30日前", cell]) == ("否" if late else "是")
    both = [float((datetime.date(2023, 6, 30) - DAY_ZERO).days), cell, "时效指标"]
    assert call("XLPERF_MET", both) == ("否" if late else "是")


@pytest.mark.parametrize(
    ("function", "args", "expected"),
    [
        ("XLPERF_TARGET", ("≧1,200人次",), [["≥", 1200.0, "人次"]]),
        ("XLPERF_TARGET", ("95%以上",), [["≥", 95.0, "%"]]),
        ("XLPERF_TARGET", ("5", "成本指标"), [["≤", 5.0, ""]]),
        ("XLPERF_TARGET", ("530元/人*月",), [["≥", 530.0, "元/人·月"]]),
        ("XLPERF_TARGET", ("80%-90%",), [["区间", "80—90", "%"]]),
        ("XLPERF_TARGET", ("11月底前", None, 2023), [["期限", "2023-11-30", ""]]),
        ("XLPERF_TARGET", ("11月底前",), [["期限", "11月底前", ""]]),
        ("XLPERF_TARGET", ("2023年1-12月",), [["区间", "2023-01-01—2023-12-31", ""]]),
        ("XLPERF_TARGET", ("效果显著",), [["定性", "", ""]]),
        ("XLPERF_TARGET", (True,), [["年度指标值是逻辑值 TRUE，请写数值或文字", "", ""]]),
        ("XLPERF_MET", ("≥95%", 1), "是"),
        ("XLPERF_MET", ("≥95%", 96), "实际完成值：百分数没有写百分号：“96”可能是 96%，也可能是 9600%"),
        ("XLPERF_MET", (50, 48), "否"),
        ("XLPERF_MET", (50, 48, "成本指标"), "是"),
        ("XLPERF_DEVIATION", ("1.2万亩", "13000亩"), 0.0833),
        ("XLPERF_DEVIATION", ("5次", "3亩"), "不能比：单位不同：“次”与“亩”"),
        ("XLPERF_DEVIATION", ("优良", "3亩"), "不能比：年度指标值不是一个数"),
        ("XLPERF_DEVIATION", ("5亩", "很好"), "不能比：实际完成值不是一个数"),
        ("XLPERF_SCORE", ("12", "14", 10, "反向"), 8.33),
        ("XLPERF_SCORE", ("12", "14", 10, "逆向指标"), 8.33),
        ("XLPERF_SCORE", ("12", "14", 10, "成本指标"), 8.33),
        ("XLPERF_SCORE", ("12", "14", 10), 10.0),
        ("XLPERF_SCORE", (0, 5, 10, "反向"), 0.0),
        ("XLPERF_SCORE", ("≥12", "14", 10, "反向"), "年度指标值“≥12”的符号和方向“反向”矛盾，请核对"),
        ("XLPERF_SCORE", ("11月底前", "2023年11月20日", 5, None, None, 2023), 5.0),
    ],
)
def test_by_hand(function: str, args: tuple[object, ...], expected: object) -> None:
    assert call(function, args) == expected


def test_a_direction_that_is_none_is_asked_back() -> None:
    answer = call("XLPERF_SCORE", ["12", "14", 10, "反想"])
    assert isinstance(answer, str)
    assert answer.startswith("方向“反想”看不懂")


def test_the_trace_says_what_was_done() -> None:
    answer = call("XLPERF_TRACE", ["≥12次", "9次", 10])
    assert answer == "系统口径：正向指标未达到指标值，得分 = 完成值 ÷ 指标值 × 分值 = 9 ÷ 12 × 10 = 7.50"
