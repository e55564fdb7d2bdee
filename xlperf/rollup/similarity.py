"""Similarity (相似度) of texts: a sketch where a file is read, groups of near copies when the book is written.

The sketch of a text is the smallest checksums of its runs of five characters: near copies share most of them, other
texts none. Each text is compared with at most three earlier ones that share enough, so that the work grows with the number of texts and
not with its square. Nothing here depends on chance.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from zlib import crc32

from xlperf.model.values import round_half_up

RUN = 5
"""characters that are looked at together"""
SKETCH = 16
"""checksums kept of a text"""
SHARED = 3
"""of them in common before two texts are compared"""
COMPARED = 3
"""earlier texts that one text is compared with"""
HOLDERS = 6
"""unlike texts with one checksum from which it is no sign of a copy any more, but a phrase that everybody uses"""
LEAST = Decimal("0.85")
"""similarity from which a text counts as a near copy"""

_COMMON: tuple[int, ...] = ()
"""the holders of a run that is no sign"""
_NO_WORD = re.compile(r"[\W_]+")


class Text(NamedTuple):
    """A text to compare: whose it is, the text itself (perhaps only its beginning: `cut`), its `sketch`."""

    owner: str
    text: str
    cut: bool
    sketch: str


@dataclass(slots=True)
class Group:
    """Near copies of the text number `first`: (number of the text, similarity), in their order."""

    first: int
    others: list[tuple[int, Decimal]] = field(default_factory=list)


def core(text: str, owner: str = "") -> str:
    """What is compared: without white space, punctuation, and the name of its unit."""
    found = _NO_WORD.sub("", text)
    if not unicodedata.is_normalized("NFKC", found):  # seldom, once the punctuation is gone
        found = _NO_WORD.sub("", unicodedata.normalize("NFKC", found))
    return found.replace(_NO_WORD.sub("", owner), "") if owner else found


def sketch(text: str) -> str:
    """The smallest checksums of a `core`'s runs of characters, in their order, eight hexadecimal digits each."""
    data = text.encode("utf-16-le", "surrogatepass")
    ends = range(2 * RUN, len(data) + 1, 2)
    runs = map(data.__getitem__, map(slice, range(0, len(data), 2), ends))
    return "".join([f"{run:08x}" for run in sorted(set(map(crc32, runs)))[:SKETCH]])


def _runs(marks: str) -> list[int]:
    return [int(marks[at : at + 8], 16) for at in range(0, len(marks), 8)]


def groups(texts: Sequence[Text]) -> list[Group]:
    """The near copies among the texts. A group's first text is its earliest; each text is in one group at most."""
    cores: dict[int, str] = {}
    found: dict[int, Group] = {}
    holders: dict[int, tuple[int, ...]] = {}
    for number, text in enumerate(texts):
        own, runs = (number,), _runs(text.sketch)
        shared = Counter(holder for run in runs for holder in holders.get(run, ()))
        near = sorted((-count, holder) for holder, count in shared.items() if count >= SHARED)[:COMPARED]
        best = max(((_alike(texts, holder, number, cores), -holder) for _, holder in near), default=(Decimal(0), 0))
        if best[0] >= LEAST:
            found.setdefault(-best[1], Group(-best[1])).others.append((number, best[0]))
            continue
        for run in runs:
            held = holders.setdefault(run, own)
            if held is not own and held is not _COMMON:
                holders[run] = _COMMON if len(held) == HOLDERS else held + own
    return [found[first] for first in sorted(found)]


def _alike(texts: Sequence[Text], one: int, other: int, cores: dict[int, str]) -> Decimal:
    for number in (one, other):
        if number not in cores:
            cores[number] = core(texts[number].text, texts[number].owner)
    a, b = cores[one], cores[other]
    if texts[one].cut or texts[other].cut:
        room = min(len(a), len(b))
        a, b = a[:room], b[:room]
    return similarity(a, b)


def similarity(a: str, b: str) -> Decimal:
    """2 × characters in common in the same order ÷ characters of both, as a ratio of four places; 1 only for equals."""
    if a == b:
        return Decimal(1)
    whole = len(a) + len(b)
    if 2 * min(len(a), len(b)) < LEAST * whole:
        return Decimal(0)
    ends = _common(a, b)
    a, b = a[ends:], b[ends:]
    tail = _common(a[::-1], b[::-1])
    a, b = a[: len(a) - tail], b[: len(b) - tail]
    value = round_half_up(Decimal(2 * (ends + tail + _in_common(a, b))) / whole, 4)
    return min(value, Decimal("0.9999"))


def _common(a: str, b: str) -> int:
    """Equal characters at the beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _in_common(a: str, b: str) -> int:
    """Length of the longest common subsequence: a bit for each character of `a`, all of them moved at once."""
    if not a or not b:
        return 0
    places: dict[str, int] = {}
    for at, sign in enumerate(a):
        places[sign] = places.get(sign, 0) | 1 << at
    full = (1 << len(a)) - 1
    left = full
    for sign in b:
        hit = left & places.get(sign, 0)
        left = ((left + hit) | (left - hit)) & full
    return len(a) - left.bit_count()
