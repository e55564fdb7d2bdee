"""Store (中间结果库): what was read and digested, kept beside the roll-up, so that a later run need not do it again.

One SQLite file: `tests/bench/store.py` measures DuckDB beside it, which takes half the room, but three to six times as
long. Every change is one transaction of some files: a run that is killed loses at most the last of them.
What it holds is only a memory: it can be deleted at any time, and is made anew where it is damaged.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.errors import OperatorError
from xlperf.usecases.faults import cannot_write

if TYPE_CHECKING:
    from xlperf.usecases.rolling.work import Done

FORMAT = "1"
SUFFIX = ".中间结果"
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT, context TEXT, unit TEXT, code TEXT, named TEXT,
    refused TEXT, digest BLOB);
CREATE TABLE IF NOT EXISTS rows (name TEXT, sheet TEXT, data BLOB);
CREATE UNIQUE INDEX IF NOT EXISTS rows_by_name ON rows (name, sheet);
CREATE TABLE IF NOT EXISTS reading (sha256 TEXT PRIMARY KEY, version TEXT, data BLOB);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a file. `stamp`: size and times by which an unchanged file is recognised; `context`:
    what its digest was made with; `unit`, `code`: as typed; `named`: the unit's name in the digest."""

    name: str
    stamp: str
    sha256: str
    context: str
    unit: str
    code: str
    named: str
    refused: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a file, to be kept with its stamp and context."""

    stamp: str
    context: str
    done: "Done"


class Store:
    """An open store. `kept` is False where it could not be opened beside the roll-up and lives in memory only."""

    def __init__(self, path: Path | None) -> None:
        self.kept = path is not None
        self._base = _open(path) if path else _connect(":memory:")

    @property
    def changes(self) -> int:
        """Rows changed since it was opened."""
        return self._base.total_changes

    def finish(self) -> None:
        """A run is done with it."""

    def close(self) -> None:
        """Close it; nothing is lost that was put, and no empty journal is left beside it."""
        with suppress(sqlite3.Error):
            self._base.execute("PRAGMA journal_mode = DELETE")
        self._base.close()

    def known(self) -> dict[str, Known]:
        """All files by name, without what was digested."""
        found = self._base.execute("SELECT name, stamp, sha256, context, unit, code, named, refused FROM file")
        return {row[0]: Known(*row) for row in found}

    def digests(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The packed digests of files."""
        yield from self._each("SELECT name, digest FROM file WHERE name = ?", ((name,) for name in names))

    def rows(self, sheet: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The packed rows of a sheet for the files named, in this order; files without rows there are left out."""
        sql = "SELECT name, data FROM rows WHERE sheet = ? AND name = ?"
        yield from self._each(sql, ((sheet, name) for name in names))

    def _each(self, sql: str, keys: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, bytes]]:
        for key in keys:
            row = self._base.execute(sql, key).fetchone()
            if row is not None and row[1] is not None:
                yield row

    def reading(self, sha256: str, version: str) -> bytes | None:
        """A packed reading that this version made."""
        found = self._base.execute("SELECT data FROM reading WHERE sha256 = ? AND version = ?", (sha256, version))
        row = found.fetchone()
        return row[0] if row else None

    def put(self, made: Sequence[Kept], version: str) -> None:
        """Keep what came of some files, and readings by this version; all or nothing."""
        with self._base:
            self._base.executemany("DELETE FROM rows WHERE name = ?", [(one.done.name,) for one in made])
            files = [
                (d.name, one.stamp, d.sha256, one.context, d.unit, d.code, d.named, d.refused, d.digest or None)
                for one in made
                for d in [one.done]
            ]
            self._base.executemany("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
            rows = [(one.done.name, sheet, data) for one in made for sheet, data in one.done.rows]
            self._base.executemany("INSERT INTO rows VALUES (?, ?, ?)", rows)
            readings = [(one.done.sha256, version, one.done.reading) for one in made if one.done.reading]
            self._base.executemany("INSERT OR REPLACE INTO reading VALUES (?, ?, ?)", readings)

    def put_rows(self, sheet: str, made: Sequence[tuple[str, bytes]]) -> None:
        """Keep packed rows of a sheet for some files; they go when the file goes or is read anew."""
        with self._base:
            rows = [(name, sheet, data) for name, data in made]
            self._base.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?)", rows)

    def forget(self, names: Sequence[str]) -> None:
        """Leave out files that are not there any more, and readings that no file has."""
        if names:
            with self._base:
                for table in ("file", "rows"):
                    self._base.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in names])
                self._base.execute("DELETE FROM reading WHERE sha256 NOT IN (SELECT sha256 FROM file)")

    def about(self, key: str) -> str:
        """A note of the store; "" if there is none."""
        row = self._base.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def note(self, key: str, value: str) -> None:
        """Keep a note."""
        with self._base:
            self._base.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))


def _connect(where: str) -> sqlite3.Connection:
    base = sqlite3.connect(where, timeout=2)
    base.executescript(_TABLES)
    return base


def _open(path: Path) -> sqlite3.Connection:
    """The store at a path; one that is damaged or of another format is made anew. Raises OperatorError."""
    for _ in range(2):
        try:
            base = _connect(str(path))
            base.executescript("PRAGMA synchronous = NORMAL; PRAGMA journal_mode = TRUNCATE;")
            found = base.execute("SELECT value FROM about WHERE key = 'format'").fetchone()
            if found is None:
                with base:
                    base.execute("INSERT OR REPLACE INTO about VALUES ('format', ?)", (FORMAT,))
                return base
            if found[0] == FORMAT:
                return base
            base.close()
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault):
                raise OperatorError(cannot_write(path, PermissionError(str(fault)))) from fault
            raise OperatorError(
                f"中间结果 {path.name} 打不开（{fault}）。是不是另一个窗口正在汇总？请等它结束；或者加 --no-store 不用中间结果"
            ) from fault
        except sqlite3.DatabaseError:
            pass
        with suppress(OSError):
            path.unlink()
    raise OperatorError(f"中间结果 {path} 损坏，也删不掉。请手工删除后再汇总")


def store_path(out: Path) -> Path:
    """Where the store of a roll-up lies: 汇总.xlsx → 汇总.中间结果."""
    return out.with_suffix(SUFFIX)


def is_store(name: str) -> bool:
    """Whether a file of this name is the store of some roll-up, its journal or a part of it: nobody sent it."""
    return name.endswith((SUFFIX, f"{SUFFIX}-journal", f"{SUFFIX}-part"))
