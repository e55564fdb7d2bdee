"""Memory (上次汇总): whether an earlier run did the very same and its workbook still stands."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from xlperf.rollup.entry import Entry
from xlperf.usecases.rolling.season import Season
from xlperf.usecases.rolling.store import Store
from xlperf.usecases.rolling.versions import engine_version

_KEY = "last run"


def fingerprint(season: Season, day: date) -> str:
    """Of all that a roll-up depends on: files, program, register, day."""
    parts: list[object] = [engine_version(), day.isoformat(), season.register]
    parts += [(file.name, file.link, file.stamp) for file in season.given]
    parts += season.closed
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Last:
    """A run: its fingerprint, its counts, its ledger (name, state, reason)."""

    mark: str
    counts: Mapping[str, Any]
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, store: Store, mark: str, out: Path) -> "Last | None":
        """The last run of the store, if it was this one and `out` is as it left it."""
        try:
            kept = json.loads(store.about(_KEY) or "{}")
            if kept.get("mark") != mark or kept.get("out") != _stamp(out):
                return None
            return cls(mark, kept["counts"], tuple(Entry(name, "", "", 0, *rest) for name, *rest in kept["entries"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, store: Store, out: Path) -> None:
        """Remember it."""
        entries = [(entry.name, entry.state, entry.reason) for entry in self.entries]
        store.note(_KEY, json.dumps({"mark": self.mark, "out": _stamp(out), "counts": self.counts, "entries": entries}))


def _stamp(path: Path) -> Sequence[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]
