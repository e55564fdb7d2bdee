"""Reached, missed, or not to be said."""

from decimal import Decimal

import pytest

from xlperf.scoring.judge import deviation, judge, met
from xlperf.scoring.measure import read_actual, read_target


def _met(target: str, actual: str, level2: str = "数量指标") -> bool | None:
    wanted = read_target(target, level2=level2, year=2023)
    return met(wanted, read_actual(actual, year=2023, target=wanted), level2=level2)


@pytest.mark.parametrize(
    ("target", "actual", "level2", "expected"),
    [
        ("≥12次", "16次", "数量指标", True),
        (">90%", "90%", "质量指标", False),
        ("3次", "2次", "数量指标", False),
        ("20万元", "21万元", "成本指标", False),
        ("20万元", "19万元", "成本指标", True),
        ("0起", "0起", "质量指标", True),
        ("0起", "1起", "质量指标", False),
        ("=100%", "98%", "质量指标", False),
        ("=100%", "110%", "质量指标", True),
        ("≥3", "0", "数量指标", False),
        ("每月1次", "12次", "数量指标", True),
        ("每月1次", "10次", "数量指标", False),
        ("每季度1次", "4次", "数量指标", True),
        ("每半年1次", "2次", "数量指标", True),
        ("≥12次", "每月1次", "数量指标", True),
        ("每季度1次", "每月1次", "数量指标", True),
        ("每月1次", "1次", "数量指标", True),
        ("每月1次", "2次", "数量指标", None),
        ("每周1次", "52次", "数量指标", None),
        ("百分之九十八", "百分之九十", "质量指标", False),
        ("百分之九十以上", "百分之一百", "质量指标", True),
        ("百分之九十八", "百分之九十八点五", "质量指标", True),
        ("100%", "未开展", "质量指标", False),
        ("0起", "未发生", "质量指标", None),
        ("2023年12月31日前", "未完成", "时效指标", False),
        ("及时", "不及时", "质量指标", False),
        ("有所提高", "无明显提升", "质量指标", False),
        ("有所提高", "不断提高", "质量指标", None),
        ("无投诉", "没有投诉", "质量指标", None),
        ("2023年12月31日前", "2023年12月20日前", "时效指标", True),
        ("11月底前", "10月", "时效指标", True),
        ("11月底前", "12月5日", "时效指标", False),
        ("2023年12月20日前", "2023年12月", "时效指标", None),
        ("2023年12月20日前", "2024年3月1日前", "时效指标", None),
        ("12月前", "11月", "时效指标", True),
        ("12月前", "12月", "时效指标", None),
        ("12月前", "2024年1月", "时效指标", False),
        ("2023年12月31日前", "已完成", "时效指标", None),
        ("2023年12月31日前", "100%", "时效指标", None),
        ("2023.07-2024.01", "2023.07-2024.01", "时效指标", True),
        ("效果明显", "效果明显。", "效益指标", True),
        ("效果明显", "有所效果", "效益指标", None),
        ("效果明显", "未达成", "效益指标", False),
        ("是", "基本达到", "效益指标", None),
        ("定性", "定性", "效益指标", None),
        ("80%-90%", "85%", "质量指标", True),
        ("80%-90%", "95%", "质量指标", False),
        ("80%-90%", "85%-95%", "质量指标", None),
        ("80%-90%", "85次", "质量指标", None),
        ("≥80%", "85%-95%", "质量指标", True),
        ("≥90%", "85%-95%", "质量指标", None),
        ("≥200人", "200余人", "数量指标", True),
        ("≥205人", "200余人", "数量指标", None),
        ("≤180人", "200余人", "成本指标", False),
        ("≤300人", "200余人", "成本指标", None),
        ("≥200人", "约200人", "数量指标", None),
        ("≤100%", "≥98%", "成本指标", None),
        ("≥95%", "≥90%", "质量指标", False),
        ("≥3次", "", "数量指标", None),
        ("……", "3次", "数量指标", None),
    ],
)
def test_met(target: str, actual: str, level2: str, expected: bool | None) -> None:
    assert _met(target, actual, level2) is expected


def test_what_is_not_said_has_a_reason() -> None:
    target = read_target("≤130次")
    verdict = judge(target, read_actual("100%", target=target), level2="数量指标")
    assert (verdict.met, verdict.reason) == (None, "一边是百分数，一边的单位是“次”，不能比")


def test_deviation() -> None:
    assert deviation(read_target("≥12次"), read_actual("18次")) == Decimal("0.5")
    assert deviation(read_target("≥100%"), read_actual("97%")) == Decimal("-0.03")
    assert deviation(read_target("0起"), read_actual("1起")) is None
    assert deviation(read_target("≥12次"), read_actual("18场")) is None
    assert deviation(read_target("效果明显"), read_actual("18次")) is None
