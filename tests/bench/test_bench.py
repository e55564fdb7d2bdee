"""What the bench measures on is what it says: the same files each time, read fully, faultless; a true district."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.bench.district import ROUNDS, District, write_district
from tests.bench.submissions import make, write_submissions
from xlperf.model.finding import Severity
from xlperf.model.load import load_edition
from xlperf.rules import check
from xlperf.usecases.rolling import roll_up
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import formula_values

pytestmark = pytest.mark.xdist_group("bench")  # what its fixtures make takes long: once, not once a process

SOME = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("submissions")
    write_submissions(folder, SOME)
    return folder


def test_the_same_number_is_the_same_file(folder: Path) -> None:
    first, second = make(0), make(1)
    assert (folder / first.file).read_bytes() == first.content == make(0).content
    assert first.content not in (second.content, make(0, seed=1).content)


@pytest.mark.parametrize("number", range(SOME))
def test_files_are_read_fully_and_clean_ones_have_no_errors(folder: Path, number: int) -> None:
    made = make(number)
    read = read_submission(folder / made.file)
    names = tuple(form.text("name") for form in read.of("project"))
    assert (read.unit, read.receipt, read.unplaced, read.notes) == (made.unit, "yueyang_2023", (), ())
    assert [form.extras for form in read.forms if form.extras] == []
    assert 60_000 < len(made.content) < 120_000
    assert len(names) == len(made.projects)
    if not made.slips:
        assert names == made.projects
        assert [finding for finding in check(read) if finding.severity is Severity.ERROR] == []


def test_cached_values_are_what_the_formulas_give(folder: Path) -> None:
    made = next(one for one in map(make, range(SOME)) if not one.slips)
    read = read_submission(folder / made.file)
    values = formula_values(load_edition(read.edition), read, {})
    cells = {(form.form, form.ordinal, name): cell for form in read.forms for name, cell in form.cells.items()}
    assert len(values) > 20
    assert {key: float(cells[key].number or 0) for key in values} == pytest.approx(
        {key: value or 0.0 for key, value in values.items()}
    )


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, District]:
    folder = tmp_path_factory.mktemp("district")
    return folder, write_district(folder, units=24)


def test_the_district_is_the_same_each_time(district: tuple[Path, District], tmp_path: Path) -> None:
    folder, truth = district
    assert write_district(tmp_path, units=24) == truth
    assert all((folder / sent.file).read_bytes() == (tmp_path / sent.file).read_bytes() for sent in truth.files)


def test_the_district_tells_all_kinds_and_no_unit_twice(district: tuple[Path, District]) -> None:
    _, truth = district
    assert len({sent.file for sent in truth.files}) == len(truth.files)
    assert len(truth.missing(1)) > len(truth.missing(2)) > len(truth.missing(3)) > 0
    for number in ROUNDS:
        counted = [sent.code for sent in truth.files if sent.states.get(number) == "accepted"]
        assert len(counted) == len(set(counted))
    kinds = (
        "report mistaken alias misspelt late resent corrected duplicate unregistered truncated password pdf word lock"
    )
    assert {sent.kind for sent in truth.files} == set(kinds.split())


def test_the_ledger_agrees_with_the_truth(district: tuple[Path, District], tmp_path: Path) -> None:
    """But for units that the ledger cannot know as one without the register."""
    folder, truth = district
    rolled = roll_up(folder, tmp_path / "out.xlsx")
    found = {entry.name: entry for entry in rolled.entries}
    expected = {s.file: s.states[3] for s in truth.files if s.code not in truth.named_twice}
    assert {file: found[file].state for file in expected} == expected
    for sent in truth.files:
        digest = found[sent.file].digest
        errors = sum(part.found["error"] for part in digest.parts) if digest else 0
        assert bool(errors) == (sent.kind == "mistaken"), (sent, errors)
        assert sent.kind != "mistaken" or sent.slips


STATES = {
    "report": "有效", "alias": "有效", "late": "有效", "resent": "有效", "corrected": "有效", "mistaken": "收下待改",
    "misspelt": "未登记", "unregistered": "未登记", "duplicate": "重复",
    **dict.fromkeys(("truncated", "password", "pdf", "word", "lock"), "无法读取"),
}  # fmt: skip
"""kind of a file → its state with the register, as long as nothing newer has come from the unit"""


def test_round_after_round_the_register_gives_each_file_its_state(
    district: tuple[Path, District], tmp_path: Path
) -> None:
    folder, truth = district
    register = folder / "应报单位.xlsx"
    for number in ROUNDS:
        shutil.copytree(folder / f"第{number}轮", tmp_path / "received" / f"第{number}轮")
        rolled = roll_up(tmp_path / "received", tmp_path / "out.xlsx", register=register)
        here = [sent for sent in truth.files if sent.round <= number]
        came = [sent for sent in here if sent.round == number]
        assert rolled.read == sum(sent.kind != "duplicate" for sent in came)  # whose content has been read already
        newer = {sent.code for sent in here if sent.kind in ("resent", "corrected")}
        expected = {
            sent.file: "被替代"
            if sent.code in newer and sent.kind in ("report", "alias", "mistaken")
            else STATES[sent.kind]
            for sent in here
        }
        assert {entry.name: str(entry.standing) for entry in rolled.entries} == expected
        known = {sent.code for sent in here if expected[sent.file] in ("有效", "收下待改")}
        sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["催报清单"]
        missing = {row[1] for row in sheet.iter_rows(values_only=True) if row[3] == "未报"}
        assert missing == {row.code for row in truth.register} - known
