"""The settings file of a LibreOffice profile (用户设置), edited as text, so that everything else in it stays byte by byte.

LibreOffice reads it when it starts and writes it anew while it runs: edit it only while LibreOffice is closed.
"""

import re
from pathlib import Path

FILE = Path("user", "registrymodifications.xcu")
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
</oor:items>
"""
_END = "</oor:items>"


def read(profile: Path) -> str:
    """The settings of a profile; of a new one, none."""
    path = profile / FILE
    if not path.is_file():
        return _EMPTY
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def replace(profile: Path, old: re.Pattern[str], new: str) -> None:
    """Take away the items that match, and put these in their place, at the end."""
    before = read(profile)
    head, end, tail = old.sub("", before).rpartition(_END)
    text = head + new + end + tail
    if text == before:
        return
    target = profile / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="")
