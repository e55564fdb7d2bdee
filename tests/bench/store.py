"""The store measured (中间结果的快慢): SQLite as xlperf uses it, beside DuckDB doing the same.

    pip install duckdb
    python -m tests.bench.store FOLDER [--files 5000] [--rounds 3]

FOLDER holds submissions (`python -m tests.bench.submissions OUT 50` makes some); what comes of them is put into the stores
again and again under other names, until there are enough. Each step runs in a process of its own. No test: a time is no
truth about another machine.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.bench.measuring import run
from xlperf.usecases.rolling.store import Kept, Store
from xlperf.usecases.rolling.work import Task, process

BATCH = 64
"""files in one transaction, as in a roll-up"""
STEPS = {
    "fill": "put all files, 64 a transaction",
    "open": "open, tell what is known",
    "change": "put 1% of the files again",
    "digests": "read all digests",
    "rows": "read the rows of one sheet, file by file, in another order",
}
SHEET = "指标"


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description="SQLite and DuckDB as stores of a roll-up")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--step", nargs=3, metavar=("KIND", "STEP", "STORE"))
    given = parser.parse_args()
    if given.step:
        print(json.dumps(_step(*given.step, given.folder, given.files)))
        return
    print(table(measured(given.folder, given.files, given.rounds), given.files))


def measured(folder: Path, files: int, rounds: int) -> dict[str, dict[str, float]]:
    """Step → kind → seconds (medians); "size" → kind → MB."""
    seconds: dict[str, dict[str, list[float]]] = {step: {kind: [] for kind in KINDS} for step in STEPS}
    sizes: dict[str, float] = {}
    for _ in range(rounds):
        for kind in KINDS:
            with tempfile.TemporaryDirectory() as name:
                store = Path(name, "store")
                for step in STEPS:
                    arguments = ["-m", "tests.bench.store", str(folder), "--files", str(files), "--step", kind, step]
                    seconds[step][kind].append(json.loads(run([*arguments, str(store)]).out))
                sizes[kind] = sum(path.stat().st_size for path in Path(name).iterdir()) / 1e6
    found = {step: {kind: statistics.median(times) for kind, times in by.items()} for step, by in seconds.items()}
    return found | {"size": sizes}


def table(found: dict[str, dict[str, float]], files: int) -> str:
    """As Markdown."""
    lines = [f"{files} files", "", "| | SQLite | DuckDB | DuckDB ÷ SQLite |", "|---|---:|---:|---:|"]
    for step, by in found.items():
        unit = "MB" if step == "size" else "s"
        lines.append(
            f"| {STEPS.get(step, 'size')} | {by['sqlite']:.2f} {unit} | {by['duckdb']:.2f} {unit} "
            f"| {by['duckdb'] / by['sqlite']:.2f} |"
        )
    return "\n".join(lines)


def _step(kind: str, step: str, store: str, folder: Path, files: int) -> float:
    """Seconds of one step; making the contents is not counted."""
    made = list(_made(folder, files)) if step in ("fill", "change") else []
    names = sorted((f"{n:06}.xlsx" for n in range(files)), key=lambda name: sha256(name.encode()).hexdigest())
    start = time.perf_counter()
    base = KINDS[kind](Path(store))
    if step in ("fill", "change"):
        chosen = made if step == "fill" else made[::100]
        for at in range(0, len(chosen), BATCH):
            base.put(chosen[at : at + BATCH], "1")
    else:
        count = {
            "open": lambda: len(base.known()),
            "digests": lambda: sum(1 for _ in base.digests(names)),
            "rows": lambda: sum(1 for _ in base.rows(SHEET, names)),
        }[step]()
        assert count == files, (kind, step, count)
    base.close()
    return time.perf_counter() - start


def _made(folder: Path, files: int) -> Iterator[Kept]:
    paths = sorted(path for path in folder.iterdir() if path.suffix == ".xlsx")[:50]
    done = [one for path in paths for one in process([Task(str(path), path.name, path.name)], {})]
    for n in range(files):
        one = done[n % len(done)]
        name = f"{n:06}.xlsx"
        yield Kept("1 2 3", "version", replace(one, name=name, sha256=sha256(name.encode()).hexdigest()))


class _Duck:
    """The same tables in DuckDB, with the ways it has of being quick."""

    def __init__(self, path: Path) -> None:
        import duckdb

        self._base: Any = duckdb.connect(str(path))
        for sql in (
            "CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY, stamp TEXT, sha256 TEXT, context TEXT, unit TEXT,"
            " code TEXT, named TEXT, refused TEXT, digest BLOB)",
            "CREATE TABLE IF NOT EXISTS rows (name TEXT, sheet TEXT, data BLOB, PRIMARY KEY (name, sheet))",
            "CREATE TABLE IF NOT EXISTS reading (sha256 TEXT PRIMARY KEY, version TEXT, data BLOB)",
        ):
            self._base.execute(sql)

    def put(self, made: Sequence[Kept], version: str) -> None:
        """All or nothing."""
        self._base.execute("BEGIN")
        files = [
            (d.name, one.stamp, d.sha256, one.context, d.unit, d.code, d.named, d.refused, d.digest or None)
            for one in made
            for d in [one.done]
        ]
        self._many("file", files)
        self._many("rows", [(one.done.name, sheet, data) for one in made for sheet, data in one.done.rows])
        self._many("reading", [(one.done.sha256, version, one.done.reading) for one in made])
        self._base.execute("COMMIT")

    def _many(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """One statement for all: DuckDB's executemany is far slower."""
        places = ", ".join(f"({', '.join('?' * len(rows[0]))})" for _ in rows)
        self._base.execute(f"INSERT OR REPLACE INTO {table} VALUES {places}", [value for row in rows for value in row])

    def known(self) -> Sequence[Any]:
        """All files."""
        found: Sequence[Any] = self._base.execute(
            "SELECT name, stamp, sha256, context, unit, code, named, refused FROM file"
        ).fetchall()
        return found

    def digests(self, names: Sequence[str]) -> Iterator[Any]:
        """All at once, in the order asked for: a query for each file would be far slower."""
        return self._ordered("SELECT name, digest FROM file", names)

    def rows(self, sheet: str, names: Iterable[str]) -> Iterator[Any]:
        """As `digests`."""
        return self._ordered(f"SELECT name, data FROM rows WHERE sheet = '{sheet}'", names)

    def _ordered(self, sql: str, names: Iterable[str]) -> Iterator[Any]:
        found = dict(self._base.execute(sql).fetchall())
        yield from ((name, found[name]) for name in names if name in found)

    def close(self) -> None:
        """Close it."""
        self._base.close()


KINDS: dict[str, Callable[[Path], Any]] = {"sqlite": Store, "duckdb": _Duck}

if __name__ == "__main__":
    main()
