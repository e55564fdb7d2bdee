"""Result (结果) of a roll-up, and what was asked for beside it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlperf.rollup.counts import Counts
from xlperf.usecases.gathering import Missed

if TYPE_CHECKING:
    from xlperf.rollup.entry import Entry
    from xlperf.usecases.rolling.returns import Returned

Seen = Callable[[int], Callable[[], None]]
"""gets the number of files, gives what to call after each"""


@dataclass(frozen=True, slots=True)
class RollupResult:
    """What was rolled up: the ledger, the counts, how long it took, what in the folder is no file to count, and how
    many files were read anew (`read`), checked anew from what was read before (`rechecked`), or taken over."""

    entries: tuple["Entry", ...]
    counts: Counts
    seconds: float
    missed: tuple[Missed, ...] = ()
    read: int = 0
    rechecked: int = 0
    unchanged: bool = False
    """the workbook of an earlier run stands as it was: nothing has changed since"""
    returned: tuple["Returned", ...] = ()
    tables: tuple[Path, ...] = ()
    reports: tuple[Path, ...] = ()

    def as_json(self) -> dict[str, int | float]:
        """The object that `xlperf rollup --json` prints."""
        keys = "files accepted refused superseded duplicate units projects indicators findings".split()
        counts = asdict(self.counts)
        return {key: counts[key] for key in keys} | {"returned": len(self.returned), "seconds": round(self.seconds, 2)}


@dataclass(frozen=True, slots=True)
class Also:
    """What else is to be written."""

    returns: Path | None = None
    tables: Path | None = None
