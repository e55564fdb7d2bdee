"""Demo (演示): the main job on the five real submissions."""

from dataclasses import dataclass
from pathlib import Path

from xlperf.demo.build import build_demo
from xlperf.usecases.checking import Checked, check_files, mark_copies
from xlperf.usecases.outputs import make_folder
from xlperf.usecases.rolling import RollupResult, roll_up


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo made, and where it lies."""

    submissions: list[Path]
    checked: list[Checked]
    marked: list[Path]
    rollup_file: Path
    result: RollupResult


def run_demo(folder: Path) -> Demonstration:
    """Build the five units' workbooks as the units filled them, check them, mark copies, roll up; all below `folder`."""
    received = folder / "收到的报送件"
    make_folder(received)
    submissions = build_demo(received)
    checked = list(check_files(submissions))
    marked = mark_copies(checked, folder / "批注副本")
    out = folder / "汇总.xlsx"
    return Demonstration(submissions, checked, marked, out, roll_up(received, out))
