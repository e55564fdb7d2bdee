"""Measuring (测量): a command in a process of its own: wall time, processor time, memory. Knows only the standard library,
so that what is measured inherits no large parent."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_POLL = 0.02


@dataclass(frozen=True, slots=True)
class Run:
    """`cpu`: the process and all it waited for; `peak`: MB of its largest process; `own`: MB of the first one."""

    wall: float
    cpu: float
    peak: float
    own: float
    out: str
    code: int


def run(arguments: Sequence[str], *, good: Sequence[int] = (0,)) -> Run:
    """Run Python with these arguments, from a cold start. Raises RuntimeError with what it said where it failed."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    own, ended, usage = 0.0, 0, None
    while not ended:
        own = max(own, _high_water(process.pid))
        time.sleep(_POLL)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    wall = time.perf_counter() - start
    assert process.stdout is not None and usage is not None
    out = process.stdout.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in good:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}:\n{out}")
    per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_mb, own, out, process.returncode)


def _high_water(pid: int) -> float:
    """MB that a running process has used at most; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024
    except (OSError, StopIteration):
        return 0.0


def quick(arguments: Sequence[str], times: int = 9) -> float:
    """The middle of several wall times of a short command, without the pauses of polling."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def middle(runs: Sequence[Run], what: Callable[[Run], float]) -> float:
    """The median of one figure."""
    return statistics.median(what(one) for one in runs)
