"""Notes (批注) at cells of a package: those of the unit are kept, ours stand behind them with our prefix."""

from lxml import etree

from xlperf.model.address import row_column
from xlperf.workbook.ooxml import MAIN, RELATION, Package, main, put_in_order

PREFIX = "【xlperf】"
_V = "urn:schemas-microsoft-com:vml"
_X = "urn:schemas-microsoft-com:office:excel"
_O = "urn:schemas-microsoft-com:office:office"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE_TYPE = (
    f'<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def add_notes(package: Package, part: str, notes: dict[str, str]) -> None:
    """Put notes (address → text) on the sheet in `part`."""
    drawing = _drawing(package, part)
    comments = _comments(package, part)
    author = _author(comments)
    known = comments.find(main("commentList"))
    assert known is not None
    by_cell = {comment.get("ref"): comment for comment in known}
    number = _last_shape(drawing)
    for address, text in notes.items():
        if address in by_cell:
            _append_run(by_cell[address], "\n" + PREFIX + text)
            continue
        _append_run(etree.SubElement(known, main("comment"), ref=address, authorId=str(author)), PREFIX + text)
        number += 1
        drawing.append(_shape(number, *row_column(address)))
    known[:] = sorted(known, key=lambda comment: row_column(str(comment.get("ref"))))


def _drawing(package: Package, part: str) -> etree._Element:
    sheet = package.xml(part)
    legacy = sheet.find(main("legacyDrawing"))
    name = package.target(part, id=legacy.get(f"{{{RELATION}}}id", "")) if legacy is not None else ""
    if not name:
        name = package.free_name("xl/drawings/xlperfNotes{}.vml")
        package.declare(_VML, extension="vml")
        package.add(name, etree.Element("xml", nsmap={"v": _V, "o": _O, "x": _X}))
        relation = package.relate(part, "vmlDrawing", name)
        put_in_order(sheet, etree.Element(main("legacyDrawing"), {f"{{{RELATION}}}id": relation}))
    root = package.xml(name)
    if not root.xpath("//v:shapetype[@id='_x0000_t202']", namespaces={"v": _V}):
        root.append(etree.fromstring(_SHAPE_TYPE))
    return root


def _comments(package: Package, part: str) -> etree._Element:
    name = package.target(part, kind="comments")
    if not name:
        name = package.free_name("xl/xlperfComments{}.xml")
        root = etree.Element(main("comments"), nsmap={None: MAIN})
        etree.SubElement(root, main("authors"))
        etree.SubElement(root, main("commentList"))
        package.add(name, root)
        package.relate(part, "comments", name)
        package.declare(_COMMENTS, part=name)
    return package.xml(name)


def _author(comments: etree._Element) -> int:
    authors = comments.find(main("authors"))
    assert authors is not None
    names = [entry.text for entry in authors]
    if "xlperf" not in names:
        etree.SubElement(authors, main("author")).text = "xlperf"
        names.append("xlperf")
    return names.index("xlperf")


def _append_run(comment: etree._Element, text: str) -> None:
    body = comment.find(main("text"))
    if body is None:
        body = etree.SubElement(comment, main("text"))
    plain = body.find(main("t"))
    if plain is not None and body.find(main("r")) is None:
        body.remove(plain)
        etree.SubElement(body, main("r")).append(plain)
    run = etree.SubElement(etree.SubElement(body, main("r")), main("t"))
    run.text = text
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _last_shape(drawing: etree._Element) -> int:
    ids = [str(shape.get("id")).removeprefix("_x0000_s") for shape in drawing.iter(f"{{{_V}}}shape")]
    return max((int(number) for number in ids if number.isdigit()), default=92160)


def _shape(number: int, row: int, column: int) -> etree._Element:
    anchor = f"{column + 1},15,{max(row - 1, 0)},10,{column + 5},15,{row + 5},4"
    return etree.fromstring(
        f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;width:200pt;height:90pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" '
        'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
        f"<x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
