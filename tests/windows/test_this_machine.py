"""The real machine, as far as Linux shows it; the registry through a stand-in for the standard library's module."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from xlperf.windows.machine import below, resolve
from xlperf.windows.this_machine import ThisMachine


class Handle:
    def __init__(self, values: dict[str, object], keys: list[str]) -> None:
        self.values, self.keys, self.closed = values, keys, False

    def Close(self) -> None:
        self.closed = True


class Winreg(ModuleType):
    """As much of winreg as we call."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, KEY_READ, KEY_WOW64_64KEY = 1, 2, 0x20019, 0x100

    def __init__(self) -> None:
        super().__init__("winreg")
        self.handle = Handle({"": "default", "VBAWarnings": 4}, ["Trusted Locations"])
        self.asked: list[tuple[object, ...]] = []

    def OpenKey(self, root: int, key: str, reserved: int, access: int) -> Handle:
        self.asked.append((root, key, access))
        if key != r"Software\Here":
            raise FileNotFoundError(2, "no such key")
        return self.handle

    def QueryInfoKey(self, handle: Handle) -> tuple[int, int, int]:
        return len(handle.keys), len(handle.values), 0

    def EnumValue(self, handle: Handle, at: int) -> tuple[str, object, int]:
        return (*list(handle.values.items())[at], 1)

    def EnumKey(self, handle: Handle, at: int) -> str:
        return handle.keys[at]


def test_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Winreg()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    machine = ThisMachine()
    assert machine.values(r"HKCU\Software\Here") == {"": "default", "VBAWarnings": 4}
    assert registry.handle.closed and registry.asked == [(1, r"Software\Here", 0x20019 | 0x100)]
    assert machine.subkeys(r"HKCU\Software\Here") == ["Trusted Locations"]
    assert machine.values(r"HKLM\Software\Gone") == {} and machine.subkeys(r"HKLM\Software\Gone") == []


def test_no_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "winreg", None)
    machine = ThisMachine()
    assert machine.values(r"HKCU\Software\Here") == {} and machine.subkeys("HKLM\\x") == []


def test_files(tmp_path: Path) -> None:
    machine, path = ThisMachine(), tmp_path / "a" / "b.conf"
    assert machine.read(path) is None and machine.read(tmp_path) is None and not machine.is_folder(path.parent)
    with pytest.raises(FileNotFoundError):
        machine.write(path, b"x")
    machine.make_folder(path.parent)
    machine.write(path, b"one")
    machine.write(path, b"two!")
    assert (machine.read(path), machine.read(path, 2), machine.read(path, 0)) == (b"two!", b"tw", b"")
    assert machine.listing(path.parent) == [path] and machine.listing(path) == []
    assert machine.zone(path) is None
    machine.remove(path)
    machine.remove_folder(path.parent)
    assert machine.listing(tmp_path) == []


def test_programs_and_packages() -> None:
    machine = ThisMachine()
    assert machine.run(sys.executable, "-c", "print(7)") == "7\n"
    assert (
        machine.run(sys.executable, "-c", "raise SystemExit(3)") is None
        and machine.run("no-such-program-xlperf") is None
    )
    assert machine.package_folder("xlperf") == Path(__file__).resolve().parents[2] / "xlperf"
    assert machine.package_folder("no_such_package_xlperf") is None
    assert machine.version_of("no-such-distribution-xlperf") is None and machine.version_of("click")
    assert machine.python.minor == sys.version_info[:2] and machine.python.bits in (32, 64)


def test_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLPERF_A", "C:\\a")
    machine = ThisMachine()
    assert resolve(machine, r"%XLPERF_A%\b\%XLPERF_NO%\100%") == r"C:\a\b\%XLPERF_NO%\100%"
    assert resolve(machine, "no variable") == "no variable" and resolve(machine, "%XLPERF_A%") == "C:\\a"
    assert below(Path("/a/b"), Path("/c")) is None and below(Path("/a/b"), Path("/a")) == Path("b")
