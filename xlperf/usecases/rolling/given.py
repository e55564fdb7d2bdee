"""Given files (来件): what is known of a file before it is opened, and what stands in its place where nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlperf.usecases.gathering import Missed


@dataclass(frozen=True, slots=True)
class Given:
    """One file. `where`: its whole path on this machine, or its URL; `name`: below the folder, with slashes; `link`: the
    way to it from the roll-up, "" where none leads; `stamp`: size, times, checksum by which an unchanged file is known
    again."""

    where: str
    name: str
    link: str
    size: int
    modified: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds: the files in order, what is no file to count, and of that the folders that could not be
    opened (`closed`: name, reason)."""

    given: Sequence[Given]
    missed: Sequence[Missed]
    closed: Sequence[tuple[str, str]]
