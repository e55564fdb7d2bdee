"""Column (栏目) of a table: what stands in it and how wide it is."""

from dataclasses import dataclass
from functools import cached_property

from xlperf.model.celltext import MAX_TEXT
from xlperf.rollup.styles import SMALLER


@dataclass(frozen=True)
class Column:
    """One column: id, header, width in characters (a Chinese character takes two), kind of its values.

    Neighbours of one `group` get a common header above. `total`: the total row sums it.
    """

    id: str
    header: str
    width: float
    kind: str = "text"
    group: str = ""
    total: bool = False

    @cached_property
    def wide(self) -> float:
        """Signs that go into a line of a cell (a Chinese one counts twice)."""
        return self.width * SMALLER.get(self.kind, 1)

    @cached_property
    def room(self) -> int:
        """Texts up to this length need no second line, whatever their signs; those that never wrap need none at all."""
        return int(self.wide - 2) // 2 if self.kind != "fine" else MAX_TEXT
