"""Season (一季收件): the files that came so far and what the store knows of them; does what is left to do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from xlperf.model.register import Register, code_key
from xlperf.rollup.entry import Entry
from xlperf.usecases.rolling.given import Given
from xlperf.usecases.rolling.places import Place
from xlperf.usecases.rolling.store import Kept, Known, Store
from xlperf.usecases.rolling.versions import engine_version, reading_version

if TYPE_CHECKING:
    from xlperf.rollup.digest import FileDigest
    from xlperf.rollup.ledger import Ledger
    from xlperf.usecases.rolling.engines import Engine
    from xlperf.usecases.rolling.work import Task

PUT = 64
"""files in one transaction"""


@dataclass
class Season:
    """The place, its files, folders that could not be opened (name, reason), who works, the store, and the register of
    units, if there is one."""

    place: Place
    given: Sequence[Given]
    closed: Sequence[tuple[str, str]]
    engine: "Engine"
    store: Store
    register: Register | None = None
    naming: dict[str, str] = field(init=False)
    """names, aliases and codes of the register's units → the unit's name"""
    known: dict[str, Known] = field(init=False)
    again: bool = field(default=False, init=False)
    """a file could not be had this time: the next run is to try, though nothing has changed"""

    def __post_init__(self) -> None:
        self.known = self.store.known()
        self.naming = dict(_naming(self.register)) if self.register else {}

    def work(self, seen: Callable[[int], Callable[[], None]] | None) -> tuple[int, int]:
        """Read and check what is new or changed; how many were read, and how many only checked again."""
        step = seen(len(self.given)) if seen else lambda: None
        tasks = list(self._tasks())
        for _ in range(len(self.given) - len(tasks)):
            step()
        self.store.forget(sorted(set(self.known) - {file.name for file in self.given}))
        self._spread(tasks, step)
        again = sum(bool(task.reading) for task in tasks)
        return len(tasks) - again, again

    def _spread(self, tasks: "Sequence[Task]", step: Callable[[], None]) -> None:
        if not tasks:
            return
        from xlperf.rules import catalogue
        from xlperf.usecases.rolling.work import died, process

        catalogue()  # once, before the work is shared out
        files = {file.name: file for file in self.given}
        waiting: list[Kept] = []
        for answers in self.engine.spread(partial(process, naming=self.naming), tasks, died):
            for done in answers:
                file = files[done.name]
                self.again |= done.again
                waiting.append(Kept("" if done.again else file.stamp, self._context(file), done))
                step()
            if len(waiting) >= PUT:
                self.store.put(waiting, reading_version())
                waiting = []
        self.store.put(waiting, reading_version())

    def _tasks(self) -> "Iterator[Task]":
        from xlperf.usecases.rolling.work import Task

        for file in self.given:
            known = self.known.get(file.name)
            if (
                known
                and file.stamp
                and known.stamp == file.stamp
                and known.context == self._context(file)
                and not self._renamed(known)
            ):
                continue
            sha256 = known.sha256 if known and known.stamp == file.stamp else self._digest(file)
            reading = self.store.reading(sha256, reading_version()) if sha256 else None
            yield Task(file.where, file.name, file.link, sha256 if reading else "", reading or b"")

    def _digest(self, file: Given) -> str:
        """Of the content, where a reading of it may be there already; "" else."""
        return self.place.sha256(file) if self.known else ""

    def _context(self, file: Given) -> str:
        """What a digest is made with: the program, and the way from the roll-up to the file."""
        return f"{engine_version()} {file.link}"

    def _renamed(self, known: Known) -> bool:
        """Whether the register calls the unit otherwise than it did."""
        from xlperf.usecases.rolling.work import named

        return not known.refused and named(known.unit, known.code, self.naming) != known.named

    def ledger(self) -> "Ledger":
        """The settled files, in their order."""
        from xlperf.rollup.ledger import settle
        from xlperf.usecases.rolling.revising import with_revisions

        digests = self._digests()
        known = self.store.known()
        entries = [_entry(file, known[file.name], digests.get(file.name)) for file in self.given]
        closed = [Entry(f"{name}/", "", "", 0, "refused", reason) for name, reason in self.closed]
        return with_revisions(settle([*entries, *closed], self.register), self.store)

    def _digests(self) -> "dict[str, FileDigest]":
        """Unpacked; files whose digest turns out to be damaged are done once more."""
        from xlperf.rollup.packing import unpack_digest

        names = [file.name for file in self.given]
        digests = {}
        for _ in range(2):
            damaged = []
            for name, packed in self.store.digests(names):
                try:
                    digests[name] = unpack_digest(packed)
                except (ValueError, TypeError, KeyError, AttributeError):
                    damaged.append(name)
            if not damaged:
                break
            self.store.forget(damaged)
            self.known = self.store.known()
            self._spread(list(self._tasks()), lambda: None)
            names = damaged
        return digests


def _naming(register: Register) -> Iterator[tuple[str, str]]:
    for unit in register.units:
        yield from ((name, unit.name) for name in unit.known_as())
        if unit.code:
            yield code_key(unit.code), unit.name


def _entry(file: Given, known: Known, digest: "FileDigest | None") -> Entry:
    return Entry(
        file.name,
        file.link,
        known.sha256,
        file.size,
        "accepted" if digest else "refused",
        known.refused,
        digest,
        known.named,
        (digest.saved if digest else "") or file.modified,
        file.modified,
    )
