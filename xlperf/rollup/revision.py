"""Revisions (改报): a unit sent the same form more than once; what changed between the file that counts and another.

Each form that does not count is laid beside the same form of a file that does: 附件1, 附件2, 汇总 by what they are, 附件3
by the project's name. A file that is replaced as a whole is laid beside the one in its stead with all its forms, so
that projects under new names, and forms that came or went, are seen too.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlperf.model.difference import Change, difference
from xlperf.model.submission import Submission
from xlperf.model.values import squeeze
from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import light
from xlperf.rollup.pieces import Piece, rows_piece
from xlperf.rollup.register.file_state import FileState
from xlperf.rollup.register.sent import Brought
from xlperf.rollup.register.versions import what
from xlperf.rollup.rows import Rows
from xlperf.rollup.sheets import Sheet, all_sheets

PARTLY = "部分被替代"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files of a unit and the positions of the forms that are compared; `other` is the one that does not count."""

    other: Entry
    counts: Entry
    forms: tuple[int, ...]
    """of `other`"""
    beside: tuple[int, ...]
    """of `counts`"""
    whole: bool
    """nothing of `other` counts, and `counts` is what counts in its stead"""
    returned: bool
    """`other` is the newer one: it was sent back"""

    @property
    def state(self) -> str:
        """被替代, 部分被替代, 有误退回."""
        return PARTLY if self.other.state == "accepted" else str(self.other.standing or FileState.SUPERSEDED)

    @property
    def files(self) -> tuple[Entry, Entry]:
        """The older and the newer."""
        return (self.counts, self.other) if self.returned else (self.other, self.counts)


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair and what changed from the older file to the newer."""

    pair: Pair
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A file that does not count, wholly or in part, its pairs, and for each of them a measure of its rows in 版本变化."""

    entry: Entry
    pairs: tuple[Pair, ...]
    measures: tuple[Piece, ...]

    @property
    def changed(self) -> int:
        """How many cells changed."""
        return sum(measure.rows for measure in self.measures)


def revised(entries: Sequence[Entry]) -> Iterator[tuple[Entry, tuple[Pair, ...]]]:
    """Settled entries that do not count, wholly or in part, and beside what they are laid; by unit, year, age."""
    groups: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.digest is not None and squeeze(entry.unit):
            groups[squeeze(entry.unit), entry.digest.year].append(entry)
    for key in sorted(key for key, group in groups.items() if len(group) > 1):
        group = sorted(groups[key], key=lambda entry: light(entry).age)
        for entry in group:
            pairs = tuple(_pairs(entry, group))
            if pairs:
                yield entry, pairs


def compare(pair: Pair, other: Submission, counts: Submission) -> Compared:
    """What changed; `other` and `counts` are the pair's files as read."""
    mine, theirs = _only(other, pair.forms, pair.whole), _only(counts, pair.beside, pair.whole)
    old, new = (theirs, mine) if pair.returned else (mine, theirs)
    return Compared(pair, difference(old, new, whole_forms=True))


def finished(compared: Compared) -> Piece:
    """Its rows as they stand in the workbook."""
    sheet = revision_sheet()
    assert sheet.revisions is not None
    rows = Rows(sheet.columns)
    return rows_piece([rows.xml(row) for row in sheet.revisions(compared)])


def revision_sheet() -> Sheet:
    """版本变化."""
    return next(sheet for sheet in all_sheets() if sheet.revisions is not None)


def _pairs(entry: Entry, group: Sequence[Entry]) -> Iterator[Pair]:
    left = dict(_left_out(entry))
    if not left:
        return
    others = [one for one in reversed(group) if one is not entry and one.state == "accepted"]
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, form in left.items():
        holder = next(
            ((one.name, n) for one in others for n, own in _counting(one) if what(own) == what(form) != ""), None
        )
        if holder is not None:
            found[holder[0]].append((number, holder[1]))
    whole = entry.state != "accepted"
    main = next((one.name for one in others if one.name == entry.by), next(iter(found), "")) if whole else ""
    for one in others:
        if one.name in found or one.name == main:
            yield _pair(entry, one, found.get(one.name, []), left, main=one.name == main, rest=_rest(left, found))


def _pair(
    entry: Entry,
    counts: Entry,
    same: Sequence[tuple[int, int]],
    left: dict[int, Brought],
    *,
    main: bool,
    rest: set[int],
) -> Pair:
    """With the file in its stead go the forms that no file has again, and projects that only that file has."""
    forms, beside = {n for n, _ in same}, {n for _, n in same}
    if main:
        forms |= rest
        if any(form.kind == "project" for form in left.values()):
            beside |= {n for n, form in _counting(counts) if form.kind == "project"}
    return Pair(
        entry, counts, tuple(sorted(forms)), tuple(sorted(beside)), whole=main,
        returned=light(entry).age > light(counts).age,
    )  # fmt: skip


def _rest(left: Iterable[int], found: dict[str, list[tuple[int, int]]]) -> set[int]:
    return set(left) - {number for same in found.values() for number, _ in same}


def _left_out(entry: Entry) -> Iterator[tuple[int, Brought]]:
    """The forms that do not count because another file is newer, or faultless."""
    assert entry.digest is not None
    replaced = entry.state == "superseded" or entry.standing is FileState.RETURNED
    for number, form in enumerate(entry.digest.brought.forms):
        if replaced or (entry.state == "accepted" and number in entry.gone):
            yield number, Brought(*form)


def _counting(entry: Entry) -> Iterator[tuple[int, Brought]]:
    assert entry.digest is not None
    yield from ((n, Brought(*form)) for n, form in enumerate(entry.digest.brought.forms) if n not in entry.gone)


def _only(submission: Submission, forms: Sequence[int], whole: bool) -> Submission:
    """With some of its forms; cells outside all forms belong to a file as a whole."""
    kept = tuple(submission.forms[number] for number in forms)
    return replace(submission, forms=kept, unplaced=submission.unplaced if whole else ())
