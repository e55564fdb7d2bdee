"""Texts met in real forms, class by class, and the reading meant for each."""

import datetime
from decimal import Decimal

import pytest

from xlperf.scoring.judge import met
from xlperf.scoring.measure import Measure, effective_relation, read_actual, read_target

YEAR = 2023


def _target(text: str) -> Measure:
    return read_target(text, year=YEAR)


@pytest.mark.parametrize(
    ("text", "relation", "number", "unit"),
    [
        ("≥12次", "≥", "12", "次"),
        ("≥ 30件", "≥", "30", "件"),
        ("≥400人次", "≥", "400", "人次"),
        ("≧735人次", "≥", "735", "人次"),
        ("≥0.565km", "≥", "0.565", "km"),
        ("≥1290.3平方米", "≥", "1290.3", "平方米"),
        (">=21933人", "≥", "21933", "人"),
        ("≥3", "≥", "3", ""),
        ("≤263.38", "≤", "263.38", ""),
        ("≥124", "≥", "124", ""),
        ("不少于12种", "≥", "12", "种"),
        ("3次", None, "3", "次"),
        ("2370人", None, "2370", "人"),
        ("1.2万亩", None, "1.2", "万亩"),
        ("2.6亿元", None, "2.6", "亿元"),
        ("14.8万元", None, "14.8", "万元"),
        ("25TB", None, "25", "TB"),
        ("550万粒", None, "550", "万粒"),
        ("5万", None, "5", "万"),
        ("1", None, "1", ""),
        ("8755", None, "8755", ""),
        ("550", None, "550", ""),
        ("0", None, "0", ""),
        ("0起", None, "0", "起"),
        ("0次", None, "0", "次"),
        ("0人次", None, "0", "人次"),
        ("向政府交办环保问题≥187个，力促单位整改", "≥", "187", "个"),
        ("提高5个百分点", None, "5", "个百分点"),
        ("2859篇", None, "2859", "篇"),
        ("1,389.01", None, "1389.01", ""),
        ("1，389.01万元", None, "1389.01", "万元"),
        ("控制在1389.01万元以内", "≤", "1389.01", "万元"),
        ("不超过130次", "≤", "130", "次"),
        ("12次以上", "≥", "12", "次"),
        ("3幢", None, "3", "幢"),
        ("3宗件", None, "3", "宗"),
        ("10个工作日内", "≤", "10", "个工作日"),
        ("5个内设机构", None, "5", "个"),
        ("每年至少2次", "≥", "2", "次"),
        ("2023年12月底前完成培训12次", None, "12", "次"),
        ("0-6岁儿童建档≥90人", "≥", "90", "人"),
        ("PM2.5≤35微克/立方米", "≤", "35", "微克"),
    ],
)
def test_quantities(text: str, relation: str | None, number: str, unit: str) -> None:
    read = _target(text)
    assert (read.kind, read.relation, read.number, read.unit) == ("quantity", relation, Decimal(number), unit)


@pytest.mark.parametrize(
    ("text", "relation", "ratio"),
    [
        ("≥95%", "≥", "0.95"),
        ("≧95%", "≥", "0.95"),
        ("=100%", "=", "1"),
        ("═100%", "=", "1"),
        (">= 98 %(百分比)", "≥", "0.98"),
        ("≥100百分比", "≥", "1"),
        ("≦100%", "≤", "1"),
        ("不低于95%", "≥", "0.95"),
        ("小于0.9‰", "<", "0.0009"),
        ("95%以上", "≥", "0.95"),
        ("大于90%", ">", "0.9"),
        ("达100%", "=", "1"),
        ("辖区企业满意率达95%以上。", "≥", "0.95"),
        ("100%覆盖", None, "1"),
        ("98％", None, "0.98"),
        ("完成率99.14%", None, "0.9914"),
        ("0.9%", None, "0.009"),
        ("百分之95", None, "0.95"),
        ("-5%", None, "-0.05"),
    ],
)
def test_percents_are_ratios(text: str, relation: str | None, ratio: str) -> None:
    read = _target(text)
    assert (read.kind, read.relation, read.number) == ("percent", relation, Decimal(ratio))


@pytest.mark.parametrize(
    ("text", "number", "unit", "per"),
    [
        ("每亩300", "300", "", "亩"),
        ("17元/人.每天", "17", "元", "人·天"),
        ("400元/人、天", "400", "元", "人·天"),
        ("530元/人*月", "530", "元", "人·月"),
        ("1600元/亩", "1600", "元", "亩"),
        ("≤620万/月", "620", "万", "月"),
        ("1次/月", "1", "次", "月"),
        ("470 人/天", "470", "人", "天"),
        ("5元/学员", "5", "元", "学员"),
    ],
)
def test_rates(text: str, number: str, unit: str, per: str) -> None:
    read = _target(text)
    assert (read.kind, read.number, read.unit, read.per) == ("quantity", Decimal(number), unit, per)


@pytest.mark.parametrize(
    ("text", "first", "last", "relation"),
    [
        ("2023年12月31日前", "2023-12-31", "2023-12-31", "≤"),
        ("2023、12、31", "2023-12-31", "2023-12-31", None),
        ("2023-12-31", "2023-12-31", "2023-12-31", None),
        ("2021年12月31日", "2021-12-31", "2021-12-31", None),
        ("2021年12月完成", "2021-12-01", "2021-12-31", None),
        ("2021年底", "2021-01-01", "2021-12-31", None),
        ("2023年", "2023-01-01", "2023-12-31", None),
        ("11月底前", "2023-11-01", "2023-11-30", "≤"),
        ("11月底完成100%", "2023-11-01", "2023-11-30", None),
        ("2020年全年。", "2020-01-01", "2020-12-31", None),
        ("10月", "2023-10-01", "2023-10-31", None),
        ("2024年2月", "2024-02-01", "2024-02-29", None),
        ("年底前", "2023-01-01", "2023-12-31", None),
        ("2023年第四季度", "2023-10-01", "2023-12-31", None),
        ("2023年上半年完成", "2023-01-01", "2023-06-30", None),
        ("2023年12月31日24时前", "2023-12-31", "2023-12-31", "≤"),
        ("2023年11月30日前100%完成", "2023-11-30", "2023-11-30", "≤"),
        ("12月中旬", "2023-12-11", "2023-12-20", None),
        ("2021年11月30日前完成资金支付", "2021-11-30", "2021-11-30", "≤"),
    ],
)
def test_deadlines(text: str, first: str, last: str, relation: str | None) -> None:
    read = _target(text)
    days = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    assert (read.kind, (read.start, read.date), read.relation) == ("date", days, relation)
    assert effective_relation(read, "时效指标") == "≤"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023.07-2024.01", "2023-07-01", "2024-01-31"),
        ("2020年1月--2020年11月", "2020-01-01", "2020-11-30"),
        ("2022-2023年", "2022-01-01", "2023-12-31"),
        ("2023年1-12月", "2023-01-01", "2023-12-31"),
        ("3月至11月底", "2023-03-01", "2023-11-30"),
        ("2023.1.1-2023.12.31", "2023-01-01", "2023-12-31"),
    ],
)
def test_periods(text: str, first: str, last: str) -> None:
    read = _target(text)
    assert (read.kind, str(read.start), str(read.date)) == ("range", first, last)


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("80%-90%", "0.8", "0.9", "%"),
        ("80-90%", "0.8", "0.9", "%"),
        ("80%～90%", "0.8", "0.9", "%"),
        ("3至5次", "3", "5", "次"),
        ("≥80%且≤90%", "0.8", "0.9", "%"),
        ("1—2万元", "1", "2", "万元"),
    ],
)
def test_intervals(text: str, lower: str, upper: str, unit: str) -> None:
    read = _target(text)
    assert (read.kind, read.number, read.upper, read.unit) == ("range", Decimal(lower), Decimal(upper), unit)


QUALITATIVE = """
效果明显 效果显著 有效增强 增强 显著提升 提升明显 有效保障 有所效果 持续提升 逐步提高 稳步提高 有所减轻 良好 高 好 合规 及时 是
符合相关规定 达到要求 按计划来 在项目计划完成时间内完成 定性 定性好坏 定性优良中低差 定性高中低 定性长期
""".split()


@pytest.mark.parametrize("text", [*QUALITATIVE, "根据2023年5月6日文件要求执行", "2023年度工作有序推进"])
def test_qualitative_targets(text: str) -> None:
    assert _target(text).kind == "qualitative"
    assert effective_relation(_target(text), "成本指标") is None


def test_the_marker_is_told_from_its_values() -> None:
    assert "优良中低差" in _target("定性 优良中低差").notes[0]
    assert "没有写要达到什么" in _target("定性").notes[0]


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("达成预期指标", (1,)),
        ("达成年度指标", (1,)),
        ("已完成", (1,)),
        ("完成", (1,)),
        ("是", (1,)),
        ("基本达到", (1, 2)),
        ("部分达成年度指标并具有一定效果", (2,)),
        ("未达成年度指标且效果较差", (3,)),
        ("未完成", (2, 3)),
    ],
)
def test_status_actuals(text: str, tiers: tuple[int, ...]) -> None:
    read = read_actual(text, target=_target("效果明显"))
    assert (read.kind, read.tiers) == ("tier", tiers)


@pytest.mark.parametrize("text", ["有效推动", "不影响", "持续有效", "完成得很好很及时"])
def test_other_words_are_left_to_a_person(text: str) -> None:
    read = read_actual(text, target=_target("定性"))
    assert read.kind == "qualitative"
    assert met(_target("定性"), read) is None


@pytest.mark.parametrize("text", ["", "  ", "-", "/", "……", "——", "无", "指标1:…", "≥**人", "不适用", "≥"])
def test_blank_and_residue(text: str) -> None:
    assert _target(text).kind == "blank"
    assert read_actual(text).kind == "blank"
    assert _target(text).number is None


@pytest.mark.parametrize(
    ("text", "correction"),
    [("290%", "≥90%"), ("280%", "≥80%"), ("工5%", "≥"), ("到0次", "≥"), ("70%o", "‰"), ("1O次", "0")],
)
def test_noise_is_never_guessed_but_a_correction_is_offered(text: str, correction: str) -> None:
    read = _target(text)
    assert (read.kind, read.number) == ("unreadable", None)
    assert correction in read.notes[0]


def test_a_percent_above_200_is_possible_where_the_target_is_above_100() -> None:
    assert read_actual("290%", target=_target("≥150%")).number == Decimal("2.9")


@pytest.mark.parametrize(
    ("text", "number", "relation", "unit"),
    [
        ("200余人", 200, "≥", "人"),
        ("600余人", 600, "≥", "人"),
        ("10万余人", 10, "≥", "万人"),
        ("约200人", 200, None, "人"),
    ],
)
def test_approximate_actuals(text: str, number: int, relation: str | None, unit: str) -> None:
    read = read_actual(text)
    assert (read.number, read.relation, read.unit, read.approximate) == (number, relation, unit, True)
    assert not read.copied_sign
    assert "约数" in read.notes[0]


@pytest.mark.parametrize(
    ("target", "actual"), [("≥266米", "≥266米"), ("≧95%", "≧98%"), ("≥187个", "≥187"), ("=100%", "=100%")]
)
def test_copied_signs_are_read_as_the_bound(target: str, actual: str) -> None:
    read = read_actual(actual, target=_target(target))
    assert read.copied_sign
    assert met(_target(target), read) is True


@pytest.mark.parametrize(
    ("target", "actual", "number"),
    [
        ("≤11万元", "按合同10.5万元。", "10.5"),
        ("≥99%", "完成率99.14%", "0.9914"),
        ("≥8篇", "深入开展调查研究，起草调研报告8篇，形成一批意见建议", "8"),
        ("≥8篇", "走访12个村，起草调研报告9篇", "9"),
    ],
)
def test_a_narrative_gives_its_number_where_only_one_fits(target: str, actual: str, number: str) -> None:
    read = read_actual(actual, target=_target(target))
    assert read.number == Decimal(number)
    assert read.notes


@pytest.mark.parametrize(
    ("target", "actual"),
    [("3次", "起草调研报告8篇，形成意见建议"), ("≥8篇", "起草报告8篇，简报5篇"), ("≥8", "走访12个村，起草报告9篇")],
)
def test_a_narrative_is_left_to_a_person_otherwise(target: str, actual: str) -> None:
    read = read_actual(actual, target=_target(target))
    assert (read.kind, read.number) == ("unreadable", None)
    assert read.notes


@pytest.mark.parametrize(
    ("target", "actual"), [("≤130次", "100%"), ("550", "20"), ("0.9%", "0"), ("≤30万元", "完成"), ("≥100%", "100")]
)
def test_what_cannot_be_compared(target: str, actual: str) -> None:
    assert met(_target(target), read_actual(actual, target=_target(target))) is None


@pytest.mark.parametrize(
    "text",
    [
        "2023年13月",
        "2023年2月30日",
        "3次、5次",
        "1.2.3",
        "不低于5次以下",
        "≥三次",
        "123456789012345678",
        "≥2023年底",
        "90-80%",
    ],
)
def test_contradictions_are_unreadable_with_a_note(text: str) -> None:
    read = _target(text)
    assert (read.kind, read.number) == ("unreadable", None)
    assert read.notes


def test_a_report_in_a_cell_is_left_to_a_person() -> None:
    assert "文字太长" in _target("深入开展调查研究，" * 60 + "起草报告8篇").notes[0]


def test_a_date_without_year_is_not_given_one() -> None:
    read = read_target("11月底前")
    assert (read.kind, read.date) == ("date", None)
    assert "年份" in read.notes[0]


def test_a_dotted_month_is_a_date_only_where_dates_stand() -> None:
    assert read_target("2023.12", level2="时效指标").kind == "date"
    assert read_target("2023.12", level2="成本指标").kind == "quantity"
    assert read_actual("2023.11", target=read_target("2023年12月31日前")).date == datetime.date(2023, 11, 30)


def test_the_direction_of_a_bare_value() -> None:
    assert effective_relation(_target("3次"), "数量指标") == "≥"
    assert effective_relation(_target("20万元"), "成本指标（6）") == "≤"
    assert effective_relation(_target("0起"), "质量指标") == "="
    assert effective_relation(_target("≥3次"), "成本指标") == "≥"


def test_a_missing_unit_is_noted_with_what_the_name_says() -> None:
    assert "单位可能是“次”" in read_target("≥3", name="开展专题调研次数").notes[1]
    assert "百分号" in read_target("95", name="群众满意度").notes[1]
    assert read_target("≥3", name="开展常规巡察").notes == ("没有写计量单位",)


def test_repairs_are_told() -> None:
    assert read_target("≧９５％").repairs == ("全角或异体字符改为半角", "“≧”改读“≥”")
    assert read_target("１，３８９．０１").number == Decimal("1389.01")
    assert read_target("≥12次").repairs == ()
