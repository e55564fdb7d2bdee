"""Ledger (收件台账): every file of the folder has a line and a state; which of several files of a unit counts.

The rule is that of xlperf.rollup.register (RULES tells it to people); here it is applied to the entries of a roll-up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from xlperf.errors import XlperfError
from xlperf.model.register import Register
from xlperf.rollup.entry import Entry
from xlperf.rollup.register.file_state import TERMS
from xlperf.rollup.register.sent import Brought, Sent, refused_file
from xlperf.rollup.register.states import Settlement, Standing, settle_sent

if TYPE_CHECKING:
    from xlperf.rollup.revision import Revision


@dataclass(frozen=True, slots=True)
class Balance:
    """The equation: accepted + refused + superseded + duplicate = files."""

    files: int
    accepted: int
    refused: int
    superseded: int
    duplicate: int


def balance(entries: Sequence[Entry]) -> Balance:
    """Count the states. Raises XlperfError (a fault of ours) where a file would be lost or stand twice."""
    states = Counter(entry.state for entry in entries)
    found = Balance(len(entries), *(states[term] for term in TERMS))
    if sum(states[term] for term in TERMS) != found.files:
        raise XlperfError(f"收件台账不平：{found}")
    twice = [name for name, times in Counter(entry.name for entry in entries).items() if times > 1]
    if twice:
        raise XlperfError(f"收件台账里文件重复登记：{'、'.join(twice)}")
    for entry in entries:
        if (entry.state == "accepted" and entry.digest is None) or (entry.state != "accepted" and not entry.reason):
            raise XlperfError(f"收件台账缺内容：{entry.name}（{TERMS[entry.state]}）")
    return found


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries in their order, with their states; the settlement with both equations, for 催报清单; and what units
    changed where they sent a form more than once, in the order of 版本变化."""

    entries: tuple[Entry, ...]
    settlement: Settlement
    revisions: "tuple[Revision, ...]" = ()

    @property
    def balance(self) -> Balance:
        """The equation of the files."""
        return balance(self.entries)


def settle(entries: Iterable[Entry], register: Register | None = None, year: int | None = None) -> Ledger:
    """Decide which files count, against a register if there is one. Both equations are checked.

    Raises XlperfError (a fault of ours) where a file would be lost or stand twice.
    """
    given = list(entries)
    balance(given)
    settlement = settle_sent(map(light, given), register, year)
    settled = tuple(_settled(entry, standing) for entry, standing in zip(given, settlement.standings, strict=True))
    balance(settled)
    return Ledger(settled, settlement)


def light(entry: Entry) -> Sent:
    """What must be known of the entry to settle it."""
    digest = entry.digest
    if entry.state == "refused" or digest is None:
        return refused_file(entry.name, entry.reason, sha256=entry.sha256, size=entry.size, modified=entry.modified)
    brought = digest.brought
    return Sent(
        entry.name,
        entry.sha256,
        entry.size,
        unit=digest.unit,
        code=digest.code,
        year=digest.year,
        saved=digest.saved,
        modified=entry.modified or (entry.saved if entry.saved != digest.saved else ""),
        receipt=digest.made,
        forms=tuple(Brought(*form) for form in brought.forms),
        has_errors=brought.has_errors,
        faulty=tuple(brought.faulty),
        incomplete=brought.incomplete,
        listed=tuple(brought.listed),
        edition=digest.edition,
    )


def _settled(entry: Entry, standing: Standing) -> Entry:
    """With its state, and of its parts only what counts."""
    if entry.state == "refused":
        return replace(entry, standing=entry.standing or standing.state)
    forms = len(standing.sent.forms)
    gone = frozenset(range(forms)) - frozenset(standing.counts) if standing.counts else frozenset()
    return replace(
        entry,
        state=standing.state.term,
        standing=standing.state,
        reason=standing.reason,
        note=standing.note,
        by=standing.by,
        gone=gone,
    )


def is_system_file(name: str) -> bool:
    """What systems and spreadsheet programs leave in a folder: nobody sent it."""
    own = name.rstrip("/").rpartition("/")[2].lower()
    return own in (".ds_store", "thumbs.db", "desktop.ini") or own.startswith(("~$", ".~lock.", "._"))
