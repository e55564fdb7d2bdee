"""The register from the command line, and real files from the folder to 催报清单."""

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commandline import run
from xlperf.model.load import load_edition
from xlperf.model.sample import renamed, sample
from xlperf.model.submission import Submission
from xlperf.rollup.register.reminders import UnitState, reminders
from xlperf.rollup.register.sent import Sent, refused_file, sent_of
from xlperf.rollup.register.states import settle_sent
from xlperf.usecases.checking import check_file, files_in
from xlperf.usecases.registering import make_register, read_register
from xlperf.workbook.convert import write_converted
from xlperf.workbook.submit import write_submission

EDITION = load_edition("yueyang_2023")


def _write(path: Path, unit: str, changes: dict[str, str | None] | None = None, made: datetime | None = None) -> Path:
    names = {
        "base.unit_name": unit,
        "dept.unit_name": unit,
        "project.1.implementing": unit,
        "project.2.implementing": unit,
    }
    known = {key: name for key, name in names.items() if key.split(".")[-1] in EDITION.form(key.split(".")[0]).fields}
    submission = renamed(sample("yueyang_2023", {**known, **(changes or {})}), path.name, unit)
    if made:
        write_submission(submission, EDITION, path, findings=(), answered=(), made=made)
    else:
        write_converted(submission, EDITION, path)
    return path


def _sent(folder: Path) -> list[Sent]:
    found = []
    for path in files_in([folder]):
        checked = check_file(path)
        name = path.relative_to(folder).as_posix()
        if checked.submission is None:
            found.append(refused_file(name, checked.refused))
        else:
            stamp = datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat()
            found.append(sent_of(name, checked.submission, checked.findings, modified=stamp))
    return found


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("收到")
    first = _write(folder / "甲1.xlsx", "甲局", made=datetime(2024, 3, 20, 9))
    _write(folder / "甲2.xlsx", "甲局", {"dept.indicators.1.score": "99"}, made=datetime(2024, 3, 25, 9))
    _write(folder / "乙.xlsx", "乙局", {"project.1.name": "消防改造", "dept.indicators.1.score": "99"})
    (folder / "甲1副本.xlsx").write_bytes(first.read_bytes())
    (folder / "丙局.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for path in folder.iterdir():
        os.utime(path, (1711000000, 1711000000))
    return folder


def test_from_the_folder_to_the_reminders(received: Path, tmp_path: Path) -> None:
    out = tmp_path / "应报单位.xlsx"
    made = make_register(out, received)
    assert [unit.name for unit in made.units] == ["乙局", "甲局"]
    assert made.notes and made.notes[0].startswith("丙局.doc：")
    book = load_workbook(out)
    book["应报单位"]["B7"] = "丙局"
    for row in (5, 6, 7):
        book["应报单位"][f"F{row}"] = "2024年3月31日"
    book.save(out)
    register = read_register(out)
    assert register.year == 2023
    found = settle_sent(_sent(received), register)
    assert {one.name: str(one.state) for one in found.standings} == {
        "丙局.doc": "无法读取",
        "乙.xlsx": "收下待改",
        "甲1.xlsx": "有效",
        "甲1副本.xlsx": "重复",
        "甲2.xlsx": "有误退回",
    }
    rows = {row.unit.name: row for row in reminders(found, date(2024, 4, 2))}
    assert {name: row.state for name, row in rows.items()} == {
        "甲局": UnitState.TO_MEND,
        "乙局": UnitState.TO_MEND,
        "丙局": UnitState.MISSING,
    }
    assert rows["丙局"].overdue == 2
    assert [file for file, _ in rows["丙局"].possible] == ["丙局.doc"]


def test_the_receipt_is_read(received: Path) -> None:
    submission = check_file(received / "甲1.xlsx").submission
    assert isinstance(submission, Submission)
    assert submission.made == "2024-03-20T09:00:00"
    first = next(one for one in _sent(received) if one.name == "甲1.xlsx")
    assert first.moment.basis == "生成报送件的时间"


def test_the_command_writes_and_checks(received: Path, tmp_path: Path) -> None:
    empty = run("register", "--out", "空.xlsx", folder=tmp_path)
    assert (empty.code, empty.out.strip()) == (0, "已生成 空.xlsx")
    faulty = run("register", "--check", "空.xlsx", folder=tmp_path)
    assert faulty.code == 2 and "还没有填单位" in faulty.err
    filled = run("register", "--out", "满.xlsx", "--from", str(received), folder=tmp_path)
    assert filled.code == 0 and "填了 2 个单位" in filled.out and "没有登记 丙局.doc" in filled.err
    checked = run("register", "--check", "满.xlsx", folder=tmp_path)
    assert checked.code == 0 and "登记表没有错：2 个单位，4 个项目。" in checked.out


def test_wrong_usage_and_work_of_others(tmp_path: Path) -> None:
    assert run("register").code == 2
    assert run("register", "--out", "a.xlsx", "--check", "b.xlsx").code == 2
    assert run("register", "--check", "没有.xlsx", folder=tmp_path).code == 2
    assert run("register", "--out", "a.xlsx", "--from", "没有", folder=tmp_path).code == 2
    run("register", "--out", "表.xlsx", folder=tmp_path)
    book = load_workbook(tmp_path / "表.xlsx")
    book["应报单位"]["B5"] = "甲局"
    book.save(tmp_path / "表.xlsx")
    again = run("register", "--out", "表.xlsx", folder=tmp_path)
    assert again.code == 2 and "没有覆盖" in again.err
