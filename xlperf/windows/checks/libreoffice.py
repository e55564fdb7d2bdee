"""LibreOffice: the other program in which the buttons work. Its Python must be of our version, for it loads our packages."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from xlperf.windows import places
from xlperf.windows.check import Check, attention, good, wrong
from xlperf.windows.machine import Kind, Machine

INSTALL_BRIDGE = "运行 xlperf libreoffice install"
DEBIAN = "apt-get install libreoffice-calc python3-uno libreoffice-script-provider-python fonts-noto-cjk"
MAC_PROGRAM = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_REGISTRY = r"SOFTWARE\LibreOffice\UNO\InstallPath"
_BUNDLED = re.compile(r"python-core-(\d+)\.(\d+)")
_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
_WITH_UNO = f"import uno; {_VERSION}"


def find_libreoffice(machine: Machine) -> PurePath | None:
    """The folder of its programs."""
    flavour = type(machine.home)
    candidates: list[str] = []
    match machine.kind:
        case Kind.WINDOWS:
            for key in (
                rf"HKCU\{_REGISTRY}",
                rf"HKLM\{_REGISTRY}",
                r"HKLM\SOFTWARE\WOW6432Node\LibreOffice\UNO\InstallPath",
            ):
                candidates.append(str(machine.values(key).get("") or ""))
            for name in ("ProgramFiles", "ProgramFiles(x86)"):
                candidates.append(
                    machine.variable(name) and str(flavour(machine.variable(name)) / "LibreOffice" / "program")
                )
            found = [flavour(folder) for folder in candidates if folder]
            return next((folder for folder in found if machine.read(folder / "soffice.exe", 0) is not None), None)
        case Kind.MAC:
            program = flavour(MAC_PROGRAM)
            return program.parent if machine.read(program, 0) is not None else None
    folders = [flavour(folder) for folder in machine.variable("PATH").split(":") if folder]
    names = ("soffice", "libreoffice")
    started = next((at / name for at in folders for name in names if machine.read(at / name, 0) is not None), None)
    if started is None:
        return None
    real = machine.run("readlink", "-f", str(started))
    return flavour(real.strip()).parent if real and real.strip() else started.parent


def check_libreoffice(machine: Machine) -> Iterator[Check]:
    """Present? The same Python? Its script provider there? Our bridge installed?"""
    needed = machine.kind is Kind.LINUX
    folder = find_libreoffice(machine)
    if folder is None:
        text = "没有装"
        if needed:
            yield wrong("LibreOffice", f"{text}，没有能用按钮的表格程序", f"{DEBIAN}；只用命令行可以不管")
        else:
            yield good("LibreOffice", f"{text}（有 Excel 时不需要）")
        return
    yield good("LibreOffice", str(folder))
    bridge = places.office_profile(machine) / "Scripts" / "python" / places.BRIDGE
    installed = machine.read(bridge, 0) is not None
    if not needed and not installed:
        yield good("LibreOffice 的按钮", f"没有启用（要用时{INSTALL_BRIDGE}）")
        return
    yield from _check_python(machine, folder)
    if needed and machine.read(folder / "pythonscript.py", 0) is None:
        yield wrong(
            "LibreOffice 的脚本",
            f"{folder} 里没有 pythonscript.py",
            "apt-get install libreoffice-script-provider-python",
        )
    if installed:
        yield good("LibreOffice 的按钮", str(bridge))
    else:
        yield wrong("LibreOffice 的按钮", f"没有 {bridge}", INSTALL_BRIDGE)


def check_fonts(machine: Machine) -> Iterator[Check]:
    """A Chinese font, or forms show boxes."""
    families = machine.run("fc-list", ":lang=zh-cn", "family")
    if families is None:
        yield attention("中文字体", "查不到（没有 fc-list）", "apt-get install fontconfig fonts-noto-cjk")
    elif not families.strip():
        yield wrong("中文字体", "没有，表里的汉字会显示成方框", "apt-get install fonts-noto-cjk")
    else:
        yield good("中文字体", families.strip().splitlines()[0])


def office_python(machine: Machine, folder: PurePath) -> tuple[int, int] | None:
    """Version of the Python inside LibreOffice: bundled beside its programs, or the system's where a distribution built it."""
    places_to_look = [folder, folder.parent / "Resources", folder.parent / "Frameworks"]
    for path in (inner for place in places_to_look for inner in machine.listing(place)):
        if found := _BUNDLED.search(path.name):
            return int(found[1]), int(found[2])
    if machine.kind is Kind.MAC:
        said = machine.run(str(folder.parent / "Resources" / "python"), "-c", _VERSION)
    else:
        said = machine.run("/usr/bin/python3", "-c", _WITH_UNO)
    numbers = re.fullmatch(r"(\d+)\.(\d+)", (said or "").strip())
    return (int(numbers[1]), int(numbers[2])) if numbers else None


def _check_python(machine: Machine, folder: PurePath) -> Iterator[Check]:
    name, ours = "LibreOffice 的 Python", ".".join(map(str, machine.python.minor))
    version = office_python(machine, folder)
    if version is None:
        yield wrong(
            name,
            "没有，或者缺 uno 模块",
            "apt-get install python3-uno" if machine.kind is Kind.LINUX else "重新安装 LibreOffice",
        )
        return
    theirs = ".".join(map(str, version))
    if version != machine.python.minor:
        yield wrong(name, f"是 {theirs}，xlperf 装在 {ours}", f"用 Python {theirs} 重新安装 xlperf，再{INSTALL_BRIDGE}")
    else:
        yield good(name, f"{theirs}，和 xlperf 的一样")
