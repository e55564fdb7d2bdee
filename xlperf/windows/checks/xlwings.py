"""xlwings: its version, its VBA module, its DLL, and which Python its settings name."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from xlperf.windows import conf, places
from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.machine import Kind, Machine, resolve
from xlperf.windows.office import find_excel
from xlperf.windows.xlwings_parts import APPLESCRIPT, XLWINGS, library

_VBA_VERSION = re.compile(rb'XLWINGS_VERSION As String = "([^"]+)"')
REINSTALL = f"pip install --force-reinstall xlwings=={XLWINGS}（离线时加 --no-index --find-links 安装包文件夹）"


def check_package(machine: Machine) -> Iterator[Check]:
    """The package is the pinned one, and its VBA module says the same."""
    version = machine.version_of("xlwings")
    if version is None:
        yield wrong("xlwings", "没有装", REINSTALL)
        return
    if version != XLWINGS:
        yield wrong("xlwings", f"版本是 {version}，工作簿里的宏按 {XLWINGS} 编写", REINSTALL)
        return
    folder = machine.package_folder("xlwings")
    module = machine.read(folder / "xlwings.bas") if folder else None
    found = _VBA_VERSION.search(module or b"")
    said = found[1].decode("ascii", errors="replace") if found else "读不到"
    if said != XLWINGS:
        yield wrong("xlwings", f"版本 {version}，但 {folder} 里的 xlwings.bas 是 {said}", REINSTALL)
    else:
        yield good("xlwings", f"{version}，xlwings.bas 一致")


def check_library(machine: Machine) -> Iterator[Check]:
    """The DLL lies where xlwings.bas loads it from: beside python.exe or one folder up."""
    excel = find_excel(machine)
    sizes = [excel.bits] if excel and excel.bits else [32, 64]
    folder = machine.python.executable.parent
    folders = [folder, folder.parent]
    missing = [name for name in map(library, sizes) if not any(_is_file(machine, at / name) for at in folders)]
    if missing:
        others = sorted({path.name for at in folders for path in machine.listing(at) if _is_library(path)})
        seen = f"，只有 {'、'.join(others)}" if others else ""
        yield wrong("xlwings 的 DLL", f"{folder} 和上一级文件夹里没有 {'、'.join(missing)}{seen}", REINSTALL)
    else:
        yield good("xlwings 的 DLL", "、".join(map(library, sizes)))


def check_interpreter(machine: Machine) -> Iterator[Check]:
    """The setting that VBA reads names this Python."""
    name = places.interpreter_key(machine)
    path = places.config(machine)
    content = machine.read(path)
    if content is None:
        yield wrong(name, f"没有设置文件 {path}", "运行 xlperf install")
        return
    value = conf.lookup(content, name, machine.ansi) or conf.lookup(content, "INTERPRETER", machine.ansi)
    if not value:
        yield wrong(name, f"{path} 里没有这一项", "运行 xlperf install")
        return
    flavour = type(machine.home)
    named = flavour(resolve(machine, value) if machine.kind is Kind.WINDOWS else value)
    if named != machine.python.executable:
        gone = "" if _is_file(machine, named) else "（这个文件不存在）"
        yield wrong(name, f"指向 {named}{gone}，不是现在这个 Python {machine.python.executable}", "运行 xlperf install")
    else:
        yield good(name, str(named))


def check_conda(machine: Machine) -> Iterator[Check]:
    """With these settings xlwings first calls conda, which may be gone or slow."""
    path = places.config(machine)
    folder = conf.lookup(machine.read(path) or b"", "CONDA PATH", machine.ansi)
    if folder:
        yield attention(
            "CONDA PATH",
            f"{path} 里设了 {folder}，每次按按钮都会先启动 conda",
            "不用 conda 的话，删掉这个文件里 CONDA 开头的两行",
        )


def check_applescript(machine: Machine) -> Iterator[Check]:
    """macOS: Excel may call Python only through this script."""
    path = places.scripts(machine) / APPLESCRIPT
    if _is_file(machine, path):
        yield good("AppleScript", str(path))
    else:
        yield wrong("AppleScript", f"没有 {path}", "运行 xlperf install")


def _is_file(machine: Machine, path: PurePath) -> bool:
    return machine.read(path, 0) is not None


def _is_library(path: PurePath) -> bool:
    return path.name.lower().startswith("xlwings") and path.suffix.lower() == ".dll"
