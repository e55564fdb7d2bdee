"""Text (正文): what a document of the bureau is made of. A digit in our own words is a fault: figures are bound.

Parts of a sentence: our words (str), a `Figure` of the roll-up, `Said` (texts of units, as plain text), a `Date`, a `Gap`
that is left to the bureau.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlperf.errors import XlperfError
from xlperf.model.values import percent, round_half_up

NOTICE, SUMMARY = "绩效自评情况通报", "绩效自评工作汇总报告"
"""kinds of documents, which are also the names of their files"""
NONE = "——"
"""what stands where the roll-up has no figure"""
_DIGIT = re.compile(r"\d")
_FREE = re.compile(r"附件[1-3]|\d{4}年")
"""the names of the official forms, and years, are no figures"""
_BLANK = re.compile(r"\s+")
_LONGEST = 120
"""characters of a quoted text in a document; the whole stands in the roll-up"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the roll-up shows it and where it stands. `kind`: money, ratio, points, count. `label`: what it is."""

    text: str
    sheet: str
    cell: str
    kind: str
    label: str = ""

    @property
    def place(self) -> str:
        """总览!A6."""
        return f"{self.sheet}!{self.cell}"

    def __bool__(self) -> bool:
        """Whether it is shown as more or less than nothing: 0.00 is not worth a sentence."""
        return any(sign in "123456789" for sign in self.text)


@dataclass(frozen=True, slots=True)
class Said:
    """A text out of the roll-up (names, reasons, rules): cleaned, and always plain text."""

    text: str

    @classmethod
    def of(cls, value: object, most: int = _LONGEST) -> "Said":
        """On one line, without control characters and marks that turn the reading direction, not too long."""
        shown = "".join(" " if c.isspace() else c for c in str(value or "") if c.isspace() or printable(c))
        shown = _BLANK.sub(" ", shown).strip()
        return cls(shown if len(shown) <= most else f"{shown[: most - 2]}……")


def printable(sign: str) -> bool:
    """No control (Cc), format (Cf), half surrogate (Cs), private or unassigned character."""
    return not unicodedata.category(sign).startswith("C")


@dataclass(frozen=True, slots=True)
class Date:
    """A year or a day; dates are not bound."""

    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands (总览!A6), and how to get there: an address, no figure."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What the bureau has to write itself: 〔请财政部门补充：…〕."""

    text: str

    @property
    def shown(self) -> str:
        """With its brackets."""
        return f"〔{self.text}〕"


Part = str | Figure | Said | Date | Origin | Gap | None
"""None: a figure that the roll-up does not have"""


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, centred."""

    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1: 一、 (黑体); level 2: （一） (楷体), numbered when the document is written;
    0: of an annex, without a number, on a new page."""

    level: int
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style`: Normal (indented by two signs; one that ends in ： stays with what follows), Addressee, Signature, Note."""

    parts: Sequence[Part]
    style: str = "Normal"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: header, width (mm, scaled to the page), `left` for texts (figures are centred)."""

    header: str
    width: float
    left: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Part]]


Block = Title | Heading | Paragraph | Grid


@dataclass(slots=True)
class Document:
    """`kind`: what it is (NOTICE, SUMMARY), for whoever finds the file again."""

    kind: str
    blocks: list[Block] = field(default_factory=list)

    def figures(self) -> Iterator[Figure]:
        """All bound figures, in the order in which they are read."""
        return (part for block in self.blocks for part in parts_of(block) if isinstance(part, Figure))


def parts_of(block: Block) -> Iterator[Part]:
    """All parts of a block."""
    if isinstance(block, Grid):
        for row in block.rows:
            yield from row
    else:
        yield from block.parts


def checked(document: Document) -> Document:
    """The document itself. Raises XlperfError (a fault of ours) where our own words have a digit that is bound to no cell."""
    for block in document.blocks:
        own: Iterable[Part] = parts_of(block)
        if isinstance(block, Grid):
            own = (*own, block.title, *(column.header for column in block.columns))
        for part in own:
            words = part.shown if isinstance(part, Gap) else part
            if isinstance(words, str) and _DIGIT.search(_FREE.sub("", words)):
                raise XlperfError(f"报告里有没有出处的数：{words}")
    return document


def shown(value: Decimal, kind: str) -> str:
    """A number as the roll-up's cell shows it: 1,234.50, 97.66%, 113; with a minus that no line ends after (−2.59%)."""
    if kind == "ratio":
        text = percent(value)
    elif kind == "count":
        text = f"{round_half_up(value, 0):,f}"
    else:
        text = f"{round_half_up(value, 2):,.2f}"
    return text.replace("-", "−")
