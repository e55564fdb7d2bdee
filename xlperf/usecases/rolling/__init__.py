"""Roll up (汇总): every file of a folder accounted for, in one workbook; only what is new or changed is read again."""

import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.register import Register
from xlperf.rollup.counts import Counts
from xlperf.rollup.opened import refuse_open
from xlperf.usecases.gathering import gather
from xlperf.usecases.outputs import check_output, make_folder
from xlperf.usecases.rolling.given import given_file
from xlperf.usecases.rolling.memory import Last, fingerprint
from xlperf.usecases.rolling.result import Also, RollupResult, Seen
from xlperf.usecases.rolling.season import Season
from xlperf.usecases.rolling.store import Store, is_store, store_path
from xlperf.workbook.product import ROLLUP


def roll_up(
    folder: Path,
    out: Path,
    seen: Seen | None = None,
    *,
    register: Path | None = None,
    keep: bool = True,
    returns: Path | None = None,
    tables: Path | None = None,
    report: Path | None = None,
) -> RollupResult:
    """Roll up every regular file below `folder` into the workbook `out`.

    A folder below it that cannot be opened has a line in the ledger too. `seen` gets the number of files and returns
    what to call after each (a progress bar). `register`: the officer's list of units that owe a
    submission. `keep`: keep what was read beside `out` for the next run. `returns`, `tables`: folders for copies of the files
    that are to be mended, and for the tables as files of other programs; `report`: for the documents told from the
    finished workbook, outside `folder`. Raises OperatorError if the folder
    is not there, the register has faults, or `out` cannot be written.
    """
    started = time.perf_counter()
    if not folder.is_dir():
        raise OperatorError(f"找不到文件夹 {folder}，请检查路径是否写对")
    units = _units(register) if register else None
    found = gather([folder])
    check_output(out, kind=ROLLUP)
    target = out.resolve()
    refuse_open(target)
    make_folder(out.parent)
    if report is not None:
        _check_reports(report, folder, found.files)
    own = (target, *([register.resolve()] if register else []))
    files = [path for path in found.files if path.resolve() not in own and not is_store(path.name)]
    given = [given_file(path, folder, target.parent) for path in files]
    closed = [missed for missed in found.missed if missed.folder]
    place = store_path(target) if keep else None

    def run() -> RollupResult:
        store = Store(place)
        try:
            return _result(Season(given, closed, folder, store, units), target, seen, Also(returns, tables))
        finally:
            store.close()

    try:
        result = run()
    except sqlite3.DatabaseError:  # damaged where nobody looked before: it is only a memory
        if place is not None:
            place.unlink(missing_ok=True)
        result = run()
    reports = _reports(target, report) if report is not None else ()
    return replace(result, seconds=time.perf_counter() - started, missed=tuple(found.missed), reports=reports)


def _check_reports(report: Path, folder: Path, files: Sequence[Path]) -> None:
    """Before hours of work: whether the documents can be written."""
    from xlperf.usecases.reporting import check_reports

    if report.resolve().is_relative_to(folder.resolve()):
        raise OperatorError(f"通报和汇总报告不要写在收到的报送件里面：{report}，下次会当作报送件。请另给一个文件夹")
    check_reports(report, files)


def _reports(rollup: Path, folder: Path) -> tuple[Path, ...]:
    from xlperf.usecases.reporting import write_reports

    return tuple(write_reports(rollup, folder))


def _units(register: Path) -> Register:
    from xlperf.usecases.registering import read_register  # late: most runs find nothing changed, and should be quick

    return read_register(register)


def _result(season: Season, target: Path, seen: Seen | None, also: Also) -> RollupResult:
    """Do what has to be done; nothing where an earlier run did the same and its workbook stands."""
    today = date.today()
    mark = fingerprint(season, today)
    last = Last.of(season.store, mark, target)
    if last is not None and also == Also():
        step = seen(len(season.given)) if seen else lambda: None
        for _ in season.given:
            step()
        return RollupResult(last.entries, Counts(**last.counts), 0, unchanged=True)
    from xlperf.usecases.rolling.making import make

    return make(season, mark, target, today, seen, also)
