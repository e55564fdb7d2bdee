"""Making (成书): what is left to be done is done, and the roll-up and all that goes with it is written."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

from xlperf.rollup.content import Content
from xlperf.rollup.ledger import Ledger
from xlperf.rollup.ruling import RuleText
from xlperf.rollup.write import write_rollup
from xlperf.rules import catalogue
from xlperf.usecases.rolling.files import Files
from xlperf.usecases.rolling.garbage import seldom_here
from xlperf.usecases.rolling.memory import Last
from xlperf.usecases.rolling.result import Also, RollupResult, Seen
from xlperf.usecases.rolling.returns import Returned, write_returns
from xlperf.usecases.rolling.season import Season
from xlperf.usecases.rolling.tables import write_tables


def make(season: Season, mark: str, target: Path, today: date, seen: Seen | None, also: Also) -> RollupResult:
    """Read and check, settle, write; remember the run under its `mark`."""
    with seldom_here():
        read, rechecked = season.work(seen)
        settled = season.ledger()
    rules = {
        code: RuleText(code, rule.title, rule.severity.chinese, rule.basis, rule.remedy, rule.parameters)
        for code, rule in catalogue().items()
    }
    with seldom_here():
        counts = write_rollup(settled, season.store, target, made_on=today, rules=rules)
    if not season.again:
        Last(mark, asdict(counts), settled.entries).keep(season.store, target)
    result = RollupResult(settled.entries, counts, 0, read=read, rechecked=rechecked)
    returned, tables = _written(season, settled, today, rules, also)
    return replace(result, returned=returned, tables=tables)


def _written(
    season: Season, settled: Ledger, today: date, rules: Mapping[str, RuleText], also: Also
) -> tuple[tuple[Returned, ...], tuple[Path, ...]]:
    """What else was written: copies that go back, and files of tables."""
    files = Files(season.store)
    returned: tuple[Returned, ...] = ()
    tables: tuple[Path, ...] = ()
    if also.returns is not None:
        returned = tuple(write_returns(settled, season.place, season.given, files, also.returns, today))
    if also.tables is not None:
        tables = tuple(write_tables(Content(settled, today, rules), files, also.tables))
    return returned, tables
