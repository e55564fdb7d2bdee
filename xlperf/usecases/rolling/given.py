"""Given files (来件): what the file system says of a file before it is opened."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Given:
    """One file of the folder. `stamp`: size and times by which an unchanged file is known again."""

    path: Path
    name: str
    link: str
    size: int
    modified: str
    stamp: str


def given_file(path: Path, folder: Path, beside: Path) -> Given:
    """A file below `folder` for a roll-up that will lie in `beside`. One that cannot be looked at has no size."""
    name = path.relative_to(folder).as_posix()
    try:
        stat = path.stat()
        modified = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
        size, stamp = stat.st_size, f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
    except (OSError, ValueError, OverflowError):
        size, modified, stamp = 0, "", ""
    return Given(path, name, _link(path, beside), size, modified, stamp)


def _link(path: Path, beside: Path) -> str:
    """The way from one to the other with slashes; "" where none leads (another drive)."""
    try:
        return os.path.relpath(path, beside).replace(os.sep, "/")
    except ValueError:
        return ""
