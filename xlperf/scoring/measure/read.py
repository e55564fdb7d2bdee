"""What a target or an actual says (读数): the order in which its readings are tried.

Nothing is guessed: where a text can mean two things, it is unreadable, and a note tells what to write instead.
"""

import re
from dataclasses import replace
from functools import lru_cache

from xlperf.scoring.measure.compare import compare
from xlperf.scoring.measure.context import MORE_TEXT, read_date, read_single, remainder
from xlperf.scoring.measure.dates import find_dates
from xlperf.scoring.measure.measure import Measure
from xlperf.scoring.measure.normalise import normalise
from xlperf.scoring.measure.numbers import Found, find_alone, find_numbers, find_range
from xlperf.scoring.measure.units import KNOWN_UNITS
from xlperf.scoring.measure.words import UNSURE_TIER, bare, is_blank, is_residue, noise_in, tiers_of

_PARTED = re.compile(r"[0-9] [0-9]")
REMEMBERED = 20_000
"""Units write the same few targets over and over: within a book, between presses of a button, between files."""
_LONGEST = 400
"""Signs in a text that can still be an indicator's value; a longer one is a report, for a person to read."""
_SIGNS = "≥≤><="
_SIGNED = re.compile(f"[{_SIGNS}]")
_RATE_NAMES = ("率", "比例", "占比", "满意度", "比重")


def read_target(text: str, *, level2: str = "", name: str = "", year: int | None = None) -> Measure:
    """Read a 年度指标值.

    `level2` (二级指标) tells that 2023.12 in 时效指标 is a month, `name` (三级指标) whether a unit can be found there,
    `year` is the form's, for dates without one (11月底前).
    """
    timely = "时效" in level2
    measure = _plain(text, timely=timely) or _read(text, timely=timely, year=year)
    if measure.kind == "qualitative" and measure.normal.startswith("定性"):
        rest = bare(measure.normal.removeprefix("定性")).strip("()")
        note = f"定性指标，可选的值：{rest}" if rest else "只写了“定性”，没有写要达到什么"
        return measure.noted(note)
    if measure.kind == "quantity" and not measure.unit and MORE_TEXT not in measure.notes:
        return measure.noted("没有写计量单位", _hint(name))
    return measure


def read_actual(text: str, *, year: int | None = None, target: Measure | None = None) -> Measure:
    """Read a 实际完成值. With its `target`, numbers in a narrative count only where exactly one fits the target's unit."""
    if year is None and target is not None and target.date is not None:
        year = target.date.year
    timely = target is not None and (target.kind == "date" or target.date is not None)
    plain = _plain(text, timely=timely)
    measure = plain or _read(text, timely=timely, year=year, target=target, actual=True)
    if measure.is_numeric and not measure.approximate and _SIGNED.search(measure.normal):
        note = f"照抄了指标值的符号“{measure.relation}”，实际完成值应是一个数，按所写的数读"
        measure = replace(measure, copied_sign=True).noted(note)
    if measure.approximate and measure.number is not None:
        measure = measure.noted("实际完成值是约数，请填准确数")
    return measure


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str, *, timely: bool) -> Measure | None:
    """The reading of ≥400人次 or 95%, the most common by far and the same in all circumstances but among dates."""
    found = None if timely else find_alone(text)
    if found is None:
        return None
    relation, number, unit = found
    return Measure(text, "percent" if unit == "%" else "quantity", text, relation, number, None, unit)


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, *, timely: bool, year: int | None, target: Measure | None = None, actual: bool = False) -> Measure:
    normal = normalise(text)
    measure = Measure(text, "blank", normal.text, repairs=normal.repairs)
    if len(normal.text) > _LONGEST:
        return replace(measure, kind="unreadable").noted("文字太长，看不出完成的数值，请只写数值和单位")
    if is_blank(normal.text):
        return measure
    if is_residue(normal.text):
        return measure.noted("像是模板里的提示没有改成实际内容")
    if _PARTED.search(normal.text):
        return replace(measure, kind="unreadable").noted("数字中间有空格，看不出是一个数还是两个数，请改正")
    high = target is not None and target.is_percent and target.number is not None and target.number > 1
    if noise := noise_in(normal.text, above_whole=high):
        return replace(measure, kind="unreadable").noted(noise)
    if actual and (tiers := tiers_of(normal.text)):
        found = replace(measure, kind="tier", tiers=tiers)
        return found.noted(UNSURE_TIER) if len(tiers) > 1 and 1 in tiers else found
    dated = read_date(measure, timely=timely, year=year)
    return dated or _read_numbers(measure, timely=timely, year=year, target=target, actual=actual)


def _read_numbers(measure: Measure, *, timely: bool, year: int | None, target: Measure | None, actual: bool) -> Measure:
    if bounds := find_range(measure.normal):
        lower, upper, unit = bounds
        return replace(measure, kind="range", number=lower, upper=upper, unit=unit)
    if actual and target is not None and target.kind in ("qualitative", "date") and _is_narrative(measure, year):
        return replace(measure, kind="qualitative").noted("文字里的数字没有当作完成值")
    spans = find_dates(measure.normal, year=year, dotted=timely)
    found = find_numbers(remainder(measure.normal, spans))
    if not found:
        return _without_number(measure, dated=bool(spans))
    if len(found) == 1:
        single = read_single(measure, found[0], dated=bool(spans))
        return _fitting(single, target) if actual and _is_narrative(measure, year) else single
    return _one_of_many(measure, found, target if actual else None)


def _without_number(measure: Measure, *, dated: bool) -> Measure:
    if any(digit in measure.normal for digit in "0123456789") and not dated:
        return replace(measure, kind="unreadable").noted(f"看不懂“{measure.normal}”里的数字，请写成“数值+单位”")
    if measure.normal[0] in _SIGNS:
        return replace(measure, kind="unreadable").noted("只有符号没有数字，请在符号后写数值和单位")
    return replace(measure, kind="qualitative")


def _is_narrative(measure: Measure, year: int | None) -> bool:
    """True for a sentence around numbers, not a number with its unit alone."""
    rest = measure.normal
    found = find_numbers(rest)
    for one in reversed(found):
        rest = rest[: one.begin] + rest[one.end :]
    return len(found) > 1 or len(bare(rest)) > 2


def _fitting(measure: Measure, target: Measure | None) -> Measure:
    """A number picked from a narrative, if it fits the target's unit; else for a person to read."""
    if target is None or not target.is_numeric or not measure.is_numeric:
        return measure
    comparison = compare(target, measure)
    if comparison.pair is None:
        plain = replace(measure, kind="unreadable", number=None, unit="", per="", relation=None)
        return plain.noted(f"叙述里的数字和指标值对不上（{comparison.notes[0]}），请只填完成的数值和单位")
    return measure


def _one_of_many(measure: Measure, found: list[Found], target: Measure | None) -> Measure:
    """The only number that fits the target's unit, or the only one with a sign; several are not chosen from."""
    if target is not None and target.is_numeric:
        single = [read_single(measure, one, dated=False) for one in found]
        fitting = [one for one in single if one.is_numeric and _same_unit(target, one)]
    else:
        fitting = [read_single(measure, one, dated=False) for one in found if one.signed]
    if len(fitting) == 1 and fitting[0].is_numeric:
        return fitting[0].noted("文字里有几个数字，取了单位或符号对得上的一个，请核对")
    several = "、".join(measure.normal[one.begin : one.end] for one in found[:4])
    return replace(measure, kind="unreadable").noted(f"有 {len(found)} 个数字（{several}），请只写一个数值和单位")


def _same_unit(target: Measure, measure: Measure) -> bool:
    if not measure.unit or not target.unit:
        return False
    return compare(target, measure).pair is not None


def _hint(name: str) -> str:
    """What the indicator's name says about a unit that was left out."""
    clean = normalise(name).text
    if any(clean.split("(")[0].endswith(word) for word in _RATE_NAMES):
        return "指标名称像是比率，如果是百分数请写百分号"
    stem = clean.removesuffix("数")
    if stem != clean:
        unit = next((unit for unit in KNOWN_UNITS if stem.endswith(unit)), "")
        return f"从指标名称看，单位可能是“{unit}”" if unit else ""
    return ""
