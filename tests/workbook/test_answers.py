"""出错说明: what a unit says to a finding comes to the bureau, at its finding."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commandline import run
from xlperf.model.finding import Finding, Severity, tally
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.rules import check
from xlperf.workbook.annotate import annotate
from xlperf.workbook.read import read_submission
from xlperf.workbook.submit import Answered, write_submission
from xlperf.workbook.template import write_template

EDITION = "yueyang_2023"
DOUBTFUL = {"base.staff_actual": "60", "base.staff_quota": "50", "base.staff_rate": None}
"""one 核实性问题 (more people than posts)"""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit's working book with a 核实性问题."""
    path = tmp_path_factory.mktemp("work") / "填报.xlsx"
    write_template(load_edition(EDITION), path, fill=sample(EDITION, DOUBTFUL))
    return path


def confirmed(path: Path) -> Finding:
    found = [finding for finding in check(read_submission(path)) if finding.severity is Severity.CONFIRM]
    assert found
    return found[0]


def sent(work: Path, path: Path, finding: Finding, answer: str = "军转安置，已报编办") -> Path:
    submission = read_submission(work)
    write_submission(
        submission,
        load_edition(EDITION),
        path,
        findings=check(submission),
        answered=[Answered(finding, answer)],
        made=datetime(2024, 3, 1, 9),
    )
    return path


@pytest.fixture(scope="module")
def answered(work: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sent(work, tmp_path_factory.mktemp("sent") / "报送件.xlsx", confirmed(work))


def test_the_answer_in_a_submission_is_read_and_stands_at_its_finding(work: Path, answered: Path) -> None:
    code = confirmed(work).code
    [(key, text)] = read_submission(answered).answers.items()
    assert (key[0], text) == (code, "军转安置，已报编办")
    [found] = [finding for finding in check(read_submission(answered)) if finding.code == code]
    assert found.answer == text and found.is_answered and found.standing == "核实性问题（已说明）"
    assert "answer" not in found.as_json()


def test_an_answer_finds_its_cell_where_the_working_book_had_it_elsewhere(work: Path, tmp_path: Path) -> None:
    """The list names the cell of the working book; in the official template the field stands at its own place."""
    finding = confirmed(work)
    elsewhere = replace(finding, sheet="别的表", cell="Z99")
    [(key, _)] = read_submission(sent(work, tmp_path / "报送件.xlsx", elsewhere)).answers.items()
    assert key == (finding.code, finding.sheet, finding.cell)


def test_lists_and_copies_print_the_answer(answered: Path, tmp_path: Path) -> None:
    done = run("check", str(answered), "--out", str(tmp_path / "清单.xlsx"), "--marked", str(tmp_path / "退回"))
    assert "（另有已说明 1 条）" in done.out and "出错说明：军转安置" in done.out.replace("\n", "")
    report = load_workbook(tmp_path / "清单.xlsx")["问题清单"]
    copy = load_workbook(next((tmp_path / "退回").iterdir()))["校验结果"]
    for sheet, head, severity in ((report, 2, 6), (copy, 2, 2)):
        assert "出错说明" in [cell.value for cell in sheet[head]]
        [row] = [row for row in sheet.iter_rows(values_only=True) if row[-1] == "军转安置，已报编办"]
        assert row[severity - 1] == "核实性问题（已说明）"


def test_an_answer_written_into_a_marked_copy_that_comes_back_is_read(work: Path, tmp_path: Path) -> None:
    finding, back = confirmed(work), tmp_path / "退回.xlsx"
    annotate(work, back, check(read_submission(work)))
    book = load_workbook(back)
    row = next(row for row in book["校验结果"].iter_rows(min_row=3) if row[2].value == finding.code)
    row[10].value = "见批复"
    book.save(back)
    assert read_submission(back).answers == {(finding.code, finding.sheet, finding.cell): "见批复"}


def test_converting_keeps_the_answers(answered: Path, tmp_path: Path) -> None:
    assert run("convert", str(answered), "--out", str(tmp_path / "转换后.xlsx")).code == 0
    assert read_submission(tmp_path / "转换后.xlsx").answers == read_submission(answered).answers


def test_an_error_stays_an_error_whatever_is_said_to_it(work: Path) -> None:
    one = replace(confirmed(work), answer="有说明")
    error = replace(one, severity=Severity.ERROR)
    assert not error.is_answered and error.standing == "逻辑性错误"
    assert (
        tally([one, error, replace(one, answer="")]) == "逻辑性错误 1 条，核实性问题 1 条（另有已说明 1 条），提示 0 条"
    )
    assert "已说明" not in tally([error, replace(one, folded_under="SC01")])
