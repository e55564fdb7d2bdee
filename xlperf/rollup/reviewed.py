"""What 复核底稿 reviews: one line for each form with a score, and the tariff and limits of each year."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlperf.model.finding import Severity
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.rollup.content import Content
from xlperf.rollup.digest import PartDigest
from xlperf.rollup.entry import Entry, Unit
from xlperf.rollup.found import FINDINGS
from xlperf.rollup.parts import Line

CODES = 12
"""codes of findings given as reasons"""
DEFAULT_YEAR = 2023
"""whose numbers are shown where there is no unit yet"""


@dataclass(frozen=True, slots=True)
class Scale:
    """By what the forms of one year are reviewed: points deducted for each finding by severity, the most that is
    deducted, the whole (满分), and the lower limits of the grades, best first."""

    year: int | None
    each: dict[str, Decimal]
    most: Decimal
    whole: Decimal
    limits: Sequence[tuple[str, Decimal]]

    def deduction(self, found: dict[str, int]) -> Decimal:
        """建议扣分 for numbers of findings by severity (error, confirm, notice)."""
        return min(self.most, sum((self.each[name] * count for name, count in found.items()), Decimal(0)))

    def grade(self, score: Decimal) -> str:
        """The grade; "" above the whole and below every limit."""
        if score > self.whole:
            return ""
        return next((name for name, low in self.limits if score >= low), "")


def scales(content: Content) -> list[Scale]:
    """One for each year, as in force where the year's first unit is; without units one, so that it can be seen."""
    years: list[int | None] = [*sorted({unit.year for unit in content.accepted})]
    return [_scale(content, year) for year in years or [None]]


def _scale(content: Content, year: int | None) -> Scale:
    digests = (e.digest for unit in content.accepted if unit.year == year for e in unit.entries if e.digest)
    digest = next(digests, None)
    place = load_edition(digest.edition, digest.year).place if digest else ""
    parameters = Parameters(place, year or DEFAULT_YEAR)
    tariff = {str(name): Decimal(points) for name, points in parameters["review_tariff"]}
    limits = [(str(line["grade"]), line["low"]) for line in content.grades if line["year"] == year]
    return Scale(
        year,
        {severity.value: tariff[severity.chinese] for severity in Severity},
        tariff["最多扣"],
        parameters.number("total_points"),
        [(name, low) for name, low in limits if low is not None],
    )


def reviewed(content: Content) -> Iterator[Line]:
    """In the order of the units: the form that speaks for a unit first, then its projects.

    Findings of 附件1 and of the file as a whole count with the unit's first form, so that none is lost.
    """
    codes = {(id(entry), id(part)): found for _, entry, part, found in content.facts(FINDINGS)}
    for unit in content.accepted:
        lines, rest = list[Line](), list[Sequence[Any]]()
        for entry, part in sorted(unit.parts, key=lambda pair: pair[1].kind == "project"):
            found = codes.get((id(entry), id(part)), ())
            record = _scored(unit, entry, part)
            if record is None:
                rest += found
            else:
                lines.append(record | {"found": found})
        for n, record in enumerate(lines):
            yield _counted(record, [*record["found"], *(rest if n == 0 else ())])


def _scored(unit: Unit, entry: Entry, part: PartDigest) -> Line | None:
    record = part.score if part.kind in ("dept", "list") else part.projects[0] if part.kind == "project" else None
    if record is None:
        return None
    place = {"file": entry.name, "path": entry.link, "sha256": entry.sha256, "sheet": part.sheet}
    names = ("score_printed", "score", "suggested", "cell")
    return unit.head | place | {"form": part.label} | {name: record.get(name) for name in names}


def _counted(record: Line, found: Sequence[Sequence[Any]]) -> Line:
    """With the numbers of findings, and their codes, gravest and most frequent first."""
    own = [(severity, code) for code, severity, folded, _ in found if not folded]
    numbers = Counter(own)
    counts = {severity.value: sum(name == severity.chinese for name, _ in own) for severity in Severity}
    return record | counts | {"reasons": _reasons(numbers)}


def _reasons(numbers: Counter[tuple[str, str]]) -> str:
    rank = {severity.chinese: severity.rank for severity in Severity}
    ordered = sorted(numbers.items(), key=lambda pair: (rank[pair[0][0]], -pair[1], pair[0][1]))
    texts, last = list[str](), ""
    for (severity, code), count in ordered[:CODES]:
        label = f"{severity} " if severity != last else ""
        last = severity
        texts.append(
            f"{'；' if label and texts else '、' if texts else ''}{label}{code}{f'×{count}' if count > 1 else ''}"
        )
    more = sum(count for _, count in ordered[CODES:])
    return "".join(texts) + (f"……另 {more} 条" if more else "")
