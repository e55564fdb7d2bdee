"""What set-up and diagnosis may ask of a computer. `ThisMachine` answers for the real one, tests bring their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Protocol

RegistryValue = str | int | bytes | list[str] | None


class Kind(Enum):
    """Operating systems that differ for us."""

    WINDOWS = "Windows"
    MAC = "macOS"
    LINUX = "Linux"


@dataclass(frozen=True)
class Python:
    """The interpreter that runs us."""

    version: tuple[int, int, int]
    bits: int
    executable: PurePath
    prefix: PurePath
    base_prefix: PurePath

    @property
    def minor(self) -> tuple[int, int]:
        """(3, 11): extension modules and LibreOffice's bridge must agree in it."""
        return self.version[:2]

    @property
    def from_store(self) -> bool:
        """Microsoft's Store keeps such a Python's files apart: what it writes under AppData, Excel does not see."""
        return (
            "windowsapps" in str(self.base_prefix).lower() or "pythonsoftwarefoundation" in str(self.executable).lower()
        )


class Machine(Protocol):
    """A computer with one user. Paths are of its own flavour; what is absent reads as None, {} or []."""

    kind: Kind
    python: Python
    home: PurePath
    ansi: str
    """The code page in which VBA reads text files."""

    def variable(self, name: str) -> str:
        """An environment variable, "" if unset."""

    def values(self, key: str) -> Mapping[str, RegistryValue]:
        r"""Values of a registry key (HKCU\… or HKLM\…), the default one under ""."""

    def subkeys(self, key: str) -> Sequence[str]:
        """Names of the keys below a registry key."""

    def read(self, path: PurePath, limit: int | None = None) -> bytes | None:
        """A file's content (its first `limit` bytes), None if there is no such file."""

    def write(self, path: PurePath, content: bytes) -> None:
        """Write a file, wholly or not at all; its folder must exist."""

    def remove(self, path: PurePath) -> None:
        """Delete a file."""

    def is_folder(self, path: PurePath) -> bool:
        """Is there a folder of this name?"""

    def make_folder(self, path: PurePath) -> None:
        """Make one folder; its parent must exist."""

    def remove_folder(self, path: PurePath) -> None:
        """Delete an empty folder."""

    def listing(self, folder: PurePath) -> Sequence[PurePath]:
        """What lies in a folder, sorted."""

    def zone(self, path: PurePath) -> bytes | None:
        """The alternate stream Zone.Identifier, by which Windows marks a file from the network."""

    def run(self, *command: str) -> str | None:
        """Standard output of a program, None if it is absent or fails."""

    def package_folder(self, package: str) -> PurePath | None:
        """Where this Python would import a package from."""

    def version_of(self, distribution: str) -> str | None:
        """Installed version of a distribution."""


def resolve(machine: Machine, text: str) -> str:
    """%NAME% replaced by the variable's value, as Windows does; an unset one stays."""
    parts = text.split("%")
    for index in range(1, len(parts) - 1, 2):
        parts[index] = machine.variable(parts[index]) or f"%{parts[index]}%"
    if len(parts) % 2 == 0:
        parts[-1] = "%" + parts[-1]
    return "".join(parts)


def below(path: PurePath, folder: PurePath) -> PurePath | None:
    """The rest of a path below a folder, None if it lies elsewhere."""
    return path.relative_to(folder) if path.is_relative_to(folder) else None
