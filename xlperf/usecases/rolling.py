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
from xlperf.usecases.checking import Checked, check_files, files_in
from xlperf.usecases.outputs import check_output, make_folder


@dataclass(frozen=True, slots=True)
class RollupResult:
    """What was rolled up: the ledger, the counts, and how long it took."""

    entries: tuple[Entry, ...]
    counts: Counts
    seconds: float

    def as_json(self) -> dict[str, int | float]:
        """The object that `xlperf rollup --json` prints."""
        keys = "files accepted refused superseded units projects indicators findings".split()
        counts = asdict(self.counts)
        return {key: counts[key] for key in keys} | {"seconds": round(self.seconds, 2)}


def roll_up(folder: Path, out: Path, seen: Callable[[int], Callable[[], None]] | None = None) -> RollupResult:
    """Roll up every regular file below `folder` into the workbook `out`.

    `seen` gets the number of files and returns what to call after each (a progress bar). Raises OperatorError if the
    folder is not there or `out` cannot be written.
    """
    started = time.perf_counter()
    if not folder.is_dir():
        raise OperatorError(f"找不到文件夹 {folder}，请检查路径是否写对")
    files = files_in([folder])
    check_output(out)
    step = seen(len(files)) if seen else lambda: None
    entries = settle([ledger_entry(checked, folder) for checked in check_files(files, step)])
    make_folder(out.parent)
    titles = {code: rule.title for code, rule in catalogue().items()}
    counts = write_rollup(entries, out, made_on=date.today(), titles=titles)
    return RollupResult(tuple(entries), counts, time.perf_counter() - started)


def ledger_entry(checked: Checked, folder: Path) -> Entry:
    """The ledger line of a file that was read and checked (or refused)."""
    path, submission = checked.path, checked.submission
    stat = path.stat()
    changed = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
    return Entry(
        path=path,
        name=path.relative_to(folder).as_posix(),
        sha256=submission.sha256 if submission else hashlib.sha256(path.read_bytes()).hexdigest(),
        size=stat.st_size,
        state="accepted" if submission else "refused",
        reason=checked.refused,
        submission=submission,
        findings=checked.findings,
        saved=(submission.saved if submission else "") or changed,
        modified=changed,
    )
