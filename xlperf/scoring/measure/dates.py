"""Deadlines and periods (期限、时段) in a text: 2023年12月31日前, 2023、12、31, 2021年底, 11月底前, 2020年1月--2020年11月."""

import calendar
import datetime
import re
from dataclasses import dataclass

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_ENDS = r"(?P<end>年底|年末|底|末)?"
_HOUR = r"(?:[0-9]{1,2}[时点])?"
_CONNECTOR = r"(?:-+|~+|—+|–|至|到)"
_PATTERNS = (
    rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})(?![0-9])[日号]?{_HOUR}",
    rf"{_YEAR}(?P<mark>[-、./])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?![0-9])[日号]?",
    rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月份?(?P<part>[上中下]旬)?{_ENDS}",
    rf"{_YEAR}年?度?第?(?P<quarter>[一二三四1-4])季度{_ENDS}",
    rf"{_YEAR}年(?P<half>[上下]半年)",
    rf"{_YEAR}年度?{_ENDS}(?!代)",
    rf"{_YEAR}[-、/](?P<month>0[1-9]|1[0-2])(?![0-9])",
    r"(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]" + _HOUR,
    rf"(?P<month>[0-9]{{1,2}})月份?(?!龄)(?P<part>[上中下]旬)?{_ENDS}",
)
_BOUND = r"(?<![0-9.,第约])"
_COMPILED = tuple(re.compile(_BOUND + pattern) for pattern in _PATTERNS)
_DOTTED = re.compile(rf"{_YEAR}\.(?P<month>0?[1-9]|1[0-2])(?![0-9])")
_SOME_DATE = re.compile(r"年|月|季度|[0-9]{4}[-、./]")
"""without one of these there is no date"""
_BARE_YEAR = re.compile(_YEAR)
_YEAR_END = re.compile(r"(?:本年|当年|年度|全年)?(?:年底|年末|年内)之?前?|本年度?内|当年内")
_YEARS = re.compile(rf"((?:19|20)[0-9]{{2}})年?{_CONNECTOR}((?:19|20)[0-9]{{2}})年度?")
_MONTHS = re.compile(rf"(?:((?:19|20)[0-9]{{2}})年)?([0-9]{{1,2}})月?{_CONNECTOR}([0-9]{{1,2}})月份?底?")
_SOME_DIGIT = re.compile("[0-9]")
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_QUARTERS = {name: number for number, names in enumerate(("一1", "二2", "三3", "四4"), 1) for name in names}


@dataclass(frozen=True, slots=True)
class Span:
    """A date found at begin..end of the text. start, last: first and last day named; both None without a year.

    `whole_period`: more than a day, and 底 was not written: 12月, but not 12月底. `problem` (Chinese) stands where no such day exists.
    """

    begin: int
    end: int
    start: datetime.date | None
    last: datetime.date | None
    whole_period: bool
    problem: str = ""


def find_dates(text: str, *, year: int | None, dotted: bool) -> list[Span]:
    """All dates, left to right. `year` stands in for a missing one; `dotted` lets 2023.07 be July 2023."""
    if not _SOME_DATE.search(text):
        return []
    patterns = (*_COMPILED, _DOTTED) if dotted else _COMPILED
    spans: list[Span] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if all(match.end() <= span.begin or match.start() >= span.end for span in spans):
                spans.append(_span(match, year))
    return sorted(spans, key=lambda span: span.begin)


def find_whole(text: str, *, year: int | None, dotted: bool) -> Span | None:
    """A text that is a date as a whole but shows it only by its place: 年底前; 2023 in a column of dates."""
    if year is not None and _YEAR_END.fullmatch(text):
        return Span(0, len(text), datetime.date(year, 1, 1), datetime.date(year, 12, 31), False)
    match = _BARE_YEAR.fullmatch(text) if dotted else None
    return _span(match, year) if match else None


def find_period(text: str, *, year: int | None) -> tuple[datetime.date, datetime.date] | None:
    """`2023.07-2024.01`, `2022-2023年`, `2023年1-12月`: first and last day; None for anything else."""
    if not _SOME_DIGIT.search(text):
        return None
    if years := _YEARS.fullmatch(text):
        return _in_order(datetime.date(int(years[1]), 1, 1), datetime.date(int(years[2]), 12, 31))
    if months := _MONTHS.fullmatch(text):
        named = int(months[1]) if months[1] else year
        ends = [_month(named, int(months[group])) for group in (2, 3)] if named is not None else [None]
    else:
        halves = [_DOTTED.fullmatch(half) for half in re.split(_CONNECTOR, text)]
        ends = [_month(int(half["year"]), int(half["month"])) if half else None for half in halves]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    return _in_order(ends[0][0], ends[1][1])


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date] | None:
    return (datetime.date(year, month, 1), _clipped(year, month, 31)) if 1 <= month <= 12 else None


def _in_order(start: datetime.date, last: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    return (start, last) if start <= last else None


def _span(match: re.Match[str], year: int | None) -> Span:
    found = match.groupdict()
    written = int(found["year"]) if found.get("year") else year
    at_end = bool(found.get("end"))
    if written is None:
        return Span(*match.span(), None, None, not at_end)
    try:
        start, last = _period(written, found)
    except ValueError:
        return Span(*match.span(), None, None, False, f"没有“{match[0]}”这一天，请核对日期")
    return Span(*match.span(), start, last, start != last and not at_end)


def _period(year: int, found: dict[str, str | None]) -> tuple[datetime.date, datetime.date]:
    """First and last day of what was named. Raises ValueError for a day that does not exist."""
    month, day, part = found.get("month"), found.get("day"), found.get("part")
    if month and day:
        only = datetime.date(year, int(month), int(day))
        return only, only
    if month:
        low, high = _THIRDS.get(part or "", (1, 31))
        return datetime.date(year, int(month), low), _clipped(year, int(month), high)
    if quarter := found.get("quarter"):
        number = _QUARTERS[quarter]
        return datetime.date(year, 3 * number - 2, 1), _clipped(year, 3 * number, 31)
    if half := found.get("half"):
        return (datetime.date(year, 1, 1), datetime.date(year, 6, 30)) if half == "上半年" else _second_half(year)
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _second_half(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 7, 1), datetime.date(year, 12, 31)


def _clipped(year: int, month: int, day: int) -> datetime.date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))
