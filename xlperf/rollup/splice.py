"""Splicing (拼接): the long tables' finished rows joined into the workbook that XlsxWriter wrote.

Everything else in the workbook goes over as it is, still deflated. `ZipFile` itself writes the directory in the end.
"""

import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from xlperf.rollup.pieces import END, Piece, deflated, joined_crc

_LOCAL = struct.Struct("<26xHH")
HERE = b"<!--rows-->"
"""where finished rows are to be joined to a sheet"""


@dataclass(frozen=True, slots=True)
class Joint:
    """What is joined to one sheet: the pieces' measures, and their data on demand (read from the store as they are
    written)."""

    measures: tuple[Piece, ...]
    data: Callable[[], Iterable[bytes]]


def sheet_part(number: int) -> str:
    """The part of a sheet, from 1, as XlsxWriter names it."""
    return f"xl/worksheets/sheet{number}.xml"


def splice(source: Path | BinaryIO, target: Path, joints: Mapping[str, Joint]) -> None:
    """Write `target`: the package `source` with rows joined to the sheets whose parts are named in `joints`."""
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w") as made:
        for info in given.infolist():
            if info.filename in joints:
                _join(made, info, given.read(info), joints[info.filename])
            else:
                _copy(given, made, info)


def _copy(given: zipfile.ZipFile, made: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """One entry as it is, not inflated."""
    assert given.fp is not None
    given.fp.seek(info.header_offset)
    name, extra = _LOCAL.unpack(given.fp.read(_LOCAL.size))
    given.fp.seek(name + extra, 1)
    _append(made, info, [given.fp.read(info.compress_size)])


def _join(made: zipfile.ZipFile, info: zipfile.ZipInfo, xml: bytes, joint: Joint) -> None:
    head, mark, tail = xml.partition(HERE)
    assert mark, f"no room was left in {info.filename}"
    first, last = deflated(head), deflated(tail)
    pieces = (first, *joint.measures, last)
    entry = copy(info)
    entry.CRC = joined_crc(pieces)
    entry.file_size = sum(piece.length for piece in pieces)
    entry.compress_size = sum(piece.packed for piece in pieces) + len(END)
    entry.compress_type = zipfile.ZIP_DEFLATED
    _append(made, entry, _chain(first, joint, last))


def _chain(first: Piece, joint: Joint, last: Piece) -> Iterable[bytes]:
    yield first.data
    yield from joint.data()
    yield last.data
    yield END


def _append(made: zipfile.ZipFile, info: zipfile.ZipInfo, data: Iterable[bytes]) -> None:
    """An entry whose data is deflated already: sizes and checksum are known before."""
    entry = copy(info)
    entry.flag_bits &= ~0x08  # no descriptor follows the data
    entry.extra = b""
    assert made.fp is not None
    entry.header_offset = made.fp.tell()
    made.fp.write(entry.FileHeader())
    for block in data:
        made.fp.write(block)
    made.filelist.append(entry)
    made.NameToInfo[entry.filename] = entry
    made.start_dir = made.fp.tell()
    made._didModify = True  # type: ignore[attr-defined]
