"""Printed labels: where those of one form stand in a part of a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from xlperf.workbook.reading.grid import Raw, Sheet
from xlperf.workbook.reading.wording import Wording, said

Place = tuple[int, int]
_place = itemgetter(0)


@dataclass(frozen=True)
class Segment:
    """A part of a sheet that holds one form: rows top to bottom - 1. The sheet does not change any more."""

    sheet: Sheet
    form: str
    top: int
    bottom: int
    title: str
    title_cell: Place

    @cached_property
    def cells(self) -> Sequence[tuple[Place, Raw]]:
        """Filled cells in reading order."""
        top, bottom = self.top, self.bottom
        return sorted((cell for cell in self.sheet.cells.items() if top <= cell[0][0] < bottom), key=_place)


class Labels:
    """Where the labels of a form stand in a segment. All texts are looked at once, here."""

    def __init__(self, segment: Segment, words: Wording) -> None:
        self.segment, self.words = segment, words
        self._places: dict[str, list[Place]] = {}
        self._named: dict[str, tuple[Place, str]] = {}
        self.printed: dict[Place, Raw] = {}
        """cells with printed labels, in reading order"""
        self.with_colon: list[tuple[Place, Raw]] = []
        """texts that have a colon, in reading order"""
        for at, raw in segment.cells:
            if not isinstance(raw.value, str):
                continue
            label, is_printed, named, colon = said(raw.typed, words)
            self._places.setdefault(label, []).append(at)
            if is_printed:
                self.printed[at] = raw
            if colon:
                self.with_colon.append((at, raw))
                if named is not None:
                    self._named.setdefault(named[0], (at, named[1]))

    def find(self, names: Iterable[str]) -> Sequence[Place]:
        """Cells with one of these labels (as `core` gives them), in reading order."""
        found = [places for name in names if (places := self._places.get(name))]
        return sorted(at for places in found for at in places) if len(found) > 1 else found[0] if found else ()

    def inline(self, names: frozenset[str]) -> tuple[Place, str] | None:
        """The first place of `其中：一般公共预算：1389.01` for one of these labels, and the text behind its colon."""
        if names.isdisjoint(self._named):
            return None
        return min((self._named[name] for name in names if name in self._named), key=_place)

    def is_label(self, at: Place) -> bool:
        """Whether a printed label stands in this cell (of the segment, or next to it)."""
        if self.segment.top <= at[0] < self.segment.bottom:
            return at in self.printed
        raw = self.segment.sheet.cells.get(at)
        return raw is not None and isinstance(raw.value, str) and said(raw.typed, self.words).printed

    @cached_property
    def last_column(self) -> int:
        """The last column on which something stands."""
        area = self.segment.sheet.area
        return max((area(*at)[3] for at, raw in self.segment.cells if raw.typed.strip() or raw.problem), default=0)
