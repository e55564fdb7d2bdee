"""Macro security (宏安全性) in a LibreOffice profile: which folders' workbooks may run their macros without asking.

The settings file is edited as text, so that everything else in it stays byte by byte.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

FILE = Path("user", "registrymodifications.xcu")
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
</oor:items>
"""
_ITEM = re.compile(
    r'<item oor:path="/org\.openoffice\.Office\.Common/Security/Scripting">'
    r'<prop oor:name="SecureURL"[^>]*>(?P<values>.*?)</prop></item>\n?',
    re.DOTALL,
)
_END = "</oor:items>"


def trusted(profile: Path) -> list[str]:
    """Folders (as file URLs) whose documents are trusted in this profile."""
    found = _ITEM.search(_read(profile))
    return [unescape(url) for url in re.findall(r"<it>(.*?)</it>", found["values"])] if found else []


def set_trusted(profile: Path, urls: Sequence[str]) -> None:
    """Write the list of trusted folders; LibreOffice must not be running, it would write its own list over it."""
    rest = _ITEM.sub("", _read(profile))
    values = "".join(f"<it>{escape(url)}</it>" for url in urls)
    item = (
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="SecureURL" oor:op="fuse"><value>{values}</value></prop></item>\n'
    )
    head, end, tail = rest.rpartition(_END)
    target = profile / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(head + (item if urls else "") + end + tail, encoding="utf-8", newline="")


def _read(profile: Path) -> str:
    path = profile / FILE
    if not path.is_file():
        return _EMPTY
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()
