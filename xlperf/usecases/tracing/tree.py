"""What a trace finds (追溯结果): a tree of cells, ending in the units' files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from xlperf.model.values import show
from xlperf.rollup.readback.rows import Value

State = Literal["same", "changed", "gone", "unreadable", "unlinked"]
SAID: dict[State, str] = {
    "same": "文件没有变（SHA-256 相符）",
    "changed": "文件在汇总以后改过（SHA-256 不符），下面是现在的内容",
    "gone": "文件已经不在原处",
    "unreadable": "文件打不开",
    "unlinked": "汇总里没有到这个文件的链接，请用 --files 写明文件在哪个文件夹",
}


@dataclass(frozen=True, slots=True)
class Now:
    """What stands in a cell of the unit's file now: as typed, as read ("" where nothing was read)."""

    sheet: str
    cell: str
    typed: str
    read: str


@dataclass(slots=True)
class Leaf:
    """Where a row's figures come from, and what stands there now."""

    unit: str
    file: str
    sheet: str
    cell: str
    sha256: str
    typed: str | None = None
    read: str | None = None
    repair: str = ""
    state: State = "unlinked"
    path: str = ""
    why: str = ""
    now: Sequence[Now] = ()
    agrees: bool | None = None
    """whether 原填 of the roll-up still stands there; None where that cannot be said"""


@dataclass(slots=True)
class Source:
    """One sum, count or reference of a formula. `count` rows went into it, of which `items` are shown."""

    what: str
    text: str
    area: str
    count: int
    result: Value
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Node:
    """One cell of the roll-up. `agrees`: whether counting the formula again gives its value; `cannot`: why not."""

    sheet: str
    cell: str
    row: str
    column: str
    value: Value
    formula: str | None = None
    computed: Value = None
    agrees: bool | None = None
    cannot: str = ""
    note: str = ""
    references: Sequence[str] = ()
    sources: list[Source] = field(default_factory=list)
    leaf: Leaf | None = None

    def every(self) -> "Iterator[Node]":
        """The node and all below it."""
        yield self
        for source in self.sources:
            for item in source.items:
                yield from item.every()

    def as_json(self) -> dict[str, Any]:
        """The object that `xlperf trace --json` prints; what does not apply is left out."""
        made: dict[str, Any] = {
            "sheet": self.sheet, "cell": self.cell, "row": self.row, "column": self.column, "value": text_of(self.value),
        }  # fmt: skip
        if self.formula is not None:
            made["formula"] = f"={self.formula}"
        if self.agrees is not None:
            made |= {"computed": text_of(self.computed), "agrees": self.agrees}
        if self.cannot:
            made |= {"cannot": self.cannot, "references": list(self.references)}
        if self.note:
            made["note"] = self.note
        if self.sources:
            made["sources"] = [
                {
                    "what": source.what, "text": source.text, "area": source.area, "count": source.count,
                    "result": text_of(source.result), "items": [item.as_json() for item in source.items],
                }
                for source in self.sources
            ]  # fmt: skip
        if self.leaf is not None:
            made["origin"] = _leaf(self.leaf)
        return made


def _leaf(leaf: Leaf) -> dict[str, Any]:
    said = {
        "unit": leaf.unit, "file": leaf.file, "sheet": leaf.sheet, "cell": leaf.cell, "sha256": leaf.sha256,
        "typed": leaf.typed, "read": leaf.read, "repair": leaf.repair, "state": leaf.state, "path": leaf.path,
        "why": leaf.why, "agrees": leaf.agrees,
    }  # fmt: skip
    now = [{"sheet": n.sheet, "cell": n.cell, "typed": n.typed, "read": n.read} for n in leaf.now]
    return {key: value for key, value in said.items() if value not in (None, "")} | {"now": now}


def text_of(value: Value) -> str | None:
    """A value as people read it."""
    if isinstance(value, Decimal):
        return show(value)
    return None if value is None else str(value)
