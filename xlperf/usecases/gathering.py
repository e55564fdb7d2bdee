"""Gather (收集文件): the files named and those in the folders named; nothing there is passed over without a word."""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.usecases.faults import cannot_read
from xlperf.workbook.reading.kinds import is_system_file


@dataclass(frozen=True, slots=True)
class Missed:
    """What is no file to count. `folder`: a folder that may hold files, but could not be opened."""

    path: Path
    reason: str
    folder: bool = False


@dataclass(slots=True)
class Gathered:
    """The regular files in order, and what stands among them and was not counted."""

    files: list[Path] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)

    def without_system_files(self, named: Sequence[Path]) -> tuple[list[Path], int]:
        """The files but those that systems leave behind (unless they were named), and how many these were."""
        kept = [path for path in self.files if path in named or not is_system_file(path.name)]
        return kept, len(self.files) - len(kept)


def gather(paths: Sequence[Path]) -> Gathered:
    """The files named, and all below the folders named, sorted. Raises OperatorError if a path is not there."""
    found = Gathered()
    for path in paths:
        kind = _kind(path)
        if kind == "folder":
            below = _below(path, found.missed)
            found.files += sorted(below)
        elif kind == "file":
            found.files.append(path)
        else:
            raise OperatorError(f"{path} 是{kind}，不是文件或文件夹")
    found.files = list(dict.fromkeys(found.files))
    return found


def _kind(path: Path) -> str:
    """file, folder, or in Chinese what else it is. Raises OperatorError where there is nothing."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise OperatorError(f"找不到 {path}，请检查路径是否写对") from fault
    except (OSError, ValueError) as fault:
        raise OperatorError(f"{path} {cannot_read(fault)}") from fault
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else _special(mode)


def _special(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "管道"
    return "套接字" if stat.S_ISSOCK(mode) else "设备"


def _below(folder: Path, missed: list[Missed]) -> list[Path]:
    """The regular files below a folder; folders behind links are not entered."""

    def closed(fault: OSError) -> None:
        missed.append(Missed(Path(fault.filename), f"文件夹{cannot_read(fault)}，里面的文件没有读到", folder=True))

    files = []
    for here, folders, names in os.walk(folder, onerror=closed):
        for name in sorted(folders):
            if Path(here, name).is_symlink():
                missed.append(Missed(Path(here, name), "是文件夹的链接（快捷方式），里面的文件没有读"))
        for name in sorted(names):
            path = Path(here, name)
            reason = _no_file(path)
            if reason:
                missed.append(Missed(path, reason))
            else:
                files.append(path)
        folders.sort()
    return files


def _no_file(path: Path) -> str:
    """Why an entry is no regular file, or "". One that cannot be looked at counts as a file: reading will say why."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "是断开的链接（快捷方式），指向的文件不存在"
    except OSError:
        return "是打不开的链接（快捷方式）" if path.is_symlink() else ""
    return "" if stat.S_ISREG(mode) else f"是{_special(mode)}，不是文件"
