"""Printed labels: where those of one form stand in a part of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

from xlperf.workbook.reading.grid import Raw, Sheet
from xlperf.workbook.reading.wording import Wording

Place = tuple[int, int]
Area = tuple[int, int, int, int]
"""top, left, bottom, right"""
_place = itemgetter(0)
_COMMON_AREAS = 5_000
"""cells; no form of ours has so many under merged areas, and what has more is not kept"""


WIDE = 20_000
"""cells; a merged area of more is not kept cell by cell: one area may cover a whole sheet"""


class _WithWide(dict[Place, Area]):
    """Areas of single cells, and wide ones that are looked through when a cell has none."""

    def __init__(self, areas: Mapping[Place, Area], wide: Sequence[Area]) -> None:
        super().__init__(areas)
        self._wide = wide

    def __missing__(self, at: Place) -> Area:
        row, column = at
        for area in self._wide:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return area
        raise KeyError(at)

    def __contains__(self, at: object) -> bool:
        return self.get(at) is not None  # type: ignore[arg-type]

    def get(self, at: Place, default: Area | None = None) -> Area | None:  # type: ignore[override]
        """As of any mapping; dict's own does not ask for what is missing."""
        try:
            return self[at]
        except KeyError:
            return default


def size(area: Area) -> int:
    """How many cells an area has."""
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


def areas_of(merges: Sequence[Area]) -> Mapping[Place, Area]:
    """The merged area over each cell that has one. Files of one layout have the same areas."""
    if sum(map(size, merges)) <= _COMMON_AREAS:
        return _areas(tuple(merges))
    wide = [area for area in merges if size(area) > WIDE]
    areas = _areas.__wrapped__(tuple(area for area in merges if size(area) <= WIDE))
    return _WithWide(areas, wide) if wide else areas


@lru_cache(maxsize=256)
def _areas(merges: tuple[Area, ...]) -> Mapping[Place, Area]:
    return {
        (row, column): area
        for area in merges
        for row in range(area[0], area[2] + 1)
        for column in range(area[1], area[3] + 1)
    }


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
        return sorted([cell for cell in self.sheet.cells.items() if top <= cell[0][0] < bottom], key=_place)

    @cached_property
    def areas(self) -> Mapping[Place, Area]:
        """The merged area over each cell of the sheet that has one."""
        return areas_of(self.sheet.merges)

    def area(self, at: Place) -> Area:
        """The merged area over a cell, or the cell itself."""
        return self.areas.get(at) or (*at, *at)

    def corner(self, at: Place) -> Place:
        """The upper left cell of the merged area over a cell."""
        area = self.areas.get(at)
        return area[:2] if area else at


class Labels:
    """Where the labels of a form stand in a segment. All texts are looked at once, here."""

    def __init__(self, segment: Segment, words: Wording) -> None:
        self.segment, self.words = segment, words
        self._places: dict[str, list[Place]] = {}
        self._named: dict[str, tuple[Place, str]] = {}
        self._found: dict[frozenset[str], Sequence[Place]] = {}
        self.printed: dict[Place, Raw] = {}
        """cells with printed labels, in reading order"""
        self.with_colon: list[tuple[Place, Raw]] = []
        """texts that have a colon, in reading order"""
        says = words.says
        for at, raw in segment.cells:
            if not isinstance(raw.value, str):
                continue
            idle, label, is_printed, named, colon = says[raw.typed]
            if idle:
                continue
            self._places.setdefault(label, []).append(at)
            if is_printed:
                self.printed[at] = raw
            if colon:
                self.with_colon.append((at, raw))
                if named is not None:
                    self._named.setdefault(named[0], (at, named[1]))

    def find(self, names: frozenset[str]) -> Sequence[Place]:
        """Cells with one of these labels (as `core` gives them), in reading order."""
        places = self._found.get(names)
        if places is None:
            found = [at for name in names if name in self._places for at in self._places[name]]
            places = self._found[names] = sorted(found) if len(found) > 1 else found
        return places

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
        return raw is not None and isinstance(raw.value, str) and self.words.says[raw.typed].printed

    @cached_property
    def last_column(self) -> int:
        """The last column on which something stands."""
        areas, last = self.segment.areas, 0
        for at, raw in self.segment.cells:
            right = areas[at][3] if at in areas else at[1]
            if right > last and (raw.typed.strip() or raw.problem):
                last = right
        return last
