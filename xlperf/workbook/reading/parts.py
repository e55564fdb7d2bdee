"""The parts of a workbook's package that reading needs, found by their relations; bounded in size."""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from xlperf.errors import UnreadableFile

MAX_UNPACKED = 200 * 1024 * 1024
MAX_PARTS = 5_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def local(element: etree._Element) -> str:
    """The tag without namespace, so that strict and transitional files read alike; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Parts:
    """An opened package. Raises UnreadableFile (Chinese) for what is not a workbook that can be read."""

    def __init__(self, path: Path) -> None:
        _look(path)
        self._zip = zipfile.ZipFile(path)
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise UnreadableFile(f"文件解开后超过 {MAX_UNPACKED // 1024 // 1024} MB 的上限，不像是自评表，没有读")
        self._names = {info.filename for info in infos}
        self._workbook = self._target("", "officeDocument")
        if not self._workbook or "workbook" not in self._workbook:
            raise UnreadableFile(_not_a_workbook(self._names))
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
        """When the file says it was last saved (ISO 8601), or ""."""
        if "docProps/core.xml" not in self._names:
            return ""
        found = [e.text or "" for e in self._parse("docProps/core.xml").iter() if local(e) == "modified"]
        return found[0] if found else ""

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
    """Refuse, with the reason, what the first bytes show not to be a workbook."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if path.name.startswith("~$"):
        raise UnreadableFile("这是 Excel 打开文件时留下的临时文件，不是报送件")
    if not head:
        raise UnreadableFile("文件是空的（0 字节），请重新发送")
    if head.startswith(_OLE):
        raise UnreadableFile("是旧格式（.xls、.et、.doc）或有密码的文件，暂不支持。请去掉密码、另存为 .xlsx 再报")
    if head.startswith(b"%PDF"):
        raise UnreadableFile("是 PDF 文件，读不出表格。请报 Excel 工作簿（.xlsx）")
    if not head.startswith(_ZIP):
        raise UnreadableFile("不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 另存为 .xlsx 再报")


def _not_a_workbook(names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "是 Word 文件（.docx），暂不支持。请把表格填到 Excel 模板里再报"
    if "mimetype" in names:
        return "是 OpenDocument 文件（.ods、.odt），暂不支持。请另存为 .xlsx 再报"
    return "是压缩包或别的文件，不是 Excel 工作簿。请解压后逐个报送 .xlsx"
