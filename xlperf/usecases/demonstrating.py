"""Demo (演示): the main job on the five real submissions."""

from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from xlperf.demo.build import build_demo
from xlperf.errors import OperatorError
from xlperf.usecases.checking import Checked, check_files, mark_copies
from xlperf.usecases.faults import cannot_write
from xlperf.usecases.outputs import make_folder
from xlperf.usecases.rolling import roll_up
from xlperf.usecases.rolling.result import RollupResult


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
    submissions = _received(received)
    checked = list(check_files(submissions))
    marked = mark_copies(checked, folder / "批注副本")
    out = folder / "汇总.xlsx"
    return Demonstration(submissions, checked, marked, out, roll_up(received, out))


def _received(folder: Path) -> list[Path]:
    """The demo's submissions in `folder`; a file of one of their names with other bytes is somebody's and stays."""
    with TemporaryDirectory() as fresh:
        made = build_demo(Path(fresh))
        paths = [folder / path.name for path in made]
        for new, path in zip(made, paths, strict=True):
            if path.exists() and path.read_bytes() != new.read_bytes():
                raise OperatorError(f"{path} 已经存在，而且被人改过，没有覆盖。请换一个文件夹，或先把它移走")
        try:
            for new, path in zip(made, paths, strict=True):
                copyfile(new, path)
        except OSError as fault:
            raise OperatorError(cannot_write(folder, fault)) from fault
    return paths
