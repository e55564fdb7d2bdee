"""The seeds' numbers in our templates: LibreOffice's formulas, our arithmetic and the printed figures side by side."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import libreoffice
from tests.workbook.sheets import value_of
from xlperf.demo.build import build_demo
from xlperf.model.form import Edition
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import FilledForm, Submission
from xlperf.model.values import round_half_up, to_decimal
from xlperf.scoring.compute import evaluate
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template

pytestmark = pytest.mark.xdist_group("seed_figures")  # what its fixtures make takes long: once, not once a process

PRINTED_OTHERWISE = {
    ("岳阳市君山", "base", "B12"): ("60.12", None),  # its lines under 项目支出 are blank: a sum without parts
    ("岳阳市君山", "project", "H5"): ("100", "1"),  # the percent sign is missing: no guess is made
    ("区委巡察办", "dept", "G58"): ("100", "110"),  # 100 points of indicators beside 10 of the execution rate
    ("区委巡察办", "dept", "H58"): ("99", "109"),
    ("岳阳楼区政", "base", "D27"): ("0", None),  # nothing was built: a rate of 0 has no denominator
    ("岳阳楼区政", "base", "G27"): ("0", None),
    ("浏阳市人大", "dept", "G40"): ("99", "89"),  # ten points fewer in the rows than in the total
}
"""(how the file's name begins, form, cell): as printed, and what the formula gives; all other printed figures are right as far as printed"""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Submission, Path]]:
    """Each submission, and the template of its edition with its numbers, as LibreOffice recalculates it."""
    folder = tmp_path_factory.mktemp("seeds")
    read = [read_submission(path) for path in build_demo(folder)]
    filled = [folder / f"filled_{number}.xlsx" for number in range(len(read))]
    for submission, path in zip(read, filled, strict=True):
        write_template(load_edition(submission.edition, submission.year), path, fill=submission)
    answers = libreoffice.recalculate_all(filled, tmp_path_factory.mktemp("recalculated"))
    return list(zip(read, answers, strict=True))


def computed(submission: Submission) -> Iterator[tuple[Edition, FilledForm, str]]:
    edition = load_edition(submission.edition, submission.year)
    for form in submission.forms:
        yield from ((edition, form, name) for name, field in edition.form(form.form).fields.items() if field.compute)


def figure(edition: Edition, form: FilledForm, name: str) -> Decimal | None:
    parameters = Parameters(edition.place, form.year or edition.year)
    return evaluate(form, name, edition, parameters, trust_typed=False)


def test_libreoffice_gives_our_figures_cell_by_cell(seeds: list[tuple[Submission, Path]]) -> None:
    compared = 0
    for submission, path in seeds:
        book = load_workbook(path, data_only=True)
        for edition, form, name in computed(submission):
            spec = edition.form(form.form)
            sheet = f"{spec.sheet}-{form.ordinal}" if spec.repeats else spec.sheet
            theirs = value_of(book, sheet, f"{form.form}_{name}")
            number = to_decimal(theirs) if isinstance(theirs, (int, float)) else None
            assert number == figure(edition, form, name), f"{submission.unit} {sheet} {name}"
            compared += 1
    assert compared > 80


def test_printed_figures_are_ours_wherever_the_unit_calculated_rightly(seeds: list[tuple[Submission, Path]]) -> None:
    differ = {}
    for submission, _ in seeds:
        for edition, form, name in computed(submission):
            cell, ours = form.get(name), figure(edition, form, name)
            if cell is None or cell.is_blank or _agrees(cell.number, ours):
                continue
            differ[submission.file[:5], form.form, cell.address] = (cell.text, ours)
    assert {key: printed for key, (printed, _) in differ.items()} == {k: p for k, (p, _) in PRINTED_OTHERWISE.items()}
    assert {key: ours for key, (_, ours) in differ.items()} == {
        key: None if ours is None else Decimal(ours) for key, (_, ours) in PRINTED_OTHERWISE.items()
    }


def _agrees(printed: Decimal | None, ours: Decimal | None) -> bool:
    """Equal at the places that were printed: 123% is 123.10%."""
    if printed is None or ours is None:
        return printed is ours
    exponent = printed.as_tuple().exponent
    return printed == round_half_up(ours, max(0, -int(exponent)))
