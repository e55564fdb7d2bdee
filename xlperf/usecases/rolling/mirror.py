"""Mirror (中间结果的远处副本): the store of a roll-up, kept whole at a URL for whoever rolls up next, on whatever machine.

SQLite needs a disk and locks; object stores have neither. So a run works on the store beside the roll-up, as always, and
the URL has a copy: fetched whole at the start, unless the one here came from it or was put there last; put back whole at
the end, and on the way, so that a machine that is lost takes little along. The price: the whole file travels, however
little has changed; and of two who roll up at the same time the later one's copy stays (what the other knew is read again:
it is only a memory). A copy goes there under another name and takes the place of the old one when it is complete: killed
in between, the old one is there, and the store here has the rest.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.usecases.rolling.remote import file_system, stamp_of, why
from xlperf.usecases.rolling.store import Kept, Store

_KEY = "copy"
_PART = "-part"
OFTEN = 600
"""seconds between copies on the way; more where one takes long"""
SHARE = 20
"""a copy on the way may take a twentieth of the time at most"""


class MirroredStore(Store):
    """A store beside the roll-up that has a copy at a URL."""

    def __init__(self, path: Path, mirror: "Mirror") -> None:
        super().__init__(path)
        self._path, self._mirror = path, mirror

    def put(self, made: Sequence[Kept], version: str) -> None:
        """And copy what is there from time to time."""
        super().put(made, version)
        self._mirror.put_if_due(self, self._path)

    def finish(self) -> None:
        """Copy it."""
        self._mirror.put(self, self._path)


class Mirror:
    """The copy of a store at a URL. Raises OperatorError where it cannot be reached."""

    def __init__(self, url: str) -> None:
        if set(url) & set("*?[]"):
            raise OperatorError(f"中间结果的地址里不能有 * ? [ ]：{url}")
        self._url = url
        self._system, self._path = file_system(url)
        self._due = time.monotonic() + OFTEN
        self._changes = 0

    def open(self, path: Path, *, fetch: bool = True) -> "MirroredStore":
        """The store at `path`, brought up to the copy. `fetch`: false where the copy was found damaged."""
        there = self._stamp()
        store = MirroredStore(path, self)
        if fetch and there and store.about(_KEY) != self._note(there):
            store.close()
            self._fetch(path)
            store = MirroredStore(path, self)
            store.note(_KEY, self._note(there))
        self._changes = store.changes if there else -1
        return store

    def put_if_due(self, store: Store, path: Path) -> None:
        """A copy on the way; if it fails, the one at the end will say so."""
        if time.monotonic() >= self._due:
            began = time.monotonic()
            with suppress(OperatorError):
                self.put(store, path)
            self._due = time.monotonic() + max(OFTEN, SHARE * (time.monotonic() - began))

    def put(self, store: Store, path: Path) -> None:
        """Copy the store, if it has changed, when no transaction is open. Raises OperatorError."""
        if store.changes == self._changes:
            return
        try:
            with suppress(Exception):  # a folder of an object store needs no making
                self._system.makedirs(self._path.rpartition("/")[0], exist_ok=True)
            self._system.put_file(str(path), self._path + _PART)
            self._system.mv(self._path + _PART, self._path)
        except Exception as fault:
            raise OperatorError(f"中间结果没能放到 {self._url}（{why(fault)}），本机的一份在 {path}，还能用") from fault
        store.note(_KEY, self._note(self._stamp()))
        self._changes = store.changes

    def _fetch(self, path: Path) -> None:
        """Whole or not at all."""
        part = path.with_name(path.name + _PART)
        try:
            self._system.get_file(self._path, str(part))
            part.replace(path)
        except Exception as fault:
            raise OperatorError(f"中间结果 {self._url} {why(fault)}；也可以不写 --store，只用本机的") from fault
        finally:
            part.unlink(missing_ok=True)

    def _stamp(self) -> str:
        """By which a copy is known; "" where there is none."""
        try:
            self._system.invalidate_cache()
            return stamp_of(self._system.info(self._path))
        except FileNotFoundError:
            return ""
        except Exception as fault:
            raise OperatorError(f"中间结果 {self._url} {why(fault)}") from fault

    def _note(self, stamp: str) -> str:
        return f"{self._url} {stamp}"
