"""Bound figures (绑定的数) of a document read back, also after somebody wrote in it, and compared with a roll-up."""

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
from xlperf.rollup.report.docx.package import BODY, LIST
from xlperf.rollup.report.docx.xml import FIGURES, w
from xlperf.rollup.report.text import NONE, shown

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
            body, found = (etree.fromstring(package.read(part), _PARSER) for part in (BODY, LIST))
    except OSError as fault:
        raise OperatorError(f"{path} 打不开，请检查路径是否写对、文件是否正在别的程序里打开") from fault
    except _BROKEN as fault:
        raise OperatorError(f"{path} 不是 xlperf 写的通报或汇总报告（.docx），或者另存时丢了绑定") from fault
    if found.tag != f"{{{FIGURES}}}figures":
        raise OperatorError(f"{path} 不是 xlperf 写的通报或汇总报告（.docx），或者另存时丢了绑定")
    kinds = {f"{one.get('sheet')}!{one.get('cell')}": str(one.get("kind")) for one in found}
    return Bindings(tuple(_controls(body, kinds)), str(found.get("sha256")))


def _controls(body: etree._Element, kinds: dict[str, str]) -> Iterator[Bound]:
    for control in body.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        place = "" if tag is None else str(tag.get(w("val")))
        if place in kinds:
            sheet, _, cell = place.rpartition("!")
            yield Bound("".join(t.text or "" for t in control.iter(w("t"))), sheet, cell, kinds[place])


def apart(bindings: Bindings, book: RolledUp) -> list[Apart]:
    """The figures that are not, or no longer, what the roll-up says."""
    asked = [(figure, _now(figure, book)) for figure in bindings.figures]
    return [Apart(figure, now) for figure, now in asked if now != figure.text]


def _now(figure: Bound, book: RolledUp) -> str:
    if figure.sheet not in book.sheets:
        return NONE
    row, column = row_column(figure.cell)
    value = book.cell(figure.sheet, row + 1, column).value
    return shown(value, figure.kind) if isinstance(value, Decimal) else NONE
