"""Rules on indicators and texts (IN, RS, TX, CM, WD): each answers at its own cell, and keeps silent where it should."""

import pytest

from tests.rules.filled import hits, messages, submission
from xlperf.model.sample import sample
from xlperf.rules import catalogue, check
from xlperf.rules.catalogue import Example
from xlperf.rules.filled import in_use
from xlperf.rules.level import is_county_level
from xlperf.rules.scene import Scene

SUBJECTS = ("IN", "RS", "TX", "CM", "WD")
OWN = [code for code in catalogue() if code.startswith(SUBJECTS)]
EXAMPLES = [(code, bad) for code in OWN for bad in catalogue()[code].bad if bad.edition == "yueyang_2023"]


def test_the_clean_sample_is_silent() -> None:
    assert [(f.code, f.field) for f in check(sample("yueyang_2023")) if f.code in OWN] == []


@pytest.mark.parametrize(("code", "bad"), EXAMPLES, ids=[f"{code}-{bad.at}" for code, bad in EXAMPLES])
def test_bad_examples_answer_at_their_own_cell(code: str, bad: Example) -> None:
    assert [f.field for f in check(bad.submission) if f.code == code] == [bad.at]


ROW = "dept.indicators.{}"


def _row(n: int, **columns: str | None) -> dict[str, str | None]:
    return {f"dept.indicators.{n}.{column}": typed for column, typed in columns.items()}


NEAR_MISSES: list[tuple[str, dict[str, str | None]]] = [
    # reached, or nobody can say whether it was
    ("IN01", _row(1, actual="13所")),
    ("IN01", _row(1, actual="9所", score="11.25", reason="三所学校的图纸晚到。")),
    ("IN01", _row(4, level3="办结时间", target="10天", actual="8天")),
    ("IN01", _row(3, level3="群众投诉率", target="5%", actual="2%")),
    ("IN01", _row(5, level3="成本节约率", target="5%", actual="8%")),
    ("IN01", _row(4, target="2023年12月", actual="2023年12月31日")),
    ("IN01", _row(1, actual="约11所")),
    # a little above the proportion is the unit's own judgement
    ("IN02", _row(1, actual="10所", score="14", reason="两所学校改到下年。")),
    # not quite 1.2 times; explained; less is better; more than the whole
    ("IN03", _row(2, actual="539人次")),
    ("IN03", _row(1, actual="16所", reason="区里年中追加了4所学校的维修任务。")),
    ("IN03", _row(5, actual="500.00万元")),
    ("IN03", _row(4, level3="办结时间", target="10天", actual="15天")),
    ("IN03", _row(3, actual="123%")),
    ("IN03", _row(1, target="0起", actual="0起")),
    # units that mean the same
    ("IN04", _row(9, actual="96")),
    ("IN05", _row(1, target="≥12个", actual="12所")),
    ("IN05", _row(7, target="≥0.8万人", actual="8200人")),
    ("IN05", _row(6, target="≥5万元", actual="55000元")),
    ("IN05", _row(4, actual="按期完成")),
    ("IN06", _row(7, level3="受益学生人数", target="≥0.8万人", actual="8200人")),
    ("IN06", _row(2, level3="受益人口数", target="≥450人", actual="480人")),
    ("IN06", _row(1, level3="维修校舍所数", target="≥12个", actual="12个")),
    ("IN07", _row(1, target="0", actual="0")),
    ("IN07", _row(9, actual="96")),
    ("IN08", _row(1, actual="12所")),
    ("IN10", _row(1, level3="校园安全事故", target="0起", actual="未发生")),
    ("IN10", _row(1, actual="")),
    ("IN11", _row(8, actual="制度健全，全年开展巡查6次、整改15处")),
    # told once, by IN01; not done is no text for a number
    ("IN10", _row(3, actual="未开展")),
    # so often a month is so often a year
    ("IN03", _row(2, target="每月1次", actual="12次")),
    ("IN03", _row(2, target="每季度1次", actual="4次")),
    ("IN03", _row(2, target="每半年1次", actual="2次")),
    ("IN03", _row(2, target="每周1次", actual="52次")),
    ("IN01", _row(2, target="每月1次", actual="1次")),
    ("IN01", _row(2, target="每月1次", actual="2次")),
    ("IN01", _row(1, level3="校园安全事故", target="0起", actual="未发生")),
    ("IN01", _row(8, target="逐步提高", actual="不断提高", score="10", reason=None)),
    ("IN01", _row(8, target="保持稳定", actual="无变化", score="10", reason=None)),
    # nothing happened, and that is what was wanted
    ("IN24", _row(1, level3="校园安全事故", target="0起", actual="无")),
    ("IN24", _row(8, level3="信访投诉", target="无投诉", actual="无")),
    ("IN24", _row(1, actual="/", score="0")),
    ("IN25", _row(6, target="比2022年增长5%")),
    ("IN25", _row(4, target="2024年3月底前")),
    ("IN25", _row(4, target="2022-2023年")),
    ("IN26", {**_row(2, level3="培训人次"), **_row(9, level3="培训人次")}),
    ("TX07", {"dept.sign_date": "20240315"}),
    ("TX07", {"dept.sign_date": "2024.3.15"}),
    ("TX07", {"dept.sign_date": "2024年*月*日"}),
    ("TX08", {"dept.sign_date": "2023年12月31日"}),
    ("TX08", {"dept.sign_date": "2024.13.45"}),
    ("TX09", {"dept.goal_expected": "在2022年的基础上，2023年办好教育。"}),
    ("TX09", {"dept.goal_expected": "落实“十四五”规划，校舍完好率比2022年提高。"}),
    ("WD06", _row(8, level2="其他指标")),
    # words that name an effect are legitimate
    ("IN12", _row(7, target="效果明显", actual="效果明显")),
    ("IN12", _row(3, target="100%覆盖", actual="100%")),
    ("IN13", _row(1, level3="服务发展大局，履行职责，涉及经济、司法、民生、环保等")),
    ("IN13", _row(1, level3="维修校舍（教室、食堂、宿舍、操场、围墙、大门）")),
    ("IN14", _row(4, target="2023年底前", actual="2023年")),
    ("IN14", _row(4, target="2023年全年", actual="2023年全年")),
    # one copy among others that were not, or not with full points
    ("IN15", _row(8, score="10", reason=None)),
    ("IN15", _row(6, target="效果明显", actual="效果明显")),
    # a part of the whole
    ("IN16", _row(5, level3="培训成本", target="≤30万元", actual="28万元")),
    ("IN16", _row(5, actual="9898000元")),
    ("IN17", {**_row(5, target="100%", actual="100%"), "dept.total_initial": "989.80"}),
    ("IN17", {**_row(5, level3="三公经费控制在预算内", target="100%", actual="100%"), "dept.total_initial": "900.00"}),
    ("IN18", _row(3, level3="任务完成率", target="≥95%")),
    ("IN18", _row(3, level3="政府采购预算执行率", target="≥95%")),
    ("IN18", _row(3, level3="预算执行率", target="≥95%", actual="98%")),
    ("IN18", _row(3, level3="项目预算执行率", target="≥95%", actual="100%")),
    ("IN19", _row(3, level3="公用经费控制率", target="≤100%", actual="96.25%")),
    ("IN19", _row(3, level3="公用经费控制率", target="≤100%", actual="96%")),
    ("IN20", _row(6, level3="财政收入增长率", target="≥5%", actual="105%")),
    ("IN20", _row(3, actual="123%", reason="年中追加了任务，按年初数计算。")),
    ("IN21", _row(4, target="2023.12.31前", actual="2023-11-20")),
    ("IN22", _row(2, target="≥487人次", actual="487人次")),
    ("IN22", _row(2, target="≥500人次", actual="≥500人次")),
    ("IN23", _row(1, target="——", actual="/")),
    ("IN23", _row(1, level3="……", target=None, actual=None, score=None)),
    ("IN23", _row(1, level3=None, target=None, actual=None, score=None)),
    # full points need no reason, and 无偏差 is right there
    ("RS01", _row(1, reason="无偏差")),
    ("RS02", _row(1, reason="无偏差")),
    ("RS03", _row(1, reason="继续保持")),
    ("RS02", _row(8, reason="无人值守的两处围墙没有及时巡查。")),
    ("RS03", _row(8, reason="因两名管理员调走，巡查缺了9月份，下一步加强力量。")),
    ("RS03", _row(8, reason="加强巡查后仍有两处隐患未整改到位")),
    ("TX01", {"dept.goal_expected": "目标1：办好教育；\n目标2：\n完成校舍维修。"}),
    ("TX01", {"dept.goal_actual": "开展活动（例如读书会、讲座）12次，覆盖教师、家长……"}),
    ("TX01", {"dept.sign_filler": "王**"}),
    ("TX01", _row(1, level3="指标1：维修校舍所数")),
    ("TX03", {"dept.goal_actual": None, "dept.goal_expected": None}),
    ("TX04", {"dept.goal_actual": "维修12所"}),
    ("TX05", {"project.1.supervising": "临江市人民政府办公室"}),
    ("TX05", {"project.1.supervising": "柳林镇人民政府"}),
    ("TX06", {"dept.goal_expected": "为了办好教育，组织了解家长诉求。"}),
    ("CM01", {"dept.total_initial": "0"}),
    ("CM01", {"dept.income_other": None, "base.abroad_final": None}),
    ("CM02", {"dept.sign_head": None}),
    ("CM03", {"base.procurement_final": "0", "base.adjustment_final": "——"}),
    ("WD01", {"dept.unit_name": "江南市临江区教育局", "base.spending.2.name": "　3、区级专项资金"}),
    ("WD05", _row(9, level1="满意度\n指标\n（10 分）")),
    ("WD05", _row(8, level1="效果指标（30分）")),
]


@pytest.mark.parametrize(("code", "changes"), NEAR_MISSES, ids=[f"{c}-{n}" for n, (c, _) in enumerate(NEAR_MISSES)])
def test_near_misses_stay_silent(code: str, changes: dict[str, str | None]) -> None:
    assert hits(sample("yueyang_2023", changes), code) == []


SEEN: list[tuple[str, dict[str, str | None], str]] = [
    ("IN01", _row(1, actual="11所"), "按比例应得 13.75 分"),
    ("IN01", _row(1, actual="11所", score="16"), "却得了 16 分（分值 15 分）"),
    ("IN01", _row(2, target="每月1次", actual="10次"), "按比例应得"),
    ("IN01", _row(3, target="百分之九十八", actual="百分之九十"), "没有完成"),
    ("IN01", _row(8, target="及时", actual="不及时", score="10", reason=None), "实际完成 不及时"),
    ("IN24", _row(8, target="有所提高", actual="无"), "写的是“无”"),
    ("WD06", _row(1, level1=None), "这一行没有一级指标"),
    ("IN03", _row(1, actual="18所", reason="无偏差"), "150%"),
    ("IN05", _row(2, target="≥450人次", actual="480场次"), "“人次”与“场次”"),
    ("IN10", _row(1, actual="完成"), "文字“完成”"),
    ("IN16", _row(5, actual="985.00万元"), "只是“一般公共预算”的数"),
    ("IN17", {**_row(5, target="100%", actual="100%"), "dept.total_initial": "900.00"}, "109.98%"),
    ("IN18", _row(3, level3="预算完成率", actual="100%"), "989.80 ÷ 1010.00 = 98.00%"),
    ("IN23", _row(1, level3=None, target=None, actual=None), "却得了 15 分"),
    ("RS01", _row(1, score="14"), "已达到指标值 ≥12所"),
    ("TX01", {"dept.goal_expected": "目标1：办好教育。\n目标2："}, "“目标2：”"),
    ("WD01", {"base.spending.2.name": "　3、县级专项资金"}, "市级专项资金"),
]


@pytest.mark.parametrize(("code", "changes", "part"), SEEN, ids=[f"{code}-{part}" for code, _, part in SEEN])
def test_messages_carry_the_live_values(code: str, changes: dict[str, str | None], part: str) -> None:
    [message] = messages(sample("yueyang_2023", changes), code)
    assert part in message


def _level(name: str, *rows: tuple[str, str, str, str]) -> list[dict[str, str]]:
    keys = ("level3", "target", "actual", "score")
    return [{"level1": "投入管理", "level2": name, **dict(zip(keys, row, strict=True))} for row in rows]


def test_points_on_the_second_level_are_compared_as_a_whole() -> None:
    rows = [
        *_level("预算编审管理（3）", ("准确性", "100%", "123%", "1"), ("预算编制及时性", "100%", "100%", "1")),
        *_level("财政监督管理（3）", ("制度健全性", "100%", "100%", "3"), ("监督执行规范性", "100%", "100%", "")),
    ]
    sent = submission("liuyang_2022", "dept", {"unit_name": "浏阳市教育局"}, {"indicators": rows})
    assert hits(sent, "RS01") == ["indicators.1.reason"]
    assert messages(sent, "RS01") == ["“预算编审管理（3）”分值 3 分，得 2 分（1 + 1 = 2），扣了 1 分，没有写原因"]
    assert hits(sent, "IN20") == ["indicators.1.actual"]
    assert hits(sent, "TX02") == []  # this edition prints no signatures


def test_a_reason_in_any_row_of_the_second_level_counts() -> None:
    rows = _level("预算编审管理（3）", ("准确性", "100%", "98%", "1"), ("预算编制及时性", "100%", "100%", "1"))
    rows[1]["reason"] = "追加的预算晚了一个月下达，编报推迟。"
    sent = submission("liuyang_2022", "dept", {}, {"indicators": rows})
    assert hits(sent, "RS01") + hits(sent, "RS02") + hits(sent, "RS03") == []


def test_one_row_missed_with_the_whole_level_at_full_points() -> None:
    rows = _level("资产管理（4）", ("制度健全性", "100%", "100%", "4"), ("管理规范性", "100%", "80%", ""))
    sent = submission("liuyang_2022", "dept", {}, {"indicators": rows})
    assert hits(sent, "IN01") == ["indicators.1.score"]
    assert "2 行三级指标共用 4 分" in messages(sent, "IN01")[0]


def test_no_score_at_all_loses_no_points() -> None:
    rows = [
        {
            "level1": "效益指标",
            "level2": "经济效益指标（10）",
            "level3": "营商环境",
            "target": "效果显著",
            "actual": "效果显著",
        }
    ]
    sent = submission("liuyang_2022", "dept", {}, {"indicators": rows})
    assert [code for code in OWN if code.startswith(("RS", "IN")) and hits(sent, code)] == []


@pytest.mark.parametrize(
    ("score", "grade", "wording", "mismatch"),
    [
        ("97.84", "优秀", ["grade"], []),
        ("97.84", "优", [], []),
        ("90", "优", [], []),
        ("89.99", "优", [], ["grade"]),
        ("75", "良好", ["grade"], ["grade"]),
        ("75", "一等奖", ["grade"], []),
        ("", "优", [], []),
    ],
)
def test_grades(score: str, grade: str, wording: list[str], mismatch: list[str]) -> None:
    sent = submission("shigu_2023", "list", {"score": score, "grade": grade})
    assert (hits(sent, "WD03"), hits(sent, "WD04")) == (wording, mismatch)


def test_a_form_that_no_authority_printed_demands_no_signature_line() -> None:
    assert hits(submission("shigu_2023", "list", {"score": "90", "grade": "优"}), "TX02") == []


def test_a_missing_signature_line_is_told_as_such() -> None:
    sent = submission("yueyanglou_2023", "dept", {"goal_actual": "办结建议42件。"})
    assert messages(sent, "TX02")[0].startswith("表尾没有签字栏：单位负责人签字、填表人")


def test_what_is_signed_on_paper_may_be_blank_in_the_file() -> None:
    """As the template's own guide says."""
    codes = [found.code for found in check(sample("yueyang_2023", {"dept.sign_head": None, "base.sign_head": None}))]
    assert codes == []
    [found] = check(sample("yueyang_2023", {"dept.sign_head": None, "dept.sign_date": None}))
    assert found.code == "TX02" and "单位负责人" not in found.message and found.field == "dept_sign_date"


def test_spare_project_sheets_are_left_alone() -> None:
    rows = [{"level1": "产出指标", "level2": "数量指标"}]
    sent = submission(
        "yueyang_2023", "project", {"name": "", "total_points": "10", "sum_points": "10"}, {"indicators": rows}
    )
    assert not in_use(Scene(sent), sent.forms[0])
    assert [code for code in OWN if hits(sent, code)] == []


@pytest.mark.parametrize(
    ("unit", "county"),
    [
        ("岳阳市君山区人民代表大会常务委员会", True),
        ("中共岳阳市君山区委巡察工作领导小组办公室", True),
        ("株洲市攸县教育局", True),
        ("岳阳县教育局", True),
        ("靖州苗族侗族自治县民政局", True),
        ("岳阳市教育局", False),
        ("浏阳市人大常委会办公室", False),
        ("岳阳市经济技术开发区管理委员会", False),
        ("岳阳市南湖新区管委会", False),
        ("长沙市社区服务中心", False),
        ("", False),
    ],
)
def test_level_of_a_unit(unit: str, county: bool) -> None:
    assert is_county_level(unit) is county


@pytest.mark.parametrize(
    ("unit", "label", "field"),
    [
        ("岳阳市君山区教育局", "市级预算部门名称", ["unit_name"]),
        ("岳阳市教育局", "市级预算部门名称", []),
        ("岳阳市君山区教育局", "预算部门名称", []),
    ],
)
def test_city_wording_on_a_districts_form(unit: str, label: str, field: list[str]) -> None:
    sent = submission("yueyang_2023", "dept", {"unit_name": unit}, unit=unit, labels={"unit_name": label})
    assert hits(sent, "WD02") == field


def test_wording_that_the_edition_calls_foreign_is_told_once() -> None:
    fields = {"unit_name": "岳阳市岳阳楼区教育局"}
    sent = submission(
        "yueyanglou_2023", "dept", fields, unit=fields["unit_name"], labels={"unit_name": "市级预算部门名称"}
    )
    assert (hits(sent, "WD01"), hits(sent, "WD02")) == (["unit_name"], [])


def test_copied_qualitative_rows_are_told_once_for_a_form() -> None:
    row = {"level1": "效益指标", "level2": "社会效益指标", "target": "有效保障", "actual": "有效保障"}
    rows = [{**row, "level3": name, "points": "10", "score": "10"} for name in ("民生", "医疗", "教育")]
    sent = submission("yueyanglou_2023", "dept", {}, {"indicators": rows})
    assert hits(sent, "IN15") == ["indicators.1.actual"]
    rows[2]["actual"] = "新增学位300个"
    assert hits(submission("yueyanglou_2023", "dept", {}, {"indicators": rows}), "IN15") == []


def test_a_form_without_units_is_told_once_with_all_places() -> None:
    rows = [
        {"level2": "数量指标", "level3": name, "target": target, "actual": actual}
        for name, target, actual in (("常规巡察", "≥3", "3"), ("业务培训", "≥3次", "4"), ("使用率", "≥95%", "95%"))
    ]
    [message] = messages(submission("yueyang_2023", "dept", {}, {"indicators": rows}), "IN07")
    assert message == "有 2 项指标的数没有写计量单位：“常规巡察”≥3、3；“业务培训”完成值4"
