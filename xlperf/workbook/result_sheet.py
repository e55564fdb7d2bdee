"""校验结果: the sheet that lists the findings at the end of an annotated copy, linked to the cells, ready for A4.

Row heights are written down: LibreOffice shows rows without one a single line high, and prints them so.
"""

from collections.abc import Sequence

from lxml import etree

from xlperf.model.address import a1, column_letters, quoted
from xlperf.model.finding import Finding, tally
from xlperf.model.textsize import height
from xlperf.workbook.copy_styles import CopyStyles
from xlperf.workbook.ooxml import MAIN, RELATION, Package, main
from xlperf.workbook.product import MARKED_PART

SHEET = "校验结果"
HEAD = ("序号", "程度", "代码", "工作表", "单元格", "问题", "所填", "应为", "怎样改", "依据", "出错说明")
WIDTHS = (5, 12, 7, 13, 8, 42, 14, 14, 32, 24, 20)
_LINK = HEAD.index("单元格")
_HEAD_ROW = 2
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
"""children of <workbook> after which the defined names come"""


def add_result_sheet(
    package: Package,
    workbook: str,
    findings: Sequence[Finding],
    taken: set[str],
    styles: CopyStyles,
    letter: str = "",
) -> None:
    """Add the sheet behind the last one. `taken`: the names of the sheets that are there; `letter`: as for `annotate`."""
    part = package.free_name(MARKED_PART)
    package.add(part, _sheet(findings, taken, styles, letter))
    package.declare(_WORKSHEET, part=part)
    root = package.xml(workbook)
    sheets = root.find(main("sheets"))
    assert sheets is not None
    name = SHEET
    while name in taken:
        name += "_"
    number = max(int(entry.get("sheetId", "0")) for entry in sheets) + 1
    relation = package.relate(workbook, "worksheet", part)
    attributes = {"name": name, "sheetId": str(number), f"{{{RELATION}}}id": relation}
    etree.SubElement(sheets, main("sheet"), attributes)
    _repeat_head(root, name, len(sheets) - 1)


def _repeat_head(workbook: etree._Element, name: str, position: int) -> None:
    """Print the head row on every page."""
    names = workbook.find(main("definedNames"))
    if names is None:
        names = etree.Element(main("definedNames"))
        before = max(n for n, child in enumerate(workbook) if etree.QName(child).localname in _BEFORE_NAMES)
        workbook.insert(before + 1, names)
    titles = etree.SubElement(names, main("definedName"), name="_xlnm.Print_Titles", localSheetId=str(position))
    titles.text = f"{quoted(name)}!$1:${_HEAD_ROW}"


def _sheet(findings: Sequence[Finding], sheets: set[str], styles: CopyStyles, letter: str) -> etree._Element:
    root = etree.Element(main("worksheet"), nsmap={None: MAIN, "r": RELATION})
    etree.SubElement(etree.SubElement(root, main("sheetPr")), main("pageSetUpPr"), fitToPage="1")
    _freeze(root)
    columns = etree.SubElement(root, main("cols"))
    for number, width in enumerate(WIDTHS, 1):
        etree.SubElement(columns, main("col"), min=str(number), max=str(number), width=str(width), customWidth="1")
    data = etree.SubElement(root, main("sheetData"))
    summary = f"xlperf 校验结果：{tally(findings)}。点“单元格”一栏可跳到出错处；核实性问题可在“出错说明”栏说明。"
    summary = summary if findings else "xlperf 校验结果：没有发现问题。"
    summary += f"\n{letter}" if letter else ""
    _row(data, 1, [summary], styles.listed(bold=True, border=False), [sum(WIDTHS)])
    _row(data, _HEAD_ROW, HEAD, styles.listed("FFD9D9D9", bold=True), WIDTHS)
    for n, f in enumerate(findings, 1):
        where = (str(n), f.standing, f.code, f.sheet, f.cell)
        texts = (*where, f.message, f.given, f.expected, f.remedy, f.basis, f.answer)
        _row(data, _HEAD_ROW + n, texts, styles.listed(), WIDTHS)
    merged = etree.SubElement(root, main("mergeCells"), count="1")
    etree.SubElement(merged, main("mergeCell"), ref=f"A1:{column_letters(len(HEAD) - 1)}1")
    _links(root, findings, sheets)
    _page(root)
    return root


def _freeze(root: etree._Element) -> None:
    view = etree.SubElement(etree.SubElement(root, main("sheetViews")), main("sheetView"), workbookViewId="0")
    below = f"A{_HEAD_ROW + 1}"
    etree.SubElement(
        view, main("pane"), ySplit=str(_HEAD_ROW), topLeftCell=below, activePane="bottomLeft", state="frozen"
    )


def _links(root: etree._Element, findings: Sequence[Finding], sheets: set[str]) -> None:
    links = [(row, f) for row, f in enumerate(findings, _HEAD_ROW + 1) if f.cell and f.sheet in sheets]
    holder = etree.SubElement(root, main("hyperlinks")) if links else root
    for row, f in links:
        place = {"ref": a1(row - 1, _LINK), "location": f"{quoted(f.sheet)}!{f.cell}", "display": f.cell}
        etree.SubElement(holder, main("hyperlink"), place)


def _page(root: etree._Element) -> None:
    """A4 across, one page wide, page numbers."""
    etree.SubElement(
        root, main("pageMargins"), left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.3"
    )
    etree.SubElement(root, main("pageSetup"), paperSize="9", orientation="landscape", fitToHeight="0")
    footer = etree.SubElement(etree.SubElement(root, main("headerFooter")), main("oddFooter"))
    footer.text = "&C第 &P 页 共 &N 页"


def _row(data: etree._Element, number: int, texts: Sequence[str], style: str, widths: Sequence[float]) -> None:
    high = height(zip(texts, widths, strict=True))
    row = etree.SubElement(data, main("row"), r=str(number), ht=f"{high:g}", customHeight="1")
    for column, text in enumerate(texts):
        cell = etree.SubElement(row, main("c"), r=a1(number - 1, column), s=style, t="inlineStr")
        body = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
        body.text = "".join(c for c in text if c >= " " or c in "\n\t")
        body.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
