"""What these tests ask of a macro book."""

import zipfile
from pathlib import Path

from lxml import etree
from oletools.olevba import VBA_Parser

from xlperf.buttons.registry import BookKind
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.ribbon import SCHEMA

VML = {"x": "urn:schemas-microsoft-com:office:excel", "v": "urn:schemas-microsoft-com:vml"}


def kind_of(name: str) -> BookKind:
    """form, workbench or addin, by the file's name."""
    if name.endswith(".xlam"):
        return "addin"
    return "workbench" if name == "汇总工作台.xlsm" else "form"


def parts(path: Path) -> dict[str, bytes]:
    """Part name → content."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def vba(path: Path) -> dict[str, str]:
    """Module name → source as oletools reads it back."""
    parser = VBA_Parser(str(path))
    try:
        return {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()


def buttons_on_sheets(path: Path) -> list[tuple[str, str]]:
    """(caption, macro) of every button, sheet after sheet."""
    found = []
    for name, part in sorted(parts(path).items()):
        if name.startswith("xl/drawings/vmlDrawing"):
            for shape in etree.fromstring(part).iterfind("v:shape", VML):
                if shape.find("x:ClientData", VML).get("ObjectType") == "Button":
                    caption = "".join(shape.find("v:textbox", VML).itertext()).strip()
                    found.append((caption, shape.findtext("x:ClientData/x:FmlaMacro", namespaces=VML)))
    return found


def ribbon_buttons(path: Path) -> list[dict[str, str]]:
    """The attributes of every control that calls a macro."""
    root = etree.fromstring(parts(path)["customUI/customUI.xml"])
    assert root.tag == f"{{{SCHEMA}}}customUI"
    return [dict(element.attrib) for element in root.iter(f"{{{SCHEMA}}}button")]


def names_of(kind: BookKind) -> list[str]:
    """The buttons of that kind of book."""
    return [button.name for button in buttons_of(kind)]
