"""Check (校验): read files, run the rules; one bad file never stops the others."""

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from xlperf.errors import UnreadableFile
from xlperf.model.finding import Finding, Severity
from xlperf.model.submission import Submission
from xlperf.rules import check
from xlperf.usecases.faults import cannot_read, own_fault
from xlperf.usecases.gathering import gather
from xlperf.usecases.outputs import make_folder, replacing
from xlperf.workbook.annotate import annotate
from xlperf.workbook.product import MARKED, REPORT
from xlperf.workbook.read import read_submission
from xlperf.workbook.report import write_report

BOOKS = (".xlsx", ".xlsm")
POOL_FROM = 24
"""files from which several processes pay for their start"""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file after reading and checking: either a submission with its findings, or the reason it was refused."""

    path: Path
    submission: Submission | None
    findings: tuple[Finding, ...] = ()
    refused: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether there is a 逻辑性错误."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The regular files named, and all below the folders named, sorted. Raises OperatorError if a path is not there."""
    return gather(paths).files


def name_files(checked: Sequence[Checked], given: Sequence[Path]) -> list[Checked]:
    """With findings that name the file so that it is known apart: its path below the folder given, else its name."""
    folders = [path for path in given if path.is_dir()]
    names = {entry.path: _name_below(entry.path, folders) for entry in checked}
    twice = {name for name, times in Counter(names.values()).items() if times > 1}
    names = {path: str(path) if name in twice else name for path, name in names.items()}
    return [
        replace(entry, findings=tuple(replace(f, file=names[entry.path]) for f in entry.findings)) for entry in checked
    ]


def _name_below(path: Path, folders: Sequence[Path]) -> str:
    above = next((folder for folder in folders if path.is_relative_to(folder)), None)
    return path.relative_to(above).as_posix() if above is not None else path.name


def check_file(path: Path) -> Checked:
    """Read and check one file. Never raises for what is in the file: the reason stands in `refused`."""
    try:
        submission = read_submission(path)
        return Checked(path, submission, tuple(check(submission)))
    except UnreadableFile as fault:
        return Checked(path, None, refused=str(fault))
    except OSError as fault:
        return Checked(path, None, refused=f"文件{cannot_read(fault)}")
    except Exception as fault:  # a fault of ours must not stop the other files, nor be taken for the unit's
        return Checked(path, None, refused=own_fault(fault))


def check_files(paths: Sequence[Path], seen: Callable[[], None] = lambda: None) -> Iterator[Checked]:
    """Check files in their order, in several processes when there are many; `seen` is called after each."""
    if len(paths) < POOL_FROM or (os.cpu_count() or 1) < 2:
        for path in paths:
            yield check_file(path)
            seen()
        return
    with ProcessPoolExecutor() as pool:
        for checked in pool.map(check_file, paths, chunksize=8):
            yield checked
            seen()


def mark_copies(
    checked: Sequence[Checked], folder: Path, given: Sequence[Path] = (), inputs: Collection[Path] = ()
) -> list[Path]:
    """Write an annotated copy (批注副本) of every readable file into `folder`; the originals are only read.

    A file below one of the folders `given` keeps its folders; files of one name are numbered; of files with the same
    bytes (see `identical`) only the first gets a copy. `inputs`: all files that were read, where `checked` leaves some out.
    """
    make_folder(folder)
    folders = [path for path in given if path.is_dir()]
    read = {*inputs, *(entry.path for entry in checked)}
    again = {path for _, others in identical(checked) for path in others}
    made: list[Path] = []
    for entry in checked:
        if entry.submission is None or entry.path in again:
            continue
        inside = Path(_name_below(entry.path, folders)).parent
        target = _free(folder / inside / _marked_name(entry.path), made)
        with replacing(target, read, kind=MARKED, suffix=target.suffix.lower()) as part:
            annotate(entry.path, part, entry.findings)
        made.append(target)
    return made


def identical(checked: Sequence[Checked]) -> list[tuple[Path, list[Path]]]:
    """Readable files of which there are several with the same bytes: the first, and the others."""
    found: dict[str, list[Path]] = {}
    for entry in checked:
        if entry.submission is not None:
            found.setdefault(entry.submission.sha256, []).append(entry.path)
    return [(paths[0], paths[1:]) for paths in found.values() if len(paths) > 1]


def write_check_report(checked: Sequence[Checked], path: Path) -> None:
    """Write the findings and the unreadable files as a workbook. Raises OperatorError if `path` cannot be written."""
    findings = [finding for entry in checked for finding in entry.findings]
    unread = [(str(entry.path), entry.refused) for entry in checked if entry.refused]
    with replacing(path, [entry.path for entry in checked], kind=REPORT) as part:
        write_report(findings, unread, part)


def _marked_name(path: Path) -> str:
    """A workbook under another suffix (备份.bak, none at all) gets one that spreadsheet programs open."""
    if path.suffix.lower() in BOOKS:
        return f"{path.stem}_批注{path.suffix}"
    return f"{path.name}_批注.xlsx"


def _free(path: Path, taken: Sequence[Path]) -> Path:
    number, name = 2, path
    while name in taken:
        name = path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
    return name
