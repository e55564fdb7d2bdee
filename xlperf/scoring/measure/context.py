"""One date or one number, and the words around it (上下文)."""

import re
from dataclasses import replace

from xlperf.scoring.measure.dates import Span, find_dates, find_period, find_whole
from xlperf.scoring.measure.measure import Measure
from xlperf.scoring.measure.numbers import Found, find_numbers, own_unit
from xlperf.scoring.measure.units import join_rate
from xlperf.scoring.measure.words import bare

HOLE = "\uffff"
"""Stands for a date taken out of a text."""

MORE_TEXT = "数值后面还有文字"

_CONNECTED = re.compile(rf"{HOLE}(?:-+|~+|—+|–|至|到){HOLE}[。.]?")
_BEFORE = re.compile(r"[≤<]|不迟于|不晚于|最迟|最晚|截至|截止|在|于|按|已于|应于|至")
_LEAD = re.compile(rf"(?:{_BEFORE.pattern})*")
_DEADLINE = re.compile(r"之?前|以前|止|之?内|以内")
_DONE = re.compile(
    r"(?:之?前|以前|止|之?内|以内|全年|期间|按时|按期|及时|全部|都|均|已|全面|完成|完工|竣工|办结|结束|到位|支付|验收|发放|投产|了)*"
)
_FULFILLED = re.compile(rf"{HOLE}(?:之?前|以前)?(?:全部|应)?(?:完成|达到|达)?$")


def remainder(text: str, spans: list[Span]) -> str:
    """The text with each date replaced by one HOLE."""
    for span in reversed(spans):
        text = text[: span.begin] + HOLE + text[span.end :]
    return text


def read_date(measure: Measure, *, timely: bool, year: int | None) -> Measure | None:
    """The reading as a date or a period; None where the text is something else, or more than that.

    `timely`: a deadline is expected here, so a sentence with one date and no number is that date.
    """
    text = bare(measure.normal)
    if period := find_period(text, year=year):
        return replace(measure, kind="range", start=period[0], date=period[1])
    if whole := find_whole(text, year=year, dotted=timely):
        return _dated(measure, whole, "")
    spans = find_dates(text, year=year, dotted=timely)
    rest = remainder(text, spans)
    if len(spans) == 2 and _CONNECTED.fullmatch(rest):
        return _period(measure, spans[0], spans[1])
    if len(spans) != 1:
        return None
    before, after = rest.split(HOLE)
    numbers = find_numbers(rest)
    if numbers:
        expected = timely or numbers[0].unit == "%"
        return _with_number(measure, spans[0], after, numbers[0]) if expected and _fulfilled(rest, numbers) else None
    if any(digit in rest for digit in "0123456789"):
        return None
    alone = _LEAD.fullmatch(before) and _DONE.fullmatch(bare(after))
    bound = _DEADLINE.match(after) or "完成" in after or text[spans[0].end - 1] in "底末"
    return _dated(measure, spans[0], after, before) if alone or timely or bound else None


def _fulfilled(rest: str, numbers: list[Found]) -> bool:
    """`11月底完成100%`: a date, and how much is done by then."""
    only = numbers[0]
    return len(numbers) == 1 and bool(_FULFILLED.match(rest[: only.begin]) and _DONE.fullmatch(bare(rest[only.end :])))


def _dated(measure: Measure, span: Span, after: str, before: str = "") -> Measure:
    if span.problem:
        return replace(measure, kind="unreadable").noted(span.problem)
    if before[:1] in (">", "≥", "="):
        return replace(measure, kind="unreadable").noted("日期前的符号看不懂，期限请写成“某年某月某日前”")
    bounded = bool(_DEADLINE.match(after)) or _BEFORE.match(before) is not None
    dated = replace(measure, kind="date", start=span.start, date=span.last, relation="≤" if bounded else None)
    if span.last is None:
        return dated.noted("日期没有写年份")
    if span.whole_period and re.match(r"之?前|以前", after):
        note = f"“{bare(measure.normal)}”是到这一时段开始还是结束，看不出来，请写到日"
        return replace(dated, approximate=True).noted(note)
    return dated


def _with_number(measure: Measure, span: Span, after: str, found: Found) -> Measure:
    dated = _dated(measure, span, after)
    if dated.kind != "date":
        return dated
    return replace(dated, number=found.number, unit=found.unit).noted("既写了期限又写了数值，按期限读")


def _period(measure: Measure, first: Span, last: Span) -> Measure:
    for span in (first, last):
        if span.problem:
            return replace(measure, kind="unreadable").noted(span.problem)
    if first.start and last.last and first.start > last.last:
        return replace(measure, kind="unreadable").noted("开始的日期晚于结束的日期，请核对")
    period = replace(measure, kind="range", start=first.start, date=last.last)
    return period if last.last else period.noted("日期没有写年份")


def read_single(measure: Measure, found: Found, *, dated: bool) -> Measure:
    """The reading as the one number found; `dated` says that the text names a date besides."""
    if found.problem:
        return replace(measure, kind="unreadable").noted(f"{found.problem}，请改正")
    text = measure.normal
    percent = found.unit in ("%", "‰")
    read = replace(
        measure,
        kind="percent" if percent else "quantity",
        relation=found.relation,
        number=found.number,
        unit=found.unit,
        per=found.per,
        approximate=found.approximate,
    )
    if dated:
        return read.noted("文字里还有日期，按数值读")
    before, tail = bare(text[: found.begin]), text[found.end :]
    if not before:
        return _with_tail(read, bare(tail)) if bare(tail) else read
    picked = read.noted(f"从文字里取的数：{text[found.begin : found.end]}")
    return picked.noted(MORE_TEXT) if tail and bare(tail[0]) else picked


def _with_tail(read: Measure, after: str) -> Measure:
    """What follows a number: a unit no list knows, a rate, or words."""
    if after.startswith("/") and read.unit and not read.per and len(after) <= 7:
        return replace(read, per=join_rate(after))
    if not read.unit and (unit := own_unit(after)):
        return replace(read, unit=unit).noted(f"单位“{unit}”不常见，照写读")
    return read.noted(MORE_TEXT)
