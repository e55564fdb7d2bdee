"""Packing (打包): a zip package from parts of which most are compressed already; `zipfile` would compress them all again."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_DEFLATED, _VERSION, _DATE = 8, 20, (1 << 5) | 1
"""method; what is needed to unpack; 1 January 1980"""


@dataclass(frozen=True, slots=True)
class Packed:
    """One part as it stands in the package."""

    name: str
    content: bytes
    size: int
    crc: int

    def head(self) -> bytes:
        """What both headers of the part have in common."""
        name = self.name.encode()
        numbers = (_VERSION, 0, _DEFLATED, 0, _DATE, self.crc, len(self.content), self.size, len(name), 0)
        return struct.pack("<5H3L2H", *numbers)


def packed(name: str, content: bytes) -> Packed:
    """Compress a part."""
    work = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(name, work.compress(content) + work.flush(), len(content), zlib.crc32(content))


def pack(parts: Sequence[Packed]) -> bytes:
    """The package. Names are plain ASCII, sizes small: no extensions of the format are needed."""
    out: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for part in parts:
        name = part.name.encode("ascii")
        directory.append(
            b"PK\x01\x02" + struct.pack("<H", _VERSION) + part.head() + struct.pack("<3H2L", 0, 0, 0, 0, at) + name
        )
        out += (b"PK\x03\x04" + part.head() + name, part.content)
        at += len(out[-2]) + len(part.content)
    size = sum(len(entry) for entry in directory)
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, len(parts), len(parts), size, at, 0)
    return b"".join([*out, *directory, end])
