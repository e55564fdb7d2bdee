"""The command line through its front door: exit codes, Chinese faults, JSON keys, nothing lost."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from tests.commandline import run
from xlperf.model.load import edition_ids
from xlperf.usecases.explaining import in_words, list_rules

pytestmark = pytest.mark.xdist_group("cli")  # what its fixtures make takes long: once, not once a process

KEYS = {"file", "unit", "form", "code", "severity", "sheet", "cell", "field", "message", "given", "expected", "basis"}
COUNTS = {
    "files",
    "accepted",
    "refused",
    "superseded",
    "duplicate",
    "units",
    "projects",
    "indicators",
    "findings",
    "returned",
    "seconds",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    result = run("demo", str(folder))
    assert result.code == 0, result.err
    assert "汇总.xlsx" in result.out
    return folder


def test_demo_leaves_a_rollup_and_annotated_copies(demo: Path) -> None:
    assert (demo / "汇总.xlsx").exists()
    assert len(list((demo / "批注副本").glob("*.xlsx"))) == len(list((demo / "收到的报送件").glob("*.xlsx"))) == 5


def test_check_json_has_the_promised_keys_and_cells_that_exist(demo: Path) -> None:
    result = run("check", str(demo / "收到的报送件"), "--json")
    assert result.code == 1
    findings = json.loads(result.out)
    assert findings and all(set(f) == KEYS for f in findings)
    assert {f["severity"] for f in findings} <= {"error", "confirm", "notice"}
    for finding in findings:
        sheet = (
            openpyxl.load_workbook(demo / "收到的报送件" / finding["file"])[finding["sheet"]]
            if finding["sheet"]
            else None
        )
        assert sheet is None or not finding["cell"] or sheet[finding["cell"]] is not None


def test_check_prints_a_table_a_person_can_read(demo: Path) -> None:
    result = run("check", str(demo / "收到的报送件"))
    assert result.code == 1 and "逻辑性错误" in result.out and "共 5 个文件" in result.out


def test_check_writes_a_report(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.xlsx"
    assert run("check", str(demo / "收到的报送件"), "--out", str(out), "--quiet").code == 1
    assert "问题清单" in openpyxl.load_workbook(out).sheetnames


def test_a_clean_template_has_no_errors(tmp_path: Path) -> None:
    """A filled faultless template: exit 0 and an empty array."""
    from xlperf.model.load import load_edition
    from xlperf.model.sample import sample
    from xlperf.workbook.template import write_template

    path = tmp_path / "样例.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023"))
    result = run("check", str(path), "--json")
    assert (result.code, json.loads(result.out)) == (0, [])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("随机.xlsx", b"\x00\x01garbage" * 50, ""),
        ("空.xlsx", b"", "空"),
        ("说明.txt", "你好".encode(), ""),
        ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
    ],
)
def test_a_file_that_cannot_be_read_exits_with_2_and_a_reason(
    name: str, content: bytes, says: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = run("check", str(path))
    assert result.code == 2 and says in result.out and "Traceback" not in result.out + result.err
    assert run("check", str(path), "--json").out.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "没有命令"),
        (["check"], "缺少"),
        (["check", "没有这个文件.xlsx"], "找不到"),
        (["check", "--jsn", "x"], "没有选项"),
        (["explain", "ZZ99"], "没有规则 ZZ99"),
        (["template", "nowhere_1999"], "没有名为"),
        (["rollup", "没有这个文件夹", "--out", "x.xlsx"], "找不到"),
        (["rollup", "."], "--out"),
        (["convert", "没有.xlsx", "--out", "x.xlsx"], "没有"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence_and_exit_2(arguments: list[str], says: str, tmp_path: Path) -> None:
    result = run(*arguments, folder=tmp_path)
    assert result.code == 2 and says in result.err and "Traceback" not in result.err
    assert len(result.err.strip().splitlines()) == 1


def test_rollup_counts_every_file_whatever_it_is(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    for path in (demo / "收到的报送件").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "再报.xlsx").write_bytes(next(folder.glob("*.xlsx")).read_bytes())
    (folder / "子").mkdir()
    (folder / "子" / "说明.docx").write_bytes(b"PK\x03\x04 not really")
    (folder / "~$锁.xlsx").write_bytes(b"x")
    result = run("rollup", str(folder), "--out", str(tmp_path / "汇总.xlsx"), "--json")
    counts = json.loads(result.out)
    assert result.code == 0 and set(counts) == COUNTS
    assert [counts[key] for key in ("files", "accepted", "refused", "superseded", "duplicate")] == [8, 5, 2, 0, 1]
    assert counts["units"] == 5


def test_convert_accounts_for_every_cell(demo: Path, tmp_path: Path) -> None:
    for path in sorted((demo / "收到的报送件").iterdir()):
        out = tmp_path / path.name
        result = run("convert", str(path), "--out", str(out))
        assert result.code == 0, result.err
        assert {"修复记录", "未放入内容"} <= set(openpyxl.load_workbook(out).sheetnames)


def test_convert_never_writes_over_the_original(demo: Path) -> None:
    path = next((demo / "收到的报送件").iterdir())
    before = path.read_bytes()
    result = run("convert", str(path), "--out", str(path))
    assert result.code == 2 and path.read_bytes() == before


def test_editions_rules_and_templates(tmp_path: Path) -> None:
    listed = run("editions")
    assert all(edition in listed.out for edition in edition_ids())
    assert "SC01" in run("rules").out
    assert "怎样改" in run("explain", "sc01").out
    assert run("template", "--out", str(tmp_path), "--quiet").code == 0
    assert sorted(path.stem for path in tmp_path.glob("*.xlsx")) == edition_ids()


@pytest.mark.parametrize(
    "command", ["", "check", "rollup", "convert", "template", "demo", "rules", "editions", "explain"]
)
def test_help_is_chinese(command: str) -> None:
    result = run(*([command] if command else []), "--help")
    assert result.code == 0 and "用法" in result.out and "Usage" not in result.out and "Options" not in result.out


def test_explaining_speaks_of_sheets_and_labels_not_of_ids() -> None:
    assert "附件2“绩效指标第1行·得分”填成“16”" in run("explain", "SC01").out
    for rule in list_rules():
        for example in rule.bad:
            said = in_words(example)
            assert bool(said) == bool(example.changes) and not re.search(r"[a-z]_|[a-z]\.|@|“”|None", said), said
