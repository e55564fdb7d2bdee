"""What is written never harms what is there; what we wrote is never taken for a submission."""

import json
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.audit import audit
from tests.commandline import run
from tests.rights import nobody
from xlperf.demo.build import build_demo
from xlperf.errors import OperatorError
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.usecases.outputs import check_output
from xlperf.workbook.product import ROLLUP, product_of
from xlperf.workbook.read import read_submission
from xlperf.workbook.submit import write_submission
from xlperf.workbook.template import write_template


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_demo(tmp_path_factory.mktemp("five"))


@pytest.fixture
def received(five: list[Path], tmp_path: Path) -> Path:
    folder = tmp_path / "收到"
    folder.mkdir()
    for path in five[:2]:
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{one}", "--out", "{two}"),
        ("check", "{one}", "--out", "{one}"),
        ("convert", "{one}", "--out", "{two}"),
        ("convert", "{one}", "--out", "{one}"),
        ("rollup", "{folder}", "--out", "{two}"),
        ("check", "{one}", "--out", "{folder}/新/../{two_name}"),
        ("convert", "{one}", "--out", "{folder}/新/../{two_name}"),
        ("rollup", "{folder}", "--out", "{folder}/新/../{two_name}"),
        ("template", "yueyang_2023", "--out", "{folder}"),
    ],
)
def test_a_units_file_is_never_overwritten(command: tuple[str, ...], received: Path) -> None:
    one, two = sorted(received.iterdir())
    if command[0] == "template":
        one = one.rename(received / "yueyang_2023.xlsx")
    before = {path: path.read_bytes() for path in received.iterdir()}
    done = run(*(part.format(one=one, two=two, two_name=two.name, folder=received) for part in command))
    assert done.code == 2
    assert "没有覆盖" in done.err or "不能写到报送件上" in done.err
    assert {path: path.read_bytes() for path in received.iterdir()} == before


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{one}", "--out", "{there}"),
        ("check", "{one}", "--marked", "{file}"),
        ("check", "{one}", "--out", "{file}/a.xlsx"),
        ("check", "{one}", "--out", "报告.txt"),
        ("convert", "{one}", "--out", "{there}"),
        ("rollup", "{there}", "--out", "{file}/a.xlsx"),
        ("demo", "{file}"),
        ("template", "--out", "{file}"),
        ("check", "{empty}"),
        ("check", "没有这个文件.xlsx"),
        ("check", "{one}", "--out", ""),
        ("convert", "{one}", "--out", ""),
        ("rollup", "{there}", "--out", ""),
        ("check", "{one}", "--jsn"),
        ("check", "{one}", "--out", "{long}.xlsx"),
        ("rollup", "{there}", "--out", "{long}.xlsx"),
    ],
)
def test_a_wrong_path_is_one_chinese_sentence(command: tuple[str, ...], received: Path, tmp_path: Path) -> None:
    file, empty = tmp_path / "文件", tmp_path / "空"
    file.write_text("x")
    empty.mkdir()
    one = min(received.iterdir())
    done = run(*(part.format(one=one, there=received, file=file, empty=empty, long="长" * 200) for part in command))
    assert done.code == 2
    assert done.err.strip().startswith("错误：") and done.err.strip().count("\n") == 0
    assert "Errno" not in done.err and file.read_text() == "x"
    assert "？。" not in done.err and "。。" not in done.err


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{one}", "--out", "{folder}/清单.xlsx"),
        ("check", "{one}", "--marked", "{folder}"),
        ("check", "{one}", "--marked", "{folder}/退回"),
        ("convert", "{one}", "--out", "{folder}/转换后.xlsx"),
        ("rollup", "{one_folder}", "--out", "{folder}/汇总.xlsx"),
        ("template", "--out", "{folder}"),
        ("demo", "{folder}"),
    ],
)
def test_a_folder_that_cannot_be_written_is_one_chinese_sentence(command: tuple[str, ...], received: Path) -> None:
    closed = Path(tempfile.mkdtemp())
    given = Path(tempfile.mkdtemp())
    shutil.copy(min(received.iterdir()), given / "自评.xlsx")
    closed.chmod(0o555)
    given.chmod(0o755)
    try:
        with nobody():
            done = run(
                *(part.format(one=given / "自评.xlsx", one_folder=given, folder=closed) for part in command), "--quiet"
            )
        left = list(closed.iterdir())
    finally:
        shutil.rmtree(closed)
        shutil.rmtree(given)
    assert (done.code, left) == (2, [])
    assert done.err.startswith("错误：无法写入") and len(done.err.strip().splitlines()) == 1


def test_a_report_is_whole_or_not_there(received: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "清单.xlsx"
    assert run("check", str(received), "--quiet", "--out", str(out)).code in (0, 1)
    before = out.read_bytes()

    def full(path: Path, _data: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    done = run("check", str(received), "--quiet", "--out", str(out))
    assert done.code == 2 and "磁盘已满" in done.err and "No space" not in done.err
    assert out.read_bytes() == before and list(tmp_path.glob(".xlperf*")) == []


def test_own_results_may_be_written_again_until_somebody_changes_them(received: Path, tmp_path: Path) -> None:
    out = tmp_path / "汇总.xlsx"
    for _ in range(2):
        assert run("rollup", str(received), "--out", str(out), "--quiet").code == 0
    product = product_of(out)
    assert product is not None and (product.kind, product.untouched) == (ROLLUP, True)
    book = load_workbook(out)
    book.save(out)
    changed = out.read_bytes()
    again = run("rollup", str(received), "--out", str(out), "--quiet")
    assert again.code == 2 and "没有覆盖" in again.err
    assert out.read_bytes() == changed


SUBMISSION = "甲局2023年度绩效自评.xlsx"


@pytest.fixture(scope="module")
def written(five: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of each kind that xlperf writes, as it wrote them."""
    received, folder = (tmp_path_factory.mktemp(name) for name in ("received", "written"))
    one = Path(shutil.copy(five[0], received))
    run("check", str(one), "--quiet", "--out", str(folder / "清单.xlsx"), "--marked", str(folder / "标记"))
    min((folder / "标记").iterdir()).rename(folder / "批注.xlsx")
    run("rollup", str(received), "--out", str(folder / "汇总.xlsx"), "--quiet")
    run("convert", str(one), "--out", str(folder / "转换后.xlsx"), "--quiet")
    run("template", "yueyang_2023", "--out", str(folder), "--quiet")
    submission, edition = read_submission(one), load_edition("yueyang_2023")
    write_submission(submission, edition, folder / SUBMISSION, findings=(), answered=(), made=datetime(2024, 3, 1))
    return folder


@pytest.fixture
def results(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "写好的")


WRITTEN = ("清单.xlsx", "批注.xlsx", "汇总.xlsx", "转换后.xlsx", "yueyang_2023.xlsx", SUBMISSION)


@pytest.mark.parametrize("there", WRITTEN)
@pytest.mark.parametrize(
    ("command", "own"),
    [
        (("check", "{one}", "--out", "{there}", "--quiet"), "清单.xlsx"),
        (("rollup", "{folder}", "--out", "{there}", "--quiet"), "汇总.xlsx"),
        (("convert", "{one}", "--out", "{there}", "--quiet"), ""),
    ],
)
def test_a_file_gives_way_only_to_a_result_of_its_own_kind(
    command: tuple[str, ...], own: str, there: str, received: Path, results: Path
) -> None:
    one, path = min(received.iterdir()), results / there
    before = path.read_bytes()
    done = run(*(part.format(one=one, there=path, folder=received) for part in command))
    if there == own:
        assert done.code in (0, 1), done.err
    else:
        assert done.code == 2 and "没有覆盖。请换一个文件名" in done.err
        assert path.read_bytes() == before


def test_a_blank_template_gives_way_to_a_template_and_a_filled_one_never(results: Path) -> None:
    assert run("template", "yueyang_2023", "--out", str(results), "--quiet").code == 0
    (results / SUBMISSION).replace(results / "yueyang_2023.xlsx")
    before = (results / "yueyang_2023.xlsx").read_bytes()
    done = run("template", "yueyang_2023", "--out", str(results), "--quiet")
    assert done.code == 2 and "填好的表" in done.err and "没有覆盖" in done.err
    assert (results / "yueyang_2023.xlsx").read_bytes() == before


def test_an_annotated_copy_takes_no_place_but_a_copys(received: Path, results: Path, tmp_path: Path) -> None:
    one = min(received.iterdir())
    target = tmp_path / "退回" / f"{one.stem}_批注.xlsx"
    for _ in range(2):
        assert run("check", str(one), "--quiet", "--marked", str(target.parent)).code in (0, 1)
    shutil.copy(results / SUBMISSION, target)
    done = run("check", str(one), "--quiet", "--marked", str(target.parent))
    assert done.code == 2 and target.read_bytes() == (results / SUBMISSION).read_bytes()


def test_no_result_is_written_onto_a_file_that_the_run_reads(received: Path, tmp_path: Path) -> None:
    """Not even where it is of the same kind, or goes by a second name."""
    inside, outside = received / "清单.xlsx", tmp_path / "清单.xlsx"
    run("check", str(received), "--quiet", "--out", str(outside))
    shutil.copy(outside, inside)
    assert "不能写到报送件上" in run("check", str(received), "--quiet", "--out", str(inside)).err
    outside.unlink()
    outside.hardlink_to(inside)
    assert "不能写到报送件上" in run("check", str(received), "--quiet", "--out", str(outside)).err


def test_without_a_kind_nothing_that_is_there_is_replaced(results: Path) -> None:
    for name in WRITTEN:
        with pytest.raises(OperatorError, match="没有覆盖"):
            check_output(results / name)
    check_output(results / "汇总.xlsx", kind=ROLLUP)


def test_the_demo_leaves_a_file_that_somebody_changed(tmp_path: Path) -> None:
    there = tmp_path / "演示" / "收到的报送件" / build_demo(tmp_path / "原样")[0].name
    there.parent.mkdir(parents=True)
    there.write_bytes("单位自己的".encode())
    done = run("demo", str(tmp_path / "演示"))
    assert done.code == 2 and "没有覆盖" in done.err
    assert there.read_bytes() == "单位自己的".encode()


def test_of_equal_files_one_is_marked_and_the_others_are_named(received: Path, tmp_path: Path) -> None:
    one = min(received.iterdir())
    shutil.copy(one, received / "又一份.xlsx")
    done = run("check", str(received), "--marked", str(tmp_path / "退回"))
    assert len(list((tmp_path / "退回").iterdir())) == 2
    assert "内容完全相同" in done.out and "又一份.xlsx" in done.out and one.name in done.out.split("内容完全相同")[1]


def test_own_results_are_no_submissions(received: Path) -> None:
    assert run("check", str(received), "--quiet", "--out", str(received / "清单.xlsx"), "--marked", str(received)).code
    first = run("rollup", str(received), "--out", str(received / "汇总.xlsx"), "--json")
    again = run("rollup", str(received), "--out", str(received / "再汇总.xlsx"), "--json")
    assert {k: json.loads(first.out)[k] for k in ("files", "accepted", "refused")} == {
        "files": 5,
        "accepted": 2,
        "refused": 3,
    }
    assert {k: json.loads(again.out)[k] for k in ("files", "accepted", "refused")} == {
        "files": 6,
        "accepted": 2,
        "refused": 4,
    }


def test_an_annotated_copy_that_the_unit_mended_and_saved_is_a_submission(received: Path, tmp_path: Path) -> None:
    marked = tmp_path / "退回"
    run("check", str(received), "--quiet", "--marked", str(marked))
    back = min(marked.iterdir())
    assert run("check", str(back), "--quiet").code == 2
    load_workbook(back).save(back)
    assert run("check", str(back), "--quiet").code in (0, 1)


def test_only_what_has_errors_is_sent_back(tmp_path: Path) -> None:
    (tmp_path / "收到").mkdir()
    for number, score in enumerate(("15", "16")):
        filled = sample("yueyang_2023", {"dept.indicators.1.score": score})
        write_template(load_edition("yueyang_2023"), tmp_path / "收到" / f"{number}.xlsx", fill=filled)
    run("check", str(tmp_path / "收到"), "--quiet", "--marked", str(tmp_path / "退回"), "--only-errors")
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["1_批注.xlsx"]


def test_files_of_one_name_are_told_apart(five: list[Path], tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        shutil.copy(five[0], tmp_path / folder)
    found = json.loads(run("check", str(tmp_path), "--json").out)
    assert {f["file"] for f in found} == {f"甲/{five[0].name}", f"乙/{five[0].name}"}
    alone = json.loads(run("check", str(tmp_path / "甲" / five[0].name), "--json").out)
    assert {f["file"] for f in alone} == {five[0].name}


def test_rollup_without_a_submission_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "收到").mkdir()
    assert run("rollup", str(tmp_path / "收到"), "--out", str(tmp_path / "空.xlsx"), "--quiet").code == 2
    (tmp_path / "收到" / "说明.txt").write_text("x")
    done = run("rollup", str(tmp_path / "收到"), "--out", str(tmp_path / "空.xlsx"), "--json")
    assert done.code == 2
    assert json.loads(done.out)["refused"] == 1


def test_office_finds_no_error_in_a_report_with_wicked_texts(five: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04" + b"x" * 50)
    book = load_workbook(five[0])
    sheet = book.worksheets[-1]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "100%":
                cell.value = "<r>=HYPERLINK(1)</r>"
    book.save(tmp_path / "带怪字.xlsx")
    report = tmp_path / "清单.xlsx"
    run("check", str(tmp_path), "--quiet", "--out", str(report))
    assert audit(report) == []
