"""Completion (完成情况) of indicators as the roll-up counts them: reached, far exceeded, missed, unclear; reason given or not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from xlperf.model.load import edition_ids, load_edition
from xlperf.model.submission import Row
from xlperf.model.values import squeeze
from xlperf.rollup.parts import Part
from xlperf.scoring.assess import level2_points
from xlperf.scoring.direction import directed, multiple, no_reason
from xlperf.scoring.judge import Appraisal, appraise
from xlperf.scoring.totals import total

REACHED, OVER, MISSED, UNCLEAR = "达到", "超出较多", "未达到", "无法判断"
GIVEN, MISSING = "有", "无"
OTHER = "其他"
_POINTS = re.compile(r"[(\[【][^)\]】]*[)\]】]$")
_OPTIONAL = "指标"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Completion:
    """One indicator. `done`: one of the four words. `deviation`: (actual − target) ÷ target as a ratio, None where not
    comparable. `lost`: points lost (扣分), of rows that share points at the first of them. `reason`: 有 or 无 where one
    is due (missed, far exceeded, points lost), else "". `why`: what makes it due, or why nothing can be said.
    """

    done: str
    deviation: Decimal | None
    lost: Decimal
    reason: str
    why: str


def completions(part: Part, rows: Sequence[tuple[int, Row]]) -> Iterator[Completion]:
    """Of these rows of a form's indicators, in their order."""
    year = part.filled.year or part.edition.year
    limit = part.file.parameters.number("over_achievement")
    groups = _groups([row for _, row in rows])
    for _, row in rows:
        mates = groups[_shared(row)] if "points" not in row else [row]
        level2, name = _text(row, "level2"), _text(row, "level3")
        read = appraise(_typed(row, "target"), _typed(row, "actual"), level2=level2, name=name, year=year)
        yield _completion(read, _lost(row, mates), mates, _is_over(read, level2, name, limit))


def _completion(read: Appraisal, lost: Decimal, mates: Sequence[Row], over: bool) -> Completion:
    met, pair = read.verdict.met, read.verdict.pair
    done = UNCLEAR if met is None else MISSED if not met else OVER if over else REACHED
    due = [done] if done in (MISSED, OVER) else []
    due += ["扣分"] if lost else []
    given = any(not no_reason(_text(row, "reason")) for row in mates) if due else False
    return Completion(
        done,
        (pair[1] - pair[0]) / pair[0] if pair and pair[0] else None,
        lost,
        (GIVEN if given else MISSING) if due else "",
        "、".join(due) or (read.verdict.reason if met is None else ""),
    )


def _is_over(read: Appraisal, level2: str, name: str, limit: Decimal) -> bool:
    """The same as rule IN03 asks; the dear question last."""
    ratio = multiple(read.target, read.verdict, level2=level2)
    if ratio is None or ratio < limit:
        return False
    return directed(read.target, level2=squeeze(level2), name="".join(name.split()))


def _groups(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows without points of their own by what they share them with."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if "points" not in row:
            groups.setdefault(_shared(row), []).append(row)
    return groups


def _shared(row: Row) -> tuple[str, str]:
    return squeeze(_text(row, "level1")), squeeze(_text(row, "level2"))


def _lost(row: Row, mates: Sequence[Row]) -> Decimal:
    if "points" in row:
        points, score = row["points"].number, row["score"].number if "score" in row else None
    elif mates[0] is row:
        points = level2_points(_text(row, "level2"))
        score = total(mate["score"].number for mate in mates if "score" in mate)
    else:
        return _NOTHING
    return points - score if points is not None and score is not None and score < points else _NOTHING


def _text(row: Row, column: str) -> str:
    return row[column].text if column in row else ""


def _typed(row: Row, column: str) -> str:
    return row[column].typed if column in row else ""


# ── second levels ──


@cache
def level2_names() -> tuple[str, ...]:
    """The second levels of all editions, in the order of the forms, those of the usual forms first."""
    editions = (load_edition(name) for name in sorted(edition_ids(), reverse=True))
    return tuple(dict.fromkeys(level2_name(one.name) for e in editions for group in e.groups for one in group.level2))


@lru_cache(maxsize=2_000)
def level2_name(text: str) -> str:
    """Without white space and the points in brackets: 数量指标（6） → 数量指标."""
    return _POINTS.sub("", squeeze(text))


@lru_cache(maxsize=2_000)
def level2_group(text: str) -> str:
    """The second level under which it is counted: 经济效益 → 经济效益指标; 其他 for a name that no edition has."""
    name = level2_name(text)
    return next((known for known in (name, name + _OPTIONAL) if known in level2_names()), OTHER)
