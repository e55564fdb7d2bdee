"""Roll up (汇总): every file of a folder accounted for, in one workbook; only what is new or changed is read again."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.register import Register
from xlperf.rollup.counts import Counts
from xlperf.rollup.opened import refuse_open
from xlperf.usecases.outputs import check_output, make_folder
from xlperf.usecases.rolling.engines import check_sight, engine_for
from xlperf.usecases.rolling.keeping import Keeping
from xlperf.usecases.rolling.memory import Last, fingerprint
from xlperf.usecases.rolling.places import Place, place_of
from xlperf.usecases.rolling.result import Also, RollupResult, Seen
from xlperf.usecases.rolling.season import Season
from xlperf.usecases.rolling.store import Store
from xlperf.workbook.product import ROLLUP


def roll_up(
    folder: Path | str,
    out: Path,
    seen: Seen | None = None,
    *,
    register: Path | None = None,
    keep: bool = True,
    returns: Path | None = None,
    tables: Path | None = None,
    report: Path | None = None,
    store: str = "",
    engine: str = "local",
    scheduler: str = "",
) -> RollupResult:
    """Roll up every regular file below `folder` into the workbook `out`.

    `folder`: a path, or the URL of a folder (s3://…) as a text. A folder below it that cannot be opened has a line in the
    ledger too. `seen` gets the number of files and returns what to call after each (a progress bar). `register`: the
    officer's list of units that owe a submission. `keep`: keep what was read beside `out` for the next run, and, where
    `store` names a URL, there too. `returns`, `tables`: folders for copies of the files that are to be mended, and for the
    tables as files of other programs; `report`: for the documents told from the finished workbook, outside `folder`.
    `engine`: local, or dask with the address of its `scheduler`. Raises OperatorError if the folder is not there, the
    register has faults, `out` cannot be written, or the scheduler not be used.
    """
    started = time.perf_counter()
    place = place_of(folder)
    units = _units(register) if register else None
    check_output(out, kind=ROLLUP)
    target = out.resolve()
    own = (target, *([register.resolve()] if register else []))
    found = place.found(own, target.parent)
    refuse_open(target)
    make_folder(out.parent)
    if report is not None:
        _check_reports(report, place, [*own, *(Path(file.where) for file in found.given)])
    kept = Keeping(target, store) if keep else None
    with engine_for(place, engine, scheduler) as workers:
        check_sight(workers, found.given)

        def run(*, damaged: bool = False) -> RollupResult:
            opened = kept.open(damaged=damaged) if kept else Store(None)
            with closing(opened):
                season = Season(place, found.given, found.closed, workers, opened, units)
                result = _result(season, target, seen, Also(returns, tables))
                opened.finish()
                return result

        try:
            result = run()
        except sqlite3.DatabaseError:  # damaged where nobody looked before: it is only a memory
            result = run(damaged=True)
    reports = _reports(target, report) if report is not None else ()
    return replace(result, seconds=time.perf_counter() - started, missed=tuple(found.missed), reports=reports)


def _check_reports(report: Path, place: Place, files: Sequence[Path]) -> None:
    """Before hours of work: whether the documents can be written."""
    from xlperf.usecases.reporting import check_reports

    if place.holds(report):
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
