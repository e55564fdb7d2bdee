"""The roll-up measured (汇总的快慢): against a user's own pandas script, against the floor, and run again.

    python -m tests.bench.rollup [--files 1000] [--rounds 3] [--pandas-files 100] [--scale] [--json OUT]

Everything is run in processes of its own, one kind after the other in each round, so that a busy moment of the machine
does not fall on one kind alone; the figures are medians. Processes start cold, the system's file cache is warm. The
pandas scripts run on some of the files and their time for the files is scaled up, that for start and imports is not.
What xlperf keeps for the next run lies beside the roll-up, in a folder that is new for each cold run. No test: a time is
no truth about another machine.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.bench.measuring import Run, middle, quick, run

ROOT = Path(__file__).resolve().parents[2]
SEED = 20240320
_MADE_BY = "contents moulds packing slips submissions texts".split()
_SOURCES = (
    *(f"tests/bench/{name}.py" for name in _MADE_BY),
    *("xlperf/workbook/**/*.py", "xlperf/model/*.py", "xlperf/scoring/*.py", "xlperf/definitions/**/*.toml"),
)
"""what decides the generated files"""
_KEPT = 7 * 86400
"""seconds after which files of older code are removed"""
_PANDAS = {"naive": "pandas, every sheet opened anew", "onefile": "pandas, one open a file",
           "onefile_calamine": "pandas with calamine, one open a file"}  # fmt: skip
_OWN, _FEW = ("cold", "unchanged", "changed"), 0.01


def main() -> None:
    """Generate, measure, print."""
    parser = argparse.ArgumentParser(description="xlperf rollup against pandas and the floor")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pandas-files", type=int, default=100)
    parser.add_argument("--scale", action="store_true", help="also ten times as many files")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    figures = measured(given.files, given.rounds, min(given.pandas_files, given.files), scale=given.scale)
    print(table(figures))
    if given.json:
        given.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def generated(files: int, seed: int = SEED) -> Path:
    """A folder of generated submissions, made once for each state of the code that makes them."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "xlperf-bench"
    digest = hashlib.sha256()
    for path in sorted(path for source in _SOURCES for path in ROOT.glob(source)):
        digest.update(path.read_bytes())
    here = home / digest.hexdigest()[:16]
    for old in home.glob("*"):
        if old != here and time.time() - old.stat().st_mtime > _KEPT:
            shutil.rmtree(old)
    folder = here / f"{files}-{seed}"
    if not folder.is_dir():
        shutil.rmtree(folder.with_suffix(".part"), ignore_errors=True)
        _say(
            run(["-m", "tests.bench.submissions", f"{folder}.part", *map(str, (files, seed, os.cpu_count() or 1))]).out
        )
        folder.with_suffix(".part").rename(folder)
    return folder


def measured(files: int, rounds: int, some: int, *, scale: bool) -> dict[str, Any]:
    """All figures: kind → seconds, MB; and what they were measured on."""
    folder = generated(files)
    other = generated(max(1, int(files * _FEW)), SEED + 1)
    runs: dict[str, list[Run]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        for number in range(rounds):
            _say(f"round {number + 1} of {rounds}")
            for kind, count in {**dict.fromkeys(_PANDAS, some), "floor": files, "reading": files}.items():
                arguments = [
                    "-m",
                    "tests.bench.baselines",
                    kind,
                    str(folder),
                    str(count),
                    str(Path(name, "pandas.xlsx")),
                ]
                runs[kind].append(run(arguments))
                _say(f"  {kind}: {runs[kind][-1].wall:.1f} s")
            for kind, one in _own(folder, other, Path(name, "work")).items():
                runs[kind].append(one)
                _say(f"  {kind}: {one.wall:.1f} s")
        many = {"many": [_cold(generated(files * 10), Path(name, "many"))]} if scale else {}
    figures: dict[str, Any] = {"files": files, "rounds": rounds, "pandas_files": some, "machine": _machine()}
    for kind, found in (runs | many).items():
        figures[kind] = {
            what: middle(found, lambda one, w=what: getattr(one, w)) for what in ("wall", "cpu", "peak", "own")
        }
    for kind in (*_PANDAS, "floor", "reading"):
        for what in ("loop", "loop_wall"):
            figures[kind][what] = statistics.median(json.loads(one.out)[what] for one in runs[kind])
    figures["submissions"] = json.loads(runs["cold"][-1].out)["accepted"]
    bare = quick(["-c", "pass"])
    return figures | {
        "bare": bare,
        "import": quick(["-c", "import xlperf"]) - bare,
        "help": quick(["-m", "xlperf", "--help"]),
    }


def _own(folder: Path, other: Path, work: Path) -> dict[str, Run]:
    """From nothing; again with nothing changed; again with some files changed. What is kept lies beside the roll-up."""
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, work / "in")
    runs = {kind: _rolled(work) for kind in _OWN[:2]}
    for path in other.iterdir():
        shutil.copyfile(path, work / "in" / path.name)
    return runs | {_OWN[2]: _rolled(work)}


def _cold(folder: Path, work: Path) -> Run:
    (work / "out").mkdir(parents=True)
    return run(_command(folder, work))


def _rolled(work: Path) -> Run:
    return run(_command(work / "in", work))


def _command(folder: Path, work: Path) -> list[str]:
    return ["-m", "xlperf", "rollup", str(folder), "--out", str(work / "out" / "汇总.xlsx"), "--json"]


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown: seconds for all files, a file's share (of what can be told: without start and imports), and
    the ratios with their targets."""
    files, some = figures["files"], figures["pandas_files"]
    lines = [f"{figures['machine']}; {files} files, medians of {figures['rounds']} rounds.", ""]
    lines += ["| | wall s | CPU s | ms a file | MB |", "|---|---:|---:|---:|---:|"]
    for kind, label in (_PANDAS | _LABELS).items():
        if kind in figures:
            one = figures[kind]
            count = {"many": files * 10}.get(kind, some if kind in _PANDAS else files)
            said = f"{label} ({count} files)" if count != files else label
            each = one.get("loop_wall", one["wall"]) / count * 1000
            lines.append(f"| {said} | {one['wall']:.2f} | {one['cpu']:.2f} | {each:.1f} | {one['peak']:.0f} |")
    lines += ["", "| ratio | measured | target | |", "|---|---:|---:|---|"]
    for label, value, sign, target, form in _ratios(figures):
        kept = value >= target if sign == "≥" else value <= target
        lines.append(
            f"| {label} | {form.format(value)} | {sign} {form.format(target)} | {'kept' if kept else 'missed'} |"
        )
    return "\n".join(lines)


_LABELS = {
    "floor": "floor: unpacked and through expat", "reading": "read_submission alone, one core",
    "cold": "xlperf rollup, cold", "unchanged": "again, nothing changed", "changed": "again, 1% of the files changed",
    "many": "cold, ten times the files",
}  # fmt: skip


def _ratios(figures: dict[str, Any]) -> list[tuple[str, float, str, float, str]]:
    """Label, value, sign, target, how it is printed."""
    files, some, cold = figures["files"], figures["pandas_files"], figures["cold"]
    wall = {kind: _scaled(figures[kind], "wall", "loop_wall", files / some) for kind in _PANDAS}
    cpu = {kind: _scaled(figures[kind], "cpu", "loop", files / some) for kind in _PANDAS}
    own, memory = cold["own"] or cold["peak"], 100 + 40 / 1024 * figures["submissions"]
    rows = [
        (
            f"naive ÷ cold (wall; CPU {cpu['naive'] / cold['cpu']:.1f}×)",
            wall["naive"] / cold["wall"],
            "≥",
            30.0,
            "{:.1f}×",
        ),
        (
            f"one open ÷ cold (wall; CPU {cpu['onefile'] / cold['cpu']:.1f}×)",
            wall["onefile"] / cold["wall"],
            "≥",
            12.0,
            "{:.1f}×",
        ),
        (
            "reading ÷ floor (CPU, imports aside)",
            figures["reading"]["loop"] / figures["floor"]["loop"],
            "≤",
            2.0,
            "{:.1f}×",
        ),
        ("1% changed ÷ cold (wall)", figures["changed"]["wall"] / cold["wall"] * 100, "≤", 15.0, "{:.0f}%"),
        ("unchanged ÷ cold (wall)", figures["unchanged"]["wall"] / cold["wall"] * 100, "≤", 5.0, "{:.0f}%"),
        ("memory of the parent, cold (100 MB + 40 KB a submission)", own, "≤", memory, "{:.0f} MB"),
        ("import xlperf (above bare Python)", figures["import"] * 1000, "≤", 150.0, "{:.0f} ms"),
        ("xlperf --help", figures["help"] * 1000, "≤", 300.0, "{:.0f} ms"),
    ]
    if "many" in figures:
        rows.append(("ten times the files ÷ cold (wall)", figures["many"]["wall"] / cold["wall"], "≤", 11.0, "{:.1f}×"))
        memory = 100 + 40 / 1024 * figures["submissions"] * 10
        rows.append(("memory of the parent, ten times the files", figures["many"]["own"], "≤", memory, "{:.0f} MB"))
    return rows


def _scaled(figures: dict[str, float], whole: str, grows: str, times: float) -> float:
    """Seconds for so many times the files: start and imports come once."""
    return figures[whole] + figures[grows] * (times - 1)


def _machine() -> str:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cores} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def _say(text: str) -> None:
    print(text.strip(), flush=True)


if __name__ == "__main__":
    main()
