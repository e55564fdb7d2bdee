"""Beyond one machine, measured (一台以外的快慢): the roll-up by local processes and by Dask's workers, and what stays with
the one process that shares the work out.

    python -m tests.bench.beyond [--files 300] [--workers 2] [--rounds 3] [--folder FOLDER] [--json OUT]

Each run is a process of its own from a cold start with a new store, local and Dask in turn; the figures are medians.
`--folder`: files that are there already, instead of generated ones. The cluster is on this machine: what a network costs
is not in the figures. Per thousand files: processor time of the workers (divided among however many there are), and of the
parent (which no worker takes over: listing, keeping, settling, writing); memory is the parent's largest, so two sizes
(300, then 1500) tell what a file adds. No test: a time is no truth about another machine.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.measuring import run
from tests.bench.rollup import generated

FIGURES = {
    "wall": "whole run, s per thousand",
    "read": "  of it reading and checking, s per thousand",
    "settle": "  of it settling, s per thousand",
    "write": "  of it writing the workbook, s per thousand",
    "parent": "processor time of the parent, s per thousand",
    "workers": "processor time of the workers, s per thousand",
    "memory": "memory of the parent, MB in all",
    "store": "store, MB per thousand",
}


def main() -> None:
    """Measure and print; or be one of the runs."""
    parser = argparse.ArgumentParser(description="local processes and Dask's workers")
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one is not None:
        print(json.dumps(_one(given.folder, given.one)))
        return
    figures = measured(given.folder or generated(given.files), given.workers, given.rounds)
    print(f"{'':52}{'local':>10}{'dask':>10}")
    for key, said in FIGURES.items():
        print(f"{said:52}" + "".join(f"{figures[kind][key]:10.2f}" for kind in ("local", "dask")))
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measured(folder: Path, workers: int, rounds: int) -> dict[str, dict[str, float]]:
    """The medians of both."""
    runs: dict[str, list[dict[str, float]]] = {"local": [], "dask": []}
    with _cluster(workers) as (address, seconds):
        for number in range(rounds):
            for kind, scheduler in (("local", ""), ("dask", address)):
                before = seconds()
                done = run(["-m", "tests.bench.beyond", "--folder", str(folder), "--one", scheduler])
                found = json.loads(done.out.splitlines()[-1])
                per = 1000 / found.pop("files")
                busy = seconds() - before if scheduler else done.cpu - found["parent"]
                found |= {"workers": busy, "wall": done.wall}
                one = {key: value * (1 if key == "memory" else per) for key, value in found.items()}
                runs[kind].append(one)
                print(f"round {number + 1} of {rounds}, {kind}: {done.wall:.1f} s", file=sys.stderr, flush=True)
    return {
        kind: {key: statistics.median(one[key] for one in found) for key in FIGURES} for kind, found in runs.items()
    }


@contextmanager
def _cluster(workers: int) -> Iterator[tuple[str, Callable[[], float]]]:
    """Its address, and how much processor time its workers have used."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        client.run(_ready)
        yield cluster.scheduler_address, lambda: sum(client.run(time.process_time).values())


def _ready() -> None:
    """What a worker loads once, whatever number of files it does."""
    from xlperf.rules import catalogue
    from xlperf.usecases.rolling import work

    assert work
    catalogue()


def _one(folder: Path, scheduler: str) -> dict[str, float]:
    """One run: its phases (wall), the parent's processor time and memory."""
    from xlperf.usecases import rolling
    from xlperf.usecases.rolling import making

    spent: dict[str, float] = {}
    rolling.Season.work = _timed(rolling.Season.work, "read", spent)  # type: ignore[method-assign]
    rolling.Season.ledger = _timed(rolling.Season.ledger, "settle", spent)  # type: ignore[method-assign]
    making.write_rollup = _timed(making.write_rollup, "write", spent)
    how = {"engine": "dask", "scheduler": scheduler} if scheduler else {}
    with tempfile.TemporaryDirectory() as name:
        out = Path(name, "汇总.xlsx")
        result = rolling.roll_up(folder, out, **how)
        store = out.with_suffix(".中间结果").stat().st_size / 2**20
    usage = resource.getrusage(resource.RUSAGE_SELF)
    per_mb = 2**20 if sys.platform == "darwin" else 1024
    return spent | {
        "files": result.counts.files,
        "parent": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / per_mb,
        "store": store,
    }


def _timed(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            spent[name] = spent.get(name, 0) + time.perf_counter() - began

    return timed


if __name__ == "__main__":
    main()
