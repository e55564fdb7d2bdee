"""XML of documents (文档标记): tags and short-hands."""

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FIGURES = "urn:xlperf:figures"
"""namespace of the part that lists the bound figures"""
STORE = "{5B6D1C54-3A0E-4F0B-9C1D-7A2E5F8B6C31}"
"""by which content controls know that part again"""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str) -> str:
    """A tag or an attribute of WordprocessingML."""
    return f"{{{WORD}}}{tag}"


def add(parent: etree._Element, tag: str, **values: object) -> etree._Element:
    """A child with attributes."""
    return etree.SubElement(parent, w(tag), {w(name): str(value) for name, value in values.items()})


def add_run(parent: etree._Element, text: str, style: str = "") -> None:
    """A run of plain text, whatever the text; signs that East and West share (“ ” …) in the Chinese font."""
    run = add(parent, "r")
    properties = add(run, "rPr")
    if style:
        add(properties, "rStyle", val=style)
    add(properties, "rFonts", hint="eastAsia")
    node = add(run, "t")
    node.text = text
    node.set(SPACE, "preserve")
