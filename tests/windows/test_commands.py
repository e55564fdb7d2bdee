"""The four commands, called as a shell would, on machines in memory and on this one."""

import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import click
import pytest

from tests.windows.machines import CONF, FakeMachine, linux, windows
from xlperf.cli.commands.doctor import doctor
from xlperf.cli.commands.install import install, uninstall
from xlperf.cli.commands.wheelhouse import wheelhouse
from xlperf.windows.wheelhouse import collect


def call(command: click.Command, machine: FakeMachine | None, *arguments: str) -> tuple[int, str, str]:
    """(exit code, standard output, standard error)."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = command.main(list(arguments), command.name, standalone_mode=False, obj=machine)
    return int(code or 0), out.getvalue(), err.getvalue()


@pytest.mark.parametrize("command", [install, uninstall])
def test_on_linux_it_says_what_to_do_instead(command: click.Command) -> None:
    code, out, err = call(command, linux())
    assert code == 2 and out == "" and "xlperf libreoffice install" in err and "xlperf check" in err


def test_install_doctor_uninstall() -> None:
    machine = windows()
    before = dict(machine.files)
    code, out, _ = call(doctor, machine)
    assert code == 1 and "有误　INTERPRETER_WIN：没有设置文件" in out and "怎样改：运行 xlperf install" in out
    code, out, _ = call(install, machine)
    assert code == 0 and CONF in out and "重新打开 Excel" in out
    code, out, _ = call(doctor, machine)
    assert code == 0 and "有误 0 项" in out
    lines = out.strip().splitlines()
    assert all(line.startswith(("正常　", "注意　", "有误　")) for line in lines[:-1]) and len(lines) >= 10
    assert call(install, machine, "--quiet") == (0, "", "")
    assert call(uninstall, machine)[0] == 0 and machine.files == before
    assert "什么都没有动" in call(uninstall, machine)[1]


def test_doctor_in_json() -> None:
    code, out, _ = call(doctor, windows(), "--json")
    rows = json.loads(out)
    assert code == 1 and {row["state"] for row in rows} == {"正常", "有误"}
    assert all(set(row) == {"name", "state", "found", "remedy"} for row in rows)
    assert all(row["remedy"] for row in rows if row["state"] != "正常")
    assert call(doctor, windows(), "--quiet") == (1, "", "")


def test_doctor_on_this_machine() -> None:
    code, out, err = call(doctor, None)
    assert code in (0, 1) and "Python：3." in out and "LibreOffice" in out and err == ""


def test_wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def collected(folder: Path, target: object, machine: object, tell: Callable[[str], None]) -> collect.Wheelhouse:
        asked.append(target)
        tell("下载 pandas")
        return collect.Wheelhouse(folder, [], [], 48_600_000)

    monkeypatch.setattr(collect, "collect", collected)
    code, out, err = call(wheelhouse, None, "--out", str(tmp_path), "--python", "3.12")
    assert code == 0 and "共 49 MB" in out and "安装.cmd" in out and "下载 pandas……" in err
    assert asked == [collect.Target("3.12", "win_amd64")]
    assert call(wheelhouse, None, "--out", str(tmp_path), "--quiet") == (0, "", "")


@pytest.mark.parametrize("command", [install, uninstall, doctor, wheelhouse])
def test_help_is_chinese(command: click.Command) -> None:
    code, out, _ = call(command, None, "--help")
    assert code == 0 and "用法" in out and "Usage" not in out and "Options" not in out
