"""Reports (通报、汇总报告): documents from a finished roll-up; and whether the figures of one are still those of the roll-up."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.report.bound import Apart, apart, read_bindings
from xlperf.rollup.report.docx.package import write_docx
from xlperf.rollup.report.notice import notice
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.summary import summary
from xlperf.rollup.report.text import NOTICE, SUMMARY
from xlperf.usecases.outputs import check_output, make_folder, replacing

DOCUMENTS = {NOTICE: notice, SUMMARY: summary}
"""kind, which is also the file's name → what writes it"""
SUFFIX = ".docx"


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """`figures`: bound places in the document; `apart`: those that differ; `same`: whether it was told from this very roll-up."""

    figures: int
    apart: tuple[Apart, ...]
    same: bool


def check_reports(folder: Path, inputs: Collection[Path] = ()) -> None:
    """Refuse a folder in which a document would harm: an input, or one that somebody changed. Raises OperatorError."""
    for kind in DOCUMENTS:
        check_output(folder / f"{kind}{SUFFIX}", inputs, kind=kind, suffix=SUFFIX)


def write_reports(rollup: Path, folder: Path) -> list[Path]:
    """Write 绩效自评情况通报.docx and 绩效自评工作汇总报告.docx into `folder`, both or none.

    Raises OperatorError for a file that is no roll-up, and where a document cannot be written: one that somebody changed
    since is never replaced.
    """
    made = []
    with RolledUp(rollup) as book:
        check_reports(folder, [rollup])
        make_folder(folder)
        source = Source(book)
        for kind, write in DOCUMENTS.items():
            target = folder / f"{kind}{SUFFIX}"
            with replacing(target, [rollup], kind=kind, suffix=SUFFIX) as part:
                write_docx(write(source), source, part)
            made.append(target)
    return made


def check_report(rollup: Path, document: Path) -> ReportCheck:
    """Compare every bound figure of a document with its cell. Raises OperatorError for files that are not ours."""
    bindings = read_bindings(document)
    if not bindings.figures:
        raise OperatorError(f"{document} 里没有绑定的数，无从核对")
    with RolledUp(rollup) as book:
        same = Source(book).sha256 == bindings.sha256
        return ReportCheck(len(bindings.figures), tuple(apart(bindings, book)), same)
