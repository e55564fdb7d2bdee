"""The parts of a workbook's package that reading needs, found by their relations; bounded in size."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xlperf.errors import UnreadableFile
from xlperf.workbook.product import AUTHOR
from xlperf.workbook.reading.kinds import OLE, broken, other_package, refusal

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 5_000
_HEAD = 4096
"""bytes that tell most files"""
_NEVER_SAVED = "2024-01-01T00:00:00Z"
"""stands in what we write of files that say no time themselves"""


def local(element: etree._Element) -> str:
    """The tag without namespace, so that strict and transitional files read alike; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Parts:
    """An opened package. Raises UnreadableFile (Chinese) for what is not a workbook that can be read."""

    def __init__(self, path: Path) -> None:
        _look(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as fault:
            raise UnreadableFile(broken(path.name)) from fault
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise UnreadableFile(f"文件解开后超过 {MAX_UNPACKED // 1024 // 1024} MB 的上限，不像是自评表，没有读")
        self._names = {info.filename for info in infos}
        self._workbook = self._target("", "officeDocument")
        if not self._workbook or "workbook" not in self._workbook:
            raise UnreadableFile(other_package(path.name, self._names))
        self._relations = self._read_relations(self._workbook)

    def root(self, kind: str) -> etree._Element:
        """The root of `workbook`, or of a part that the workbook leads to by this kind."""
        return self._parse(self._workbook if kind == "workbook" else self._target(self._workbook, kind))

    def iter(self, kind: str) -> Iterator[etree._Element]:
        """All elements of a part of this kind; none if there is no such part."""
        part = self._target(self._workbook, kind)
        if part in self._names:
            yield from self._parse(part).iter()

    def children(self, kind: str, tag: str) -> Iterator[etree._Element]:
        """The elements of one tag in a part of this kind."""
        return (element for element in self.iter(kind) if local(element) == tag)

    def sheet(self, relation: str) -> bytes | None:
        """The bytes of a worksheet by the id of its relation; None for sheets without cells (charts)."""
        kind, part = self._relations[relation]
        return self._zip.read(part) if kind == "worksheet" else None

    def saved(self) -> str:
        """When the file says it was last saved (ISO 8601, to the second), or "".

        The fixed time in a file of ours that nobody saved since says nothing.
        """
        if "docProps/core.xml" not in self._names:
            return ""
        said = {local(e): (e.text or "").strip() for e in self._parse("docProps/core.xml").iter()}
        saved = re.sub(r"\.\d+", "", said.get("modified", ""))
        return "" if said.get("creator") == AUTHOR and saved == _NEVER_SAVED else saved

    def _parse(self, part: str) -> etree._Element:
        return etree.fromstring(self._zip.read(part), etree.XMLParser(resolve_entities=False, no_network=True))

    def _read_relations(self, part: str) -> dict[str, tuple[str, str]]:
        name = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
        if name not in self._names:
            return {}
        found = {}
        for relation in self._parse(name):
            goal = str(relation.get("Target"))
            inside = goal.lstrip("/") if goal.startswith("/") else posixpath.join(posixpath.dirname(part), goal)
            kind = str(relation.get("Type")).rpartition("/")[2]
            found[str(relation.get("Id"))] = (kind, posixpath.normpath(inside))
        return found

    def _target(self, part: str, kind: str) -> str:
        return next((goal for type_, goal in self._read_relations(part).values() if type_ == kind), "")


def _look(path: Path) -> None:
    """Refuse, with the reason, what name and content show not to be a workbook."""
    with path.open("rb") as stream:
        content = stream.read(_HEAD)
        if content.startswith(OLE):
            content += stream.read(MAX_UNPACKED)
    reason = refusal(path.name, content)
    if reason:
        raise UnreadableFile(reason)
