"""Content (汇总内容): what the sheets of a roll-up draw on; all of it light, the long rows stay in the store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.values import squeeze
from xlperf.rollup.digest import PartDigest
from xlperf.rollup.entry import Entry, Unit, accepted_units, unit_line
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.ledger import Balance, Ledger
from xlperf.rollup.packing import unpack_facts
from xlperf.rollup.parts import Line
from xlperf.rollup.register.file_state import TERMS
from xlperf.rollup.register.sent import beijing
from xlperf.rollup.register.states import Settlement
from xlperf.rollup.ruling import RuleText
from xlperf.rollup.sheets import Sheet, all_sheets
from xlperf.rollup.split import split_table
from xlperf.rollup.table import MAX_ROWS, Table


@dataclass
class Content:
    """The settled files, the day of the run, the rules by code; how many rows a sheet has."""

    settled: Ledger
    made_on: date
    rules: Mapping[str, RuleText]
    max_rows: int = MAX_ROWS
    _placed: dict[str, Table] = field(default_factory=dict)

    @property
    def entries(self) -> Sequence[Entry]:
        """All files, in their order."""
        return self.settled.entries

    @property
    def settlement(self) -> Settlement:
        """How the files were settled, and against what register."""
        return self.settled.settlement

    @cached_property
    def balance(self) -> Balance:
        """The equation of the files."""
        return self.settled.balance

    @cached_property
    def accepted(self) -> list[Unit]:
        """Units by name and year."""
        return accepted_units(self.entries)

    @cached_property
    def units(self) -> list[Line]:
        """单位汇总: one line per unit and year; by year, rank (those without one last), name."""
        return _ranked([unit_line(unit) for unit in self.accepted])

    @cached_property
    def projects(self) -> list[Line]:
        """项目, in the order of the units' names."""
        return [
            line | {"unit": unit.name} for unit in self.accepted for _, part in unit.parts for line in part.projects
        ]

    @cached_property
    def ledger(self) -> list[Line]:
        """收件台账, in the order of the files."""
        changed = {revision.entry.name: revision.changed for revision in self.settled.revisions}
        return [_ledger_line(entry) | {"changed": changed.get(entry.name)} for entry in self.entries]

    @cached_property
    def grades(self) -> list[Line]:
        """等级分布, year by year; without units once, so that the grades can be seen."""
        return list(_grades(self.accepted, self.units, self.projects))

    def facts(self, sheet: str) -> Iterator[tuple[Unit, Entry, PartDigest, Any]]:
        """What a sheet gathered from each form that counts, in the order of the units."""
        for unit in self.accepted:
            for entry, part in unit.parts:
                if sheet in part.facts:
                    yield unit, entry, part, unpack_facts(part.facts[sheet])

    def table(self, name: str) -> Table:
        """The table of a sheet, placed when first asked for, so that any sheet can refer to any other's cells."""
        if name not in self._placed:
            sheet = next(sheet for sheet in all_sheets() if sheet.name == name)
            self._placed[name] = self._long(sheet) if sheet.long else _placed(sheet.table, self)
        return self._placed[name]

    def _long(self, sheet: Sheet) -> Table:
        if sheet.revisions:
            groups = [[measure.rows for measure in revision.measures] for revision in self.settled.revisions]
        else:
            groups = [[p.rows[sheet.name].rows for _, p in u.parts if sheet.name in p.rows] for u in self.accepted]
        return split_table(sheet, sheet.lead(self) if sheet.lead else 0, groups, self.max_rows)

    def pages(self) -> Iterator[tuple[Sheet, Table | None]]:
        """All sheets of the book in their order; a table that is split has several. None: no table stands there."""
        for sheet in all_sheets():
            parts = self.table(sheet.name).parts if sheet.long or sheet.table else [None]
            yield from ((sheet, part) for part in parts)

    @property
    def split(self) -> dict[str, list[str]]:
        """Tables that stand on several sheets → the names of these."""
        tables = [self.table(sheet.name) for sheet in all_sheets() if sheet.long]
        return {table.name: [part.name for part in table.parts] for table in tables if table.more}

    @property
    def count_units(self) -> int:
        """How many units there are: one with two years counts once."""
        return len({squeeze(unit.name) for unit in self.accepted})


def _placed(table: Callable[[Content], Table] | None, content: Content) -> Table:
    assert table is not None
    return table(content)


def ranks(scores: Sequence[Decimal | None]) -> list[int | None]:
    """名次 as RANK counts it: 1 for the highest, equals share the better place; None without a score."""
    first: dict[Decimal, int] = {}
    for place, score in enumerate(sorted((s for s in scores if s is not None), reverse=True), 1):
        first.setdefault(score, place)
    return [None if score is None else first[score] for score in scores]


def _ranked(lines: Sequence[Line]) -> list[Line]:
    """With the rank within the year, sorted."""
    for year in {line["year"] for line in lines}:
        of_year = [line for line in lines if line["year"] == year]
        scores = [line.get("score") if line.get("grade") else None for line in of_year]
        for line, rank in zip(of_year, ranks(scores), strict=True):
            line["rank"] = rank
    return sorted(lines, key=lambda line: (line["year"], line["rank"] is None, line["rank"] or 0, line["unit"]))


def _ledger_line(entry: Entry) -> Line:
    line: Line = {
        "file": entry.name, "path": entry.link, "term": TERMS[entry.state],
        "state": str(entry.standing or TERMS[entry.state]), "reason": entry.reason, "note": entry.note,
        "saved": beijing(entry.saved), "size": entry.size, "sha256": entry.sha256,
    }  # fmt: skip
    digest = entry.digest
    if digest is None:
        return line | {"notes": ""}
    parts = [part for _, part in entry.parts]
    counts = {kind: sum(part.kind == kind for part in parts) for kind in ("base", "dept", "project", "list")}
    return line | counts | {
        "unit": entry.unit or digest.unit,
        "year": digest.year,
        "edition": digest.edition_name,
        "why_edition": digest.edition_reason,
        "repairs": sum(part.repairs for part in parts),
        "unplaced": digest.unplaced + sum(part.extras for part in parts),
        "findings": sum(sum(part.found.values()) for part in parts),
        "notes": "；".join(digest.notes),
    }  # fmt: skip


def parameters_of(units: Sequence[Unit], year: int | None) -> Parameters:
    """Those in force where the first of the units is, in the year."""
    digest = next((e.digest for unit in units for e in unit.entries if e.digest), None)
    place = load_edition(digest.edition, digest.year).place if digest else ""
    return Parameters(place, year or 2023)


# ── grades ──


def _limits(units: Sequence[Unit], year: int | None) -> list[tuple[str, Decimal]]:
    """Grades with their lower limits, best first."""
    found = parameters_of(units, year)["grade_limits"]
    return sorted(((str(name), Decimal(low)) for name, low in found), key=lambda limit: limit[1], reverse=True)


def _grades(accepted: Sequence[Unit], units: Sequence[Line], projects: Sequence[Line]) -> Iterator[Line]:
    years: list[int | None] = [*sorted({unit.year for unit in accepted})]
    for year in years or [None]:
        limits = _limits([unit for unit in accepted if unit.year == year], year)
        own, theirs = ([line for line in lines if line["year"] == year] for lines in (units, projects))
        yield from ({"year": year} | line for line in _grade_lines(own, theirs, limits))


def _grade_lines(units: Sequence[Line], projects: Sequence[Line], limits: Sequence[tuple[str, Decimal]]) -> list[Line]:
    """One line per grade, best first; the last line is for what has no grade."""
    highs: list[Decimal | None] = [None, *(low for _, low in limits)]
    lines: list[Line] = [
        {"grade": name, "low": low, "high": high} | _graded(units, projects, name)
        for (name, low), high in zip(limits, highs, strict=False)
    ]
    return [*lines, {"grade": "未定", "low": None, "high": None} | _graded(units, projects, "")]


def _graded(units: Sequence[Line], projects: Sequence[Line], grade: str) -> Line:
    of_grade = [line for line in units if (line.get("grade") or "") == grade]
    return {
        "units": len(of_grade),
        "budget": _sum(of_grade, "budget"),
        "executed": _sum(of_grade, "executed"),
        "projects": sum((line.get("grade") or "") == grade for line in projects),
    }


def _sum(lines: Sequence[Line], column: str) -> Decimal | None:
    """None, not 0, where no line has a number."""
    values = [line.get(column) for line in lines]
    return decimal_sum(values) if any(isinstance(value, Decimal) for value in values) else None
