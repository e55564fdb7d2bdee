"""Cell formats (单元格格式) added to a copy of somebody's workbook; those that are there stay as they are."""

import copy

from lxml import etree

from xlperf.workbook.ooxml import Package, main

_FONT, _FONT_SIZE, _CHINESE = "宋体", "10", "134"


class CopyStyles:
    """Cell formats of the copy: each coloured one is the cell's own format with another fill."""

    def __init__(self, package: Package, workbook: str) -> None:
        root = package.xml(package.target(workbook, kind="styles"))
        fonts, fills, formats, borders = (root.find(main(name)) for name in ("fonts", "fills", "cellXfs", "borders"))
        assert fonts is not None and fills is not None and formats is not None and borders is not None
        self._fonts, self._fills, self._formats, self._borders = fonts, fills, formats, borders
        self._made: dict[tuple[str, str], str] = {}
        self._fill_ids: dict[str, str] = {}
        self._border = ""

    def coloured(self, style: str, colour: str) -> str:
        """The id of the format `style` with this fill colour."""
        if (style, colour) not in self._made:
            made = copy.deepcopy(self._formats[int(style)])
            made.set("fillId", self._fill(colour))
            made.set("applyFill", "1")
            self._made[style, colour] = self._append(self._formats, made)
        return self._made[style, colour]

    def listed(self, colour: str = "", *, bold: bool = False, border: bool = True) -> str:
        """The id of a format for lists: 宋体 10, whatever the workbook's own font, wrapped text set at the top."""
        key = ("list", f"{colour} {bold} {border}")
        if key not in self._made:
            made = copy.deepcopy(self._formats[int(self.coloured("0", colour) if colour else "0")])
            made.set("fontId", self._font(bold=bold))
            made.set("applyFont", "1")
            if border:
                made.set("borderId", self._thin_border())
                made.set("applyBorder", "1")
            made.set("applyAlignment", "1")
            for old in made.findall(main("alignment")):
                made.remove(old)
            made.insert(0, etree.Element(main("alignment"), vertical="top", wrapText="1"))
            self._made[key] = self._append(self._formats, made)
        return self._made[key]

    def _font(self, *, bold: bool) -> str:
        font = etree.Element(main("font"))
        if bold:
            etree.SubElement(font, main("b"))
        etree.SubElement(font, main("sz"), val=_FONT_SIZE)
        etree.SubElement(font, main("name"), val=_FONT)
        etree.SubElement(font, main("charset"), val=_CHINESE)
        return self._append(self._fonts, font)

    def _thin_border(self) -> str:
        if not self._border:
            border = etree.Element(main("border"))
            for side in ("left", "right", "top", "bottom"):
                etree.SubElement(border, main(side), style="thin").append(etree.Element(main("color"), rgb="FF7F7F7F"))
            etree.SubElement(border, main("diagonal"))
            self._border = self._append(self._borders, border)
        return self._border

    def _fill(self, colour: str) -> str:
        if colour not in self._fill_ids:
            fill = etree.Element(main("fill"))
            pattern = etree.SubElement(fill, main("patternFill"), patternType="solid")
            etree.SubElement(pattern, main("fgColor"), rgb=colour)
            etree.SubElement(pattern, main("bgColor"), indexed="64")
            self._fill_ids[colour] = self._append(self._fills, fill)
        return self._fill_ids[colour]

    @staticmethod
    def _append(parent: etree._Element, child: etree._Element) -> str:
        parent.append(child)
        parent.set("count", str(len(parent)))
        return str(len(parent) - 1)
