"""A document as somebody else's program sees it: bound figures, and the runs of text outside them. Nothing of ours is used."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FREE = re.compile(r"\d{4}年(\d{1,2}月\d{1,2}日)?|\d{4}—\d{4}年|附件[1-3]|——")
"""dates and the names of the official forms"""


@dataclass(frozen=True)
class Opened:
    """One document."""

    path: Path

    def part(self, name: str) -> bytes:
        """A part of the package."""
        with zipfile.ZipFile(self.path) as package:
            return package.read(name)

    @property
    def names(self) -> list[str]:
        """All parts."""
        with zipfile.ZipFile(self.path) as package:
            return package.namelist()

    @property
    def body(self) -> etree._Element:
        """The text."""
        return etree.fromstring(self.part("word/document.xml"))

    def figures(self) -> list[tuple[str, str]]:
        """(place in the roll-up, text shown) of every content control."""
        return [
            (str(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")), _text(control))
            for control in self.body.iter(f"{W}sdt")
        ]

    def runs(self) -> Iterator[tuple[str, str]]:
        """(character style, text) of every run that is in no content control."""
        for run in self.body.iter(f"{W}r"):
            if not any(parent.tag == f"{W}sdt" for parent in run.iterancestors()):
                style = run.find(f"{W}rPr/{W}rStyle")
                yield "" if style is None else str(style.get(f"{W}val")), _text(run)

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(_text(paragraph) for paragraph in self.body.iter(f"{W}p"))


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def looks_like(value: float, text: str) -> str:
    """A number as the document would write it in the form that `text` has."""
    if text.startswith("−"):
        return f"−{looks_like(-value, text[1:])}"
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if text.endswith("%"):
        return f"{(number * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
    places = Decimal("0.01") if "." in text else Decimal(1)
    return f"{number.quantize(places, ROUND_HALF_UP):,}"
