"""A second reader of workbooks, slow and plain: expat tells tag by tag. It shares no code with the reader it watches."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

Handler = Callable[[str, dict[str, str]], None]
_DATES = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys(_DATES, "yyyy-mm-dd")}


@dataclass
class StoredCell:
    """A cell as stored: text (shared texts looked up), type, code of its number format, its formula's text or None."""

    text: str
    kind: str
    code: str
    formula: str | None

    @property
    def percent(self) -> bool:
        """Whether its format shows a percent."""
        return "%" in self._marks

    @property
    def date(self) -> bool:
        """Whether its format shows a date."""
        marks = self._marks.lower()
        return not self.percent and marks != "general" and any(c in "ymdhs年月日" for c in marks)

    @property
    def _marks(self) -> str:
        return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", self.code)


@dataclass
class StoredSheet:
    """Cells that hold a text or a formula, by address; merged areas as written."""

    part: str
    hidden: bool = False
    cells: dict[str, StoredCell] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)


def read_stored(content: bytes) -> dict[str, StoredSheet]:
    """All worksheets of a workbook by name, in its order."""
    package = zipfile.ZipFile(io.BytesIO(content))
    book = next(goal for kind, goal in _relations(package, "").values() if kind == "officeDocument")
    related = _relations(package, book)
    shared = _shared(package, [goal for kind, goal in related.values() if kind == "sharedStrings"])
    codes = _codes(package, [goal for kind, goal in related.values() if kind == "styles"])
    sheets: dict[str, StoredSheet] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            kind, goal = related[next(value for name, value in attributes.items() if name.endswith(" id"))]
            if kind == "worksheet":
                sheets[attributes["name"]] = StoredSheet(goal, attributes.get("state", "visible") != "visible")

    _parse(package.read(book), start)
    for sheet in sheets.values():
        _Cells(sheet, shared, codes).read(package.read(sheet.part))
    return sheets


def _parse(
    content: bytes,
    start: Handler,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(" ")[2], attributes)
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    if text:
        parser.CharacterDataHandler = text
    parser.Parse(content, True)


def _relations(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            goal = posixpath.normpath(posixpath.join("/" + folder, attributes["Target"])).lstrip("/")
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], goal

    _parse(package.read(posixpath.join(folder, "_rels", name + ".rels")), start)
    return found


def _shared(package: zipfile.ZipFile, parts: list[str]) -> list[str]:
    texts: list[str] = []
    open_tags: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        open_tags.append(tag)
        if tag == "si":
            texts.append("")

    def text(piece: str) -> None:
        if open_tags[-1] == "t" and "rPh" not in open_tags:
            texts[-1] += piece

    for part in parts[:1]:
        if part in package.namelist():
            _parse(package.read(part), start, lambda _: open_tags.pop() and None, text)
    return texts


def _codes(package: zipfile.ZipFile, parts: list[str]) -> list[str]:
    own: dict[int, str] = {}
    codes: list[str] = []
    within: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and within[-1] == "numFmts":
            own[int(attributes["numFmtId"])] = attributes["formatCode"]
        if tag == "xf" and within[-1] == "cellXfs":
            number = int(attributes.get("numFmtId", "0"))
            codes.append(own.get(number, _BUILT_IN.get(number, "General")))
        within.append(tag)

    for part in parts[:1]:
        _parse(package.read(part), start, lambda _: within.pop() and None)
    return codes


class _Cells:
    """The cells of one sheet, gathered tag by tag."""

    def __init__(self, sheet: StoredSheet, shared: list[str], codes: list[str]) -> None:
        self.sheet, self.shared, self.codes = sheet, shared, codes
        self.row = self.column = 0
        self.cell: dict[str, str] = {}
        self.address = ""
        self.texts: dict[str, str] = {}
        self.within: list[str] = []

    def read(self, content: bytes) -> None:
        """Fill the sheet from its part."""
        _parse(content, self.start, self.end, self.text)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        self.within.append(tag)
        if tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            self.column += 1
            self.address = attributes.get("r") or f"{_letters(self.column)}{self.row}"
            letters = self.address.rstrip("0123456789")
            self.column = sum((ord(c) - 64) * 26**n for n, c in enumerate(reversed(letters)))
            self.cell, self.texts = attributes, {}
        elif tag == "mergeCell":
            self.sheet.merges.append(attributes["ref"])
        elif tag in ("f", "v", "is"):
            self.texts[tag] = ""

    def text(self, piece: str) -> None:
        """Text within the tags open now."""
        if "c" in self.within and "rPh" not in self.within:
            tag = self.within[-1]
            if tag in ("f", "v"):
                self.texts[tag] += piece
            elif tag == "t" and "is" in self.within:
                self.texts["is"] += piece

    def end(self, tag: str) -> None:
        """A tag closes; a cell is kept if something stands in it."""
        self.within.pop()
        if tag != "c":
            return
        kind = self.cell.get("t", "n")
        text = self.texts.get("is" if kind == "inlineStr" else "v", "")
        if kind == "s" and text:
            text = self.shared[int(text)]
        style = int(self.cell.get("s", "0"))
        if text or "f" in self.texts:
            code = self.codes[style] if style < len(self.codes) else "General"
            self.sheet.cells[self.address] = StoredCell(text, kind, code, self.texts.get("f"))


def _letters(column: int) -> str:
    return (_letters((column - 1) // 26) if column > 26 else "") + chr((column - 1) % 26 + 65)
