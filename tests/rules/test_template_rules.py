"""Templates of ours: texts that formulas skip, formulas without results, words that the template prints itself."""

from dataclasses import replace
from typing import Literal

import pytest

from xlperf.model.finding import Finding
from xlperf.model.sample import sample
from xlperf.rules import check
from xlperf.rules.catalogue import Example

FULL_WIDTH = {ord("0") + n: chr(ord("０") + n) for n in range(10)}
LEFT_OUT: list[tuple[str, str, dict[str, str | None]]] = [
    ("dept.total_budget", "万元", {"dept.total_rate": None, "dept.total_score": None, "dept.sum_score": "88"}),
    ("base.spending.1.final", "", {"base.project_spending_final": "93"}),
    ("base.spending.1.budget", "万", {"base.project_spending_budget": "100"}),
    ("project.1.indicators.1.points", "分", {"project.1.sum_points": "85"}),
    ("project.1.indicators.1.score", "分", {"project.1.sum_score": "84"}),
    ("base.staff_quota", "人", {"base.staff_rate": None}),
]
"""the cell; the unit typed into it (none: full-width figures); what the formulas then show"""
SCORE_AT = "project.1.indicators.1.score"


def _found(changes: dict[str, str | None], made: Literal["template", "uncalculated"]) -> list[Finding]:
    return check(Example(changes, "", made=made).submission)


@pytest.mark.parametrize(("at", "unit", "shown"), LEFT_OUT, ids=[at for at, _, _ in LEFT_OUT])
def test_a_number_as_text_is_the_only_thing_told(at: str, unit: str, shown: dict[str, str | None]) -> None:
    field = at if at.startswith("project") else at.replace(".", "_", 1)
    own = sample("yueyang_2023").flat()[field].typed
    [found] = _found({at: own + unit if unit else own.translate(FULL_WIDTH)} | shown, "template")
    assert (found.code, found.field) == ("FD15", field)
    assert "应为" in found.message


def test_a_text_that_changes_no_result_is_left_alone() -> None:
    own = sample("yueyang_2023").flat()[SCORE_AT].typed
    assert _found({SCORE_AT: f"{own}分"}, "template") == []


def test_without_a_template_the_printed_sum_is_the_units_own() -> None:
    changes = {SCORE_AT: f"{sample('yueyang_2023').flat()[SCORE_AT].typed}分", "project.1.sum_score": "84"}
    assert [f.code for f in check(sample("yueyang_2023", changes))] == ["SC05"]


def test_a_formula_error_from_a_text_is_not_told_apart() -> None:
    own = sample("yueyang_2023").flat()[SCORE_AT].typed
    sent = Example({SCORE_AT: f"{own}分"}, "", made="template").submission
    forms = tuple(
        replace(form, cells={**form.cells, "sum_score": replace(
            form.cells["sum_score"], typed="#VALUE!", value=None, state="unreadable", problem="单元格是错误值 #VALUE!")})
        if form.form == "project" and form.ordinal == 1 else form
        for form in sent.forms
    )  # fmt: skip
    [found] = check(replace(sent, forms=forms))
    assert (found.code, found.field) == ("FD15", "project.1.indicators.1.score")
    assert "#VALUE!" in found.message


def test_formulas_never_calculated_are_one_finding() -> None:
    [found] = _found({}, "uncalculated")
    assert found.code == "FD16"
    assert "保存一次" in found.remedy


def test_what_a_template_prints_is_not_to_be_changed_in_the_form() -> None:
    changes: dict[str, str | None] = {
        "dept.unit_name": "岳阳市岳阳楼区教育局",
        "base.spending.2.name": "　3、市级专项资金",
    }
    changes |= {
        f"project.{n}.{field}": "岳阳市岳阳楼区教育局" for n in (1, 2) for field in ("supervising", "implementing")
    }
    [found] = [f for f in _found(changes, "template") if f.code == "WD02"]
    assert "不要在表里改" in found.remedy
    assert "yueyanglou_2023" in found.remedy
    [typed] = [f for f in check(sample("yueyang_2023", changes)) if f.code == "WD02"]
    assert "不要在表里改" not in typed.remedy


def test_a_project_name_that_occurs_twice_is_told_as_such() -> None:
    changes = {
        "project.2.name": sample("yueyang_2023").flat()["project.1.name"].typed,
        "project.2.total_executed": "1.00",
    }
    codes = {f.code for f in check(sample("yueyang_2023", changes))}
    assert "XF11" in codes
    assert not {"XF04", "XF07"} & codes


def test_more_than_the_staff_can_cost_looks_like_yuan() -> None:
    flat = sample("yueyang_2023").flat()
    assert all(f.code != "BD17" for f in check(sample("yueyang_2023", {"dept.basic_executed": "40000"})))
    staff = flat["base_staff_actual"].number
    assert staff is not None
    assert any(f.code == "BD17" for f in check(sample("yueyang_2023", {"dept.basic_executed": str(staff * 1001)})))
