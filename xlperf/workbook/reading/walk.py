"""Sheets and texts read element by element: slower, and right for any XML that a parser takes."""

from lxml import etree

from xlperf.model.address import row_column
from xlperf.workbook.reading.parts import local, parse
from xlperf.workbook.reading.raw import MAX_CELLS, Filled, Values, area


def walk_strings(content: bytes) -> list[str]:
    """The shared texts."""
    return [_text(item) for item in parse(content).iter("{*}si")]


def walk_sheet(content: bytes, values: Values) -> Filled:
    """What is filled on a sheet. Raises what a damaged part raises."""
    filled = Filled()
    row = column = -1
    for element in parse(content).iter("{*}c", "{*}row", "{*}mergeCell"):
        tag = local(element)
        if tag == "c":
            address = element.get("r")
            row, column = row_column(address) if address else (row, column + 1)
            if len(element):
                _take(element, (row, column), values, filled)
                if len(filled.cells) > MAX_CELLS:
                    break
        elif tag == "row":
            number = element.get("r")
            row = int(number) - 1 if number else row + 1
            column = -1
        else:
            filled.merges.append(area(str(element.get("ref"))))
    return filled


def _take(element: etree._Element, at: tuple[int, int], values: Values, filled: Filled) -> None:
    parts = {local(child): child for child in element}
    kind = element.get("t", "n")
    held = parts.get("is" if kind == "inlineStr" else "v")
    text = "" if held is None else _text(held) if kind == "inlineStr" else held.text or ""
    formula = parts["f"].text or "" if "f" in parts else None
    raw = values.raw(kind, element.get("s", "0"), formula, text, at)
    if raw is not None:
        filled.cells[at] = raw
    elif formula is not None:
        filled.empty_formulas.add(at)


def _text(item: etree._Element) -> str:
    """The text of a shared or inline string; readings over characters (phonetic) left out."""
    return "".join(e.text or "" for e in item.iter("{*}t") if not any(local(a) == "rPh" for a in e.iterancestors()))
