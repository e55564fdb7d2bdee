"""A year in a text is told from an amount that begins like one."""

import pytest

from xlperf.model.sample import sample
from xlperf.rules import check
from xlperf.rules.years import only_earlier


@pytest.mark.parametrize(
    "text",
    [
        "≤2020.46万元", "2020.46万元", "2020.12万元", "≤2020.12", "≥2021.5", "=2022.1", "2022.13", "2022.00", "2020万元",
        "2020.5亩", "12022年", "1.2020.5", "2022/45", "不超过2022.6万元",
    ],
)  # fmt: skip
def test_an_amount_is_no_year(text: str) -> None:
    assert only_earlier(text, 2023) is None


@pytest.mark.parametrize(
    "text",
    [
        "2022年", "2022年12月31日前", "2022.12.31", "2022.12.31前", "≤2022.12.31", "2022-06-30", "2022/6/30", "2022、12、31",
        "2022.12前", "2022.12", "2022-12", "2022.6-2022.12", "2022.12底", "完成2022年度任务",
    ],
)  # fmt: skip
def test_a_year_is_one(text: str) -> None:
    assert only_earlier(text, 2023) == 2022


def test_the_rule_leaves_an_amount_alone() -> None:
    at = {"dept.indicators.4.target": "≤2020.46万元", "dept.indicators.4.actual": "2000万元"}
    assert "IN25" not in {found.code for found in check(sample("yueyang_2023", at))}
