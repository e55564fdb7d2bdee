"""The parts of a workbook's package that reading needs, found by their relations; bounded in size."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from lxml import etree

from xlperf.errors import UnreadableFile
from xlperf.workbook.product import AUTHOR, CORE, Product, product_told
from xlperf.workbook.reading.kinds import broken, other_package, refusal

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 5_000
_NEVER_SAVED = "2024-01-01T00:00:00Z"
"""stands in what we write of files that say no time themselves"""
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_PLAIN_FLAGS = 0x080E
"""how hard it was packed, sizes told behind, names in UTF-8: all other flags are for zipfile to judge"""
_TOO_LARGE = f"文件解开后超过 {MAX_UNPACKED // 1024 // 1024} MB 的上限，不像是自评表，没有读"

BROKEN = (
    zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, LookupError, ValueError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""what a damaged package raises"""


def local(element: etree._Element) -> str:
    """The tag without namespace, so that strict and transitional files read alike; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def parse(content: bytes) -> etree._Element:
    """The root of a part, comments left out: they would cut texts in two. Raises XMLSyntaxError or ValueError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    declared = root.getroottree().docinfo.internalDTD is not None
    if declared and next(root.iter(etree.Entity), None) is not None:
        raise ValueError("entities of the file's own: what they stand for would be lost")
    return root


def content_of(path: Path) -> bytes:
    """A file's bytes, read once. Raises UnreadableFile for what is far too large to be read."""
    with path.open("rb") as stream:
        content = stream.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise UnreadableFile(refusal(path.name, content) or _TOO_LARGE)
    return content


class Parts:
    """An opened package. Raises UnreadableFile (Chinese) for what is not a workbook that can be read."""

    def __init__(self, name: str, content: bytes) -> None:
        reason = refusal(name, content)
        if reason:
            raise UnreadableFile(reason)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as fault:
            raise UnreadableFile(broken(name)) from fault
        self._content = content
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise UnreadableFile(_TOO_LARGE)
        self._names = {info.filename for info in infos}
        self._workbook = _first(self._read_relations(""), "officeDocument")
        if not self._workbook or "workbook" not in self._workbook:
            raise UnreadableFile(other_package(name, self._names))
        self._relations = self._read_relations(self._workbook)

    def workbook(self) -> bytes:
        """The part that lists the sheets."""
        return self.read(self._workbook)

    def part(self, kind: str) -> bytes | None:
        """The first part of this kind that the workbook leads to; None if there is none."""
        name = _first(self._relations, kind)
        return self.read(name) if name in self._names else None

    def sheet(self, relation: str) -> str | None:
        """The name of a worksheet's part by the id of its relation; None for sheets without cells (charts).

        Raises KeyError if it is not there.
        """
        kind, part = self._relations[relation]
        if kind != "worksheet":
            return None
        self._zip.getinfo(part)
        return part

    def read(self, part: str) -> bytes:
        """The bytes of a part, whole and of the right check sum; zipfile does what is not packed in the usual way."""
        info = self._zip.getinfo(part)
        start = info.header_offset
        if info.compress_type == zipfile.ZIP_DEFLATED and not info.flag_bits & ~_PLAIN_FLAGS:
            head = self._content[start : start + _LOCAL_HEADER.size]
            if len(head) == _LOCAL_HEADER.size:
                magic, name, extra = _LOCAL_HEADER.unpack(head)
                start += _LOCAL_HEADER.size
                named = self._content[start : start + name] == part.encode()
                packed = memoryview(self._content)[start + name + extra :][: info.compress_size]
                data = _inflate(packed, info.file_size) if magic == b"PK\x03\x04" and named else None
                if data is not None and zlib.crc32(data) == info.CRC:
                    return data
        return self._zip.read(part)

    @cached_property
    def _core(self) -> etree._Element | None:
        return parse(self.read(CORE)) if CORE in self._names else None

    def saved(self) -> str:
        """When the file says it was last saved (ISO 8601, to the second), or "".

        The fixed time in a file of ours that nobody saved since says nothing.
        """
        if self._core is None:
            return ""
        said = {local(e): (e.text or "").strip() for e in self._core.iter()}
        saved = re.sub(r"\.\d+", "", said.get("modified", ""))
        return "" if said.get("creator") == AUTHOR and saved == _NEVER_SAVED else saved

    def product(self) -> Product | None:
        """What of ours the file is; None for files of others."""
        return product_told(self._names, self._core)

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        name = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
        if name not in self._names:
            return {}
        found = {}
        for relation in parse(self.read(name)):
            goal = str(relation.get("Target"))
            inside = goal.lstrip("/") if goal.startswith("/") else posixpath.join(posixpath.dirname(part), goal)
            kind = str(relation.get("Type")).rpartition("/")[2]
            found[str(relation.get("Id"))] = (kind, posixpath.normpath(inside))
        return found


def _first(relations: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((goal for found, goal in relations.values() if found == kind), "")


def _inflate(packed: memoryview, size: int) -> bytes | None:
    """What is packed if it is whole and of this size; never unpacks more."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = unpacker.decompress(packed, size + 1)
    except zlib.error:
        return None
    return data if unpacker.eof and len(data) == size else None
