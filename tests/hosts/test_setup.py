"""Setting LibreOffice up: what is written into a profile, what is said, and that all of it can be taken away again."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.commandline import run
from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice import locate, security, settings, setup

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">\
<value>2</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooLocale" oor:op="fuse" oor:type="xs:string">\
<value>zh-CN</value></prop></item>
</oor:items>
"""


def _settings(profile: Path, text: str = SETTINGS) -> Path:
    path = profile / settings.FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_script_knows_this_installation(tmp_path: Path) -> None:
    report = setup.install_bridge(tmp_path)
    text = (tmp_path / setup.SCRIPT).read_text(encoding="utf-8")
    constants: dict[str, object] = {}
    exec(compile(text, "script", "exec"), constants)
    assert constants["PYTHON"] == sys.version_info[:2]
    assert str(Path(setup.__file__).parents[3]) in constants["FOLDERS"]  # type: ignore[operator]
    assert constants["TRUSTED"] == []
    assert str(tmp_path / setup.SCRIPT) in report.done[0]
    assert any("宏安全性" in sentence for sentence in report.advice)


def test_it_can_be_repeated_and_taken_away(tmp_path: Path) -> None:
    other = tmp_path / setup.SCRIPT.parent / "别人的.py"
    setup.install_bridge(tmp_path)
    first = (tmp_path / setup.SCRIPT).read_bytes()
    other.write_text("", encoding="utf-8")
    setup.install_bridge(tmp_path)
    assert (tmp_path / setup.SCRIPT).read_bytes() == first
    assert "已删除" in setup.uninstall_bridge(tmp_path).done[-1]
    assert (other.exists(), (tmp_path / setup.SCRIPT).exists()) == (True, False)
    assert "不用卸载" in setup.uninstall_bridge(tmp_path).done[0]


def test_trusted_folders_come_and_go_without_touching_anything_else(tmp_path: Path) -> None:
    books = tmp_path / "单位 & 报表"
    books.mkdir()
    path = _settings(tmp_path)
    security.set_trusted(tmp_path, ["file:///elsewhere"])
    before = path.read_text(encoding="utf-8")
    report = setup.install_bridge(tmp_path, trust=books)
    assert security.trusted(tmp_path) == ["file:///elsewhere", books.as_uri()]
    assert any("可以运行宏" in sentence for sentence in report.done)
    assert report.advice == []
    setup.install_bridge(tmp_path)  # without the option: what was trusted stays
    assert security.trusted(tmp_path) == ["file:///elsewhere", books.as_uri()]
    setup.uninstall_bridge(tmp_path)
    assert path.read_text(encoding="utf-8") == before
    security.set_trusted(tmp_path, [])
    assert path.read_text(encoding="utf-8") == SETTINGS


def test_it_waits_until_libreoffice_is_closed(tmp_path: Path) -> None:
    """LibreOffice would write its own settings over ours."""
    (tmp_path / ".lock").touch()
    for trust in (None, tmp_path):
        with pytest.raises(OperatorError, match="全部关闭"):
            setup.install_bridge(tmp_path, trust=trust)
    assert not (tmp_path / setup.SCRIPT).exists()
    (tmp_path / ".lock").unlink()
    setup.install_bridge(tmp_path)
    (tmp_path / ".lock").touch()
    with pytest.raises(OperatorError, match="全部关闭"):
        setup.uninstall_bridge(tmp_path)
    assert (tmp_path / setup.SCRIPT).exists()


def test_another_python_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "pythonscript.py").touch()
    monkeypatch.setattr(locate, "program_folder", lambda: tmp_path / "program")
    for library, content, version in (
        ("libpyuno.so", b"\0libpython3.9.so.1.0\0", (3, 9)),
        ("pyuno.pyd", b"\0python312.dll\0", (3, 12)),
        ("libpyuno.dylib", b"\0@loader_path/LibreOfficePython.framework/Versions/3.10/LibreOfficePython\0", (3, 10)),
    ):
        (tmp_path / "program" / library).write_bytes(content)
        assert locate.python_of(tmp_path / "program") == version
        report = setup.install_bridge(tmp_path)
        assert not report.ready
        assert f"LibreOffice 用的是 Python 3.{version[1]}" in report.missing[0]
        (tmp_path / "program" / library).unlink()


def test_missing_parts_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locate, "program_folder", lambda: None)
    assert "没有找到 LibreOffice" in setup.install_bridge(tmp_path).missing[0]
    monkeypatch.setattr(locate, "program_folder", lambda: tmp_path)
    assert "不能运行 Python 脚本" in setup.install_bridge(tmp_path).missing[0]
    monkeypatch.setattr(setup, "find_spec", lambda name: None)
    assert "缺少 xlwings" in setup.install_bridge(tmp_path).missing[-1]


def test_this_machine() -> None:
    program = locate.program_folder()
    assert (program is None) == (not (shutil.which("soffice") or shutil.which("libreoffice")))
    if program is not None:
        assert locate.python_of(program) is not None


def test_the_command(tmp_path: Path) -> None:
    done = run("libreoffice", "install", "--profile", str(tmp_path))
    assert (done.code, (tmp_path / setup.SCRIPT).is_file()) == (0, True)
    assert "已写入 LibreOffice 用户脚本" in done.out
    done = run("libreoffice", "uninstall", "--profile", str(tmp_path))
    assert (done.code, (tmp_path / setup.SCRIPT).exists()) == (0, False)


def test_the_command_refuses_a_file(tmp_path: Path) -> None:
    (tmp_path / "文件").touch()
    done = run("libreoffice", "install", "--profile", str(tmp_path / "文件"))
    assert (done.code, "是文件" in done.err) == (2, True)
