"""What wheels ask for, read from their own metadata for the target machine."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from xlperf.errors import OperatorError
from xlperf.windows.wheelhouse.target import Target


@dataclass(frozen=True)
class Wheel:
    """A package file and what it asks for."""

    path: Path
    name: str
    version: str
    requires: tuple[str, ...]


def read_wheel(path: Path) -> Wheel:
    """Name, version and requirements of a wheel."""
    try:
        with zipfile.ZipFile(path) as archive:
            inner = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            fields = HeaderParser().parsestr(archive.read(inner).decode("utf-8"))
    except (zipfile.BadZipFile, StopIteration, UnicodeDecodeError) as fault:
        raise OperatorError(f"安装包 {path} 坏了；请删掉它再运行一次") from fault
    return Wheel(path, canonicalize_name(fields["Name"]), fields["Version"], tuple(fields.get_all("Requires-Dist", [])))


def wheels_in(folder: Path) -> list[Wheel]:
    """All wheels of a folder, by name."""
    return sorted((read_wheel(path) for path in folder.glob("*.whl")), key=lambda wheel: (wheel.name, wheel.version))


def requirements(wheel: Wheel, target: Target, extras: Iterable[str] = ()) -> list[Requirement]:
    """What a wheel asks for on the target machine."""
    return [
        requirement
        for requirement in map(Requirement, wheel.requires)
        if requirement.marker is None
        or any(requirement.marker.evaluate({**target.environment, "extra": extra}) for extra in ("", *extras))
    ]


def missing(wheels: list[Wheel], first: Wheel, target: Target, extras: Iterable[str]) -> list[str]:
    """Requirements that no wheel of the folder meets, starting from the first one with its extras."""
    lacking: dict[str, None] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue = [(first, frozenset(extras))]
    while queue:
        wheel, wanted = queue.pop()
        if (wheel.name, wanted) in seen:
            continue
        seen.add((wheel.name, wanted))
        for requirement in requirements(wheel, target, wanted):
            found = next(iter(_meeting(requirement, wheels)), None)
            if found is None:
                lacking[_plain(requirement)] = None
            else:
                queue.append((found, frozenset(requirement.extras)))
    return sorted(lacking)


def _meeting(requirement: Requirement, wheels: Iterable[Wheel]) -> Iterator[Wheel]:
    name = canonicalize_name(requirement.name)
    for wheel in wheels:
        if wheel.name == name and requirement.specifier.contains(Version(wheel.version), prereleases=True):
            yield wheel


def _plain(requirement: Requirement) -> str:
    """Without the marker, which has been decided."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"
