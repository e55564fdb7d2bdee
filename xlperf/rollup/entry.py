"""Entry (一份文件): what the roll-up knows of one file, and the units that the files that count make up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from xlperf.model.values import squeeze
from xlperf.rollup.register.file_state import FileState, Term

if TYPE_CHECKING:
    from xlperf.rollup.digest import FileDigest, PartDigest
    from xlperf.rollup.parts import Line


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. `name`: its path below the folder; `link`: its path from the folder of the roll-up, "" if none leads.

    `reason`: why refused, or superseded by which file after which rule, or what of it does not count. `unit`: the name
    it counts under. `standing`, `note`, `by`: once settled, the finer state, what else to know, the file that counts
    in its stead. `gone`: numbers of the parts that do not count. `saved` and `modified` are ISO 8601: when the file
    says it was saved (else when it was modified), and the file system's own time ("" if not known). `size` in bytes.
    """

    name: str
    link: str
    sha256: str
    size: int
    state: Term
    reason: str = ""
    digest: "FileDigest | None" = None
    unit: str = ""
    saved: str = ""
    modified: str = ""
    standing: FileState | None = None
    note: str = ""
    by: str = ""
    gone: frozenset[int] = field(default_factory=frozenset)

    @property
    def parts(self) -> Iterator[tuple[int, "PartDigest"]]:
        """The parts that count, with their numbers."""
        if self.digest is not None:
            yield from ((n, part) for n, part in enumerate(self.digest.parts) if n not in self.gone)


@dataclass(frozen=True)
class Unit:
    """An accepted unit in one year, with the files that count; the first is the one with the most forms."""

    name: str
    year: int
    entries: Sequence[Entry]

    @cached_property
    def parts(self) -> Sequence[tuple[Entry, "PartDigest"]]:
        """All parts that count, file by file."""
        return [(entry, part) for entry in self.entries for _, part in entry.parts]

    @property
    def head(self) -> "Line":
        """What every row begins with."""
        return {"unit": self.name, "year": self.year}

    def main(self) -> "PartDigest | None":
        """The form that speaks for the unit as a whole: 附件2, else the list of projects (汇总)."""
        return next((p for kind in ("dept", "list") for _, p in self.parts if p.kind == kind), None)


def accepted_units(entries: Iterable[Entry]) -> list[Unit]:
    """The entries that count grouped by unit and year, in the order of their names."""
    groups: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.state == "accepted" and entry.digest is not None:
            groups[squeeze(entry.unit) or f"\0{entry.name}", entry.digest.year].append(entry)
    units = []
    for key in sorted(groups):
        group = sorted(groups[key], key=lambda e: (-sum(bool(part.kind) for _, part in e.parts), e.name))
        name = group[0].unit.strip() or f"（没有写单位名称：{group[0].name}）"
        units.append(Unit(name, key[1], group))
    return units


def unit_line(unit: Unit) -> "Line":
    """单位汇总."""
    first = unit.entries[0]
    editions = dict.fromkeys(entry.digest.edition_name for entry in unit.entries if entry.digest)
    line = unit.head | {"edition": "、".join(editions)}
    line |= {"projects": sum(len(part.projects) for _, part in unit.parts)}
    line |= {name: sum(part.found[name] for _, part in unit.parts) for name in ("error", "confirm", "notice")}
    line["note"] = _remark(unit)
    main = unit.main()
    if main is None:
        sheet = next((part.sheet for _, part in unit.parts), "")
        return line | {"file": first.name, "path": first.link, "sha256": first.sha256, "sheet": sheet, "cell": ""}
    return line | main.score


def _remark(unit: Unit) -> str:
    """Which forms of its edition the unit did not send, and figures that could not be read."""
    from xlperf.model.load import load_edition  # late: an entry alone needs no definitions

    said: list[str] = []
    editions = {e.digest.edition: e.digest.year for e in unit.entries if e.digest}
    wanted = {form: e for e in (load_edition(*pair) for pair in editions.items()) for form in e.forms}
    kinds = {part.kind for _, part in unit.parts}
    for kind, edition in wanted.items():
        if kind not in kinds:
            said.append(f"没有{edition.form(kind).attachment or edition.form(kind).sheet}")
    main = unit.main()
    if main and main.ungraded:
        said.append(f"各项合计 {main.ungraded}、不排名")
    unread = sum(part.unread for _, part in unit.parts)
    if unread:
        said.append(f"{unread} 个数未能读出")
    return "；".join(said)
