"""Drawn inputs: what stands in cells, as spreadsheet programs hand it over; and the same value in other spellings."""

import datetime
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from xlperf.scoring.measure.units import KNOWN_UNITS

MANY = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])

amounts = st.decimals(min_value=-(10**6), max_value=10**8, places=2)
full_points = st.decimals(min_value=0, max_value=100, places=1)
editions = st.sampled_from([None, "", "general_2020", "yueyang_2023", "浏阳市"])
years = st.sampled_from([None, 2023.0, "2022年", 2024])
second_levels = st.sampled_from([None, "数量指标", "成本指标", "时效指标（10）", "服务对象满意度指标"])

_units = st.sampled_from(["", "次", "万元", "亩", "万亩", "人次", "公里", "米", "元/人*月", *KNOWN_UNITS])
_numbers = st.one_of(st.integers(0, 400).map(str), st.decimals(0, 5000, places=2).map(str), st.just("1,200"))
_relations = st.sampled_from(["", "", "≥", "≤", ">", "<", "=", "≧", ">=", "不少于", "不超过", "达到", "约"])
_percents = st.decimals(0, 150, places=1).map(lambda number: f"{number}%")
_days = st.dates(datetime.date(2022, 6, 1), datetime.date(2024, 6, 30))
_dates = st.one_of(
    _days.map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    _days.map(lambda day: f"{day.month}月底"),
    _days.map(lambda day: f"{day.year}.{day.month}"),
)
_ranges = st.sampled_from(["80%-90%", "3至5次", "≥80%且≤90%", "2023年1-12月"])
_words = st.sampled_from(
    [
        "效果显著",
        "定性：优良",
        "达成年度指标",
        "部分达成",
        "未完成",
        "基本完成",
        "无",
        "-",
        "≥",
        "指标1：",
        "工95%",
        "完成培训3次，覆盖5个村",
    ]
)
_quantities = st.tuples(_relations, _numbers, _units, st.sampled_from(["", "", "以上", "左右"])).map("".join)

targets = st.one_of(
    _quantities,
    _quantities,
    st.tuples(st.sampled_from(["", "≥", "≤"]), _percents).map("".join),
    st.tuples(_dates, st.sampled_from(["", "前"])).map("".join),
    _ranges,
    _words,
)
actuals = st.one_of(_quantities, st.tuples(_numbers, _units).map("".join), _percents, _dates, _ranges, _words)


@st.composite
def spelled(draw: st.DrawFn, number: Decimal) -> object:
    """The number as a cell may hold it: float, whole number, text, text with separators, a range of one cell."""
    spellings: list[object] = [
        float(number),
        str(number),
        f" {number}　",
        f"{number:,}",
        [[float(number)]],
        ((str(number),),),
    ]
    if number == number.to_integral():
        spellings.append(int(number))
    return draw(st.sampled_from(spellings))


errors = st.sampled_from(
    [
        "#DIV/0!",
        "#N/A",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "Err:502",
        "错误:522",
        -2146826281,
        -2146826246,
    ]
)
anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.text("≥≤%‰0123456789.,，-年月日底前万元次人/*约正反向 　#!"),
        st.datetimes(),
        st.dates(),
        st.decimals(),
        st.binary(max_size=3),
        st.complex_numbers(),
        errors,
        targets,
        actuals,
        editions,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.tuples(inner), st.dictionaries(st.text(), inner, max_size=1)
    ),
    max_leaves=4,
)
