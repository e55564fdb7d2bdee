"""Ledger (收件台账): every file of the folder has a line and a state; which of several files of a unit counts.

The rule is that of xlperf.rollup.register (RULES tells it to people); here it is applied to whole submissions: forms
that do not count any more are taken out, with their findings and repairs.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from xlperf.errors import XlperfError
from xlperf.model.finding import Finding
from xlperf.model.load import load_edition
from xlperf.model.register import Register
from xlperf.model.submission import FilledForm, Submission
from xlperf.rollup.register.file_state import FileState
from xlperf.rollup.register.sent import BEIJING, Sent, beijing, refused_file, sent_of
from xlperf.rollup.register.states import Settlement, Standing, own_key, settle_sent

__all__ = [
    "BEIJING",
    "STATES",
    "Balance",
    "Entry",
    "State",
    "balance",
    "beijing",
    "form_label",
    "is_system_file",
    "light",
    "project_of",
    "settle",
    "settle_entries",
    "unit_key",
    "year_of",
]

State = Literal["accepted", "refused", "superseded"]
STATES: dict[State, str] = {"accepted": "接收", "refused": "退回", "superseded": "被替代"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. `reason`: why refused, or superseded by which file after which rule, or what of it does not count.

    `saved` and `modified` are ISO 8601: when the file says it was saved (else when it was modified), and the file
    system's own time ("" if not known). `size` in bytes. `standing`: the finer state, once settled.
    """

    path: Path
    name: str
    sha256: str
    size: int
    state: State
    reason: str = ""
    submission: Submission | None = None
    findings: tuple[Finding, ...] = ()
    saved: str = ""
    modified: str = ""
    standing: FileState | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The equation: accepted + refused + superseded = files."""

    files: int
    accepted: int
    refused: int
    superseded: int


def balance(entries: Sequence[Entry]) -> Balance:
    """Count the states. Raises XlperfError (a fault of ours) where a file would be lost or stand twice."""
    states = Counter(entry.state for entry in entries)
    found = Balance(len(entries), states["accepted"], states["refused"], states["superseded"])
    if found.accepted + found.refused + found.superseded != found.files:
        raise XlperfError(f"收件台账不平：{found}")
    twice = [name for name, times in Counter(entry.name for entry in entries).items() if times > 1]
    if twice:
        raise XlperfError(f"收件台账里文件重复登记：{'、'.join(twice)}")
    for entry in entries:
        if (entry.state == "accepted" and entry.submission is None) or (entry.state != "accepted" and not entry.reason):
            raise XlperfError(f"收件台账缺内容：{entry.name}（{STATES[entry.state]}）")
    return found


def settle(entries: Iterable[Entry]) -> list[Entry]:
    """Decide which accepted files count; the entries in their order, some now superseded or refused."""
    return settle_entries(entries)[0]


def settle_entries(
    entries: Iterable[Entry], register: Register | None = None, year: int | None = None
) -> tuple[list[Entry], Settlement]:
    """As `settle`, against a register; and the settlement with its equation, for 催报清单. Both equations are checked.

    Raises XlperfError (a fault of ours) where a file would be lost or stand twice.
    """
    given = list(entries)
    balance(given)
    settlement = settle_sent(map(light, given), register, year)
    settled = [_settled(entry, standing) for entry, standing in zip(given, settlement.standings, strict=True)]
    balance(settled)
    return settled, settlement


def light(entry: Entry) -> Sent:
    """The entry without its submission: all that is needed to settle it."""
    submission = entry.submission
    if entry.state != "accepted" or submission is None:
        return refused_file(entry.name, entry.reason, sha256=entry.sha256, size=entry.size, modified=entry.modified)
    modified = entry.modified or (entry.saved if entry.saved != submission.saved else "")
    sent = sent_of(entry.name, submission, entry.findings, size=entry.size, modified=modified)
    return replace(sent, sha256=entry.sha256)


def _settled(entry: Entry, standing: Standing) -> Entry:
    """With its state, and of its submission only what counts."""
    if entry.state != "accepted":
        return replace(entry, standing=entry.standing or standing.state)
    states: dict[str, State] = {"accepted": "accepted", "refused": "refused"}
    state = states.get(standing.state.term, "superseded")
    settled = replace(entry, state=state, reason=standing.reason, standing=standing.state)
    submission = entry.submission
    if state != "accepted" or submission is None or len(standing.counts) == len(submission.forms):
        return settled
    kept = tuple(submission.forms[n] for n in standing.counts)
    gone = [form for n, form in enumerate(submission.forms) if n not in standing.counts]
    return replace(settled, submission=_left(submission, gone, kept), findings=_of_kept(entry, gone, kept))


def unit_key(entry: Entry) -> tuple[str, int | None]:
    """Unit (squeezed) and year; a submission without a unit name stands for itself."""
    submission = entry.submission
    if submission is None:
        return f"\0{entry.name}", None
    return own_key(Sent(entry.name, entry.sha256, unit=submission.unit)), year_of(submission)


def year_of(submission: Submission) -> int | None:
    """The year its forms say, else its edition's."""
    return submission.year or (load_edition(submission.edition).year if submission.edition else None)


def is_system_file(name: str) -> bool:
    """What systems and spreadsheet programs leave in a folder: nobody sent it."""
    own = name.rstrip("/").rpartition("/")[2].lower()
    return own in (".ds_store", "thumbs.db", "desktop.ini") or own.startswith(("~$", ".~lock.", "._"))


def form_label(form: FilledForm) -> str:
    """附件1, 附件2, 附件3“业务工作经费”, 汇总表: how the officer calls a form."""
    label = {"base": "附件1", "dept": "附件2", "list": "项目汇总表"}.get(form.form)
    return label or f"附件3“{form.text('name') or form.sheet}”"


def _left(submission: Submission, gone: Sequence[FilledForm], kept: tuple[FilledForm, ...]) -> Submission:
    """With the forms that are kept; repairs on sheets of which nothing counts go with the forms."""
    sheets = {form.sheet for form in gone} - {form.sheet for form in kept}
    return replace(submission, forms=kept, repairs=tuple(r for r in submission.repairs if r.sheet not in sheets))


def _of_kept(entry: Entry, gone: Sequence[FilledForm], kept: Sequence[FilledForm]) -> tuple[Finding, ...]:
    """The findings without those on forms that do not count any more."""
    sheets = {(form.form, form.sheet) for form in gone} - {(form.form, form.sheet) for form in kept}
    numbers = {str(form.ordinal) for form in gone if form.form == "project"}
    return tuple(
        finding
        for finding in entry.findings
        if (finding.form, finding.sheet) not in sheets and project_of(finding) not in numbers
    )


def project_of(finding: Finding) -> str:
    """The number of the project form that the finding is about, as its field says it (project.2.total_rate); or ""."""
    match = re.match(r"project\.(\d+)\.", finding.field)
    return match[1] if match else ""
