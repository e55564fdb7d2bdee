"""The README cannot drift: its commands are run, its table of places is true, its pictures are there."""

import re
import shlex
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commandline import Run, run
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.ribbon import ribbon
from xlperf.model.load import load_edition
from xlperf.usecases.checking import check_file
from xlperf.workbook.template import write_template

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def examples() -> list[tuple[str, int]]:
    """(command line, exit code) of every `$ xlperf …` line."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.S):
        for line in block.splitlines():
            command, _, comment = line.removeprefix("$ ").partition("#")
            code = re.search(r"退出码 (\d)", comment)
            found.append((command.strip(), int(code[1]) if code else 0))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README's reader has it: 报送件.xlsx, 收到的报送件, their roll-up, and that of the last time."""
    desk = tmp_path_factory.mktemp("desk")
    run("demo", str(desk / "d"), "--quiet")
    (desk / "d" / "收到的报送件").rename(desk / "收到的报送件")
    first = sorted((desk / "收到的报送件").glob("*.xlsx"))[0]
    (desk / "报送件.xlsx").write_bytes(first.read_bytes())
    for name in ("汇总.xlsx", "上次汇总.xlsx"):
        (desk / name).write_bytes((desk / "d" / "汇总.xlsx").read_bytes())
    return desk


@pytest.mark.parametrize(("line", "code"), examples(), ids=lambda value: str(value))
def test_the_commands_do_what_the_readme_says(line: str, code: int, desk: Path) -> None:
    program, *arguments = shlex.split(line)
    assert program == "xlperf"
    result: Run = run(*arguments, folder=desk)
    assert result.code == code, result.err
    assert "Traceback" not in result.err


def test_the_python_example_runs(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(desk)
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code
    exec(code[1], {})
    assert "附件" in capsys.readouterr().out


def test_where_to_add_is_true() -> None:
    table = README.partition("### Where does one add")[2].partition("###")[0]
    places = re.findall(r"`(xlperf/[\w/.]+)`", table)
    assert len(places) >= 7
    for place in places:
        assert (ROOT / place).exists(), place


def test_the_pictures_are_there() -> None:
    for picture in re.findall(r"!\[.*?\]\((.*?)\)", README):
        assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_ribbon_is_the_one_shown() -> None:
    shown = re.search(r"```xml\n(.*?)```", README, re.S)
    assert shown
    built = ribbon(buttons_of("form"), "form")
    for line in shown[1].splitlines():
        parts = line.strip().split(" … ")
        assert re.search(".*".join(map(re.escape, parts)), built), line


def test_the_five_minutes_of_the_windows_chapter_can_be_done_as_written(tmp_path: Path) -> None:
    """Step 3: a blank template is told as such, one number makes cells wrong; step 4 names two of them and the code."""
    blank, begun = tmp_path / "空白.xlsx", tmp_path / "填了一格.xlsx"
    edition = load_edition("yueyang_2023")
    write_template(edition, blank)
    assert "是空白模板，还没有填写" in check_file(blank).refused and "第一次只说“是空白模板，还没有填写”" in README
    assert "附件2的 E5 格（全年预算数）填 `100`" in README
    book = load_workbook(blank)
    book["附件2"]["E5"] = 100
    book.save(begun)
    checked = check_file(begun)
    assert checked.submission and checked.submission.flat()["dept_total_budget"].number == 100
    wrong = {(found.code, found.sheet, found.cell) for found in checked.findings}
    assert {("CM01", "附件2", "D5"), ("CM01", "附件2", "F5")} <= wrong
