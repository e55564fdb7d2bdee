"""Work (逐件处理): what is done for one file of a roll-up, the same in this process, in others, on other machines.

Never raises for what a file is: the reason stands in the answer.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlperf.errors import UnreadableFile
from xlperf.model.packing import pack, unpack
from xlperf.model.register import code_key
from xlperf.model.submission import Submission
from xlperf.model.values import squeeze
from xlperf.rollup.digest import code_of, make_digest
from xlperf.rollup.packing import pack_digest
from xlperf.rollup.parts import File
from xlperf.rollup.ruling import Outcomes
from xlperf.rules import Ran, run
from xlperf.usecases.faults import cannot_read, own_fault
from xlperf.usecases.rolling.places import content
from xlperf.workbook.read import read_submission_bytes

Naming = Mapping[str, str]
"""unit or alias as typed (squeezed) or code → the name it counts under"""


@dataclass(frozen=True, slots=True)
class Task:
    """One file: where it lies (path or URL), its name below the folder, and the way to it from the roll-up.

    `reading` is a packed submission, where an earlier run has read these very bytes (`sha256`) already.
    """

    where: str
    name: str
    link: str
    sha256: str = ""
    reading: bytes = b""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file: `refused` says why there is no digest. `rows`: sheet → packed rows. `unit`, `code` as
    typed, `named` as it counts; `reading`: the packed submission, where it was read just now; `again`: the file could not
    be had this time, which says nothing about the next."""

    name: str
    sha256: str
    refused: str = ""
    digest: bytes = b""
    rows: tuple[tuple[str, bytes], ...] = ()
    unit: str = ""
    code: str = ""
    named: str = ""
    reading: bytes = b""
    again: bool = False


def process(tasks: Sequence[Task], naming: Naming) -> list[Done]:
    """All the work for some files."""
    return [_one(task, naming) for task in tasks]


def _one(task: Task, naming: Naming) -> Done:
    sha256 = task.sha256
    try:
        known = _unpacked(task)
        if known is not None:
            return _digested(task, known, naming, b"")
        given = content(task.where, task.name)
        sha256 = hashlib.sha256(given).hexdigest()
        submission = read_submission_bytes(task.name.rpartition("/")[2], given)
        return _digested(task, submission, naming, pack(submission))
    except UnreadableFile as fault:
        return Done(task.name, sha256, str(fault))
    except OSError as fault:
        return Done(task.name, sha256, f"文件{cannot_read(fault)}", again=True)
    except Exception as fault:  # a fault of ours must not stop the other files, nor be taken for the unit's
        return Done(task.name, sha256, own_fault(fault))


def _unpacked(task: Task) -> Submission | None:
    """The reading that came with the task; None where there is none, or a damaged one."""
    try:
        return unpack(task.reading) if task.reading else None
    except ValueError:
        return None


def _digested(task: Task, submission: Submission, naming: Naming, reading: bytes) -> Done:
    submission = replace(submission, file=task.name.rpartition("/")[2])
    ran = run(submission)
    code = code_of(submission)
    unit = named(submission.unit, code, naming)
    file = File(
        task.name, task.link, submission.sha256, submission, tuple(ran.findings), unit, _outcomes(ran), ran.assessed
    )
    digest, rows = make_digest(file)
    return Done(
        task.name, submission.sha256, digest=pack_digest(digest), rows=tuple(rows.items()), unit=submission.unit,
        code=code, named=unit, reading=reading,
    )  # fmt: skip


def _outcomes(ran: Ran) -> Outcomes:
    by_state: dict[str, list[str]] = {"found": [], "passed": [], "skipped": []}
    skipped: dict[str, list[str]] = {}
    for one in ran.outcomes:
        by_state[one.state].append(one.code)
        if one.state == "skipped":
            skipped.setdefault(one.reason, []).append(one.code)
    return Outcomes(tuple(by_state["found"]), tuple(by_state["passed"]), skipped)


def named(unit: str, code: str, naming: Naming) -> str:
    """The name that a unit counts under: the register's, by code or exact name; else its own, as typed."""
    return (code and naming.get(code_key(code))) or naming.get(squeeze(unit)) or unit.strip()


def died(task: Task) -> Done:
    """The answer for a file at which a whole process died."""
    return Done(task.name, task.sha256, "读这个文件时程序意外中断（可能是内存不够），请把文件交给维护者")
