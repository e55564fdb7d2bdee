"""Contents (内容) of a sheet of a workbook that we wrote: formulas as text, numbers, texts; by address."""

from pathlib import Path

from lxml import etree

from xlperf.workbook.ooxml import RELATION, Package, main

Content = str | float


def contents_of(path: Path, sheet: str) -> dict[str, Content]:
    """Address → "=formula", number or text; blanks left out. Raises KeyError where there is no such sheet."""
    package = Package(path)
    workbook = package.target("", kind="officeDocument")
    relations = {str(e.get("name")): str(e.get(f"{{{RELATION}}}id")) for e in package.xml(workbook).iter(main("sheet"))}
    root = package.xml(package.target(workbook, id=relations[sheet]))
    shared = package.target(workbook, kind="sharedStrings")
    strings = [_text(item) for item in package.xml(shared)] if shared else []
    found = {str(cell.get("r")): _content(cell, strings) for cell in root.iter(main("c"))}
    return {address: content for address, content in found.items() if content is not None}


def _content(cell: etree._Element, strings: list[str]) -> Content | None:
    formula, value = cell.find(main("f")), cell.find(main("v"))
    if formula is not None and formula.text:
        return f"={formula.text}"
    if cell.get("t") == "inlineStr":
        return _text(cell)
    if value is None or not value.text:
        return None
    if cell.get("t") == "s":
        return str(strings[int(value.text)])
    text = str(value.text)
    return text if cell.get("t") in ("str", "e", "d") else float(text)


def _text(element: etree._Element) -> str:
    return "".join(part.text or "" for part in element.iter(main("t")))
