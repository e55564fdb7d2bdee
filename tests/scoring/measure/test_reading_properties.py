"""Generated texts: what was written is what is read, whatever the spelling; and no text breaks the reader."""

import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xlperf.scoring.judge import deviation, judge
from xlperf.scoring.measure import comparable, normalise, read_actual, read_target
from xlperf.scoring.measure.units import KNOWN_UNITS

RELATIONS = {
    "≥": "≥",
    "≧": "≥",
    ">=": "≥",
    "不少于": "≥",
    "≤": "≤",
    "≦": "≤",
    "<=": "≤",
    "不超过": "≤",
    ">": ">",
    "小于": "<",
}
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

numbers = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda number: number.quantize(Decimal("0.01")))
written = st.sampled_from(sorted(RELATIONS))
# 10月 and 2日 are dates before they are quantities
units = st.sampled_from([unit for unit in KNOWN_UNITS if unit not in ("月", "年", "年度")])
anything = st.one_of(
    st.text(), st.text("≥≤><=%‰0123456789.,，、-~年月日底前万亿元次人/·*每达以上余约定性无()。百分比 　① ")
)


@given(written, numbers, units)
def test_relation_number_and_unit_come_back(sign: str, number: Decimal, unit: str) -> None:
    read = read_target(f"{sign}{number}{unit}")
    assert (read.kind, read.relation, read.number, read.unit) == ("quantity", RELATIONS[sign], number, unit)


@given(written, numbers)
def test_percents_come_back_as_ratios(sign: str, number: Decimal) -> None:
    read = read_target(f"{sign}{number}%")
    assert (read.kind, read.relation, read.number) == ("percent", RELATIONS[sign], number / 100)


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(["前", "", "之前完成"]))
def test_days_come_back(day: datetime.date, tail: str) -> None:
    assert read_target(f"{day.year}年{day.month}月{day.day}日{tail}").date == day
    assert read_target(f"{day.year}、{day.month}、{day.day}{tail}").date == day


@given(numbers)
def test_thousand_separators_change_nothing(number: Decimal) -> None:
    assert read_target(f"≥{number:,}元").number == number


@given(written, numbers, units)
def test_full_width_reads_the_same(sign: str, number: Decimal, unit: str) -> None:
    narrow, wide = read_target(f"{sign}{number}{unit}"), read_target(f"{sign}{number}{unit}".translate(WIDE))
    assert (narrow.kind, narrow.relation, narrow.number, narrow.unit) == (
        wide.kind,
        wide.relation,
        wide.number,
        wide.unit,
    )
    assert wide.repairs


@given(anything)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert normalise(once).repairs == ()


@given(anything, anything, st.sampled_from(["数量指标", "时效指标", "成本指标", ""]), st.sampled_from([None, 2023]))
def test_no_text_breaks_the_reader(text: str, other: str, level2: str, year: int | None) -> None:
    target = read_target(text, level2=level2, name=other, year=year)
    actual = read_actual(other, year=year, target=target)
    for measure in (target, actual):
        assert measure.kind != "unreadable" or (measure.notes and measure.number is None)
    judge(target, actual, level2=level2)
    deviation(target, actual)


@given(numbers, units)
def test_a_measure_compares_with_itself(number: Decimal, unit: str) -> None:
    read = read_target(f"{number}{unit}")
    pair = comparable(read, read)
    assert pair is not None
    assert pair[0] == pair[1]
