"""Collect wheels until nothing is missing on the target machine, then let pip try to install them there."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from xlperf.errors import OperatorError
from xlperf.windows import places
from xlperf.windows.machine import Machine
from xlperf.windows.wheelhouse.needs import Wheel, missing, read_wheel, wheels_in
from xlperf.windows.wheelhouse.own import Pip, last_line, own_wheel
from xlperf.windows.wheelhouse.target import Target
from xlperf.windows.wheelhouse.texts import BOOKS, COMMAND, GUIDE, WHEELS, command_file, guide
from xlperf.windows.xlwings_parts import XLWINGS

EXTRAS = ("excel",)
BUTTONS = (f"xlwings=={XLWINGS}", "pywin32")
"""What the buttons need in Excel, whatever the package says of itself."""
ROUNDS = 5


@dataclass(frozen=True)
class Wheelhouse:
    """What was collected."""

    folder: Path
    wheels: list[Wheel]
    books: list[Path]
    size: int


def run_pip(arguments: Sequence[str]) -> tuple[int, str]:
    """pip of this Python."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def collect(
    folder: Path, target: Target, machine: Machine, pip: Pip = run_pip, tell: Callable[[str], None] = lambda text: None
) -> Wheelhouse:
    """Fill a folder for the target machine; what lies there already is used again."""
    wheels = folder / WHEELS
    wheels.mkdir(parents=True, exist_ok=True)
    tell("制作 xlperf 自己的安装包")
    own = read_wheel(own_wheel(wheels, pip))
    _download(wheels, own, target, pip, tell)
    tell("核对：离线试装")
    _verify(wheels, own, target, pip)
    books = _copy_books(machine, folder / BOOKS)
    (folder / GUIDE).write_bytes(guide(target, own.version))
    (folder / COMMAND).write_bytes(command_file(target, own.version))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Wheelhouse(folder, wheels_in(wheels), books, size)


def _download(folder: Path, own: Wheel, target: Target, pip: Pip, tell: Callable[[str], None]) -> None:
    """pip reads markers such as `sys_platform == "win32"` against the machine it runs on, so we ask for the rest ourselves."""
    asked = list(BUTTONS)
    for _ in range(ROUNDS):
        lacking = missing(wheels_in(folder), own, target, EXTRAS)
        lacking += [name for name in BUTTONS if not _has(folder, name)]
        if not lacking:
            return
        tell(f"下载 {'、'.join(dict.fromkeys(lacking))}")
        asked = list(dict.fromkeys([*asked, *lacking]))
        code, text = pip(["download", *target.pip_options, "--dest", str(folder), *asked])
        if code:
            raise OperatorError(_why(text, target))
    lacking = missing(wheels_in(folder), own, target, EXTRAS)
    if lacking:
        raise OperatorError(f"还缺 {'、'.join(lacking)}；请检查能否连上软件源，换个空文件夹再运行一次")


def _has(folder: Path, requirement: str) -> bool:
    name = requirement.partition("=")[0]
    return any(wheel.name == name for wheel in wheels_in(folder))


def _why(text: str, target: Target) -> str:
    said = last_line(text)
    if "No matching distribution" in said and target.bits == 32:
        return (
            f"32 位 Windows 的 Python 装不了 xlperf：{said}。它要用的程序库（formualizer）不出 32 位版；"
            "64 位 Windows 请用 64 位 Python（--platform win_amd64），配 32 位的 Excel 没有问题"
        )
    if "No matching distribution" in said:
        return f"Python {target.python} 没有对应的安装包：{said}；请换一个 Python 版本（如 --python 3.11），或检查网络"
    return f"下载没有成功；请检查网络和软件源设置。pip 说：{said}"


def _verify(folder: Path, own: Wheel, target: Target, pip: Pip) -> None:
    """A dry run without network, as the target machine would do it."""
    wanted = f"xlperf[{','.join(EXTRAS)}]=={own.version}"
    with tempfile.TemporaryDirectory() as scratch:
        options = ["--no-index", "--find-links", str(folder), "--target", scratch, *target.pip_options]
        code, text = pip(["install", "--dry-run", "--ignore-installed", *options, wanted, *BUTTONS])
    if code:
        raise OperatorError(f"离线试装没有通过；请换个空文件夹再运行一次。pip 说：{last_line(text)}")


def _copy_books(machine: Machine, folder: Path) -> list[Path]:
    """Templates, macro books and the add-in, so that the desk has them at hand."""
    found: dict[str, PurePath] = {path.name: path for path in places.shipped_workbooks(machine)}
    if not found:
        return []
    folder.mkdir(exist_ok=True)
    copies = []
    for name, path in sorted(found.items()):
        (folder / name).write_bytes(Path(path).read_bytes())
        copies.append(folder / name)
    return copies
