"""Ready sheets (备用表) of a template that a unit did not need: the same in thousands of files, read once.

Whether a sheet is empty follows from all that stands on it and from the wording that it is read by; both are kept and
compared. A sheet with anything else on it is read.
"""

from collections.abc import Sequence, Set

from xlperf.workbook.reading.grid import Raw
from xlperf.workbook.reading.labels import Area, Place, Segment
from xlperf.workbook.reading.wording import Wording

_Content = tuple[Sequence[tuple[Place, Raw]], Sequence[Area], Set[Place]]
_VARIANTS = 4
"""of one form with the same number of cells that are kept: as we write it, as other programs save it"""
_MOST = 500
_EMPTY: dict[tuple[Wording, int], list[_Content]] = {}


def is_known_as_empty(segment: Segment, words: Wording) -> bool:
    """Whether a sheet with the very same content was read and found empty."""
    known = _EMPTY.get((words, len(segment.cells)))
    return known is not None and _is_alone(segment) and _content(segment) in known


def remember_as_empty(segment: Segment, words: Wording) -> None:
    """Keep the content of a sheet that was read without repairs and found empty, if it has no other form on it."""
    if len(_EMPTY) >= _MOST:
        _EMPTY.clear()
    known = _EMPTY.setdefault((words, len(segment.cells)), [])
    if _is_alone(segment) and len(known) < _VARIANTS:
        known.append(_content(segment))


def _is_alone(segment: Segment) -> bool:
    return len(segment.cells) == len(segment.sheet.cells)


def _content(segment: Segment) -> _Content:
    return segment.cells, list(segment.sheet.merges), frozenset(segment.sheet.empty_formulas)
