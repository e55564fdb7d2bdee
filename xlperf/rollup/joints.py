"""Joints (接缝): which finished rows are joined to which sheet of the workbook, in which order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import Protocol

from xlperf.rollup.content import Content
from xlperf.rollup.packing import unpack_blocks, unpack_keyed, unpack_revision
from xlperf.rollup.pieces import Piece, rows_piece
from xlperf.rollup.sheets import Sheet
from xlperf.rollup.splice import Joint, sheet_part
from xlperf.rollup.table import Table

TOGETHER = 1000
"""rows of a table in the order of a key that are deflated together"""
Blocks = Callable[[bytes], Sequence[bytes]]
Place = tuple[str, int]
"""a file's name, and which of its blocks"""


class RowStore(Protocol):
    """Where the finished rows lie."""

    def rows(self, sheet: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The packed rows of a sheet for the files named, in this order; files without rows there are left out."""


def joints(content: Content, store: RowStore) -> dict[str, Joint]:
    """What is joined, by the part of each sheet in the workbook."""
    made = dict[str, Joint]()
    waiting: Iterator[Joint] = iter(())
    for number, (sheet, table) in enumerate(content.pages(), 1):
        if table is not None and table.name == sheet.name and sheet.long:
            waiting = _sheet_joints(content, store, sheet, table)
        if table is not None and table.spliced:
            made[sheet_part(number)] = next(waiting)
    return made


def _sheet_joints(content: Content, store: RowStore, sheet: Sheet, table: Table) -> Iterator[Joint]:
    """One for each sheet that the table stands on."""
    if sheet.key:
        yield from _keyed(content, store, sheet, table)
        return
    unpack: Blocks = _revision_blocks if sheet.revisions else unpack_blocks
    found = list(_revisions(content) if sheet.revisions else _by_unit(content, sheet.name))
    start = 0
    for part in table.parts:
        end, rows = start, 0
        while rows < part.spliced:
            rows += found[end][1].rows
            end += 1
        places = [place for place, _ in found[start:end]]
        measures = tuple(measure for _, measure in found[start:end])
        yield Joint(measures, partial(_stored, store, sheet.name, places, unpack))
        start = end


def _by_unit(content: Content, sheet: str) -> Iterator[tuple[Place, Piece]]:
    for unit in content.accepted:
        for entry in unit.entries:
            yield from (((entry.name, n), part.rows[sheet]) for n, part in entry.parts if sheet in part.rows)


def _revisions(content: Content) -> Iterator[tuple[Place, Piece]]:
    for revision in content.settled.revisions:
        yield from (((revision.entry.name, n), measure) for n, measure in enumerate(revision.measures))


def _revision_blocks(packed: bytes) -> Sequence[bytes]:
    return unpack_revision(packed)[2]


def _stored(store: RowStore, sheet: str, places: Sequence[Place], unpack: Blocks) -> Iterator[bytes]:
    """The data of pieces, file by file."""
    numbers = {name: [n for _, n in group] for name, group in groupby(places, key=itemgetter(0))}
    for name, packed in store.rows(sheet, numbers):
        blocks = unpack(packed)
        yield from (blocks[number] for number in numbers[name])


def _keyed(content: Content, store: RowStore, sheet: Sheet, table: Table) -> Iterator[Joint]:
    """Rows in the order of a key, those of one key in the order of the units."""
    entries = {entry.name: {n for n, _ in entry.parts} for unit in content.accepted for entry in unit.entries}
    found: dict[str, list[str]] = {}
    for name, packed in store.rows(sheet.name, entries):
        for number, keyed in enumerate(unpack_keyed(packed)):
            for key, xml in keyed if number in entries[name] else ():
                found.setdefault(key, []).append(xml)
    rows = chain.from_iterable(found[key] for key in sorted(found))
    for part in table.parts:
        pieces = list(_pieces(islice(rows, part.spliced)))
        yield Joint(tuple(pieces), partial(_data, pieces))


def _data(pieces: Sequence[Piece]) -> Iterator[bytes]:
    return (piece.data for piece in pieces)


def _pieces(rows: Iterator[str]) -> Iterator[Piece]:
    while some := list(islice(rows, TOGETHER)):
        yield rows_piece(some)
