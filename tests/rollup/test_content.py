"""The lines: exact figures, places, and what stands where a number could not be read."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.rollup.made import LIUYANG, SHIGU, content, entry, of_edition, rows_of, sample_of, sent, without
from xlperf.model.finding import Finding, Severity
from xlperf.model.sample import sample
from xlperf.rollup.content import Content, ranks

LONG = ("基础数据", "资金", "指标", "问题清单")


@pytest.fixture(scope="module")
def two() -> Content:
    return content(
        sent("甲.xlsx", "甲局", {"dept.indicators.1.score": "16"}),
        sent(
            "乙.xlsx",
            "乙局",
            {"dept.total_budget": "约1010", "dept.indicators.2.score": "十分", "base.abroad_final": "——"},
        ),
    )


def _unit(found: Content, name: str = "") -> dict[str, Any]:
    return next(line for line in found.units if name in ("", line["unit"]))


@pytest.mark.parametrize("name", LONG)
def test_every_row_names_its_place(two: Content, name: str) -> None:
    rows = rows_of(two, name)
    assert rows
    for row in rows:
        assert row["unit"] in ("甲局", "乙局")
        assert row["file"] in ("甲.xlsx", "乙.xlsx")
        assert len(row["sha256"]) == 64
        assert row["sheet"]
        assert row["cell"]


def test_figures_are_those_of_the_cells(two: Content) -> None:
    """Each row says what the submission's own cell at that place says."""
    submission = sample("yueyang_2023")
    cells = {(cell.sheet, cell.address): cell for form in submission.forms for cell in form.every_cell()}
    rows = [row for sheet in ("基础数据", "资金") for row in rows_of(two, sheet) if row["unit"] == "甲局"]
    assert len(rows) > 60
    for row in rows:
        cell = cells[row["sheet"], row["cell"]]
        assert (row["typed"], row["read"]) == (cell.typed, cell.value)


def test_unit_row(two: Content) -> None:
    row = _unit(two, "甲局")
    assert (row["initial"], row["budget"], row["executed"]) == (
        Decimal("980.00"),
        Decimal("1010.00"),
        Decimal("989.80"),
    )
    assert (row["rate_printed"], row["rate"]) == (Decimal("0.98"), Decimal("0.98"))
    assert (row["score_printed"], row["score"], row["grade"], row["rank"]) == (
        Decimal("98.80"),
        Decimal("99.80"),
        "优",
        1,
    )
    assert row["error"] >= 1
    assert row["projects"] == 2
    assert row["cell"] == "D5 E5 F5 H5 H23"


def test_what_cannot_be_read_is_shown_as_typed_and_makes_no_sum(two: Content) -> None:
    row = _unit(two, "乙局")
    assert row["budget"] == "约1010"
    assert row["rate"] is None
    assert (row["score"], row["grade"]) == (None, "")
    assert row["suggested"] == Decimal("98.80")  # ours stands where the unit's own score cannot be read
    assert row["score_printed"] == Decimal("98.80")
    assert "2 个数未能读出" in row["note"]
    funds = next(row for row in rows_of(two, "资金") if row["typed"] == "约1010")
    assert funds["read"].startswith("未能读出：")
    score = next(r for r in rows_of(two, "指标") if r["unit"] == "乙局" and r["level3"] == "培训教师人次")
    assert score["score"] == "十分"


def test_not_applicable_is_not_zero(two: Content) -> None:
    row = next(row for row in rows_of(two, "基础数据") if row["unit"] == "乙局" and row["typed"] == "——")
    assert row["read"] == "（不适用）"


def test_blank_cells_have_no_row(two: Content) -> None:
    rows = [row for row in rows_of(two, "基础数据") if row["unit"] == "甲局"]
    assert not [row for row in rows if "出国" in row["line"] and "2023年决算" in row["column"]]
    assert [row for row in rows_of(two, "基础数据") if row["unit"] == "乙局" and "出国" in row["line"]]


def test_a_units_row_does_not_pass_for_a_line_of_the_form() -> None:
    """A project called 三公经费 must not be added to 三公经费."""
    plain, named = (content(sent("甲.xlsx", "甲局", c)) for c in ({}, {"base.spending.1.name": "三公经费"}))
    lines = [[row["line"] for row in rows_of(found, "基础数据")] for found in (plain, named)]
    assert lines[0].count("三公经费") == lines[1].count("三公经费") == 3
    assert "一级项目：三公经费" in lines[1]


def test_superseded_files_give_no_rows() -> None:
    found = content(sent("旧.xlsx", "甲局", saved="2024-01-01"), sent("新.xlsx", "甲局"))
    assert [line["file"] for line in found.units] == ["新.xlsx"]
    assert [line["state"] for line in found.ledger] == ["被替代", "有效"]


def test_unit_without_attachment_2() -> None:
    found = content(entry(replace(without(sample("yueyang_2023"), "dept"), file="甲.xlsx")))
    row = _unit(found)
    assert [row.get(name) for name in ("budget", "score", "grade", "projects")] == [None, None, None, 2]
    assert "没有附件2" in row["note"]
    assert len(rows_of(found, "基础数据")) > 30


def test_a_unit_in_two_files_is_one_row() -> None:
    whole = sample("yueyang_2023")
    found = content(
        entry(replace(without(whole, "project"), file="附件1和2.xlsx")),
        entry(replace(without(whole, "base", "dept"), file="附件3.xlsx")),
    )
    assert len(found.units) == 1
    assert (_unit(found)["file"], _unit(found)["projects"]) == ("附件1和2.xlsx", 2)
    assert {line["file"] for line in found.projects} == {"附件3.xlsx"}


def test_money_by_source_is_added_exactly() -> None:
    """浏阳 prints no total: 财政拨款 + 其他资金."""
    found = content(entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG)))
    row = _unit(found)
    assert (row["initial"], row["budget"], row["executed"]) == (None, Decimal("500.00"), Decimal("490.00"))
    assert (row["rate"], row["score_printed"], row["score"]) == (Decimal("0.98"), Decimal("96"), Decimal("3.0"))
    assert {row["suggested"][:2] for row in rows_of(found, "指标")} == {"0—"}


def test_a_sum_with_an_unreadable_part_is_not_known() -> None:
    sent_in = {"dept": {**LIUYANG["dept"], "other_budget": "四十九"}}
    row = _unit(content(entry(of_edition("liuyang_2022", "浏阳.xlsx", sent_in))))
    assert row["budget"] == "450.55 + 四十九"
    assert row["rate"] is None


def test_list_of_projects() -> None:
    found = content(entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU)))
    unit = _unit(found)
    assert (unit["budget"], unit["executed"], unit["score_printed"]) == (
        Decimal("30.30"),
        Decimal("20.10"),
        Decimal("91.5"),
    )
    assert (unit["grade"], unit["grade_printed"], unit["projects"]) == ("优", "优", 3)
    assert [line["name"] for line in found.projects] == ["碑刻维护", "讲堂运行", "消防改造"]
    assert [line["executed"] for line in found.projects] == [Decimal("10.10"), Decimal("10.00"), "未下达"]
    assert [line["rate"] for line in found.projects] == [Decimal("1.0000"), Decimal("0.9901"), None]
    assert found.projects[2]["note"] == "未下达该经费"


def test_a_finding_counts_on_one_row_of_a_list_only() -> None:
    """Rows without a place take no findings, and what only follows from another finding does not count."""
    given = of_edition("shigu_2023", "石鼓.xlsx", SHIGU)
    sheet, cell = given.forms[0].sheet, given.forms[0].rows("projects")[1]["rate"].address
    one = Finding("石鼓.xlsx", "", "list", "XX01", Severity.ERROR, sheet, cell, "", "错", "", "", "")
    found = content(entry(given, findings=(one, replace(one, cell=""), replace(one, folded_under="XX02"))))
    assert [line["error"] for line in found.projects] == [0, 1, 0]
    assert [line["findings"] for line in found.ledger] == [2]


def test_line_breaks_in_names_of_levels_are_collapsed() -> None:
    found = content(sent("甲.xlsx", "甲局", {"dept.indicators.1.level1": "产出指标\n（50分）"}))
    assert not [row for row in rows_of(found, "指标") if "\n" in row["level1"]]


def test_grades_of_units_and_projects(two: Content) -> None:
    grades = {line["grade"]: line for line in two.grades}
    assert {name: line["units"] for name, line in grades.items()} == {"优": 1, "良": 0, "中": 0, "差": 0, "未定": 1}
    assert grades["优"]["budget"] == Decimal("1010.00")
    assert grades["良"]["budget"] is None
    assert grades["未定"]["executed"] == Decimal("989.80")


def test_ranks_share_places() -> None:
    assert ranks([Decimal(90), None, Decimal("95.5"), Decimal(90), Decimal(80)]) == [2, None, 1, 2, 4]


def test_no_files_give_no_lines_but_the_grades() -> None:
    found = content()
    assert len(found.units) == len(found.ledger) == 0
    assert len(found.grades) == 5


def test_what_belongs_to_no_form_is_counted_once() -> None:
    """Findings of the file as a whole, and two project forms on one sheet."""
    given = sample_of("甲.xlsx", "甲局")
    sheet = given.forms[2].sheet
    whole = Finding("甲.xlsx", "", "", "XX01", Severity.ERROR, "", "", "", "错", "", "", "")
    second = replace(whole, form="project", sheet=sheet, cell="A1", field="project.2.name")
    forms = tuple(replace(form, sheet=sheet) if form.form == "project" else form for form in given.forms)
    found = content(entry(replace(given, forms=forms), findings=(whole, second, replace(second, field=""))))
    assert [line["error"] for line in found.projects] == [1, 1]
    assert _unit(found)["error"] == 3
    assert len(rows_of(found, "问题清单")) == 3
