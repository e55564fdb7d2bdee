"""Years and days that texts of a form name (年份、填报日期)."""

import datetime
import re
from functools import lru_cache

from xlperf.model.values import squeeze
from xlperf.scoring.measure.dates import find_dates

_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_BESIDE = r"$|[前底止起至到—~～,，、。;；)）]|以前|之前|-"
"""what may follow a month without a day; 2020.12万元 is an amount"""
_YEAR = re.compile(
    r"(?<![0-9.])(20[0-9]{2})"
    rf"(?:年|([-./、])(?={_MONTH}\2{_DAY}(?![0-9]))|(?<![≤≥<>=≦≧＜＞＝]20[0-9][0-9])[-./、](?={_MONTH}(?![0-9])(?:{_BESIDE})))"
)
_COMPARED = re.compile(
    r"(?:较|比|同比|相比|对比|与|和|同|跟|以|自|从|自从|于|超|超过|达到|高于|低于|〔|\[|【)(?:上年|去年|\()?$"
)
_COMPACT = re.compile(r"(20[0-9]{2})([01][0-9])([0-3][0-9])")
_UNFINISHED = re.compile("年月|月日|年$(?<=[^0-9]年)")


@lru_cache(maxsize=2_000)
def only_earlier(text: str, year: int) -> int | None:
    """The latest year that a text names as its own, if all lie before `year`: 2022 in 完成2022年度任务."""
    flat = squeeze(text)
    if "20" not in flat:
        return None
    named = [found for found in _YEAR.finditer(flat) if not _COMPARED.search(flat[: found.start()])]
    years = [int(found[1]) for found in named]
    spoken = re.search("本年|当年|今年", flat)
    return max(years) if years and max(years) < year and not spoken else None


@lru_cache(maxsize=2_000)
def report_date(text: str) -> tuple[datetime.date | None, str]:
    """The last day that a date of report can mean, or None and why not (Chinese, may be empty)."""
    flat = squeeze(text)
    if compact := _COMPACT.fullmatch(flat):
        flat = f"{compact[1]}年{compact[2]}月{compact[3]}日"
    spans = find_dates(flat, year=None, dotted=True)
    problem = next((span.problem for span in spans if span.problem), "")
    if problem or _UNFINISHED.search(flat):
        return None, problem or "没有填完整"
    days = [span.last for span in spans if span.last is not None]
    return (max(days), "") if days else (None, "没有写年份" if spans else "")


@lru_cache(maxsize=2_000)
def is_starred(text: str) -> bool:
    """Hidden in a public version (2024年*月*日), or a dash in place of a date."""
    return bool(re.search(r"[*×＊]", text)) or not re.search(r"[0-9年月日一-鿿]", squeeze(text))
