"""Package (文档包): the parts of a document as one .docx, the same bytes from the same document."""

import zipfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from lxml import etree

from xlperf.rollup.report.docx.body import Body
from xlperf.rollup.report.docx.xml import FIGURES
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Date, Document, Figure, Gap, Title, checked

MADE = (1980, 1, 1, 0, 0, 0)
"""the time that every part of the package is said to be of"""
BODY, LIST, SECTION = "word/document.xml", "customXml/item1.xml", "section.xml"
CORE = "docProps/core.xml"
PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fonts.xml",
    "word/theme/theme1.xml": "theme.xml",
    "word/footer1.xml": "footer_odd.xml",
    "word/footer2.xml": "footer_even.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "customXml/itemProps1.xml": "figures_properties.xml",
    "customXml/_rels/item1.xml.rels": "figures_rels.xml",
}
"""part of the package → file in `parts`"""
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def write_docx(document: Document, source: Source, path: Path) -> None:
    """Write a document told from a roll-up to `path`. Raises OSError, and XlperfError where a figure is bound to nothing."""
    body = Body(checked(document))
    body.end(etree.fromstring(_part(SECTION)))
    made = {name: _part(file) for name, file in PARTS.items()}
    made |= {CORE: _core(document, source.made), BODY: _bytes(body.root), LIST: _list(body.figures.values(), source)}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in made.items():
            info = zipfile.ZipInfo(name, MADE)
            package.writestr(info, content, zipfile.ZIP_DEFLATED)


def _part(name: str) -> bytes:
    return (files(__package__) / "parts" / name).read_bytes()


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _list(figures: Iterable[Figure], source: Source) -> bytes:
    """Every bound figure: its place in the roll-up, its kind, what it is; and which roll-up."""
    about = {"rollup": source.name, "sha256": source.sha256, "made": source.made}
    root = etree.Element(f"{{{FIGURES}}}figures", about, nsmap={None: FIGURES})
    for one in figures:
        said = {"sheet": one.sheet, "cell": one.cell, "kind": one.kind, "label": one.label}
        etree.SubElement(root, f"{{{FIGURES}}}figure", said).text = one.text
    return _bytes(root)


def _core(document: Document, day: str) -> bytes:
    """Title, author, kind; created and last modified at the same time tell that nobody saved it since."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS})
    etree.SubElement(root, f"{{{_DC}}}title").text = _title(document)
    etree.SubElement(root, f"{{{_DC}}}creator").text = "xlperf"
    etree.SubElement(root, f"{{{_CORE}}}category").text = document.kind
    for name in ("created", "modified"):
        when = etree.SubElement(root, f"{{{_TERMS}}}{name}", {_TYPE: "dcterms:W3CDTF"})
        when.text = f"{day}T00:00:00Z"
    return _bytes(root)


def _title(document: Document) -> str:
    parts = next((block.parts for block in document.blocks if isinstance(block, Title)), ())
    return "".join(part if isinstance(part, str) else part.text for part in parts if isinstance(part, str | Date | Gap))
