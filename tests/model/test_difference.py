"""What changed between two versions of a unit's submission, on samples."""

from dataclasses import replace

import pytest

from xlperf.model.difference import Change, difference
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import Cell, FilledForm, Submission

YUEYANG = "yueyang_2023"


def _changes(old: Submission, new: Submission) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.field, c.old, c.new) for c in difference(old, new)]


def _with_rows(submission: Submission, form: str, table: str, order: list[int]) -> Submission:
    """The rows of a table in another order, or fewer; numbered anew, as the reader does."""

    def changed(one: FilledForm) -> FilledForm:
        if one.form != form:
            return one
        rows = [one.rows(table)[n] for n in order]
        anew = tuple(
            {column: replace(cell, field=f"{table}.{i}.{column}") for column, cell in row.items()}
            for i, row in enumerate(rows, 1)
        )
        return replace(one, tables={**one.tables, table: anew})

    return replace(submission, forms=tuple(changed(one) for one in submission.forms))


@pytest.mark.parametrize("edition", sample_ids())
def test_nothing_differs_from_itself(edition: str) -> None:
    assert difference(sample(edition), replace(sample(edition), file="又一份.xlsx")) == ()


def test_a_changed_cell_with_its_places_and_label() -> None:
    old, new = sample(YUEYANG), sample(YUEYANG, {"dept.total_executed": "999.5"})
    (found,) = difference(old, new)
    cell = old.forms[1].cells["total_executed"]
    assert (found.kind, found.form, found.field) == ("changed", "附件2", "dept_total_executed")
    assert (found.old, found.new) == (cell.typed, "999.5")
    assert (found.old_sheet, found.old_cell, found.new_cell) == ("附件2", cell.address, cell.address)
    assert found.label and found.label != "total_executed"
    assert found.text() == f"附件2 {found.label}：“{cell.typed}”改为“999.5”"


def test_added_and_removed() -> None:
    blank = sample(YUEYANG, {"base.measures": None})
    assert [c.kind for c in difference(blank, sample(YUEYANG))] == ["added"]
    (removed,) = difference(sample(YUEYANG), blank)
    assert (removed.kind, removed.field, removed.new) == ("removed", "base_measures", "")


def test_another_writing_of_the_same_value_is_told_apart() -> None:
    old = sample(YUEYANG, {"dept.total_budget": "1100.50"})
    (found,) = difference(old, sample(YUEYANG, {"dept.total_budget": "1,100.5"}))
    assert found.rewritten and "值没有变" in found.text()
    (other,) = difference(old, sample(YUEYANG, {"dept.total_budget": "1100.51"}))
    assert not other.rewritten


def test_rows_follow_their_name_not_their_place() -> None:
    old = sample(YUEYANG, {"dept.indicators.3.score": "1"})
    count = len(old.forms[1].rows("indicators"))
    moved = _with_rows(sample(YUEYANG), "dept", "indicators", [2, *(n for n in range(count) if n != 2)])
    scores = [c for c in difference(old, moved) if c.field.endswith(".score")]
    assert [(c.field, c.old) for c in scores] == [("dept_indicators.1.score", "1")]
    assert scores[0].label.startswith(f"{old.forms[1].rows('indicators')[2]['level3'].text}·")


def test_a_row_taken_out_is_removed_and_no_other_row_changes() -> None:
    whole = sample(YUEYANG)
    rows = whole.forms[1].rows("indicators")
    shorter = _with_rows(whole, "dept", "indicators", [n for n in range(len(rows)) if n != 1])
    filled = [c for name, c in rows[1].items() if not c.is_blank and name not in ("level1", "level2")]
    assert _changes(whole, shorter) == [("removed", f"dept_{c.field}", c.typed, "") for c in filled]
    assert {kind for kind, *_ in _changes(shorter, whole)} == {"added"}


def test_a_renamed_row_is_one_change() -> None:
    new = sample(YUEYANG, {"dept.indicators.2.level3": "全新的名称"})
    (found,) = difference(sample(YUEYANG), new)
    assert (found.kind, found.field, found.new) == ("changed", "dept_indicators.2.level3", "全新的名称")


def test_projects_follow_their_name_and_a_renamed_one_its_content() -> None:
    whole = sample(YUEYANG)
    first, second = whole.of("project")
    swapped = replace(
        whole,
        forms=(*whole.forms[:-2], replace(second, ordinal=1), replace(first, ordinal=2)),
    )
    assert difference(whole, swapped) == ()
    (found,) = difference(whole, sample(YUEYANG, {"project.2.name": "改过的名字"}))
    assert (found.field, found.new) == ("project.2.name", "改过的名字")


def test_a_form_that_came_or_went_is_told_cell_by_cell() -> None:
    whole = sample(YUEYANG)
    fewer = replace(whole, forms=whole.forms[:-1])
    gone = difference(whole, fewer)
    assert {c.kind for c in gone} == {"removed"}
    assert {c.form for c in gone} == {"附件3“运行维护经费”"}
    assert all(c.new_sheet == c.new_cell == "" and c.old_sheet == fewer.forms[-1].sheet[:-1] + "2" for c in gone)
    assert {c.kind for c in difference(fewer, whole)} == {"added"}


def test_titles_and_what_stands_outside_the_forms() -> None:
    (found,) = difference(
        sample(YUEYANG),
        replace(
            sample(YUEYANG),
            unplaced=(Cell("", "另附说明", "另附说明", "filled", "说明", "B2"),),
        ),
    )
    assert (found.kind, found.label, found.new_sheet, found.new_cell) == ("added", "表外内容", "说明", "B2")
    whole = sample(YUEYANG)
    titled = replace(whole, forms=(replace(whole.forms[0], title="2022年度的表"), *whole.forms[1:]))
    (title,) = difference(whole, titled)
    assert (title.label, title.new, title.new_cell) == ("表名", "2022年度的表", "A1")


def test_all_changes_are_found_again_backwards() -> None:
    old = sample(YUEYANG, {"dept.indicators.3.score": "1", "base.measures": None, "project.2.name": "另一个"})
    new = sample(YUEYANG, {"project.1.total_budget": "1", "dept.indicators.4.actual": None})
    forth, back = difference(old, new), difference(new, old)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((turned[c.kind], c.new, c.old) for c in forth) == sorted((c.kind, c.old, c.new) for c in back)
    assert all(isinstance(c, Change) for c in forth) and len(forth) == 5
