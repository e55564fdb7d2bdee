"""Body (正文): blocks as paragraphs and tables; every figure in a content control of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from xlperf.rollup.report.docx.xml import FIGURES, STORE, WORD, add, add_run, w
from xlperf.rollup.report.text import (
    NONE,
    Block,
    Column,
    Date,
    Document,
    Figure,
    Gap,
    Grid,
    Heading,
    Origin,
    Paragraph,
    Part,
    Said,
    Title,
)

NUMERALS = "一二三四五六七八九十"
PAGE = 156.0
"""mm between the margins"""
ROWS, SIGNS = 8, 30
"""rows of a table, and signs of its longest text, up to which it is kept on one page"""
_TWIPS = 1440 / 25.4
_STYLES = {Said: "Quoted", Origin: "Origin", Date: "", Gap: "Gap"}


class Body:
    """The part word/document.xml, and the list of figures that its controls take their values from."""

    def __init__(self, document: Document) -> None:
        self.root = etree.Element(w("document"), nsmap={"w": WORD})
        self._body = add(self.root, "body")
        self.figures: dict[tuple[str, str], Figure] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._controls = 0
        self._count = [0, 0]
        for block in document.blocks:
            self._block(block)

    def end(self, section: etree._Element) -> None:
        """The page set-up comes last."""
        self._body.append(section)

    def _block(self, block: Block) -> None:
        match block:
            case Title():
                self._parts(self._paragraph("Title"), block.parts)
            case Heading():
                paragraph = self._paragraph(f"Heading{block.level}" if block.level else "Annex")
                add_run(paragraph, self._number(block.level))
                self._parts(paragraph, block.parts)
            case Paragraph():
                last = block.parts[-1] if block.parts else ""
                leads = isinstance(last, str) and last.endswith("：") and block.style == "Normal"
                self._parts(self._paragraph("Lead" if leads else block.style), block.parts)
            case Grid():
                self._grid(block)

    def _number(self, level: int) -> str:
        """一、 or （一）; a new chapter begins to count again."""
        if not level:
            return ""
        self._count = [self._count[0] + (level == 1), self._count[1] + 1 if level == 2 else 0]
        return f"{chinese(self._count[0])}、" if level == 1 else f"（{chinese(self._count[1])}）"

    def _paragraph(self, style: str, parent: etree._Element | None = None) -> etree._Element:
        paragraph = add(self._body if parent is None else parent, "p")
        if style != "Normal":
            add(add(paragraph, "pPr"), "pStyle", val=style)
        return paragraph

    def _parts(self, paragraph: etree._Element, parts: Sequence[Part]) -> None:
        for part in parts:
            if isinstance(part, Figure):
                self._figure(paragraph, part)
            elif part is None:
                add_run(paragraph, NONE)
            elif isinstance(part, str):
                add_run(paragraph, part)
            else:
                add_run(paragraph, part.shown if isinstance(part, Gap) else part.text, _STYLES[type(part)])

    def _figure(self, paragraph: etree._Element, figure: Figure) -> None:
        """A plain-text content control, bound to the figure's place in the list."""
        key = figure.place, figure.text
        self.figures.setdefault(key, figure)
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        self._controls += 1
        control = add(paragraph, "sdt")
        properties = add(control, "sdtPr")
        add(properties, "alias", val=figure.place)
        add(properties, "tag", val=figure.place)
        add(properties, "id", val=self._controls)
        path = f"/x:figures[1]/x:figure[{number}]"
        add(properties, "dataBinding", prefixMappings=f"xmlns:x='{FIGURES}'", xpath=path, storeItemID=STORE)
        add(properties, "text")
        add_run(add(control, "sdtContent"), figure.text)

    # ── tables ──

    def _grid(self, grid: Grid) -> None:
        if grid.title:
            add_run(self._paragraph("TableTitle"), grid.title)
        table = add(self._body, "tbl")
        properties = add(table, "tblPr")
        add(properties, "tblStyle", val="Grid")
        add(properties, "tblW", w=_twips(PAGE), type="dxa")
        add(properties, "jc", val="center")
        add(properties, "tblLayout", type="fixed")
        whole = sum(column.width for column in grid.columns)
        widths = [_twips(column.width * PAGE / whole) for column in grid.columns]
        lines = add(table, "tblGrid")
        for width in widths:
            add(lines, "gridCol", w=width)
        rows: list[Sequence[Part]] = [[column.header for column in grid.columns], *grid.rows]
        for n, row in enumerate(rows):
            together = n < len(rows) - 1 and _is_small(grid)
            self._row(table, row, _Looks(grid.columns, widths, head=n == 0, together=together))
        self._paragraph("AfterTable")

    def _row(self, table: etree._Element, row: Sequence[Part], looks: "_Looks") -> None:
        line = add(table, "tr")
        properties = add(line, "trPr")
        add(properties, "cantSplit")
        if looks.head:
            add(properties, "tblHeader")
        for part, column, width in zip(row, looks.columns, looks.widths, strict=True):
            cell = add(line, "tc")
            there = add(cell, "tcPr")
            add(there, "tcW", w=width, type="dxa")
            add(there, "vAlign", val="center")
            paragraph = self._paragraph(
                "TableHead" if looks.head else "TableLeft" if column.left else "TableText", cell
            )
            if looks.together:
                add(paragraph[0], "keepNext")
            self._parts(paragraph, [part])


def _is_small(grid: Grid) -> bool:
    texts = (part.text for row in grid.rows for part in row if isinstance(part, Said))
    return len(grid.rows) <= ROWS and all(len(text) <= SIGNS for text in texts)


@dataclass(frozen=True, slots=True)
class _Looks:
    """How a row looks. `widths` in twips; `together`: on the page of the next row."""

    columns: Sequence[Column]
    widths: Sequence[int]
    head: bool
    together: bool


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二 (up to 99)."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def _twips(mm: float) -> int:
    return round(mm * _TWIPS)
