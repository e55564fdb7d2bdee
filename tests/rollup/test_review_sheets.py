"""风险提示, 相似文本, 复核底稿: rows and numbers worked out by hand on made submissions."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.libreoffice import recalculate_all
from tests.rollup.made import SHIGU, content, entry, of_edition, rows_of, sample_of, sent, write
from xlperf.model.finding import Finding, Severity
from xlperf.model.values import to_decimal
from xlperf.rollup.content import Content
from xlperf.rollup.entry import Entry
from xlperf.rollup.page import plain_value
from xlperf.rollup.sheets import all_sheets

GOAL = (
    "组织教师培训十二期四百八十人次，维修校舍十二所，新增学位三百二十个，群众满意度达到百分之九十六，全年没有安全事故。"
)
OTHER = (
    "完成村道硬化十八公里，安装路灯二百六十盏，整治黑臭水体四处，发放惠农补贴一千三百户，矛盾纠纷调解成功率明显提高。"
)


def _kinds(changes: dict[str, str | None], form: str = "附件2") -> dict[str, dict[str, Any]]:
    """Kind → row of one form of 甲局."""
    rows = rows_of(content(sent("甲.xlsx", "甲局", changes)), "风险提示")
    return {row["kind"]: row for row in rows if row["form"] == form}


def _all_rows(**cells: str) -> dict[str, str | None]:
    """A change of every indicator of 附件2 of the sample."""
    count = len(sample_of("甲.xlsx", "甲局").one("dept").rows("indicators"))  # type: ignore[union-attr]
    return {f"dept.indicators.{n}.{name}": text for n in range(1, count + 1) for name, text in cells.items()}


# ── 风险提示 ──


def test_a_sound_submission_has_no_hint() -> None:
    assert _kinds({}) == {}


def test_score_rate_far_above_execution_rate() -> None:
    """98.80 of 100 beside 505 ÷ 1010 = 50%: 48.8 points above, more than 20."""
    row = _kinds({"dept.total_executed": "505"})["得分率远高于执行率"]
    assert "98.8 ÷ 分值 100 = 98.80%" in row["found"]
    assert "执行率 50.00%，高出 48.8 个百分点（提示线 20）" in row["found"]
    assert (row["unit"], row["file"], row["sheet"]) == ("甲局", "甲.xlsx", "附件2")
    assert row["cell"] and row["but"]


def test_exactly_at_the_line_is_no_hint() -> None:
    """98.8% − 78.8% = 20 points."""
    assert "得分率远高于执行率" not in _kinds({"dept.total_budget": "1000", "dept.total_executed": "788"})
    assert "得分率远高于执行率" in _kinds({"dept.total_budget": "1000", "dept.total_executed": "787.9"})


def test_a_list_of_projects_is_judged_by_its_printed_score() -> None:
    """91.5 of 100 beside 20.10 ÷ 30.30 = 66.34%."""
    rows = rows_of(content(entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU))), "风险提示")
    assert [
        "自评总分 91.5 ÷ 分值 100 = 91.50%，执行率 66.34%，高出 25.16 个百分点" in row["found"] for row in rows
    ] == [True]


def test_all_indicators_at_full_points() -> None:
    row = _kinds(_all_rows(points="9", score="9"))["指标全部满分"]
    assert row["found"].startswith("9 项三级指标全部得满分，合计 81 分")
    assert "指标全部满分" not in _kinds(_all_rows(points="9", score="9") | {"dept.indicators.3.score": "8.9"})


def test_budget_equal_to_the_fen_to_what_was_spent() -> None:
    row = _kinds({"dept.total_budget": "989.80"})["预算与执行一分不差"]
    assert row["found"] == "全年预算数、全年执行数都是 989.80 万元，年初预算数是 980.00 万元"
    assert "预算与执行一分不差" not in _kinds({"dept.total_budget": "989.81"})
    assert "预算与执行一分不差" not in _kinds({"dept.total_budget": "980", "dept.total_executed": "980"})


def test_full_marks_beside_errors() -> None:
    row = _kinds({"dept.sum_score": "100", "dept.indicators.1.score": "99"})["自评满分却有逻辑性错误"]
    assert "SC01" in row["found"]
    assert "自评满分却有逻辑性错误" not in _kinds({"dept.indicators.1.score": "99"})


def test_actual_values_equal_to_targets() -> None:
    same = _all_rows(target="≥12次", actual="12次。")
    assert _kinds(same)["完成值全部等于指标值"]["found"].startswith("9 项三级指标的完成值都等于指标值")
    assert "完成值全部等于指标值" not in _kinds(same | {"dept.indicators.2.actual": "13次"})


def test_budget_adjusted_strongly() -> None:
    """(1010 − 800) ÷ 800 = 26.25%."""
    row = _kinds({"dept.total_initial": "800"})["全年预算调整很大"]
    assert "调整 210.00 万元，调整率 26.25%（提示线 20%）" in row["found"]


def test_many_projects_with_the_same_score() -> None:
    given = sample_of("甲.xlsx", "甲局")
    one = given.of("project")[0]
    copies = tuple(replace(one, ordinal=n, sheet=f"附件3-{n}") for n in (1, 2, 3))
    others = tuple(form for form in given.forms if form.form != "project")
    rows = rows_of(content(entry(replace(given, forms=(*others, *copies)))), "风险提示")
    found = [row for row in rows if row["kind"] == "多个项目得分完全相同"]
    assert [row["sheet"] for row in found] == ["附件3-1"]
    assert "3 个项目里有 3 个各项得分合计都是 98.75 分" in found[0]["found"]
    two = rows_of(content(entry(replace(given, forms=(*others, *copies[:2])))), "风险提示")
    assert [row for row in two if row["kind"] == "多个项目得分完全相同"] == []


def test_what_could_not_be_read_is_not_judged() -> None:
    unread = {"dept.total_budget": "约1010", "dept.total_initial": "不详", "dept.indicators.1.score": "满分"}
    assert _kinds(unread) == {}


# ── 相似文本 ──


def _similar(found: Content) -> list[dict[str, Any]]:
    made = found.table("相似文本")
    ids = [column.id for column in made.columns]
    return [dict(zip(ids, map(plain_value, row), strict=True)) for row in made.rows]


def _with_goal(unit: str, goal: str, year: int = 2023) -> Entry:
    return entry(replace(sample_of(f"{unit}{year}.xlsx", unit, {"dept.goal_actual": goal}), year=year))


def test_copies_between_units_are_found_with_both_places() -> None:
    rows = _similar(
        content(
            _with_goal("甲局", GOAL),
            _with_goal("乙局", GOAL.replace("三百二十", "四百一十")),
            _with_goal("丙局", OTHER),
        )
    )
    assert [(row["unit"], row["unit_b"], row["units"]) for row in rows] == [("乙局", "甲局", 2)]
    row = rows[0]
    assert row["alike"] == Decimal("0.9615")  # 2 × 50 ÷ 104: two of 52 characters differ
    assert (row["label"], row["file"], row["sheet"]) == ("实际完成情况", "乙局2023.xlsx", "附件2")
    assert (row["file_b"], row["sheet_b"]) == ("甲局2023.xlsx", "附件2")
    assert row["cell"] == row["cell_b"] != ""
    assert "四百一十" in row["text"] and "三百二十" in row["text_b"]


def test_the_units_own_name_makes_no_difference() -> None:
    rows = _similar(content(_with_goal("甲局", "甲局" + GOAL), _with_goal("临江市乙局", "临江市乙局" + GOAL)))
    assert [row["alike"] for row in rows] == [1]


def test_no_copies_of_oneself_of_other_years_of_the_form_or_of_short_texts() -> None:
    hint = "写明本单位当年厉行节约的具体措施。"
    assert len(hint) < 40
    twice = sample_of("甲.xlsx", "甲局", {"dept.goal_actual": GOAL, "project.1.goal_actual": GOAL})
    given = [
        entry(twice),
        _with_goal("乙局", GOAL, 2022),
        _with_goal("丙局", "如期完成。"),
        _with_goal("丁局", "如期完成。"),
    ]
    assert _similar(content(*given)) == []


def test_texts_that_the_form_prints_do_not_count() -> None:
    note = "说明：“项目支出”需要填报基本支出以外的所有项目支出情况，“公用经费”填报基本支出中的一般商品和服务支出。"
    assert _similar(content(_with_goal("甲局", note), _with_goal("乙局", note))) == []


def test_a_text_of_very_many_units_takes_one_row() -> None:
    rows = _similar(content(*(_with_goal(f"第{n:02}局", GOAL) for n in range(12))))
    assert [(row["units"], row["alike"], row["unit"]) for row in rows] == [(12, 1, "第00局")]
    assert rows[0]["unit_b"].startswith("第01局、第02局") and rows[0]["unit_b"].endswith("（共 11 个）")


def test_facts_are_small() -> None:
    long = {"dept.goal_actual": GOAL * 40, "dept.goal_expected": OTHER * 40}
    long |= {f"dept.indicators.{n}.reason": f"{n}{OTHER}" for n in range(1, 10)}
    found = content(sent("甲.xlsx", "甲局", long))
    kept = [texts for _, _, _, texts in found.facts("相似文本")]
    assert 0 < sum(len(repr(texts).encode()) for texts in kept) < 8000


# ── 复核底稿 ──


def _findings(*severities: Severity) -> list[Finding]:
    """Of 附件2, with codes made of severity and number."""
    codes = {Severity.ERROR: "SC01", Severity.CONFIRM: "TX02", Severity.NOTICE: "BD13"}
    return [
        Finding(
            code=codes[severity], severity=severity, form="dept", field="dept_sum_score", sheet="附件2", cell="H30",
            message="", file="甲.xlsx", unit="甲局", given="", expected="", remedy="", basis="",
        )
        for severity in severities
    ]  # fmt: skip


def _review(found: Content) -> list[dict[str, Any]]:
    made = found.table("复核底稿")
    ids = [column.id for column in made.columns]
    return [dict(zip(ids, map(plain_value, row), strict=True)) for row in made.rows]


def test_deductions_by_the_tariff() -> None:
    """2 × 0.5 + 3 × 0.2 + 1 × 0 = 1.6 of 98.80."""
    found = _findings(*[Severity.ERROR] * 2, *[Severity.CONFIRM] * 3, Severity.NOTICE)
    rows = _review(content(sent("甲.xlsx", "甲局", findings=found)))
    assert [row["form"] for row in rows] == ["附件2", "附件3“业务工作经费”", "附件3“运行维护经费”"]
    first = rows[0]
    assert (first["error"], first["confirm"], first["notice"]) == (2, 3, 1)
    assert (first["score_printed"], first["deduction"], first["reviewed"]) == (
        Decimal("98.80"),
        Decimal("1.6"),
        Decimal("97.20"),
    )
    assert first["grade"] == "优"
    assert first["reasons"] == "逻辑性错误 SC01×2；核实性问题 TX02×3；提示 BD13"
    assert [row["deduction"] for row in rows[1:]] == [0, 0]


def test_the_deduction_is_capped_and_lowers_the_grade() -> None:
    found = _findings(*[Severity.ERROR] * 40)
    first = _review(content(sent("甲.xlsx", "甲局", findings=found)))[0]
    assert (first["deduction"], first["reviewed"], first["grade"]) == (10, Decimal("88.80"), "良")


def test_findings_of_the_base_form_count_with_the_units_first_form() -> None:
    base = replace(_findings(Severity.ERROR)[0], form="base", sheet="附件1")
    whole = replace(_findings(Severity.ERROR)[0], form="", sheet="", cell="", code="XF06")
    first = _review(content(sent("甲.xlsx", "甲局", findings=[base, whole])))[0]
    assert (first["error"], first["deduction"]) == (2, 1)


def test_a_printed_score_that_could_not_be_read() -> None:
    """The sum of the rows stands in for it; where that is not known either there is no score."""
    given = sent("甲.xlsx", "甲局", {"dept.sum_score": "优秀"}, findings=[])
    assert _review(content(given))[0]["reviewed"] == Decimal("98.80")
    unread = {"dept.sum_score": "优秀", "dept.indicators.1.score": "满分"}
    row = _review(content(sent("甲.xlsx", "甲局", unread, findings=[])))[0]
    assert (row["reviewed"], row["grade"]) == ("", "")


# ── the workbook ──


def _two_years() -> Sequence[Entry]:
    """甲局 in two years, 乙局 in one, with hints in both years."""
    fitted = {"dept.total_budget": "989.80"}
    last = entry(replace(sample_of("甲2022.xlsx", "甲局", fitted), year=2022))
    return [last, sent("甲.xlsx", "甲局", fitted), sent("乙.xlsx", "乙局", fitted | {"dept.goal_actual": GOAL})]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The roll-up of two years, and the same with a changed tariff and an explained finding, recalculated."""
    folder = tmp_path_factory.mktemp("review")
    path, changed = folder / "汇总.xlsx", folder / "改.xlsx"
    write(_two_years(), path)
    edited = openpyxl.load_workbook(path)
    sheet = edited["复核底稿"]
    sheet["D8"], sheet["H8"] = 3, 99  # of 2023, the second block: points for an error, the limit of 优
    edited.save(changed)
    again = recalculate_all([path, changed], folder / "again")
    return again[0], again[1]


def _cells(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def test_kinds_are_counted_year_by_year(book: tuple[Path, Path]) -> None:
    shown = _cells(book[0], "风险提示")
    counts = {(row[0], row[1]): (row[2], row[3]) for row in shown[3:17]}
    assert counts["预算与执行一分不差", 2022] == (1, 1)
    assert counts["预算与执行一分不差", 2023] == (2, 2)
    assert counts["指标全部满分", 2023] == (2, 2)  # the sample's second project: 99.50 = 90 + 9.50
    assert counts["得分率远高于执行率", 2023] == (0, 0)
    assert len(counts) == 14


def test_the_tariff_and_the_limits_in_the_cells_rule_all_rows_of_their_year(book: tuple[Path, Path]) -> None:
    before, after = (_cells(path, "复核底稿") for path in book)
    head = next(n for n, row in enumerate(before) if row[0] == "单位")
    own, changed = before[head + 2 :], after[head + 2 :]
    assert {row[1] for row in own} == {2022, 2023}
    for one, other in zip(own, changed, strict=True):
        errors, confirms = (to_decimal(one[n]) for n in (6, 7))
        each = Decimal("0.5") if one[1] == 2022 else Decimal(3)
        assert to_decimal(one[10]) == min(Decimal(10), errors * Decimal("0.5") + confirms * Decimal("0.2"))
        assert to_decimal(other[10]) == min(Decimal(10), errors * each + confirms * Decimal("0.2"))
        assert to_decimal(other[11]) == to_decimal(one[3]) - to_decimal(other[10])
        limit = 90 if one[1] == 2022 else 99
        assert other[12] == ("优" if to_decimal(other[11]) >= limit else "良")
    grades = [row[12] for row in changed if row[1] == 2023]
    assert after[9][7:9] == [grades.count("优"), grades.count("良")]
    assert after[8][7:9] == [6, 0]


def test_without_units_the_numbers_can_be_seen(tmp_path: Path) -> None:
    write([], tmp_path / "汇总.xlsx")
    shown = _cells(tmp_path / "汇总.xlsx", "复核底稿")
    assert shown[3][3:12] == [0.5, 0.2, 0, 10, 90, 80, 60, 0, 100]
    assert [sheet.name for sheet in all_sheets() if sheet.order in (75, 77, 78)] == ["风险提示", "相似文本", "复核底稿"]


def test_the_overview_leads_to_every_sheet(tmp_path: Path) -> None:
    """And the list is not torn by the end of a printed page."""
    write(_two_years(), tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    sheet = book["总览"]
    first = next(row for row in range(1, sheet.max_row) if str(sheet.cell(row, 1).value).startswith("六、"))
    names = [sheet.cell(row, 1).value for row in range(first + 1, first + len(book.sheetnames))]
    assert names == [name for name in book.sheetnames if name != "总览"]
    assert [page_break.id for page_break in sheet.row_breaks.brk] in ([], [first - 1])
