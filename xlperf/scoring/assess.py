"""Assessment (重算) of one form: what its rates, points, totals and grade come to, beside what the unit printed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlperf.model.form import Edition
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell, FilledForm, Row
from xlperf.model.values import squeeze
from xlperf.scoring.compute import standing
from xlperf.scoring.execution import execution_score
from xlperf.scoring.indicator import Practice, indicator_score, practice_of
from xlperf.scoring.judge import appraise
from xlperf.scoring.rates import ratio
from xlperf.scoring.totals import grade, known_total, total
from xlperf.scoring.trace import Score, grouped


@dataclass(frozen=True, slots=True)
class IndicatorAssessment:
    """One indicator row (from 1): suggested points, or the band they lie in; whether the target was met; the trace."""

    row: int
    suggested: Decimal | None
    low: Decimal
    high: Decimal
    met: bool | None
    trace: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One form recomputed. Money in 万元, rates as ratios, points. None = cannot be said.

    total_points and total_score: sums of what the unit typed, with the execution points where they belong to the
    total. suggested_total: ours, with the unit's own score wherever no formula gives one (`by_unit` of them).
    grade: of total_score, by the limits in force.
    """

    initial: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None
    execution_points: Decimal | None
    indicators: tuple[IndicatorAssessment, ...]
    total_points: Decimal | None
    total_score: Decimal | None
    suggested_total: Decimal | None
    printed_total: Decimal | None
    by_unit: int
    grade: str
    execution_trace: str
    grade_trace: str


@dataclass(frozen=True, slots=True)
class Money:
    """The form's money in 万元 and what its execution rate comes to. None = cannot be said."""

    initial: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    execution_rate: Decimal | None


def assess_money(form: FilledForm, edition: Edition, parameters: Parameters) -> Money:
    """Only the money of a form, where the indicators do not matter."""
    money = _money(form, edition)
    return Money(money.get("initial"), money.get("budget"), money.get("executed"), _rate(money, parameters))


def _money(form: FilledForm, edition: Edition) -> dict[str, Decimal | None]:
    return {
        kind: known_total(c for f in fields for c in standing(form, f, edition))
        for kind, fields in edition.form(form.form).funds.items()
    }


def assess(form: FilledForm, edition: Edition, parameters: Parameters) -> Assessment:
    """Recompute one form (dept, project or list) of a submission."""
    money = _money(form, edition)
    execution = _execution(form, money, parameters)
    rows = form.rows("indicators")
    indicators = tuple(_indicators(rows, form.year or edition.year, edition, parameters))
    scores: list[Cell | None] = [row["score"] for row in rows]
    suggested = [ours.suggested for ours in indicators]
    if edition.execution_in_total:
        scores, suggested = [*scores, form.get("total_score")], [*suggested, execution.value]
    printed = form.number("sum_score") if "sum_score" in form.cells else form.number("score")
    own_total = known_total(scores) if rows else printed
    whole = parameters.number("total_points")
    name = grade(own_total, whole, [(str(n), Decimal(limit)) for n, limit in parameters["grade_limits"]])
    by_unit = sum(
        ours.suggested is None and row["score"].number is not None for ours, row in zip(indicators, rows, strict=True)
    )
    return Assessment(
        initial=money.get("initial"),
        budget=money.get("budget"),
        executed=money.get("executed"),
        execution_rate=_rate(money, parameters),
        execution_points=execution.value,
        indicators=indicators,
        total_points=_points(form, edition) if rows else None,
        total_score=own_total,
        suggested_total=_mixed(suggested, scores) if rows else None,
        printed_total=printed,
        by_unit=by_unit,
        grade=name.name or "",
        execution_trace=execution.trace,
        grade_trace=name.trace,
    )


def _points(form: FilledForm, edition: Edition) -> Decimal | None:
    """The points of all indicators, or of the categories where rows carry none, and of the execution rate."""
    rows = form.rows("indicators")
    execution = form.get("total_points") if edition.execution_in_total else None
    if "points" in rows[0]:
        return known_total([*(row["points"] for row in rows), execution])
    return total([*(group.points for group in edition.groups), execution.number if execution else None])


def _mixed(suggested: Sequence[Decimal | None], own: Sequence[Cell | None]) -> Decimal | None:
    """Ours, and the unit's own score where we have none; None where that is unreadable."""
    left = [cell for ours, cell in zip(suggested, own, strict=True) if ours is None]
    if any(cell is not None and cell.state == "unreadable" for cell in left):
        return None
    return total([*suggested, known_total(left)])


def _denominator(money: dict[str, Decimal | None], parameters: Parameters) -> tuple[str, Decimal | None]:
    column = str(parameters["execution_denominator"])
    return (column, money[column]) if column in money else ("budget", money.get("budget"))


def _execution(form: FilledForm, money: dict[str, Decimal | None], parameters: Parameters) -> Score:
    column, denominator = _denominator(money, parameters)
    return execution_score(
        money.get("executed"),
        denominator,
        form.number("total_points") or parameters.number("execution_points"),
        column="initial" if column == "initial" else "budget",
        rate_places=int(parameters.number("rate_places")),
        cap=parameters.number("execution_cap"),
        places=int(parameters.number("score_places")),
        zero_budget="zero" if parameters["zero_budget"] == "zero" else "none",
    )


def _rate(money: dict[str, Decimal | None], parameters: Parameters) -> Decimal | None:
    return ratio(
        money.get("executed"), _denominator(money, parameters)[1], places=int(parameters.number("rate_places"))
    )


def _indicators(
    rows: tuple[Row, ...], year: int, edition: Edition, parameters: Parameters
) -> Iterator[IndicatorAssessment]:
    practice = practice_of(parameters)
    sharing = Counter(row["level2"].text for row in rows if "level2" in row)
    for number, row in enumerate(rows, 1):
        points = row["points"].number if "points" in row else None
        shared = level2_points(row["level2"].text) if "points" not in row else None
        score = _score(row, points if points is not None else shared, year, practice)
        if "points" not in row:
            yield _shared(number, sharing[row["level2"].text], shared, score)
        else:
            yield IndicatorAssessment(number, score.value, score.low, score.high, score.met, score.trace)


def _score(row: Row, points: Decimal | None, year: int, practice: Practice) -> Score:
    if points is None:
        return Score(None, Decimal(0), Decimal(0), "没有分值，不能计分")
    level2, name = row["level2"].text, row["level3"].text
    read = appraise(row["target"].typed, row["actual"].typed, level2=level2, name=name, year=year)
    return indicator_score(read.target, read.actual, points, level2=level2, verdict=read.verdict, **practice)


@lru_cache(maxsize=2_000)
def level2_points(text: str) -> Decimal | None:
    """The points printed behind a second level: 预算编审管理（3） → 3."""
    match = re.search(r"\((\d+(?:\.\d+)?)分?\)$", squeeze(text))
    return Decimal(match[1]) if match else None


def _shared(number: int, mates: int, points: Decimal | None, score: Score) -> IndicatorAssessment:
    """A row whose points are shared by its whole second level: only the band can be said."""
    if mates == 1:
        return IndicatorAssessment(number, score.value, score.low, score.high, score.met, score.trace)
    high = points if points is not None else Decimal(0)
    trace = f"二级指标的 {grouped(high)} 分由 {mates} 行三级指标共用，不单独计分；本行：{score.trace}"
    return IndicatorAssessment(number, None, Decimal(0), high, score.met, trace)
