"""Sheets and texts of the usual form read by pattern: some ten times faster than element by element.

Why no cell can be lost or misread: expat has taken the whole part as well-formed, and met no comment, CDATA,
instruction or DOCTYPE; so every `<` in it begins a tag. The patterns admit only plainly written elements, and as many
must be found as there are tags of these names, or nothing else between them. Anything else is None here: walk.py then reads it, or refuses it.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, NoReturn, TypeVar
from xml.parsers import expat

from xlperf.model.address import row_column
from xlperf.workbook.reading.raw import MAX_CELLS, Filled, Values, area

_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<([A-Za-z_][A-Za-z0-9_.-]*:)?(?:worksheet|sst)[\s>]")
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._-]*)*|urn:[A-Za-z0-9.:-]+")
_LONG = 10_000_000
"""longest text that the other reader takes"""
_Place = TypeVar("_Place", bound=tuple[int, ...])
_MOST_REMEMBERED = 100_000
"""how many references are remembered; forms have a few thousand"""

_BLANK = r"""(?:<{0}c[ ]r="[A-Z]{{1,3}}+[1-9][0-9]{{0,6}}+"(?:[ ]s="[0-9]{{1,6}}+")?+(?:[ ]t="[a-zA-Z]++")?+[ ]?/>|</{0}row>|
<{0}row[ ]r="[0-9]{{1,7}}+"(?:[ ][\w:]++="[^"<>]*+")*+[ ]?/?>|\s++)*+"""
"""what may stand before a cell with content, or at the end: cells without, and where rows begin and end"""
_CELL = rf"""({_BLANK}(?:<{{0}}c[ ]r="([A-Z]{{{{1,3}}}}+[1-9][0-9]{{{{0,6}}}}+)"
(?:[ ]s="([0-9]{{{{1,6}}}}+)")?+(?:[ ]t="([a-zA-Z]++)")?+(?:[ ][cv]m="[0-9]++")*+>
(?:(<{{0}}f)(?:[ ][\w:]++="[^"<>]*+")*+(?:[ ]?/>|>((?:[+=0-9.%]|&[#a-zA-Z0-9]++;)++(?=<))?+[^<]*+</{{0}}f>))?+
(?:<{{0}}v(?:[ ]xml:space="preserve")?+(?:[ ]?/>|>([^<]*+)</{{0}}v>))?+
(?:<{{0}}is>(.*?)</{{0}}is>)?+
</{{0}}c>)?+)"""
"""groups: all, address, format, type, start of a formula, its text if that may be a typed percent (=100%), text, rich text"""
_STRING = r"""<{0}si>(?:<{0}t(?:[ ]xml:space="preserve")?+>([^<]*+)</{0}t>(?:<{0}phoneticPr[^<>]*+/>)?+</{0}si>
|(.*?)</{0}si>)"""
_TEXT = r"""<{0}t(?:[ ]xml:space="(?:preserve|default)")?+(?:[ ]?/>|>([^<]*+)</{0}t>)"""
_TAG = r"<(?:[^\s<>/:]*+:)?+(?:{0})[\s/>]"


class _Unusual(Exception):
    """Something stands in the part that the patterns do not know."""


class _Patterns:
    """The patterns for elements with a prefix (`x:`), or none."""

    def __init__(self, prefix: str) -> None:
        self.cell, self.string, self.text = (
            re.compile(pattern.format(re.escape(prefix)).encode(), re.X | re.S) for pattern in (_CELL, _STRING, _TEXT)
        )
        name = re.escape(prefix)
        self.rows, self.rows_end = f"<{prefix}sheetData>".encode(), f"</{prefix}sheetData>".encode()
        one = "[A-Z]{1,3}+[1-9][0-9]{0,6}+"
        self.merge = re.compile(rf'<{name}mergeCell ref="({one}(?::{one})?+)"[\s/>]'.encode())
        self.reading = re.compile(rf"<{name}rPh[\s>].*?</{name}rPh>".encode(), re.S)


_patterns = lru_cache(maxsize=16)(_Patterns)
_ANY = re.compile(_TAG.format("c|row|mergeCell").encode())
_OWN = re.compile(rb"<(?:c|row|mergeCell)[\s/>]")
_FOREIGN = re.compile(rb":(?:c|row|mergeCell)[\s/>]")
_ANY_ITEM = re.compile(_TAG.format("si").encode())
_ANY_TEXT = re.compile(_TAG.format("t|rPh").encode())


def quick_strings(content: bytes) -> list[str] | None:
    """The shared texts, or None if they are not plainly written."""
    usual = _usual(content)
    if usual is None:
        return None
    content, patterns = usual
    found = patterns.string.findall(content)
    if len(found) != len(_ANY_ITEM.findall(content)):
        return None
    texts = [
        _joined(rich, patterns) if rich else plain_text(plain) if b"&" in plain else plain.decode()
        for plain, rich in found
    ]
    return None if None in texts else texts  # type: ignore[return-value]


def quick_sheet(content: bytes, values: Values) -> Filled | None:
    """What is filled on a sheet; None if the sheet is not plainly written."""
    usual = _usual(content)
    if usual is None:
        return None
    content, patterns = usual
    if len(content) > _LONG and content.count(b"<") > 20 * MAX_CELLS:
        return None  # the other reader stops on its way
    start, end = content.find(patterns.rows), content.rfind(patterns.rows_end)
    rows = content[start + len(patterns.rows) : end] if 0 <= start < end else b""
    outside = content[:start] + content[end:] if rows else content
    found = patterns.cell.findall(rows)
    covered = sum([len(cell[0]) for cell in found])
    areas = patterns.merge.findall(outside)
    # A colon before such a name may stand in a text: then the exact pattern counts.
    tags = _ANY if patterns is not _patterns("") or _FOREIGN.search(content) else _OWN
    if covered != len(rows) or len(areas) != len(tags.findall(outside)):
        return None
    filled = Filled(merges=[_AREAS[reference] for reference in areas])
    cells, met, shared = filled.cells, values.met, values.shared
    for _, address, style, kind, formula_tag, formula, text, inline in found:
        if kind == b"s" and not formula_tag and (known := shared[text]) is not None:
            cells[_PLACES[address]] = known
            continue
        if text and not formula and kind != b"inlineStr":
            key = kind, style, text, formula_tag
            if key in met:  # most cells are like one before
                cells[_PLACES[address]] = met[key]
                continue
        elif not (text or formula_tag or inline):
            continue
        elif kind == b"str" and not text:
            if formula_tag:
                filled.empty_formulas.add(_PLACES[address])
            continue
        joined = _joined(inline, patterns) if kind == b"inlineStr" else plain_text(text)
        if joined is None:
            return None
        at, said = _PLACES[address], plain_text(formula) if formula_tag else None
        raw = values.raw(kind.decode() or "n", style.decode() or "0", said, joined, at)
        if raw is not None:
            cells[at] = raw
            if text and not formula and kind != b"inlineStr" and not raw.uncalculated:  # which tells its address
                met[key] = raw
        elif formula_tag:
            filled.empty_formulas.add(at)
    return filled


def plain_text(stored: bytes) -> str:
    """Stored text with its references (&amp;lt; &amp;#10;) resolved, once each."""
    text = stored.decode()
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    return chr(int(found[1], 16) if found[1] else int(found[2]))


def _joined(item: bytes, patterns: _Patterns) -> str | None:
    """The text of a rich string, readings over characters (phonetic) left out; None if it is not plainly written."""
    body = patterns.reading.sub(b"<->", item) if b"rPh" in item else item
    runs = patterns.text.findall(body)
    return "".join(map(plain_text, runs)) if len(runs) == len(_ANY_TEXT.findall(body)) else None


def _usual(content: bytes) -> tuple[bytes, _Patterns] | None:
    """The part with line ends as XML wants them, and its patterns; None if it is not well-formed and plain UTF-8."""
    start = _START.match(content)
    if start is None or (len(content) > _LONG and max(map(len, content.split(b"<"))) > _LONG):
        return None
    # Names of prefixes are looked up, as the other reader does: a prefix that nobody declared is a fault.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.XmlDeclHandler = _declared
    parser.StartNamespaceDeclHandler = _named_space
    parser.CommentHandler = parser.ProcessingInstructionHandler = _unusual
    parser.StartCdataSectionHandler = parser.StartDoctypeDeclHandler = _unusual
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, _Unusual):
        return None
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content, _patterns((start[1] or b"").decode())


def _unusual(*_: object) -> NoReturn:
    raise _Unusual


def _declared(version: str, encoding: str | None, _: int) -> None:
    if version != "1.0" or (encoding or "utf-8").lower() != "utf-8":
        raise _Unusual


def _named_space(_: str | None, uri: str | None) -> None:
    """The other reader refuses a namespace that is no address; expat does not look."""
    if uri and not _ADDRESS.fullmatch(uri):
        raise _Unusual


class _Remembered(dict[bytes, _Place], Generic[_Place]):
    """References met before, and where they are; all forms have the same few thousand."""

    def __init__(self, find: Callable[[str], _Place]) -> None:
        self._find = find

    def __missing__(self, reference: bytes) -> _Place:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[reference] = self._find(reference.decode())
        return found


_AREAS = _Remembered(area)
_PLACES = _Remembered(row_column)
