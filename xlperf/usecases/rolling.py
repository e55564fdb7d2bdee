"""Roll up (汇总): every file of a folder accounted for, in one workbook."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.rollup.ledger import Entry, settle
from xlperf.rollup.write import Counts, write_rollup
from xlperf.rules import catalogue
from xlperf.usecases.checking import Checked, check_files
from xlperf.usecases.gathering import Missed, gather
from xlperf.usecases.outputs import check_output, make_folder


@dataclass(frozen=True, slots=True)
class RollupResult:
    """What was rolled up: the ledger, the counts, how long it took, and what in the folder is no file to count."""

    entries: tuple[Entry, ...]
    counts: Counts
    seconds: float
    missed: tuple[Missed, ...] = ()

    def as_json(self) -> dict[str, int | float]:
        """The object that `xlperf rollup --json` prints."""
        keys = "files accepted refused superseded units projects indicators findings".split()
        counts = asdict(self.counts)
        return {key: counts[key] for key in keys} | {"seconds": round(self.seconds, 2)}


def roll_up(folder: Path, out: Path, seen: Callable[[int], Callable[[], None]] | None = None) -> RollupResult:
    """Roll up every regular file below `folder` into the workbook `out`.

    A folder below it that cannot be opened has a line in the ledger too. `seen` gets the number of files and returns
    what to call after each (a progress bar). Raises OperatorError if the folder is not there or `out` cannot be written.
    """
    started = time.perf_counter()
    if not folder.is_dir():
        raise OperatorError(f"找不到文件夹 {folder}，请检查路径是否写对")
    found = gather([folder])
    check_output(out)
    step = seen(len(found.files)) if seen else lambda: None
    read = [ledger_entry(checked, folder) for checked in check_files(found.files, step)]
    closed = [_closed(missed, folder) for missed in found.missed if missed.folder]
    entries = settle([*read, *closed])
    make_folder(out.parent)
    titles = {code: rule.title for code, rule in catalogue().items()}
    counts = write_rollup(entries, out.resolve(), made_on=date.today(), titles=titles)
    return RollupResult(tuple(entries), counts, time.perf_counter() - started, tuple(found.missed))


def ledger_entry(checked: Checked, folder: Path) -> Entry:
    """The ledger line of a file that was read and checked (or refused); never raises for what the file is."""
    path, submission = checked.path, checked.submission
    size, changed = _size_and_time(path)
    return Entry(
        path=path,
        name=_name(path, folder),
        sha256=submission.sha256 if submission else _digest(path),
        size=size,
        state="accepted" if submission else "refused",
        reason=checked.refused,
        submission=submission,
        findings=checked.findings,
        saved=(submission.saved if submission else "") or changed,
        modified=changed,
    )


def _closed(missed: Missed, folder: Path) -> Entry:
    """A folder that could not be opened: nobody knows how many files are lost, so the folder itself is refused."""
    return Entry(missed.path, f"{_name(missed.path, folder)}/", "", 0, "refused", missed.reason)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _size_and_time(path: Path) -> tuple[int, str]:
    """Of a file that cannot even be looked at: 0 and ""."""
    try:
        stat = path.stat()
        return stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, ValueError, OverflowError):
        return 0, ""


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
