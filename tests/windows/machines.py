"""Machines made up for the tests: files, registry and alternate streams in memory."""

import struct
from collections.abc import Mapping, Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from xlperf.windows.machine import Kind, Python, RegistryValue

Registry = dict[str, dict[str, RegistryValue]]

HOME = r"C:\Users\zhang"
VENV = rf"{HOME}\AppData\Local\xlperf"
EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
SECURITY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
XLSTART = rf"{HOME}\AppData\Roaming\Microsoft\Excel\XLSTART"
CONF = rf"{HOME}\.xlwings\xlwings.conf"
ADDIN = b"PK the add-in of this version"
VBA = b'Public Const XLWINGS_VERSION As String = "0.37.8"\r\n'


class FakeMachine:
    """`Machine` in memory. `locked` files and folders refuse to be written, as an open workbook does."""

    def __init__(self, kind: Kind, python: Python, home: PurePath, ansi: str) -> None:
        self.kind, self.python, self.home, self.ansi = kind, python, home, ansi
        self.files: dict[PurePath, bytes] = {}
        self.folders: set[PurePath] = {home, *home.parents}
        self.registry: Registry = {}
        self.variables: dict[str, str] = {}
        self.zones: dict[PurePath, bytes] = {}
        self.answers: dict[tuple[str, ...], str] = {}
        self.packages: dict[str, PurePath] = {}
        self.versions: dict[str, str] = {}
        self.locked: set[PurePath] = set()

    def path(self, text: str) -> PurePath:
        """A path of this machine's flavour."""
        return type(self.home)(text)

    def put(self, text: str, content: bytes = b"x") -> PurePath:
        """A file, with the folders above it."""
        path = self.path(text)
        self.folders |= set(path.parents)
        self.files[path] = content
        return path

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        return next((values for name, values in self.registry.items() if name.lower() == key.lower()), {})

    def subkeys(self, key: str) -> Sequence[str]:
        start = key.lower() + "\\"
        return sorted(
            {name[len(start) :].partition("\\")[0] for name in self.registry if name.lower().startswith(start)}
        )

    def read(self, path: PurePath, limit: int | None = None) -> bytes | None:
        content = self.files.get(path)
        return content if content is None or limit is None else content[:limit]

    def write(self, path: PurePath, content: bytes) -> None:
        if path in self.locked:
            raise PermissionError(13, "in use", str(path))
        if path.parent not in self.folders:
            raise FileNotFoundError(2, "no such folder", str(path))
        self.files[path] = content

    def remove(self, path: PurePath) -> None:
        if path in self.locked:
            raise PermissionError(13, "in use", str(path))
        del self.files[path]

    def is_folder(self, path: PurePath) -> bool:
        return path in self.folders

    def make_folder(self, path: PurePath) -> None:
        if path.parent not in self.folders:
            raise FileNotFoundError(2, "no such folder", str(path))
        self.folders.add(path)

    def remove_folder(self, path: PurePath) -> None:
        assert not self.listing(path)
        self.folders.remove(path)

    def listing(self, folder: PurePath) -> Sequence[PurePath]:
        return sorted(path for path in {*self.files, *self.folders} if path.parent == folder and path != folder)

    def zone(self, path: PurePath) -> bytes | None:
        return self.zones.get(path)

    def run(self, *command: str) -> str | None:
        return self.answers.get(command)

    def package_folder(self, package: str) -> PurePath | None:
        return self.packages.get(package)

    def version_of(self, distribution: str) -> str | None:
        return self.versions.get(distribution)


def program(machine: int = 0x8664) -> bytes:
    """The head of a Windows program of that machine type."""
    head = bytearray(0x80)
    head[:2] = b"MZ"
    struct.pack_into("<I", head, 0x3C, 0x40)
    head[0x40:0x44] = b"PE\0\0"
    struct.pack_into("<H", head, 0x44, machine)
    return bytes(head)


def windows(
    executable: str = rf"{VENV}\Scripts\python.exe", home: str = HOME, version: tuple[int, int, int] = (3, 11, 9)
) -> FakeMachine:
    """A clerk's Windows with Excel, set up as the wheelhouse does it, xlperf install not yet run."""
    path = PureWindowsPath(executable)
    prefix = path.parent.parent
    python = Python(version, 64, path, prefix, PureWindowsPath(r"C:\Python311"))
    made = FakeMachine(Kind.WINDOWS, python, PureWindowsPath(home), "gbk")
    made.variables = {
        "USERPROFILE": home,
        "APPDATA": rf"{home}\AppData\Roaming",
        "LOCALAPPDATA": rf"{home}\AppData\Local",
        "ProgramFiles": r"C:\Program Files",
    }
    made.folders |= {PureWindowsPath(home, "AppData", "Roaming"), PureWindowsPath(home, "AppData")}
    made.put(executable)
    site = prefix / "Lib" / "site-packages"
    made.packages = {"xlwings": site / "xlwings", "xlperf": site / "xlperf"}
    made.versions = {"xlwings": "0.37.8"}
    made.put(str(site / "xlwings" / "xlwings.bas"), VBA)
    for bits in (32, 64):
        made.put(str(prefix / f"xlwings{bits}-0.37.8.dll"))
    made.put(str(prefix / "share" / "xlperf" / "xlperf.xlam"), ADDIN)
    made.put(EXCEL, program())
    made.registry = {
        r"HKLM\Software\Microsoft\Windows\CurrentVersion\App Paths\excel.exe": {"": EXCEL},
        r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration": {
            "Platform": "x64",
            "VersionToReport": "16.0.17928",
        },
        r"HKLM\SOFTWARE\Classes\.xlsx": {"": "Excel.Sheet.12"},
        r"HKLM\SOFTWARE\Classes\.xlsm": {"": "Excel.SheetMacroEnabled.12"},
        r"HKLM\SOFTWARE\Classes\Excel.Application\CLSID": {"": "{00024500}"},
        r"HKLM\SOFTWARE\Classes\CLSID\{00024500}\LocalServer32": {"": f"{EXCEL} /automation"},
        rf"{SECURITY}\Trusted Locations\Location1": {"Path": r"%APPDATA%\Microsoft\Excel\XLSTART"},
    }
    return made


def linux() -> FakeMachine:
    """A Debian with LibreOffice, its bridge installed."""
    python = Python(
        (3, 11, 2),
        64,
        PurePosixPath("/home/li/.venv/bin/python"),
        PurePosixPath("/home/li/.venv"),
        PurePosixPath("/usr"),
    )
    made = FakeMachine(Kind.LINUX, python, PurePosixPath("/home/li"), "utf-8")
    made.variables = {"PATH": "/usr/local/bin:/usr/bin"}
    site = PurePosixPath("/home/li/.venv/lib/python3.11/site-packages")
    made.packages = {"xlwings": site / "xlwings", "xlperf": site / "xlperf"}
    made.versions = {"xlwings": "0.37.8"}
    made.put(str(site / "xlwings" / "xlwings.bas"), VBA)
    made.put("/usr/bin/soffice")
    made.put("/usr/lib/libreoffice/program/pythonscript.py")
    made.put("/home/li/.config/libreoffice/4/user/Scripts/python/xlperf_bridge.py")
    made.answers = {
        ("readlink", "-f", "/usr/bin/soffice"): "/usr/lib/libreoffice/program/soffice\n",
        ("/usr/bin/python3", "-c", "import uno; import sys; print('%d.%d' % sys.version_info[:2])"): "3.11\n",
        ("fc-list", ":lang=zh-cn", "family"): "Noto Sans CJK SC\n",
    }
    return made


def mac() -> FakeMachine:
    """A Mac with Excel."""
    prefix = PurePosixPath("/Users/wang/xlperf")
    python = Python((3, 12, 4), 64, prefix / "bin" / "python", prefix, PurePosixPath("/Library/Python"))
    made = FakeMachine(Kind.MAC, python, PurePosixPath("/Users/wang"), "utf-8")
    site = prefix / "lib" / "python3.12" / "site-packages"
    made.packages = {"xlwings": site / "xlwings", "xlperf": site / "xlperf"}
    made.versions = {"xlwings": "0.37.8"}
    made.put(str(python.executable))
    made.put(str(site / "xlwings" / "xlwings.bas"), VBA)
    made.put(str(site / "xlwings" / "xlwings-0.37.8.applescript"), b"on VbaHandler")
    made.put(str(prefix / "share" / "xlperf" / "xlperf.xlam"), ADDIN)
    made.folders.add(PurePosixPath("/Applications/Microsoft Excel.app"))
    return made
