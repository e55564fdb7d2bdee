"""Revising (改报): what units changed where they sent a form more than once; worked out once for each pair of files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from sqlite3 import DatabaseError

from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import Ledger
from xlperf.rollup.packing import pack_revision, unpack_revision
from xlperf.rollup.pieces import Piece
from xlperf.rollup.revision import Pair, Revision, compare, finished, revised, revision_sheet
from xlperf.usecases.rolling.files import Files
from xlperf.usecases.rolling.store import Store
from xlperf.usecases.rolling.versions import engine_version

PUT = 256
"""files in one transaction"""


def with_revisions(settled: Ledger, store: Store) -> Ledger:
    """The ledger with the changes between versions; only pairs of files that are new are compared."""
    sheet, files = revision_sheet().name, Files(store)
    found = list(revised(settled.entries))
    known = dict(_known(store, sheet, [entry.name for entry, _ in found]))
    made: list[Revision] = []
    waiting: list[tuple[str, bytes]] = []
    for entry, pairs in found:
        key = _key(pairs)
        measures = known[entry.name][1] if entry.name in known and known[entry.name][0] == key else None
        if measures is None:
            pieces = [_compared(pair, files) for pair in pairs]
            waiting.append((entry.name, pack_revision(key, pieces)))
            measures = tuple(piece.measure for piece in pieces)
            if len(waiting) >= PUT:
                store.put_rows(sheet, waiting)
                waiting = []
        made.append(Revision(entry, pairs, measures))
    if waiting:
        store.put_rows(sheet, waiting)
    return replace(settled, revisions=tuple(made))


def _known(store: Store, sheet: str, names: Sequence[str]) -> Iterator[tuple[str, tuple[str, tuple[Piece, ...]]]]:
    """File → key and measures of what is there already; what is damaged is made anew."""
    for name, packed in store.rows(sheet, names):
        try:
            yield name, unpack_revision(packed)[:2]
        except (ValueError, TypeError):
            continue


def _compared(pair: Pair, files: Files) -> Piece:
    try:
        other, counts = files.reading(pair.other), files.reading(pair.counts)
    except (KeyError, ValueError) as fault:  # the store is not what it was: whoever opened it makes it anew
        raise DatabaseError(str(fault)) from fault
    return finished(compare(pair, other, counts))


def _key(pairs: Sequence[Pair]) -> str:
    """Of all that the rows depend on."""
    parts = [(_file(p.other), _file(p.counts), p.forms, p.beside, p.whole, p.returned, p.state) for p in pairs]
    return sha256(repr((engine_version(), parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _file(entry: Entry) -> tuple[str, ...]:
    return entry.sha256, entry.name, entry.link, entry.unit
