"""Bound figures (绑定的数) of a document read back, also after somebody wrote in it, and compared with a roll-up."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from lxml import etree

from xlperf.errors import OperatorError
from xlperf.model.address import row_column
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.report.docx.package import BODY
from xlperf.rollup.report.docx.xml import FIGURES, w
from xlperf.rollup.report.text import NONE, shown

_ITEM = re.compile(r"customXml/item\d+\.xml")
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, ValueError, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Bound:
    """One place of a document: the text shown there, and the cell it is bound to."""

    text: str
    sheet: str
    cell: str
    kind: str

    @property
    def place(self) -> str:
        """总览!A6."""
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True, slots=True)
class Bindings:
    """All bound figures of a document in their order, and the SHA-256 of the roll-up they were taken from."""

    figures: tuple[Bound, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A figure that is not what its cell says; `now`: the cell as the document would show it."""

    figure: Bound
    now: str


def read_bindings(path: Path) -> Bindings:
    """What a document shows in its bound places. Raises OperatorError for what is no document of ours."""
    try:
        with zipfile.ZipFile(path) as package:
            body = etree.fromstring(package.read(BODY), _PARSER)
            found = _list(package)
    except OSError as fault:
        raise OperatorError(f"{path} 打不开，请检查路径是否写对、文件是否正在别的程序里打开") from fault
    except _BROKEN as fault:
        raise OperatorError(f"{path} 不是 xlperf 写的通报或汇总报告（.docx）") from fault
    if found is None:
        raise OperatorError(f"{path} 不是 xlperf 写的通报或汇总报告（.docx），或者另存时丢了绑定")
    kinds = {f"{one.get('sheet')}!{one.get('cell')}": str(one.get("kind")) for one in found if one.get("kind")}
    return Bindings(tuple(_controls(body, kinds)), str(found.get("sha256")))


def _list(package: zipfile.ZipFile) -> etree._Element | None:
    """The list of figures; programs that save the document may give its part another number."""
    for name in package.namelist():
        if _ITEM.fullmatch(name):
            root = etree.fromstring(package.read(name), _PARSER)
            if root.tag == f"{{{FIGURES}}}figures":
                return root
    return None


def _controls(body: etree._Element, kinds: dict[str, str]) -> Iterator[Bound]:
    """LibreOffice keeps the title of a control, which is the place too, and not its tag; nor the kinds in the list."""
    for control in body.iter(w("sdt")):
        if FIGURES in _said(control, "dataBinding", "prefixMappings"):
            sheet, _, cell = (_said(control, "tag") or _said(control, "alias")).rpartition("!")
            text = "".join(t.text or "" for t in control.iter(w("t")))
            yield Bound(text, sheet, cell, kinds.get(f"{sheet}!{cell}") or _kind(text))


def _said(control: etree._Element, name: str, attribute: str = "val") -> str:
    found = control.find(f"{w('sdtPr')}/{w(name)}")
    return "" if found is None else str(found.get(w(attribute)) or "")


def _kind(text: str) -> str:
    """By how the figure is written."""
    return "ratio" if text.endswith("%") else "money" if "." in text else "count"


def apart(bindings: Bindings, book: RolledUp) -> list[Apart]:
    """The figures that are not, or no longer, what the roll-up says."""
    asked = [(figure, _now(figure, book)) for figure in bindings.figures]
    return [Apart(figure, now) for figure, now in asked if now != figure.text]


def _now(figure: Bound, book: RolledUp) -> str:
    if figure.sheet not in book.sheets or not _CELL.fullmatch(figure.cell):
        return NONE
    row, column = row_column(figure.cell)
    value = book.cell(figure.sheet, row + 1, column).value
    return shown(value, figure.kind) if isinstance(value, Decimal) else NONE
