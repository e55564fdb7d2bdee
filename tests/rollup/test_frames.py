"""The long frames: dtypes, exact figures, places, and what stands where a number could not be read."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.rollup.made import LIUYANG, SHIGU, entry, of_edition, sent, without
from xlperf.model.finding import Finding, Severity
from xlperf.model.sample import sample
from xlperf.rollup.frames import DTYPES, Frames, build_frames, ranks
from xlperf.rollup.ledger import Entry, settle

PLACED = ("units", "base", "funds", "indicators", "projects", "findings")


def _frames(*entries: Entry) -> Frames:
    return build_frames(settle(entries))


@pytest.fixture(scope="module")
def two() -> Frames:
    return _frames(
        sent("甲.xlsx", "甲局", {"dept.indicators.1.score": "16"}),
        sent(
            "乙.xlsx",
            "乙局",
            {"dept.total_budget": "约1010", "dept.indicators.2.score": "十分", "base.abroad_final": "——"},
        ),
    )


def test_dtypes(two: Frames) -> None:
    for name, dtypes in DTYPES.items():
        frame = getattr(two, name)
        assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == dtypes, name


@pytest.mark.parametrize("name", PLACED)
def test_every_row_names_its_place(two: Frames, name: str) -> None:
    for row in getattr(two, name).to_dict("records"):
        assert row["unit"] in ("甲局", "乙局")
        assert row["file"] in ("甲.xlsx", "乙.xlsx")
        assert row["sheet"]
        assert row["cell"]


def test_figures_are_those_of_the_cells(two: Frames) -> None:
    """Each row of the long frames says what the submission's own cell at that place says."""
    submission = sample("yueyang_2023")
    cells = {(cell.sheet, cell.address): cell for form in submission.forms for cell in form.every_cell()}
    rows = [row for frame in (two.base, two.funds) for row in frame[frame["unit"] == "甲局"].to_dict("records")]
    assert len(rows) > 60
    for row in rows:
        cell = cells[row["sheet"], row["cell"]]
        assert (row["typed"], row["read"]) == (cell.typed, cell.value)


def test_unit_row(two: Frames) -> None:
    row = two.units[two.units["unit"] == "甲局"].iloc[0]
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


def test_what_cannot_be_read_is_shown_as_typed_and_makes_no_sum(two: Frames) -> None:
    row = two.units[two.units["unit"] == "乙局"].iloc[0]
    assert row["budget"] == "约1010"
    assert row["rate"] is None
    assert (row["score"], row["grade"]) == (None, "")
    assert row["suggested"] == Decimal("98.80")  # ours stands where the unit's own score cannot be read
    assert row["score_printed"] == Decimal("98.80")
    assert "2 个数未能读出" in row["note"]
    funds = two.funds[(two.funds["unit"] == "乙局") & (two.funds["id"] == "total_budget")].iloc[0]
    assert funds["typed"] == "约1010"
    assert funds["read"].startswith("未能读出：")
    score = two.indicators[(two.indicators["unit"] == "乙局") & (two.indicators["level3"] == "培训教师人次")].iloc[0]
    assert score["score"] == "十分"


def test_not_applicable_is_not_zero(two: Frames) -> None:
    row = two.base[(two.base["unit"] == "乙局") & (two.base["id"] == "abroad_final")].iloc[0]
    assert (row["typed"], row["read"]) == ("——", "（不适用）")


def test_blank_cells_have_no_row(two: Frames) -> None:
    assert "abroad_final" not in set(two.base[two.base["unit"] == "甲局"]["id"])


def test_a_units_row_does_not_pass_for_a_line_of_the_form() -> None:
    """A project called 三公经费 must not be added to 三公经费."""
    frames = _frames(sent("甲.xlsx", "甲局", {"base.spending.1.name": "三公经费"}))
    assert list(frames.base[frames.base["line"] == "三公经费"]["id"].str.split("_").str[0].unique()) == ["three"]
    assert "一级项目：三公经费" in set(frames.base["line"])


def test_superseded_files_give_no_rows() -> None:
    frames = _frames(sent("旧.xlsx", "甲局", saved="2024-01-01"), sent("新.xlsx", "甲局"))
    assert list(frames.units["file"]) == ["新.xlsx"]
    assert list(frames.ledger["state"]) == ["被替代", "接收"]


def test_unit_without_attachment_2() -> None:
    frames = _frames(entry(replace(without(sample("yueyang_2023"), "dept"), file="甲.xlsx")))
    row = frames.units.iloc[0]
    assert (row["budget"], row["score"], row["grade"], row["projects"]) == (None, None, "", 2)
    assert "没有附件2" in row["note"]
    assert len(frames.base) > 30


def test_a_unit_in_two_files_is_one_row() -> None:
    whole = sample("yueyang_2023")
    frames = _frames(
        entry(replace(without(whole, "project"), file="附件1和2.xlsx")),
        entry(replace(without(whole, "base", "dept"), file="附件3.xlsx")),
    )
    assert len(frames.units) == 1
    assert (frames.units.iloc[0]["file"], frames.units.iloc[0]["projects"]) == ("附件1和2.xlsx", 2)
    assert set(frames.projects["file"]) == {"附件3.xlsx"}


def test_money_by_source_is_added_exactly() -> None:
    """浏阳 prints no total: 财政拨款 + 其他资金."""
    frames = _frames(entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG)))
    row = frames.units.iloc[0]
    assert (row["initial"], row["budget"], row["executed"]) == (None, Decimal("500.00"), Decimal("490.00"))
    assert (row["rate"], row["score_printed"], row["score"]) == (Decimal("0.98"), Decimal("96"), Decimal("3.0"))
    assert set(frames.indicators["low"]) == {Decimal(0)}


def test_a_sum_with_an_unreadable_part_is_not_known() -> None:
    content = {"dept": {**LIUYANG["dept"], "other_budget": "四十九"}}
    row = _frames(entry(of_edition("liuyang_2022", "浏阳.xlsx", content))).units.iloc[0]
    assert row["budget"] == "450.55 + 四十九"
    assert row["rate"] is None


def test_list_of_projects() -> None:
    frames = _frames(entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU)))
    unit = frames.units.iloc[0]
    assert (unit["budget"], unit["executed"], unit["score_printed"]) == (
        Decimal("30.30"),
        Decimal("20.10"),
        Decimal("91.5"),
    )
    assert (unit["grade"], unit["grade_printed"], unit["projects"]) == ("优", "优", 3)
    assert list(frames.projects["name"]) == ["碑刻维护", "讲堂运行", "消防改造"]
    assert list(frames.projects["executed"]) == [Decimal("10.10"), Decimal("10.00"), "未下达"]
    assert list(frames.projects["rate"]) == [Decimal("1.0000"), Decimal("0.9901"), None]
    assert frames.projects.iloc[2]["note"] == "未下达该经费"


def test_a_finding_counts_on_one_row_of_a_list_only() -> None:
    """Rows without a place take no findings, and what only follows from another finding does not count."""
    given = entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU))
    assert given.submission
    sheet, cell = given.submission.forms[0].sheet, given.submission.forms[0].rows("projects")[1]["rate"].address
    one = Finding("石鼓.xlsx", "", "list", "XX01", Severity.ERROR, sheet, cell, "", "错", "", "", "")
    findings = (one, replace(one, cell=""), replace(one, folded_under="XX02"))
    projects = _frames(replace(given, findings=findings)).projects
    assert list(projects["error"]) == [0, 1, 0]
    assert list(_frames(replace(given, findings=findings)).ledger["findings"]) == [2]


def test_line_breaks_in_names_of_levels_are_collapsed() -> None:
    frames = _frames(sent("甲.xlsx", "甲局", {"dept.indicators.1.level1": "产出指标\n（50分）"}))
    assert not frames.indicators["level1"].str.contains("\n").any()


def test_grades_of_units_and_projects(two: Frames) -> None:
    grades = two.grades.set_index("grade")
    assert dict(grades["units"]) == {"优": 1, "良": 0, "中": 0, "差": 0, "未定": 1}
    assert grades.loc["优", "budget"] == Decimal("1010.00")
    assert grades.loc["良", "budget"] is None
    assert grades.loc["未定", "executed"] == Decimal("989.80")


def test_ranks_share_places() -> None:
    assert ranks([Decimal(90), None, Decimal("95.5"), Decimal(90), Decimal(80)]) == [2, None, 1, 2, 4]


def test_no_files_give_empty_frames_with_dtypes() -> None:
    frames = _frames()
    assert len(frames.units) == len(frames.ledger) == 0
    assert len(frames.grades) == 5
