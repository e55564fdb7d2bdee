r"""xlwings.conf, the user's settings of xlwings: lines "KEY","value".

Excel's VBA reads it in the ANSI code page (GBK on a Chinese Windows) and takes the first line of a key; xlwings' Python
takes the last. It is edited as bytes, so that the other lines stay as they are, whatever they are.
"""

import re
from dataclasses import dataclass

_LINE = re.compile(rb'\s*"([^"]*)"\s*,\s*"?([^"\r\n]*)"?\s*$')


@dataclass(frozen=True)
class Change:
    """What setting a key did: enough to take it back after others have edited the file."""

    content: bytes
    ours: bytes
    theirs: bytes
    """The lines of that key that stood there before."""


def lookup(content: bytes, key: str, encoding: str) -> str | None:
    """The value VBA finds."""
    for line in content.splitlines():
        found = _LINE.match(line)
        if found and _is(found[1], key):
            return found[2].decode(encoding, errors="replace")
    return None


def change(content: bytes, key: str, value: str, encoding: str) -> Change:
    """Set a key; a key set several times is set once afterwards."""
    newline = b"\n" if b"\n" in content and b"\r\n" not in content else b"\r\n"
    ours = f'"{key}","{value}"'.encode(encoding) + newline
    kept: list[bytes] = []
    theirs: list[bytes] = []
    for line in _lines(content):
        if not _sets(line, key):
            kept.append(line)
            continue
        if not theirs:
            kept.append(ours)
        theirs.append(line)
    if not theirs:
        if kept and not kept[-1].endswith(b"\n"):
            kept[-1] += newline
        kept.append(ours)
    return Change(b"".join(kept), ours, b"".join(theirs))


def undo(content: bytes, done: Change) -> bytes:
    """Take a change back out of a file that was edited since; what others wrote stays."""
    theirs = done.theirs
    if theirs and not theirs.endswith(b"\n"):
        theirs += done.ours[len(done.ours.rstrip()) :]
    return b"".join(theirs if line.rstrip() == done.ours.rstrip() else line for line in _lines(content))


def _lines(content: bytes) -> list[bytes]:
    return re.findall(rb"[^\n]*\n|[^\n]+", content)


def _sets(line: bytes, key: str) -> bool:
    found = _LINE.match(line)
    return found is not None and _is(found[1], key)


def _is(name: bytes, key: str) -> bool:
    return name.decode("ascii", errors="replace").upper() == key.upper()
