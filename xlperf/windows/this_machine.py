"""The computer we run on."""

import importlib.metadata
import importlib.util
import locale
import os
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from xlperf.windows.machine import Kind, Python, RegistryValue

PATIENCE = 30
"""Seconds a program may take to answer."""


class ThisMachine:
    """`Machine` by means of the operating system."""

    def __init__(self) -> None:
        system = {"win32": Kind.WINDOWS, "darwin": Kind.MAC}
        self.kind = system.get(sys.platform, Kind.LINUX)
        executable = Path(sys.executable)
        if executable.name.lower() == "pythonw.exe":
            executable = executable.with_name("python.exe")
        self.python = Python(
            sys.version_info[:3], struct.calcsize("P") * 8, executable, Path(sys.prefix), Path(sys.base_prefix)
        )
        self.home: PurePath = Path.home()
        self.ansi = "mbcs" if self.kind is Kind.WINDOWS else locale.getpreferredencoding(False)

    def variable(self, name: str) -> str:
        """See Machine."""
        return os.environ.get(name, "")

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        """See Machine."""
        with _Key(key) as handle:
            if handle is None:
                return {}
            registry = _winreg()
            count = registry.QueryInfoKey(handle)[1]
            return {name: value for name, value, _ in (registry.EnumValue(handle, at) for at in range(count))}

    def subkeys(self, key: str) -> Sequence[str]:
        """See Machine."""
        with _Key(key) as handle:
            if handle is None:
                return []
            registry = _winreg()
            return [registry.EnumKey(handle, at) for at in range(registry.QueryInfoKey(handle)[0])]

    def read(self, path: PurePath, limit: int | None = None) -> bytes | None:
        """See Machine."""
        try:
            with Path(path).open("rb") as file:
                return file.read(-1 if limit is None else limit)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            return None

    def write(self, path: PurePath, content: bytes) -> None:
        """See Machine."""
        draft = Path(path).with_name(path.name + ".tmp")
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def remove(self, path: PurePath) -> None:
        """See Machine."""
        Path(path).unlink()

    def is_folder(self, path: PurePath) -> bool:
        """See Machine."""
        return Path(path).is_dir()

    def make_folder(self, path: PurePath) -> None:
        """See Machine."""
        Path(path).mkdir(exist_ok=True)

    def remove_folder(self, path: PurePath) -> None:
        """See Machine."""
        Path(path).rmdir()

    def listing(self, folder: PurePath) -> Sequence[PurePath]:
        """See Machine."""
        return sorted(Path(folder).iterdir()) if Path(folder).is_dir() else []

    def zone(self, path: PurePath) -> bytes | None:
        """See Machine."""
        return self.read(Path(f"{path}:Zone.Identifier")) if self.kind is Kind.WINDOWS else None

    def run(self, *command: str) -> str | None:
        """See Machine."""
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode(errors="replace")

    def package_folder(self, package: str) -> PurePath | None:
        """See Machine."""
        found = importlib.util.find_spec(package)
        return Path(found.origin).parent if found and found.origin else None

    def version_of(self, distribution: str) -> str | None:
        """See Machine."""
        try:
            return importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            return None


class _Key:
    """An open registry key, None where there is no such key (or no registry)."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.handle: Any = None

    def __enter__(self) -> Any:
        registry = _winreg()
        if registry is None:
            return None
        root, _, rest = self.key.partition("\\")
        roots = {"HKCU": registry.HKEY_CURRENT_USER, "HKLM": registry.HKEY_LOCAL_MACHINE}
        try:
            # The 64-bit view also for a 32-bit Python; the other one is named by its path, WOW6432Node.
            self.handle = registry.OpenKey(roots[root], rest, 0, registry.KEY_READ | registry.KEY_WOW64_64KEY)
        except OSError:
            return None
        return self.handle

    def __exit__(self, *_: object) -> None:
        if self.handle is not None:
            self.handle.Close()


def _winreg() -> Any:
    """The standard library's registry module, None where there is no registry."""
    try:
        return importlib.import_module("winreg")
    except ModuleNotFoundError:
        return None
