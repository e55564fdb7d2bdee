"""Long frames (长表) of everything that was accepted, with dtypes; money, ratios and points stay Decimal (object)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.values import squeeze
from xlperf.rollup import collect
from xlperf.rollup.collect import Line, Unit
from xlperf.rollup.figures import decimal_sum
from xlperf.rollup.ledger import STATES, Entry, beijing, unit_key, year_of

HEAD = {"unit": "string", "year": "Int64"}
PLACE = {"file": "string", "path": "string", "sheet": "string", "cell": "string"}
COUNTS = dict.fromkeys(("error", "confirm", "notice"), "Int64")
FUNDS = dict.fromkeys(("initial", "budget", "executed", "rate_printed", "rate"), "object")
SCORES = dict.fromkeys(("score_printed", "score", "suggested"), "object") | {
    "grade": "string",
    "grade_printed": "string",
}
FIGURE = dict.fromkeys(("form", "line", "column", "id", "kind", "typed"), "string") | {"read": "object"}

DTYPES: dict[str, dict[str, str]] = {
    "units": HEAD
    | {"edition": "string"}
    | FUNDS
    | SCORES
    | {"rank": "Int64"}
    | COUNTS
    | {"projects": "Int64", "note": "string"}
    | PLACE,
    "base": HEAD | FIGURE | PLACE,
    "funds": HEAD | FIGURE | PLACE,
    "indicators": HEAD
    | dict.fromkeys(("form", "level1", "level2", "level3", "target", "actual"), "string")
    | dict.fromkeys(("points", "score", "suggested", "low", "high"), "object")
    | {"reason": "string", "trace": "string"}
    | PLACE,
    "projects": HEAD
    | dict.fromkeys(("source", "name", "supervising", "implementing"), "string")
    | FUNDS
    | SCORES
    | COUNTS
    | {"indicators": "Int64", "note": "string"}
    | PLACE,
    "findings": HEAD
    | dict.fromkeys(
        ("severity", "code", "form", "message", "given", "expected", "remedy", "basis", "folded"), "string"
    )
    | PLACE,
    "repairs": HEAD | dict.fromkeys(("label", "typed", "read", "what"), "string") | PLACE,
    "ledger": {
        "file": "string", "path": "string", "state": "string", "unit": "string", "year": "Int64", "edition": "string",
        "why_edition": "string", "reason": "string", "base": "Int64", "dept": "Int64", "project": "Int64",
        "list": "Int64", "repairs": "Int64", "unplaced": "Int64", "findings": "Int64", "notes": "string",
        "saved": "string", "size": "Int64", "sha256": "string",
    },
    "grades": {
        "year": "Int64", "grade": "string", "low": "object", "high": "object", "units": "Int64", "budget": "object",
        "executed": "object", "projects": "Int64",
    },
}  # fmt: skip
"""frame → column → dtype. `object` columns hold Decimal, text as typed where no number could be read, or None."""


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames. units: one row per accepted unit and year; base, funds: one per figure; indicators, projects,
    findings, repairs: one each; ledger: one per file; grades: for each year one per grade and one for units without."""

    units: pd.DataFrame
    base: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    projects: pd.DataFrame
    findings: pd.DataFrame
    repairs: pd.DataFrame
    ledger: pd.DataFrame
    grades: pd.DataFrame


def build_frames(entries: Sequence[Entry]) -> Frames:
    """From settled entries. `units` by year, rank (those without one last), name; all else in the order of the units'
    names, a unit's rows in the order of its file."""
    units = accepted_units(entries)
    unit_lines = _ranked([collect.unit_line(unit) for unit in units])
    project_lines = _all(units, collect.project_lines)
    return Frames(
        units=_frame("units", unit_lines),
        base=_frame("base", _all(units, collect.base_lines)),
        funds=_frame("funds", _all(units, collect.fund_lines)),
        indicators=_frame("indicators", _all(units, collect.indicator_lines)),
        projects=_frame("projects", project_lines),
        findings=_frame("findings", _all(units, collect.finding_lines)),
        repairs=_frame("repairs", _all(units, collect.repair_lines)),
        ledger=_frame("ledger", [_ledger_line(entry) for entry in entries]),
        grades=_frame("grades", _grades(units, unit_lines, project_lines)),
    )


def accepted_units(entries: Iterable[Entry]) -> list[Unit]:
    """Accepted entries grouped by unit and year; the group's first file is the one with the most forms."""
    groups: dict[tuple[str, int | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.state == "accepted":
            groups[unit_key(entry)].append(entry)
    for group in groups.values():
        group.sort(key=lambda e: (-len(e.submission.forms) if e.submission else 0, e.name))
    return [Unit.of(groups[key]) for key in sorted(groups, key=lambda key: (key[0], key[1] or 0))]


def count_units(frame: pd.DataFrame) -> int:
    """How many units have rows in the frame, white space in their names aside: one with two years counts once."""
    return len({squeeze(name) for name in frame["unit"]})


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


def _all(units: Iterable[Unit], lines: object) -> list[Line]:
    assert callable(lines)
    return [line for unit in units for line in lines(unit)]


def _frame(name: str, lines: Sequence[Line]) -> pd.DataFrame:
    """A frame with exactly the columns and dtypes of `DTYPES`. A key that is no column would be a figure lost."""
    dtypes = DTYPES[name]
    stray = {key for line in lines for key in line} - set(dtypes)
    assert not stray, f"{name}: {stray}"
    return pd.DataFrame(
        {column: _series(dtype, [line.get(column) for line in lines]) for column, dtype in dtypes.items()}
    )


def _series(dtype: str, values: list[object]) -> pd.Series:
    return pd.Series(["" if value is None and dtype == "string" else value for value in values], dtype=dtype)


def _ledger_line(entry: Entry) -> Line:
    submission = entry.submission
    line: Line = {
        "file": entry.name, "path": str(entry.path), "state": STATES[entry.state], "reason": entry.reason,
        "saved": beijing(entry.saved), "size": entry.size, "sha256": entry.sha256,
    }  # fmt: skip
    if submission is None:
        return line
    counts = {form: len(submission.of(form)) for form in ("base", "dept", "project", "list")}
    return line | counts | {
        "unit": submission.unit,
        "year": year_of(submission),
        "edition": load_edition(submission.edition).name if submission.edition else "",
        "why_edition": submission.edition_reason,
        "repairs": len(submission.repairs),
        "unplaced": len(submission.unplaced) + sum(len(form.extras) for form in submission.forms),
        "findings": sum(not finding.folded_under for finding in entry.findings),
        "notes": "；".join(submission.notes),
    }  # fmt: skip


def _limits(units: Sequence[Unit]) -> list[tuple[str, Decimal]]:
    """Grades with their lower limits, best first, as in force where the first unit is."""
    part = next((part for unit in units for part in unit.parts), None)
    parameters = part.parameters if part else Parameters("", 2023)
    limits = [(str(name), Decimal(low)) for name, low in parameters["grade_limits"]]
    return sorted(limits, key=lambda limit: limit[1], reverse=True)


def _grades(units: Sequence[Unit], lines: Sequence[Line], projects: Sequence[Line]) -> list[Line]:
    """等级分布, year by year; without units once, so that the grades can be seen."""
    found: list[Line] = []
    years: list[int | None] = [*sorted({unit.year for unit in units})]
    for year in years or [None]:
        limits = _limits([unit for unit in units if unit.year == year])
        graded = [line for line in lines if line["year"] == year], [line for line in projects if line["year"] == year]
        found += [{"year": year} | line for line in _grade_lines(*graded, limits)]
    return found


def _grade_lines(units: Sequence[Line], projects: Sequence[Line], limits: Sequence[tuple[str, Decimal]]) -> list[Line]:
    """One line per grade, best first; the last line is for what has no grade."""
    highs: list[Decimal | None] = [None, *(low for _, low in limits)]
    lines: list[Line] = [
        {"grade": name, "low": low, "high": high} | _graded(units, projects, name)
        for (name, low), high in zip(limits, highs, strict=False)
    ]
    return [*lines, {"grade": "未定", "low": None, "high": None} | _graded(units, projects, "")]


def _graded(units: Sequence[Mapping[str, object]], projects: Sequence[Mapping[str, object]], grade: str) -> Line:
    of_grade = [line for line in units if line.get("grade", "") == grade]
    return {
        "units": len(of_grade),
        "budget": _sum(of_grade, "budget"),
        "executed": _sum(of_grade, "executed"),
        "projects": sum(line.get("grade", "") == grade for line in projects),
    }


def _sum(lines: Sequence[Mapping[str, object]], column: str) -> Decimal | None:
    """None, not 0, where no line has a number."""
    values = [line.get(column) for line in lines]
    return decimal_sum(values) if any(isinstance(value, Decimal) for value in values) else None
