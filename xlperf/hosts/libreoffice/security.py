"""Macro security (宏安全性) in a LibreOffice profile: which folders' workbooks may run their macros without asking."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from xlperf.hosts.libreoffice import settings

_ITEM = re.compile(
    r'<item oor:path="/org\.openoffice\.Office\.Common/Security/Scripting">'
    r'<prop oor:name="SecureURL"[^>]*>(?P<values>.*?)</prop></item>\n?',
    re.DOTALL,
)


def trusted(profile: Path) -> list[str]:
    """Folders (as file URLs) whose documents are trusted in this profile."""
    found = _ITEM.search(settings.read(profile))
    return [unescape(url) for url in re.findall(r"<it>(.*?)</it>", found["values"])] if found else []


def set_trusted(profile: Path, urls: Sequence[str]) -> None:
    """Write the list of trusted folders; LibreOffice must not be running, it would write its own list over it."""
    values = "".join(f"<it>{escape(url)}</it>" for url in urls)
    item = (
        '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
        f'<prop oor:name="SecureURL" oor:op="fuse"><value>{values}</value></prop></item>\n'
    )
    settings.replace(profile, _ITEM, item if urls else "")
