"""Rules on points, scores, rates, money, basic data, between forms (WT, SC, EX, FD, BD, OV, XF).

Rules that guard many cells are tried at each of them: the sample is spoiled at one cell, and the rule must answer there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rules.filled import messages, submission
from xlperf.model.compute import parse_compute
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.sample import sample
from xlperf.model.submission import Cell, FilledForm, Submission
from xlperf.rules import catalogue, check
from xlperf.rules.money import counted_rows, item_name
from xlperf.rules.points import categories, category_name
from xlperf.rules.projects import matching, unit_key
from xlperf.rules.scene import Scene

NUMERIC = ("money", "count", "area", "points", "ratio", "number")
MAIN = "yueyang_2023"
Changes = Mapping[str, str | None]


def _key(form: FilledForm, field: str) -> str:
    """The field as `sample` takes it: dept.total_rate, project.2.indicators.3.score."""
    return f"{form.form}.{form.ordinal}.{field}" if form.form == "project" else f"{form.form}.{field}"


def _found(sent: Submission, code: str) -> list[str]:
    hits = catalogue()[code].check(Scene(sent))
    return [_key(hit.form, hit.cell.field) if hit.form and hit.cell else "" for hit in hits]


def _kind(edition: str, form: FilledForm, cell: Cell) -> str:
    loaded = load_edition(edition)
    if "." not in cell.field:
        return loaded.form(form.form).fields[cell.field].kind
    table, _, column = cell.field.split(".")
    return loaded.tables[table].columns[column].kind


def _cells(edition: str, *kinds: str) -> Iterator[tuple[str, Cell]]:
    """Filled cells of the clean sample of these kinds, with their keys."""
    for form in sample(edition).forms:
        for cell in form.every_cell():
            if cell.state == "filled" and _kind(edition, form, cell) in kinds:
                yield _key(form, cell.field), cell


def _missed(edition: str, code: str, spoiled: Iterator[tuple[str, str | None, str]]) -> list[str]:
    """Cells at which the defect was not told where it should be: (cell to spoil, what to type, where to tell)."""
    tried = [(key, at, _found(sample(edition, {key: typed}), code)) for key, typed, at in spoiled]
    assert tried, "nothing to try"
    return [f"{key} → {found}" for key, at, found in tried if at not in found]


# ── each cell in turn ──


@pytest.mark.parametrize("edition", edition_ids())
def test_words_in_any_number_cell(edition: str) -> None:
    assert _missed(edition, "FD01", ((key, "约5", key) for key, _ in _cells(edition, *NUMERIC))) == []


@pytest.mark.parametrize("edition", edition_ids())
def test_a_percent_without_its_sign_in_any_rate(edition: str) -> None:
    assert _missed(edition, "EX08", ((key, "97", key) for key, _ in _cells(edition, "ratio"))) == []


@pytest.mark.parametrize("edition", edition_ids())
def test_a_negative_in_any_amount(edition: str) -> None:
    amounts = [key for key, _ in _cells(edition, "money", "count", "area") if "adjustment" not in key]
    assert _missed(edition, "FD13", ((key, "-0.01", key) for key in amounts)) == []


@pytest.mark.parametrize("edition", edition_ids())
def test_any_printed_rate_a_hundredth_off(edition: str) -> None:
    rates = [(key, cell) for key, cell in _cells(edition, "ratio") if key.endswith("rate")]
    spoiled = [(key, f"{(cell.number or 0) * 100 + Decimal('0.01'):.2f}%", key) for key, cell in rates]
    base = [one for one in spoiled if one[0].startswith("base.")]
    rest = [one for one in spoiled if one not in base]
    assert _missed(edition, "EX01", iter(rest)) == []
    assert not base or _missed(edition, "BD07", iter(base)) == []


SUMS = {
    "three_public": "BD01", "vehicle": "BD02", "project_spending": "BD04", "total": "FD05", "list.total": "FD07"
}  # fmt: skip


def _sums(edition: str) -> Iterator[tuple[str, str, Cell, list[str]]]:
    """Fields that the edition computes as sums: (code of the rule, key, cell, keys of the parts)."""
    for form in sample(edition).forms:
        for name, field in load_edition(edition).form(form.form).fields.items():
            stem = name.rpartition("_")[0]
            code = SUMS.get(f"{form.form}.{stem}") or SUMS.get(stem)
            cell = form.get(name)
            if not field.compute.startswith("sum(") or code is None or cell is None or cell.number is None:
                continue
            parts = []
            for argument in parse_compute(field.compute).arguments:
                table, _, column = argument.partition(".")
                numbers = range(1, len(form.rows(table)) + 1)
                parts += [f"{table}.{n}.{column}" for n in numbers] if column else [argument]
            yield code, _key(form, name), cell, [_key(form, part) for part in parts]


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023", "general_2020", "shigu_2023"])
def test_any_sum_and_any_of_its_parts(edition: str) -> None:
    by_key = {_key(form, cell.field): cell for form in sample(edition).forms for cell in form.every_cell()}
    for code, key, cell, parts in _sums(edition):
        assert _missed(edition, code, iter([(key, f"{cell.number + Decimal('0.02')}", key)])) == []  # type: ignore[operator]
        assert _found(sample(edition, {key: f"{cell.number + Decimal('0.01')}"}), code) == []  # type: ignore[operator]
        grown = [(part, f"{(by_key[part].number or 0) + Decimal('0.02')}", key) for part in parts if part in by_key]
        assert _missed(edition, code, iter(grown)) == []


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023", "general_2020", "shigu_2023"])
@pytest.mark.parametrize("typed", [None, "0"])
def test_any_sum_left_empty(edition: str, typed: str | None) -> None:
    for _, key, _, _ in _sums(edition):
        code = "BD03" if key.startswith("base.") else "FD02"
        assert _missed(edition, code, iter([(key, typed, key)])) == []


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023", "general_2020"])
def test_points_and_scores_of_any_indicator(edition: str) -> None:
    for form in sample(edition).forms:
        for category in categories(Scene(sample(edition)), form):
            first = _key(form, category.cell.field)
            for row in category.rows:
                points, score = (_key(form, row[column].field) for column in ("points", "score"))
                more = f"{row['points'].number + 1}"  # type: ignore[operator]
                assert _missed(edition, "WT01", iter([(points, more, first)])) == []
                assert _missed(edition, "WT04", iter([(points, None, points)])) == []
                assert _missed(edition, "WT06", iter([(points, "0", points)])) == []
                assert _missed(edition, "SC01", iter([(score, more, score)])) == []
                assert _missed(edition, "SC03", iter([(score, "-1", score)])) == []
                assert _missed(edition, "SC04", iter([(score, None, score)])) == []
                assert _missed(edition, "SC05", iter([(score, "0", _key(form, "sum_score"))])) == []


def test_scores_of_any_shared_second_level() -> None:
    edition = "liuyang_2022"
    rows = sample(edition).forms[0].rows("indicators")
    leads = [n for n, row in enumerate(rows, 1) if n == 1 or row["level2"].text != rows[n - 2]["level2"].text]
    for n in range(1, len(rows) + 1):
        lead = max(one for one in leads if one <= n)
        key = f"dept.indicators.{n}.score"
        assert _missed(edition, "SC02", iter([(key, "12", f"dept.indicators.{lead}.score")])) == []
        assert _missed(edition, "SC05", iter([(key, "0", "dept.sum_score")])) == []


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023"])
def test_any_line_above_its_budget(edition: str) -> None:
    lines = {"OV02": ("meeting_training",), "OV03": ("public_funds",), "OV04": ("office", "utilities_travel")}
    lines |= {"OV01": ("vehicle_running", "reception", "three_public", "abroad"), "OV05": ("procurement",)}
    lines |= {"OV06": ("project_spending", "spending.1", "spending.2")}
    for code, names in lines.items():
        joints = [(name, "." if "." in name else "_") for name in names]
        for name, joint in joints:
            changes = {f"base.{name}{joint}budget": "1.00", f"base.{name}{joint}final": "1.01"}
            assert f"base.{name}{joint}final" in _found(sample(edition, changes), code), name


@pytest.mark.parametrize("edition", ["yueyang_2023", "yueyanglou_2023"])
def test_any_project_form_left_out_or_with_other_money(edition: str) -> None:
    pairs = matching(Scene(sample(edition))).pairs
    assert len(pairs) == len(sample(edition).of("project"))
    for line, form in pairs:
        name = _key(line.form, line.cell.field)
        assert _found(sample(edition, {f"project.{form.ordinal}": None}), "XF03") == [name]
        executed = f"project.{form.ordinal}.total_executed"
        assert _missed(edition, "XF05", iter([(executed, "1.00", executed)])) == []
        other = {f"project.{form.ordinal}.name": "别的项目", executed: "1.00"}
        assert _found(sample(edition, other), "XF04") == [f"project.{form.ordinal}.name"]


# ── near misses: nothing wrong, or somebody else's ──

ALL_ZERO = {f"base.{name}": "0" for name in ("area_approved", "area_actual", "invest_budget", "invest_actual")}
NEAR: list[tuple[str, Changes]] = [
    # rates as fine as they are printed
    ("EX01", {"dept.total_budget": "1009.83", "dept.total_rate": "98%"}),
    ("EX01", {"dept.total_budget": "1098.58", "dept.total_rate": "90.1%"}),
    ("EX01", {"dept.total_rate": "98.000000%"}),
    ("EX01", {"dept.total_rate": "——"}),
    ("EX01", {"dept.total_rate": "98"}),
    ("BD07", {"base.staff_rate": "98%"}),
    ("BD07", {"base.staff_rate": "97.6%"}),
    ("EX03", {"project.1.total_executed": "194.60", "project.1.total_rate": "97.3%", "project.1.total_score": "9.7"}),
    ("EX03", {"dept.total_score": "9.81"}),
    ("EX03", {"dept.total_budget": None}),
    ("EX02", {"dept.total_budget": None}),
    ("EX02", {"dept.total_budget": "989.80"}),
    ("EX04", {"dept.total_score": "——"}),
    ("EX05", {"dept.total_budget": "0", "dept.total_rate": "——", "dept.total_score": "——"}),
    ("EX05", {"dept.total_budget": "0", "dept.total_rate": "0%", "dept.total_score": "0"}),
    ("EX05", {"dept.total_budget": None}),
    ("EX06", {"dept.total_executed": "700", "dept.indicators.8.reason": "尾款跨年支付，执行率偏低。"}),
    ("EX06", {"dept.total_executed": "909.00"}),
    # points: something cannot be read, or a blank explains it
    ("WT01", {"dept.indicators.1.points": "十五"}),
    ("WT01", {"dept.indicators.1.points": None}),
    ("WT01", {"dept.indicators.6.level1": "效益指标（30 分）", "dept.indicators.7.level1": "效益指标"}),
    ("WT02", {"dept.indicators.1.level1": "产出 指标\n(50分)", "dept.indicators.6.level1": "效果指标（30分）"}),
    ("WT03", {"dept.indicators.1.points": None}),
    ("WT03", {"dept.total_points": None}),
    ("WT03", {f"dept.indicators.{n}.points": None for n in range(1, 10)}),
    ("WT05", {"dept.sum_points": "一百"}),
    ("SC05", {"dept.sum_score": "98.8"}),
    ("SC05", {"dept.indicators.2.score": "满分"}),
    ("SC05", {"dept.total_score": None}),
    ("SC07", {"dept.sum_score": None} | {f"dept.indicators.{n}.score": None for n in range(1, 10)}),
    # money: dashes are an answer, blanks are no zeros
    ("FD02", {"dept.total_executed": None}),
    ("FD02", {f"project.1.{name}_executed": None for name in ("total", "fiscal")}),
    ("FD03", {"dept.income_other": "25.00"}),
    ("FD03", {"dept.income_other": "待定"}),
    ("FD03", {"dept.income_general": None, "dept.income_other": None}),
    ("FD04", {"dept.basic_executed": None}),
    ("FD04", {"dept.project_executed": "无", "dept.basic_executed": "989.80"}),
    ("FD05", {"project.1.carry_budget": "——"}),
    ("FD05", {"project.1.fiscal_budget": "约200"}),
    ("FD09", {"project.1.total_executed": None}),
    ("FD10", {"dept.total_initial": "989.80", "dept.total_budget": "989.80"}),
    ("FD11", {"dept.total_initial": "700", "dept.goal_actual": "年中追加校舍维修资金310万元，已完成。"}),
    ("FD11", {"dept.total_initial": "841.67"}),
    ("FD13", {"base.adjustment_budget": "-30.00"}),
    ("BD01", {f"base.{name}_prior": None for name in ("vehicle", "abroad", "reception")}),
    ("BD01", {"base.abroad_prior": "无"}),
    ("BD03", {f"base.{name}_prior": None for name in ("three_public", "vehicle", "vehicle_running", "reception")}),
    ("BD05", {"base.vehicle_running_prior": "——"}),
    ("BD06", {"base.public_funds_prior": None}),
    ("BD08", {"base.staff_actual": "41"}),
    ("BD09", {**ALL_ZERO, "base.invest_actual": "12.00"}),
    ("BD10", {**ALL_ZERO, "base.area_rate": "0%"}),
    ("BD11", {"base.office_budget": "38.00", "base.procurement_budget": "55.00"}),
    ("BD12", {"dept": None}),
    ("BD13", {"base.public_funds_prior": "77.00"}),
    ("BD13", {"base.public_funds_prior": None}),
    ("BD14", {"base.public_funds_prior": "68.00", "base.office_prior": None}),
    (
        "BD15",
        {"base.spending.2.name": "……"} | {f"base.spending.2.{name}": None for name in ("prior", "budget", "final")},
    ),
    ("OV01", {"base.reception_budget": None}),
    ("OV06", {"base.spending.1.budget": None}),
    # between forms
    ("XF01", {"base.project_spending_final": None}),
    ("XF01", {"base": None}),
    ("XF02", {"project.2": None}),
    ("XF03", {"project.1": None, "project.2": None}),
    ("XF03", {"project.1.name": "2023年业务工作经费项目"}),
    ("XF03", {"base.spending.1.name": "（1）业务 工作经费"}),
    ("XF03", {"project.1.name": "“业务工作经费”"}),
    ("XF04", {"base": None}),
    ("XF05", {"project.1.total_executed": None}),
    ("XF09", {"project.1.implementing": "临江市第一小学"}),
    ("XF09", {"dept.unit_name": "江南省临江市教育局"}),
    ("XF11", {"base.spending.2.name": "……", "base.spending.1.name": "……"}),
    ("XF12", {"project.2": None, "base.adjustment_budget": "1.00"}),
    ("XF12", {"base.adjustment_budget": "——", "base.adjustment_final": None}),
]


@pytest.mark.parametrize(("code", "changes"), NEAR, ids=[f"{code}-{n}" for n, (code, _) in enumerate(NEAR)])
def test_near_misses_stay_silent(code: str, changes: Changes) -> None:
    assert _found(sample(MAIN, changes), code) == []


NEAR_ELSEWHERE: list[tuple[str, str, Changes]] = [
    ("liuyang_2022", "EX01", {"dept.basic_rate": "99%"}),
    ("liuyang_2022", "EX06", {"dept.project_budget": "400", "dept.indicators.1.reason": "部分项目资金结转下年。"}),
    ("liuyang_2022", "SC04", {"dept.indicators.2.score": None}),
    ("liuyang_2022", "XF06", {}),
    ("general_2020", "XF06", {}),
    ("shigu_2023", "EX06", {"list.projects.2.executed": "10", "list.projects.2.note": "活动推迟到次年。"}),
    ("shigu_2023", "EX06", {"list.projects.2.executed": "0"}),
    ("shigu_2023", "FD08", {"list.projects.1.executed": "10", "list.score": "96.13"}),
    ("shigu_2023", "FD08", {"list.projects.1.executed": "55", "list.score": "99.9"}),
    ("shigu_2023", "FD12", {f"list.projects.2.{name}": None for name in ("name", "budget", "executed", "rate")}),
]


@pytest.mark.parametrize(("edition", "code", "changes"), NEAR_ELSEWHERE)
def test_near_misses_in_other_editions(edition: str, code: str, changes: Changes) -> None:
    assert _found(sample(edition, changes), code) == []


# ── what the messages say ──

SEEN: list[tuple[str, Changes, str]] = [
    ("WT01", {"dept.indicators.1.points": "20"}, "20 + 10 + 10 + 10 + 5 = 55，表上印的是 50 分，多 5 分"),
    ("WT01", {"dept.indicators.9.points": None, "dept.indicators.9.level3": None, "dept.indicators.9.target": None}
             | {"dept.indicators.9.actual": None, "dept.indicators.9.score": None}, "0（各行都没有分值）"),
    ("WT03", {"dept.indicators.1.points": "25"}, "产出指标 60 + 效益指标 30 + 满意度指标 10 + 执行率 10 = 110"),
    ("SC05", {"dept.sum_score": "89"}, "= 98.8，相差 9.8 分"),
    ("EX01", {"dept.total_rate": "100%"}, "填 100%，按表里的金额算是 989.80 ÷ 1010.00 = 98.00%"),
    ("EX02", {"dept.total_budget": "0"}, "年度资金总额预算 0，执行 989.80"),
    ("EX03", {"dept.total_budget": "900"}, "得分 = 最高按 100%，100.00% × 10 = 10"),
    ("EX08", {"project.1.total_rate": "97.5"}, "没有写百分号，分不清是 97.5% 还是它的 100 倍；按表里的数算是 97.50%"),
    ("FD04", {"dept.project_executed": None}, "（项目支出没有填）"),
    ("BD01", {"base.reception_budget": "4.00"}, "公务用车购置和维护经费 3.00 + 公务接待 4.00 = 7.00，相差 1.00 万元"),
    ("BD03", {f"base.project_spending_{c}": None for c in ("prior", "budget", "final")}, "2023年预算数 业务工作经费 200.00"),
    ("OV01", {"base.abroad_budget": "0", "base.abroad_final": "2.00"}, "超 2.00 万元（没有预算）"),
    ("OV02", {"base.meeting_training_budget": "6.00"}, "会议费、培训费决算 7.20，预算 6.00，超 1.20 万元（20.00%）"),
    ("OV06", {"base.project_spending_budget": "280", "base.spending.1.budget": "180"}, "其中超的是：业务工作经费"),
    ("XF06", {"project.1": None, "project.2": None}, "2 个一级项目（业务工作经费 195.00、运行维护经费 95.00 万元）"),
    ("XF06", {"project.1": None, "project.2": None, "base": None}, "而附件2有项目支出 290.00 万元"),
    ("XF12", {"base.adjustment_budget": "10"}, "全年预算比年初 增加 30.00，各项目全年预算比年初共 没有变"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes", "part"), SEEN, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(SEEN)])
def test_messages_carry_the_arithmetic(code: str, changes: Changes, part: str) -> None:
    assert any(part in message for message in messages(sample(MAIN, changes), code)), messages(
        sample(MAIN, changes), code
    )


# ── folding, grouping, matching ──


def test_what_only_follows_is_folded() -> None:
    found = {f.code: f.folded_under for f in check(sample(MAIN, {"dept.indicators.1.points": "25"}))}
    assert {code: found[code] for code in ("WT01", "WT03", "WT05")} == {"WT01": "", "WT03": "WT01", "WT05": "WT01"}
    missing = {f.code: f.folded_under for f in check(sample(MAIN, {"dept.indicators.1.score": None}))}
    assert (missing["SC04"], missing["SC05"]) == ("", "SC04")
    rate = {f.code: f.folded_under for f in check(sample(MAIN, {"dept.total_rate": "100%", "dept.total_score": "10"}))}
    assert (rate["EX01"], rate["EX03"]) == ("", "EX01")


def test_a_parent_above_budget_is_told_once_at_the_item_that_explains_it() -> None:
    changes = {"base.vehicle_running_budget": "1", "base.vehicle_budget": "1", "base.three_public_budget": "4"}
    assert _found(sample(MAIN, changes), "OV01") == ["base.vehicle_running_final"]


def test_three_columns_of_one_line_are_one_finding() -> None:
    changes = {f"base.project_spending_{column}": None for column in ("prior", "budget", "final")}
    assert _found(sample(MAIN, changes), "BD03") == ["base.project_spending_prior"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("　1、业务工作经费", "业务工作经费"),
        ("（二）运行维护经费", "运行维护经费"),
        ("3．市级专项资金（一个专项一行）", "市级专项资金"),
        ("其中：办公经费", "其中办公经费"),
        ("项目支出：", "项目支出"),
        ("三公经费", "三公经费"),
        ("2023年市人大代表活动经费", "2023年市人大代表活动经费"),
        ("水费、电费、差旅费", "水费、电费、差旅费"),
    ],
)
def test_names_of_lines(typed: str, name: str) -> None:
    assert item_name(typed) == name


@pytest.mark.parametrize("text", ["产出指标（50分）", "产出指标\n\n(50分)", "产出 指标（50 分）", "产出指标"])
def test_names_of_categories(text: str) -> None:
    assert category_name(text) == "产出指标"


def test_short_forms_of_a_units_name_are_the_same() -> None:
    assert unit_key("临江区人民代表大会常务委员会") == unit_key("临江区 人大常委会")
    assert unit_key("临江区人民政府办公室") == unit_key("临江区政府办公室")


def _spending(*lines: tuple[str, str]) -> Submission:
    rows = [{"name": name, "final": final} for name, final in lines]
    return submission(MAIN, "base", {"staff_quota": "5", "project_spending_final": "100"}, {"spending": rows})


def test_a_heading_with_the_subtotal_of_its_rows_counts_once() -> None:
    sent = _spending(
        ("1、业务工作经费", "40"), ("3、市级专项资金（一个专项一行）", "60"), ("校舍改造", "35"), ("助学", "25")
    )
    assert [row["name"].text for row in counted_rows(sent.forms[0], "spending", "final")] == [
        "1、业务工作经费",
        "3、市级专项资金（一个专项一行）",
    ]
    assert _found(sent, "BD04") == []
    assert [line.name for line in matching(Scene(sent)).lines] == ["业务工作经费", "校舍改造", "助学"]


def test_a_heading_that_is_itself_the_project_counts_too() -> None:
    sent = _spending(("1、业务工作经费", "40"), ("3、市级专项资金（一个专项一行）", "60"), ("……", ""))
    assert _found(sent, "BD04") == []
    assert [line.name for line in matching(Scene(sent)).lines] == ["业务工作经费", "市级专项资金"]


def test_rows_of_a_heading_without_subtotal_count_one_by_one() -> None:
    sent = _spending(
        ("1、业务工作经费", "40"), ("3、市级专项资金（一个专项一行）", ""), ("校舍改造", "35"), ("助学", "25")
    )
    assert _found(sent, "BD04") == []


def test_a_form_that_nobody_filled_in_says_nothing() -> None:
    own = [one for code, one in catalogue().items() if code.startswith(("WT", "SC", "EX", "FD", "BD", "OV"))]
    rows = [{"level1": "产出指标（50分）", "level2": "数量指标"}]
    spare = submission(MAIN, "project", {"total_points": "10", "sum_points": "10"}, {"indicators": rows})
    assert check(spare, own) == []


def test_points_and_scores_joined_over_two_rows_count_once() -> None:
    rows = [
        {"level1": "产出指标（50分）", "level3": "甲", "points": "50", "score": "50"},
        {"level1": "产出指标（50分）", "level3": "乙", "points": "50", "score": "50"},
    ]
    sent = submission(MAIN, "dept", {"total_score": "10", "sum_score": "60"}, {"indicators": rows})
    form = sent.forms[0]
    first = form.rows("indicators")[0]
    second = {
        **form.rows("indicators")[1],
        **{c: replace(form.rows("indicators")[1][c], address=first[c].address + "0") for c in ("points", "score")},
    }
    joined = {**second, **{c: replace(second[c], address=first[c].address) for c in ("points", "score")}}
    apart = replace(sent, forms=(replace(form, tables={"indicators": (first, second)}),))
    once = replace(sent, forms=(replace(form, tables={"indicators": (first, joined)}),))
    assert (_found(apart, "WT01"), _found(once, "WT01")) == (["dept.indicators.1.level1"], [])
    assert (_found(apart, "SC05"), _found(once, "SC05")) == (["dept.sum_score"], [])


def test_the_year_of_most_forms_is_right() -> None:
    assert _found(sample(MAIN, {"base.@year": "2022"}), "XF08") == [""]
    [message] = messages(sample(MAIN, {"base.@year": "2022"}), "XF08")
    assert message == "这张表的标题是 2022 年度，其他表是 2023 年度"


def _without_place(sent: Submission, *fields: str) -> Submission:
    """The same, as read from a file that has no cell for these fields or columns."""

    def gone(cell: Cell) -> Cell:
        return replace(cell, typed="", value=None, state="blank", address="")

    def lost(form: FilledForm) -> FilledForm:
        cells = {name: gone(cell) if name in fields else cell for name, cell in form.cells.items()}
        tables = {
            table: tuple({c: gone(cell) if c in fields else cell for c, cell in row.items()} for row in rows)
            for table, rows in form.tables.items()
        }
        return replace(form, cells=cells, tables=tables)

    return replace(sent, forms=tuple(lost(form) for form in sent.forms))


@pytest.mark.parametrize(
    ("edition", "fields"),
    [
        ("shigu_2023", ("rate", "total_budget", "total_rate")),
        ("shigu_2023", ("executed",)),
        (MAIN, ("total_points", "total_rate", "total_score", "sum_points", "sum_score")),
        (MAIN, ("points", "score")),
        (MAIN, ("three_public_final", "project_spending_final")),
    ],
)
def test_what_has_no_place_in_the_file_is_not_called_blank(edition: str, fields: tuple[str, ...]) -> None:
    own = [one for code, one in catalogue().items() if code.startswith(("WT", "SC", "EX", "FD", "BD", "OV"))]
    found = check(_without_place(sample(edition), *fields), own)
    assert [(one.code, one.field, one.message) for one in found] == []


def test_a_list_without_rates_shows_the_amounts() -> None:
    sent = _without_place(sample("shigu_2023", {"list.projects.2.executed": "10"}), "rate")
    assert _found(sent, "EX06") == ["list.projects.2.executed"]


def test_a_template_that_was_not_filled_in_lacks_its_forms() -> None:
    rows = [{"level1": "投入管理", "points1": "30", "level2": "预算编审管理（3）", "level3": "准确性"}]
    sent = submission("liuyang_2022", "dept", {"sum_points": "100"}, {"indicators": rows})
    codes = [one.code for one in check(sent) if one.code[:2] in ("WT", "SC", "EX", "FD", "XF")]
    assert codes == ["XF06"]
