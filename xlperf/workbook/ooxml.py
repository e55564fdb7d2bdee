"""A copy of a workbook in which single parts are changed; all other parts go over byte for byte (开放打包约定)."""

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
).split()


def main(tag: str) -> str:
    """A tag of the spreadsheet's main namespace."""
    return f"{{{MAIN}}}{tag}"


class Package:
    """The parts of an .xlsx/.xlsm: read, changed or added in memory, then written to another file."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._names = set(self._zip.namelist())
        self._trees: dict[str, etree._Element] = {}

    def has(self, part: str) -> bool:
        """Whether the part is there, in the file or added."""
        return part in self._names or part in self._trees

    def xml(self, part: str) -> etree._Element:
        """A part as a tree; changes to it are written by save()."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self._zip.read(part), _SAFE)
        return self._trees[part]

    def add(self, part: str, root: etree._Element) -> None:
        """A new part."""
        self._trees[part] = root

    def free_name(self, pattern: str) -> str:
        """A part name that is not taken: pattern has one {}."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> etree._Element:
        """The relations of a part ("" is the package itself); made if there are none."""
        name = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
        if not self.has(name):
            self.add(name, etree.Element(f"{{{PACKAGE}}}Relationships", nsmap={None: PACKAGE}))
        return self.xml(name)

    def target(self, part: str, *, id: str = "", kind: str = "") -> str:
        """The part that a relation of `part` leads to, by id or by the end of its type; "" if there is none."""
        for relation in self.relations(part):
            if (id and relation.get("Id") == id) or (kind and str(relation.get("Type")).endswith("/" + kind)):
                goal = str(relation.get("Target"))
                inside = posixpath.normpath(posixpath.join(posixpath.dirname(part), goal))
                return goal.lstrip("/") if goal.startswith("/") else inside
        return ""

    def relate(self, part: str, kind: str, goal: str) -> str:
        """A new relation from part to goal; its id."""
        relations = self.relations(part)
        taken = {relation.get("Id") for relation in relations}
        number = 1
        while f"rIdXp{number}" in taken:
            number += 1
        attributes = {"Id": f"rIdXp{number}", "Type": f"{RELATION}/{kind}", "Target": "/" + goal}
        etree.SubElement(relations, f"{{{PACKAGE}}}Relationship", attributes)
        return f"rIdXp{number}"

    def declare(self, content_type: str, *, part: str = "", extension: str = "") -> None:
        """The content type of a part, or of an extension (once)."""
        types = self.xml("[Content_Types].xml")
        if part:
            etree.SubElement(types, f"{{{TYPES}}}Override", PartName="/" + part, ContentType=content_type)
        elif not any(str(entry.get("Extension")).lower() == extension for entry in types):
            types.insert(0, etree.Element(f"{{{TYPES}}}Default", Extension=extension, ContentType=content_type))

    def save(self, path: Path) -> None:
        """Write the copy. Untouched parts keep their bytes."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._zip.infolist():
                changed = info.filename in self._trees
                out.writestr(info, self._bytes(info.filename) if changed else self._zip.read(info.filename))
            for part in self._trees:
                if part not in self._names:
                    out.writestr(zipfile.ZipInfo(part), self._bytes(part), zipfile.ZIP_DEFLATED)

    def _bytes(self, part: str) -> bytes:
        return bytes(etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True))


def put_in_order(sheet: etree._Element, child: etree._Element) -> None:
    """Insert a child of <worksheet> where the schema wants it."""
    rank = _ORDER.index(etree.QName(child).localname)
    for position, other in enumerate(sheet):
        name = etree.QName(other).localname
        if name in _ORDER and _ORDER.index(name) > rank:
            sheet.insert(position, child)
            return
    sheet.append(child)
