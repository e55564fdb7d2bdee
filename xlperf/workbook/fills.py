"""Fills (填充色) of cells as the file has them, where they are a plain colour or none."""

from collections.abc import Collection
from pathlib import Path

from lxml import etree

from xlperf.workbook.ooxml import RELATION, Package, main


def fills_of(path: Path, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], str | None]:
    """(sheet, cell) → "#RRGGBB", "" for no fill, None for a fill that has no such name (pattern, theme, gradient)."""
    package = Package(path)
    workbook = package.target("", kind="officeDocument")
    named = _named_fills(package.xml(package.target(workbook, kind="styles")))
    found: dict[tuple[str, str], str | None] = dict.fromkeys(places, "")
    for entry in package.xml(workbook).iter(main("sheet")):
        sheet = str(entry.get("name"))
        wanted = {cell for name, cell in places if name == sheet}
        if wanted:
            root = package.xml(package.target(workbook, id=str(entry.get(f"{{{RELATION}}}id"))))
            styles = {c.get("r"): int(c.get("s", "0")) for c in root.iter(main("c")) if c.get("r") in wanted}
            found |= {(sheet, str(cell)): named[style] for cell, style in styles.items()}
    return found


def _named_fills(styles: etree._Element) -> list[str | None]:
    """By the number of the cell format."""
    fills, formats = styles.find(main("fills")), styles.find(main("cellXfs"))
    assert fills is not None and formats is not None
    names = [_name(fill) for fill in fills]
    return [names[int(entry.get("fillId", "0"))] for entry in formats]


def _name(fill: etree._Element) -> str | None:
    pattern = fill.find(main("patternFill"))
    if pattern is None:
        return None
    if pattern.get("patternType", "none") == "none":
        return ""
    colour = pattern.find(main("fgColor"))
    rgb = colour.get("rgb", "") if colour is not None else ""
    return f"#{rgb[-6:]}" if pattern.get("patternType") == "solid" and len(rgb) == 8 else None
