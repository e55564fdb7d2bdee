"""Remote (远处的文件夹): files that a URL names (`s3://…`, `hdfs://…`), through fsspec and the driver for that kind of URL.

Who works on a file reads it, on whatever machine that is. Addresses and keys are the driver's business (its own settings,
environment): nothing of that kind is kept or passed on here. Cells of the roll-up have no links to such files, for no
spreadsheet program could follow them.
"""

import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xlperf.errors import OperatorError
from xlperf.usecases.faults import cannot_read
from xlperf.usecases.gathering import Missed
from xlperf.usecases.rolling.given import Found, Given
from xlperf.usecases.rolling.store import is_store

_TIMES = "mtime LastModified last_modified modified updated modificationTime created".split()
_MARKS = "ETag etag checksum md5Hash content_md5 generation VersionId ctime ino".split()
"""what file systems tell in their listings, under the names that their drivers give it"""
_IN_PROCESS = "memory"
"""kept in the memory of one process"""


@dataclass(frozen=True, slots=True)
class Remote:
    """A folder at a URL."""

    url: str

    @property
    def start(self) -> str | None:
        """Connections, and Java below hdfs://, do not live on in a forked process."""
        return None if self.url.startswith(f"{_IN_PROCESS}://") else "spawn"

    def found(self, own: Collection[Path], beside: Path) -> Found:
        """All below, asked for folder by folder: a listing tells size, time and checksum of some hundred files at once."""
        system, root = file_system(self.url)
        try:
            system.invalidate_cache()
            there = system.isdir(root)
        except Exception as fault:
            raise OperatorError(f"{self.url} {why(fault)}") from fault
        if not there:
            raise OperatorError(f"找不到文件夹 {self.url}，请检查地址是否写对（里面至少要有一个文件）")
        missed: list[Missed] = []
        infos = dict(_below(system, root.rstrip("/"), "", missed))
        names = sorted((name for name in infos if not is_store(name)), key=lambda name: name.split("/"))
        closed = [(one.path.as_posix(), one.reason) for one in missed if one.folder]
        return Found([self._given(name, infos[name]) for name in names], missed, closed)

    def holds(self, path: Path) -> bool:
        """It is elsewhere."""
        return False

    def sha256(self, file: Given) -> str:
        """Not asked for: it would be fetched twice."""
        return ""

    @contextmanager
    def here(self, file: Given) -> Iterator[Path]:
        """A copy, removed at the end. Raises OSError."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "copy" + Path(file.name).suffix)
            path.write_bytes(remote_content(file.where, file.name))
            yield path

    def _given(self, name: str, info: Mapping[str, Any]) -> Given:
        size = int(info.get("size") or 0)
        modified = next((text for key in _TIMES if (text := _iso(info.get(key)))), "")
        where = f"{self.url.rstrip('/')}/{name}"
        return Given(where, name, "", size, modified, stamp_of(info))


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it. Raises OperatorError where it cannot be reached from here."""
    kind = url.partition("://")[0]
    if "::" in url:
        raise OperatorError(f"地址 {url} 里不能有 ::，请直接写文件夹的地址")
    try:
        from fsspec.core import url_to_fs
    except ImportError as fault:
        raise OperatorError(
            f"要用 {kind}:// 的地址，先装 fsspec：pip install 'xlperf[cluster]'（每台机器都要装）"
        ) from fault
    try:
        system, path = url_to_fs(url)
    except ImportError as fault:
        raise OperatorError(f"缺少读写 {kind}:// 的程序库（{fault}），请在每台机器上装好") from fault
    except ValueError as fault:
        if "not known" in str(fault):
            raise OperatorError(
                f"不认识 {kind}:// 这种地址。能用的如 s3://、hdfs://；本机的文件夹直接写路径"
            ) from fault
        raise OperatorError(f"地址 {url} 用不了（{_said(fault)}）") from fault
    except Exception as fault:
        raise OperatorError(f"{url} {why(fault)}") from fault
    return system, str(path)


def stamp_of(info: Mapping[str, Any]) -> str:
    """By which a file is known again. One of which a listing tells neither time nor checksum never is."""
    marks = [f"{key}={_plain(info[key])}" for key in (*_MARKS, *_TIMES) if info.get(key)]
    return " ".join([str(info.get("size")), *(marks or [str(time.time_ns())])])


def remote_content(where: str, name: str) -> bytes:
    """The bytes of the file `name` at the URL `where`, which ends with it. Raises OSError."""
    try:
        # Only the folder is taken apart as a URL: what stands in a file's name has no meaning.
        system, root = file_system(where.removesuffix(f"/{name}"))
        return bytes(system.cat_file(f"{root.rstrip('/')}/{name}"))
    except OSError:
        raise
    except Exception as fault:  # what drivers raise is their own
        raise OSError(str(fault)) from fault


def why(fault: Exception) -> str:
    """打不开：… with what the driver said, for whoever runs the machines."""
    return f"{cannot_read(fault)}（{_said(fault)}）"


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {' '.join(str(fault).split())[:200]}"


def _below(system: Any, root: str, folder: str, missed: list[Missed]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Name and listing of every file below."""
    here = f"{root}/{folder}".rstrip("/")
    try:
        listing = system.ls(here, detail=True)
    except Exception as fault:
        missed.append(Missed(Path(folder), f"文件夹{why(fault)}，里面的文件没有读到", folder=True))
        return
    for info in listing:
        name = str(info["name"]).rstrip("/").removeprefix(root).lstrip("/")
        if name == folder:  # some stores list the folder in itself
            continue
        if info["type"] == "directory" and not info.get("islink"):
            yield from _below(system, root, name, missed)
        elif info["type"] == "file":
            yield name, info
        else:
            missed.append(Missed(Path(name), "是链接（快捷方式）或别的东西，不是文件"))


def _plain(value: Any) -> Any:
    """The same on every machine: some drivers give times as the local clock shows them."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _iso(given: Any) -> str:
    """A time as the listing has it, in UTC; "" for what is none."""
    try:
        if isinstance(given, str):
            given = datetime.fromisoformat(given)
        elif isinstance(given, int | float):
            given = datetime.fromtimestamp(given / 1000 if given > 1e11 else given, UTC)
        if isinstance(given, datetime):
            return given.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        pass
    return ""
