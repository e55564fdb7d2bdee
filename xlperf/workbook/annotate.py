"""Annotated copy (批注副本): the unit's own workbook back, with notes and colours at the cells and a linked list.

The unit's file is only read. In the copy, parts that carry no finding stay byte for byte as they were.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from xlperf.model.address import row_column
from xlperf.model.finding import Finding, Severity
from xlperf.workbook.copy_styles import CopyStyles
from xlperf.workbook.notes import add_notes
from xlperf.workbook.ooxml import RELATION, Package, main
from xlperf.workbook.result_sheet import add_result_sheet

_COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.CONFIRM: "FFFFEB9C", Severity.NOTICE: "FFDDEBF7"}


def annotate(source: Path, target: Path, findings: Sequence[Finding], *, letter: str = "") -> None:
    """Write `target`: a copy of `source` with a note and a colour at each finding's cell, and the sheet 校验结果.

    `letter`: what the bureau writes to the unit (退回单), above the list.
    """
    package = Package(source)
    workbook = package.target("", kind="officeDocument")
    parts = {
        str(entry.get("name")): package.target(workbook, id=str(entry.get(f"{{{RELATION}}}id")))
        for entry in package.xml(workbook).iter(main("sheet"))
    }
    shown = [finding for finding in findings if not finding.folded_under]
    styles = CopyStyles(package, workbook)
    for sheet, at in _by_sheet(shown).items():
        if sheet in parts:
            _mark(package, parts[sheet], at, styles)
    add_result_sheet(package, workbook, shown, set(parts), styles, letter)
    package.save(target)


def _by_sheet(findings: Sequence[Finding]) -> dict[str, dict[str, list[Finding]]]:
    sheets: dict[str, dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.sheet and finding.cell:
            sheets[finding.sheet][finding.cell].append(finding)
    return sheets


def _mark(package: Package, part: str, at: dict[str, list[Finding]], styles: CopyStyles) -> None:
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
