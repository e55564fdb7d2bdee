"""Places (收件的地方): a folder of this machine, or one that a URL names; who rolls up need not know which.

A text is a URL where it begins like `s3://`: letters, a colon, two slashes. `D:\\收件`, `第1轮::补报` or `s3:收件` are folders
of this machine, and so is every Path; a folder that is really called `s3:` with another below it is reached as `./s3:/…`.
"""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from xlperf.errors import OperatorError
from xlperf.usecases.gathering import gather
from xlperf.usecases.rolling.given import Found, Given
from xlperf.usecases.rolling.store import is_store

if TYPE_CHECKING:
    from xlperf.usecases.rolling.remote import Remote

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class Place(Protocol):
    """Where files lie."""

    @property
    def start(self) -> str | None:
        """How processes that read here must be started; "" as usual, None: this process alone sees the files."""

    def found(self, own: Collection[Path], beside: Path) -> Found:
        """All files, but `own` ones of the roll-up, which will lie in `beside`. Raises OperatorError if nothing is there."""

    def holds(self, path: Path) -> bool:
        """Whether a path of this machine lies in it."""

    def sha256(self, file: Given) -> str:
        """Of a file's content, where finding it out costs less than reading the file; "" else."""

    def here(self, file: Given) -> AbstractContextManager[Path]:
        """A path on this machine with the file's content, as long as the context lasts."""


def is_url(text: str) -> bool:
    """Whether a text names a place beyond this machine's folders."""
    return _URL.match(text) is not None


def place_of(folder: Path | str) -> "Place":
    """The place that a Path or the operator's text names. Raises OperatorError where a URL cannot be used."""
    return _remote(folder) if isinstance(folder, str) and is_url(folder) else Folder(Path(folder))


def _remote(url: str) -> "Remote":
    from xlperf.usecases.rolling.remote import Remote

    return Remote(url)


def content(where: str, name: str) -> bytes:
    """The bytes of a file, read by whoever works on it. Raises OSError."""
    if is_url(where):
        from xlperf.usecases.rolling.remote import remote_content

        return remote_content(where, name)
    return Path(where).read_bytes()


def can_read(where: str, name: str) -> bool:
    """Whether a file can be read from here."""
    try:
        content(where, name)
    except OSError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine, or one that it has mounted."""

    path: Path
    start: str | None = ""

    def found(self, own: Collection[Path], beside: Path) -> Found:
        """All below; folders behind links are not entered."""
        if not self.path.is_dir():
            raise OperatorError(f"找不到文件夹 {self.path}，请检查路径是否写对")
        gathered = gather([self.path])
        files = [path for path in gathered.files if path.resolve() not in own and not is_store(path.name)]
        closed = [(self._name(missed.path), missed.reason) for missed in gathered.missed if missed.folder]
        return Found([self._given(path, beside) for path in files], gathered.missed, closed)

    def holds(self, path: Path) -> bool:
        """Whatever links lead there."""
        return path.resolve().is_relative_to(self.path.resolve())

    def sha256(self, file: Given) -> str:
        """Reading the bytes is nothing against reading the workbook."""
        try:
            with Path(file.where).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    @contextmanager
    def here(self, file: Given) -> Iterator[Path]:
        """The file itself."""
        yield Path(file.where)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix()

    def _given(self, path: Path, beside: Path) -> Given:
        """One that cannot be looked at has no size."""
        try:
            stat = path.stat()
            modified = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
            size, stamp = stat.st_size, f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns}"
        except (OSError, ValueError, OverflowError):
            size, modified, stamp = 0, "", ""
        where = str(path.absolute())  # others may work elsewhere
        return Given(where, self._name(path), _link(path, beside), size, modified, stamp)


def _link(path: Path, beside: Path) -> str:
    """The way from one to the other with slashes; "" where none leads (another drive)."""
    try:
        return os.path.relpath(path, beside).replace(os.sep, "/")
    except ValueError:
        return ""
