"""Converting: nothing that a unit typed is lost, and its own figures stand."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit import audit
from tests.workbook.sheets import names_on, value_of, wrong
from xlperf.model.load import load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import Cell, FilledForm, Repair, Submission
from xlperf.workbook.convert import ConversionReport, write_converted


def convert(submission: Submission, path: Path, edition: str = "yueyang_2023") -> ConversionReport:
    report = write_converted(submission, load_edition(edition), path)
    assert report.filled == report.placed + report.unplaced
    assert audit(path) == []
    return report


def lines(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """The numbered lines of one of the two sheets."""
    rows = load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True)
    return [row[1:] for row in rows if isinstance(row[0], int)]


def extra(text: str, sheet: str, cell: str) -> Cell:
    return Cell("", text, text, "filled", sheet, cell)


@pytest.mark.parametrize("edition", sample_ids())
def test_a_faultless_submission_fits_whole(edition: str, tmp_path: Path) -> None:
    submission, path = sample(edition), tmp_path / "converted.xlsx"
    report = convert(submission, path, edition)
    assert (report.unplaced, report.kept) == (0, 0)
    assert report.filled > 30
    assert wrong(path) == set()
    assert load_workbook(path).sheetnames[-3:] == ["修复记录", "未放入内容", "_xlperf"]
    assert lines(path, "修复记录") == lines(path, "未放入内容") == []


OWN: tuple[tuple[Mapping[str, str], str, str, object, str], ...] = (
    ({"dept.total_rate": "100%"}, "附件2", "dept_total_rate", 1, "98.00%"),
    ({"dept.total_rate": "100"}, "附件2", "dept_total_rate", "100", "98.00%"),
    ({"dept.sum_score": "99"}, "附件2", "dept_sum_score", 99, "98.8"),
    ({"base.three_public_final": "5.00"}, "附件1", "base_three_public_final", 5, "5.2"),
    ({"project.2.total_points": "20"}, "附件3-2", "project_total_points", 20, "10"),
    ({"base.area_rate": "——"}, "附件1", "base_area_rate", "——", "算不出数"),
)


@pytest.mark.parametrize(("changes", "sheet", "name", "stands", "computed"), OWN)
def test_an_own_figure_in_a_computed_cell_is_kept_noted_and_listed(
    changes: Mapping[str, str], sheet: str, name: str, stands: object, computed: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.xlsx"
    report = convert(sample("yueyang_2023", changes), path)
    assert report.unplaced == 0
    book = load_workbook(path)
    assert value_of(book, sheet, name) == stands
    comment = book[sheet][names_on(book, sheet)[name]].comment
    assert comment is not None and computed in comment.text
    kept = [row for row in lines(path, "修复记录") if row[0] == "保留原值"]
    assert len(kept) == report.kept
    assert (sheet, next(iter(changes.values())), computed) in {(row[1], row[4], row[5]) for row in kept}


def test_only_the_cell_that_differs_is_kept(tmp_path: Path) -> None:
    """An own total is kept; the rate that follows from it is not, because the formula gives it from that total."""
    changes = {"project.1.total_executed": "100", "project.1.total_rate": "50%", "project.1.total_score": "5"}
    path = tmp_path / "one.xlsx"
    report = convert(sample("yueyang_2023", changes | {"project.1.sum_score": "94"}), path)
    assert report.kept == 1
    book = load_workbook(path)
    assert value_of(book, "附件3-1", "project_total_executed") == 100
    assert str(value_of(book, "附件3-1", "project_total_rate")).startswith("=")
    assert value_of(load_workbook(path, data_only=True), "附件3-1", "project_total_rate") == pytest.approx(0.5)


def test_what_follows_from_a_rate_kept_as_text_is_kept_too(tmp_path: Path) -> None:
    """A rate typed as 100 without its sign gives the formulas behind it nothing to count with."""
    path = tmp_path / "follows.xlsx"
    report = convert(sample("yueyang_2023", {"project.1.total_rate": "97.5"}), path)
    book, values = load_workbook(path), load_workbook(path, data_only=True)
    assert value_of(book, "附件3-1", "project_total_rate") == "97.5"
    assert value_of(book, "附件3-1", "project_total_score") == 9.75
    assert value_of(values, "附件3-1", "project_sum_score") == 98.75
    assert report.kept == 2


def test_a_kept_figure_shows_on_the_check_sheet(tmp_path: Path) -> None:
    path = tmp_path / "kept.xlsx"
    convert(sample("yueyang_2023", {"dept.sum_score": "99"}), path)
    assert wrong(path) == {("附件2", "灰色格与公式结果一致")}


def test_repairs_are_listed(tmp_path: Path) -> None:
    repair = Repair("附件2", "E5", "dept_total_budget", "1010.00万元", "1010", "单元格里写了单位“万元”，已折算为万元")
    path = tmp_path / "repaired.xlsx"
    report = convert(replace(sample("yueyang_2023"), repairs=(repair,)), path)
    assert report.repairs == 1
    assert lines(path, "修复记录") == [
        (
            "修复",
            "附件2",
            "E5",
            "年度资金总额·全年预算数",
            "1010.00万元",
            "1010",
            "单元格里写了单位“万元”，已折算为万元",
        )
    ]


def test_what_belongs_nowhere_is_listed_with_its_cell(tmp_path: Path) -> None:
    submission = sample("yueyang_2023")
    first, *others = submission.forms
    first = replace(first, extras=(extra("=1+1 另见说明", "附件1", "J3"),))
    submission = replace(submission, forms=(first, *others), unplaced=(extra("草稿", "Sheet3", "B2"),))
    path = tmp_path / "extra.xlsx"
    report = convert(submission, path)
    assert report.unplaced == 2
    found = {(row[0], row[1], row[3]) for row in lines(path, "未放入内容")}
    assert found == {("附件1", "J3", "=1+1 另见说明"), ("Sheet3", "B2", "草稿")}


def test_forms_and_fields_that_the_edition_lacks_are_listed(tmp_path: Path) -> None:
    """The district's submission in the municipal template: 附件1 there has no unit name and no prior 政府采购."""
    submission, path = sample("yueyanglou_2023"), tmp_path / "other.xlsx"
    report = convert(submission, path)
    city = load_edition("yueyang_2023").form("base").fields
    base = submission.one("base")
    assert base is not None
    missing = [cell for cell in base.cells.values() if cell.field not in city and not cell.is_blank]
    assert missing
    assert {row[1] for row in lines(path, "未放入内容")} == {cell.address for cell in missing}
    assert report.unplaced == len(missing)


def test_a_whole_form_that_the_edition_lacks_is_listed(tmp_path: Path) -> None:
    submission, path = sample("yueyang_2023"), tmp_path / "general.xlsx"
    report = convert(submission, path, "general_2020")
    filled = {
        (cell.sheet, cell.address)
        for form in submission.forms
        if form.form != "project"
        for cell in form.every_cell()
        if not cell.is_blank
    }
    assert {(row[0], row[1]) for row in lines(path, "未放入内容")} == filled
    assert report.unplaced >= len(filled)


def test_a_second_form_of_a_kind_that_stands_once_is_listed(tmp_path: Path) -> None:
    submission, path = sample("yueyang_2023"), tmp_path / "twice.xlsx"
    dept = submission.one("dept")
    assert dept is not None
    second = _moved(dept, "附件2（旧）")
    report = convert(replace(submission, forms=(*submission.forms, second)), path)
    assert {row[0] for row in lines(path, "未放入内容")} == {"附件2（旧）"}
    assert report.unplaced == len(lines(path, "未放入内容"))
    assert value_of(load_workbook(path), "附件2", "dept_unit_name") == dept.text("unit_name")


def _moved(form: FilledForm, sheet: str) -> FilledForm:
    cells = {name: replace(cell, sheet=sheet) for name, cell in form.cells.items()}
    tables = {
        table: tuple({name: replace(cell, sheet=sheet) for name, cell in row.items()} for row in rows)
        for table, rows in form.tables.items()
    }
    return replace(form, ordinal=2, sheet=sheet, cells=cells, tables=tables)


def test_more_rows_and_more_projects_than_the_template_has(tmp_path: Path) -> None:
    submission, path = sample("yueyang_2023"), tmp_path / "many.xlsx"
    dept, project = submission.one("dept"), submission.one("project")
    assert dept is not None and project is not None
    rows = dept.rows("indicators")
    many = tuple(
        {name: replace(cell, field=f"indicators.{number}.{name}", address="") for name, cell in row.items()}
        for number, row in enumerate((row for row in rows for _ in range(6)), 1)
    )
    projects = [replace(_moved(project, f"项目{n}"), ordinal=n) for n in range(3, 9)]
    forms = [replace(form, tables={"indicators": many}) if form is dept else form for form in submission.forms]
    report = convert(replace(submission, forms=(*forms, *projects)), path)
    assert report.unplaced == 0
    book = load_workbook(path)
    assert len([name for name in book.sheetnames if name.startswith("附件3-")]) == 8
    column = [cell.value for cell in book["附件2"]["D"]]
    assert column.count(rows[0]["level3"].typed) == 6


def test_labels_broken_by_the_unit_still_make_one_category(tmp_path: Path) -> None:
    """What a merged cell looks like when read: its text in the first row only, broken into lines."""
    submission, path = sample("yueyang_2023"), tmp_path / "labels.xlsx"
    dept = submission.one("dept")
    assert dept is not None
    rows, seen = [], set()
    for row in dept.rows("indicators"):
        new = dict(row)
        for name in ("level1", "level2"):
            text = row[name].typed
            typed = "" if (name, text) in seen else "\n".join(text[:-2]) + text[-2:]
            seen.add((name, text))
            new[name] = replace(row[name], typed=typed, value=typed or None, state="filled" if typed else "blank")
        rows.append(new)
    forms = [replace(form, tables={"indicators": tuple(rows)}) if form is dept else form for form in submission.forms]
    report = convert(replace(submission, forms=tuple(forms)), path)
    assert report.unplaced == 0
    assert wrong(path) == set()
