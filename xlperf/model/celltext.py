"""What of a text a spreadsheet cell can hold (单元格文字): what units type must not break the files we write."""

import re

MAX_TEXT = 32000
"""Excel holds 32,767 UTF-16 units in a cell"""
CUT = "……（文字过长，全文见原文件）"
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str) -> str:
    """A text as a cell can hold it: no half surrogates, not too long, never taken for rich text."""
    text = _NOT_XML.sub("\ufffd", text)
    if len(text) > MAX_TEXT // 2 and len(text.encode("utf-16-le")) // 2 > MAX_TEXT:
        text = text.encode("utf-16-le")[: 2 * (MAX_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def is_xml(text: str) -> bool:
    """Whether every character of it may stand in XML."""
    return not _NOT_XML.search(text)
