"""Folders as they come: every file is counted, everything else is said, and one bad entry never stops the rest."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.commandline import run
from tests.rights import nobody
from xlperf.demo.build import build_demo
from xlperf.model.load import load_edition
from xlperf.workbook.template import write_template


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_demo(tmp_path_factory.mktemp("five"))


@pytest.fixture
def received(five: list[Path]) -> Iterator[Path]:
    """A folder that a user without special rights can reach."""
    above = Path(tempfile.mkdtemp())
    above.chmod(0o777)
    folder = above / "收到"
    folder.mkdir()
    shutil.copy(five[0], folder)
    try:
        yield folder
    finally:
        for path in above.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o700)
        shutil.rmtree(above)


def lines(book: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(book)[sheet].iter_rows(values_only=True)
    return "\n".join("｜".join(str(value) for value in row if value is not None) for row in rows)


def test_a_file_without_the_right_to_read_has_its_line(received: Path) -> None:
    locked = received / "无权限.xlsx"
    shutil.copy(next(received.iterdir()), locked)
    locked.chmod(0)
    out = received.parent / "汇总.xlsx"
    with nobody():
        done = run("rollup", str(received), "--out", str(out), "--json")
        checked = run("check", str(locked), str(received), "--quiet")
    counts = json.loads(done.out)
    assert (done.code, counts["files"], counts["accepted"], counts["refused"]) == (0, 2, 1, 1)
    assert "打不开：没有读取的权限" in lines(out, "收件台账")
    assert checked.code == 2 and checked.err.count("无权限.xlsx") == 1
    assert "Permission" not in checked.err and "readable" not in checked.err


def test_a_folder_that_cannot_be_opened_is_said_and_has_a_line(received: Path) -> None:
    closed = received / "子文件夹"
    closed.mkdir()
    shutil.copy(next(received.glob("*.xlsx")), closed)
    closed.chmod(0)
    out = received.parent / "汇总.xlsx"
    with nobody():
        done = run("rollup", str(received), "--out", str(out), "--json")
        checked = run("check", str(received), "--json")
    assert "子文件夹：文件夹打不开：没有读取的权限" in done.err and "子文件夹：文件夹打不开" in checked.err
    assert json.loads(done.out)["refused"] == 1
    assert "子文件夹/" in lines(out, "收件台账")


@pytest.mark.parametrize(
    "command", [("check", "{path}"), ("convert", "{path}", "--out", "{out}"), ("rollup", "{path}", "--out", "{out}")]
)
def test_a_path_behind_a_closed_folder_is_one_sentence(command: tuple[str, ...], received: Path) -> None:
    received.chmod(0)
    with nobody():
        done = run(*(part.format(path=received / "里面", out=received.parent / "出.xlsx") for part in command))
    assert done.code == 2 and len(done.err.strip().splitlines()) == 1 and "没有读取的权限" in done.err


@pytest.mark.parametrize("command", [("check", "--quiet"), ("check", "--json"), ("rollup", "--quiet"), ("rollup", "--json")])  # fmt: skip
def test_links_and_pipes_are_said_and_not_counted(command: tuple[str, str], received: Path) -> None:
    (received / "断链.xlsx").symlink_to("没有这个文件.xlsx")
    (received / "目录链接").symlink_to(received)
    os.mkfifo(received / "管道.xlsx")
    out = ["--out", str(received.parent / "汇总.xlsx")] if command[0] == "rollup" else []
    done = run(command[0], str(received), command[1], *out)
    for name, why in (("断链.xlsx", "断开的链接"), ("目录链接", "文件夹的链接"), ("管道.xlsx", "管道")):
        assert any(name in line and why in line for line in done.err.splitlines())
    assert len(done.err.splitlines()) == 3
    if command == ("rollup", "--json"):
        assert json.loads(done.out)["files"] == 1


def test_a_pipe_named_by_hand_is_one_sentence(received: Path) -> None:
    os.mkfifo(received / "管道.xlsx")
    done = run("check", str(received / "管道.xlsx"))
    assert done.code == 2 and "是管道" in done.err and len(done.err.splitlines()) == 1


SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini", "~$自评.xlsx", ".~lock.自评.xlsx#")


def test_system_files_are_left_out_of_a_folders_check_but_not_of_the_rollup(received: Path) -> None:
    for name in SYSTEM:
        (received / name).write_bytes(b"x")
    done = run("check", str(received), "--quiet")
    assert done.code in (0, 1) and "略过 5 个" in done.err and len(done.err.splitlines()) == 1
    for name in SYSTEM:
        alone = run("check", str(received / name), "--quiet")
        assert alone.code == 2 and "不是报送件" in alone.err
    rolled = run("rollup", str(received), "--out", str(received.parent / "汇总.xlsx"), "--json")
    assert {k: json.loads(rolled.out)[k] for k in ("files", "refused")} == {"files": 6, "refused": 5}


def test_a_line_break_in_a_name_stays_on_its_line(received: Path) -> None:
    (received / "名字\n换行.xlsx").write_bytes(b"x")
    for arguments in (("--quiet",), ()):
        done = run("check", str(received), *arguments)
        assert [line for line in (done.out + done.err).splitlines() if "名字\\n换行.xlsx" in line]
    rolled = run("rollup", str(received), "--out", str(received.parent / "汇总.xlsx"))
    assert "名字\\n换行.xlsx：" in rolled.out


def test_blank_templates_are_no_submissions(received: Path) -> None:
    write_template(load_edition("yueyang_2023"), received / "空白.xlsx")
    rolled = run("rollup", str(received), "--out", str(received.parent / "汇总.xlsx"))
    assert "空白.xlsx：是空白模板，还没有填写" in rolled.out
    assert run("check", str(received / "空白.xlsx"), "--quiet").code == 2


def test_a_converted_file_stands_for_its_original(received: Path) -> None:
    original = next(received.glob("*.xlsx"))
    assert run("convert", str(original), "--out", str(received / "转换后.xlsx"), "--quiet").code == 0
    first = (received / "转换后.xlsx").read_bytes()
    assert run("convert", str(original), "--out", str(received.parent / "又一次.xlsx"), "--quiet").code == 0
    assert (received.parent / "又一次.xlsx").read_bytes() == first
    os.utime(original, (1_700_000_000, 1_700_000_000))
    out = received.parent / "汇总.xlsx"
    rolled = run("rollup", str(received), "--out", str(out))
    assert rolled.code == 0
    assert (
        f"{original.name}：" in rolled.out and "修改时间" in rolled.out and "2024-01-01" not in lines(out, "收件台账")
    )


def test_marked_copies_keep_their_folders_and_get_a_suffix_that_opens(received: Path) -> None:
    original = next(received.glob("*.xlsx"))
    for name in ("甲/自评.xlsx", "乙/再一层/自评.xlsx", "乙/备份.bak", "无后缀"):
        (received / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(original, received / name)
        with zipfile.ZipFile(received / name, "a") as package:
            package.comment = name.encode()  # other bytes: of equal files only one is marked
    marked = received.parent / "退回"
    assert run("check", str(received), "--quiet", "--marked", str(marked)).code in (0, 1)
    made = {path.relative_to(marked).as_posix() for path in marked.rglob("*") if path.is_file()}
    assert made == {
        f"{original.stem}_批注.xlsx", "甲/自评_批注.xlsx", "乙/再一层/自评_批注.xlsx", "乙/备份.bak_批注.xlsx", "无后缀_批注.xlsx",
    }  # fmt: skip
    for name in made:
        assert "校验结果" in openpyxl.load_workbook(marked / name).sheetnames


def test_a_filled_macro_template_is_checked(tmp_path: Path) -> None:
    blank = Path(__file__).parents[2] / "workbook_templates" / "yueyang_2023.xlsm"
    assert "空白模板" in run("check", str(blank)).out
    book = openpyxl.load_workbook(blank, keep_vba=True)
    label = next(cell for (cell,) in book["附件2"]["A1:A5"] if str(cell.value).endswith("部门名称"))
    book["附件2"].cell(label.row, 4).value = "岳阳市甲局"
    book.save(tmp_path / "甲局.xlsm")
    done = run("check", str(tmp_path / "甲局.xlsm"), "--marked", str(tmp_path / "退回"))
    assert done.code == 1 and "岳阳市甲局" in done.out, done.out + done.err
    assert [path.name for path in (tmp_path / "退回").iterdir()] == ["甲局_批注.xlsm"]
