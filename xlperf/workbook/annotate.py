"""Annotated copy (批注副本): the unit's own workbook back, with notes and colours at the cells and a linked list.

The unit's file is only read. In the copy, parts that carry no finding stay byte for byte as they were.
"""

import copy
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from xlperf.model.address import a1, quoted, row_column
from xlperf.model.finding import Finding, Severity, tally
from xlperf.workbook.notes import add_notes
from xlperf.workbook.ooxml import MAIN, RELATION, Package, main
from xlperf.workbook.product import MARKED_PART

SHEET = "校验结果"
_COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.CONFIRM: "FFFFEB9C", Severity.NOTICE: "FFDDEBF7"}
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_HEAD = ("序号", "程度", "代码", "工作表", "单元格", "问题", "所填", "应为", "怎样改", "依据", "出错说明")
_WIDTHS = (5, 11, 7, 11, 7, 44, 15, 15, 34, 26, 18)


def annotate(source: Path, target: Path, findings: Sequence[Finding]) -> None:
    """Write `target`: a copy of `source` with a note and a colour at each finding's cell, and the sheet 校验结果."""
    package = Package(source)
    workbook = package.target("", kind="officeDocument")
    parts = {
        str(entry.get("name")): package.target(workbook, id=str(entry.get(f"{{{RELATION}}}id")))
        for entry in package.xml(workbook).iter(main("sheet"))
    }
    shown = [finding for finding in findings if not finding.folded_under]
    styles = _Styles(package, workbook)
    for sheet, at in _by_sheet(shown).items():
        if sheet in parts:
            _mark(package, parts[sheet], at, styles)
    _add_list(package, workbook, shown, set(parts), styles)
    package.save(target)


def _by_sheet(findings: Sequence[Finding]) -> dict[str, dict[str, list[Finding]]]:
    sheets: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.sheet and finding.cell:
            sheets[finding.sheet][finding.cell].append(finding)
    return sheets


def _mark(package: Package, part: str, at: dict[str, list[Finding]], styles: "_Styles") -> None:
    sheet = package.xml(part)
    notes = {}
    for address, findings in at.items():
        gravest = min(findings, key=lambda f: f.severity.rank)
        cell = _cell(sheet, address)
        cell.set("s", styles.coloured(cell.get("s", "0"), _COLOURS[gravest.severity]))
        notes[address] = "\n".join(_note(finding) for finding in findings)
    add_notes(package, part, notes)


def _note(finding: Finding) -> str:
    remedy = f"改法：{finding.remedy}" if finding.remedy else ""
    return f"{finding.code} {finding.severity.chinese}：{finding.message}。{remedy}"


def _cell(sheet: etree._Element, address: str) -> etree._Element:
    """The <c> at an address, made in its place where the file has none."""
    number, column = row_column(address)
    data = sheet.find(main("sheetData"))
    assert data is not None
    row = _find_or_insert(data, "row", str(number + 1), number, lambda e: int(e.get("r", "0")) - 1)
    return _find_or_insert(row, "c", address, column, lambda e: row_column(e.get("r", "A1"))[1])


def _find_or_insert(
    parent: etree._Element, tag: str, name: str, wanted: int, key: Callable[[etree._Element], int]
) -> etree._Element:
    for position, child in enumerate(parent):
        if key(child) == wanted:
            return child
        if key(child) > wanted:
            made = etree.Element(main(tag), r=name)
            parent.insert(position, made)
            return made
    return etree.SubElement(parent, main(tag), r=name)


class _Styles:
    """Cell formats of the copy: each coloured one is the cell's own format with another fill."""

    def __init__(self, package: Package, workbook: str) -> None:
        root = package.xml(package.target(workbook, kind="styles"))
        fills, formats, borders = (root.find(main(name)) for name in ("fills", "cellXfs", "borders"))
        assert fills is not None and formats is not None and borders is not None
        self._fills, self._formats, self._borders = fills, formats, borders
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

    def wrapped(self, colour: str = "") -> str:
        """The id of the default format with a thin border and wrapped text, set at the top."""
        if ("wrap", colour) not in self._made:
            made = copy.deepcopy(self._formats[int(self.coloured("0", colour) if colour else "0")])
            made.set("borderId", self._thin_border())
            made.set("applyBorder", "1")
            made.set("applyAlignment", "1")
            for old in made.findall(main("alignment")):
                made.remove(old)
            made.insert(0, etree.Element(main("alignment"), vertical="top", wrapText="1"))
            self._made["wrap", colour] = self._append(self._formats, made)
        return self._made["wrap", colour]

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


def _add_list(package: Package, workbook: str, findings: Sequence[Finding], taken: set[str], styles: _Styles) -> None:
    part = package.free_name(MARKED_PART)
    package.add(part, _list_sheet(findings, taken, styles))
    package.declare(_WORKSHEET, part=part)
    sheets = package.xml(workbook).find(main("sheets"))
    assert sheets is not None
    name = SHEET
    while name in taken:
        name += "_"
    number = max(int(entry.get("sheetId", "0")) for entry in sheets) + 1
    relation = package.relate(workbook, "worksheet", part)
    attributes = {"name": name, "sheetId": str(number), f"{{{RELATION}}}id": relation}
    etree.SubElement(sheets, main("sheet"), attributes)


def _list_sheet(findings: Sequence[Finding], sheets: set[str], styles: _Styles) -> etree._Element:
    root = etree.Element(main("worksheet"), nsmap={None: MAIN, "r": RELATION})
    etree.SubElement(etree.SubElement(root, main("sheetPr")), main("pageSetUpPr"), fitToPage="1")
    columns = etree.SubElement(root, main("cols"))
    for number, width in enumerate(_WIDTHS, 1):
        etree.SubElement(columns, main("col"), min=str(number), max=str(number), width=str(width), customWidth="1")
    data = etree.SubElement(root, main("sheetData"))
    summary = f"xlperf 校验结果：{tally(findings)}。点“单元格”一栏可跳到出错处；核实性问题可在“出错说明”栏说明。"
    _text_row(data, 1, [summary if findings else "xlperf 校验结果：没有发现问题。"], "0")
    _text_row(data, 2, _HEAD, styles.wrapped("FFD9D9D9"))
    for n, f in enumerate(findings, 1):
        where = (str(n), f.standing, f.code, f.sheet, f.cell)
        _text_row(data, n + 2, (*where, f.message, f.given, f.expected, f.remedy, f.basis, f.answer), styles.wrapped())
    links = [(row, f) for row, f in enumerate(findings, 3) if f.cell and f.sheet in sheets]
    holder = etree.SubElement(root, main("hyperlinks")) if links else root
    for row, f in links:
        etree.SubElement(
            holder, main("hyperlink"), ref=f"E{row}", location=f"{quoted(f.sheet)}!{f.cell}", display=f.cell
        )
    etree.SubElement(
        root, main("pageMargins"), left="0.4", right="0.4", top="0.5", bottom="0.5", header="0.3", footer="0.3"
    )
    etree.SubElement(root, main("pageSetup"), paperSize="9", orientation="landscape", fitToHeight="0")
    return root


def _text_row(data: etree._Element, number: int, texts: Sequence[str], style: str) -> None:
    row = etree.SubElement(data, main("row"), r=str(number))
    for column, text in enumerate(texts):
        cell = etree.SubElement(row, main("c"), r=a1(number - 1, column), s=style, t="inlineStr")
        body = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
        body.text = "".join(c for c in text if c >= " " or c in "\n\t")
        body.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
