"""Numbers with relation, unit and rate in a text (数值表述): ≥400人次, 不少于12种, 95%以上, 每亩300, 530元/人*月."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from xlperf.scoring.measure.measure import Relation
from xlperf.scoring.measure.units import UNIT_PATTERN, join_rate

_BEFORE: dict[Relation, str] = {
    "≥": "不少于|不低于|不小于|不下于|大于等于|大于或等于|高于或等于|至少|最少",
    "≤": "不超过|不高于|不大于|不多于|小于等于|小于或等于|低于或等于|至多|最多|控制在",
    ">": "大于|高于|超过|多于",
    "<": "小于|低于|少于",
    "=": "等于|达到|达",
}
_AFTER: dict[Relation, str] = {"≥": "及以上|或以上|以上", "≤": "及以下|或以下|以下|及以内|以内|之内"}
_WORDS: dict[str, Relation] = {
    word: sign for signs in (_BEFORE, _AFTER) for sign, words in signs.items() for word in words.split("|")
}
_WORDS["内"] = "≤"  # 5日内, but not 5个内设机构
_RELATION = "[≥≤><=]|" + "|".join(_BEFORE.values())
_NUMBER = r"(?<![0-9.])(?P<number>(?:(?<![^≥≤><=到达])-)?[0-9]+(?:\.[0-9]+)?)(?![0-9]|\.[0-9])"
_RATE_PART = f"(?:每?(?:半年|{UNIT_PATTERN}|生|学期|例次))"
_EXPRESSION = re.compile(
    rf"(?P<every>(?:每(?:半年|个?季度|季|{UNIT_PATTERN}))*)"
    rf"(?P<relations>(?:(?:{_RELATION})了?)*):?"
    rf"(?P<about>大约|约|将近|接近|近)?"
    rf"{_NUMBER}"
    rf"(?:(?P<percent>[%‰])|(?P<more>余|多(?!于))?(?P<scale>万亿|[万亿])?(?P<more2>余|多(?!于))?(?P<unit>{UNIT_PATTERN})?"
    rf"(?P<per>/{_RATE_PART}(?:[/.、*·×]?{_RATE_PART})*)?)"
    rf"(?:\(含\))?(?P<after>{'|'.join(_AFTER.values())}|内(?![一-鿿]))?(?P<around>左右|上下)?"
)
_CONNECTOR = r"(?:-+|~+|—+|–|至|到)"
_VALUE = r"(-?[0-9]+(?:\.[0-9]+)?)"
_RANGE = re.compile(
    rf"{_VALUE}(%|‰)?{_CONNECTOR}{_VALUE}(?:(%|‰)|([万亿]?{UNIT_PATTERN}|[万亿])?)(?:之间|以内)?[。.]?",
)
_BRACKETED = re.compile(
    rf"≥{_VALUE}(%|‰)?(?:[万亿]?{UNIT_PATTERN})?[,，、;且并]*≤{_VALUE}(?:(%|‰)|([万亿]?{UNIT_PATTERN}|[万亿])?)"
)
_NEVER_DATES = "(?![年月日季度])"
_OWN_UNIT = re.compile(r"[A-Za-z一-鿿]{1,2}")
_ALONE = re.compile(rf"([≥≤><=])?([0-9]{{1,12}}(?:\.[0-9]{{1,3}})?)(?:(%)|([万亿]?{_NEVER_DATES}{UNIT_PATTERN}))?")
_MISREAD = Decimal(2)
"""a percent from which the sign may have been read as a 2"""
_SOME_DIGIT = re.compile("[0-9]")
_DIGITS = 15
"""What a spreadsheet keeps of a number; a longer one is a telephone number or a slip."""

FACTORS = {"%": Decimal("0.01"), "‰": Decimal("0.001")}


@dataclass(frozen=True, slots=True)
class Found:
    """One number found at begin..end. A percent is a ratio. `problem` (Chinese): why it should not be used."""

    begin: int
    end: int
    number: Decimal
    relation: Relation | None
    signed: bool
    unit: str
    per: str
    approximate: bool
    problem: str = ""


def find_numbers(text: str) -> list[Found]:
    """All numbers, left to right."""
    return [_found(match) for match in _EXPRESSION.finditer(text)] if _SOME_DIGIT.search(text) else []


def _found(match: re.Match[str]) -> Found:
    relation, problem = _relation(match)
    percent, more = match["percent"] or "", match["more"] or match["more2"]
    if more and relation is None:
        relation = "≥"  # 200余人 is 200 or more
    number = Decimal(match["number"])
    if len(match["number"].replace("-", "").replace(".", "")) > _DIGITS:
        problem = f"“{match['number']}”位数太多，不像一个指标值"
    return Found(
        *match.span(),
        number * FACTORS.get(percent, Decimal(1)),
        relation,
        any(sign in match["relations"] for sign in "≥≤><="),
        percent or (match["scale"] or "") + (match["unit"] or ""),
        join_rate((match["every"] or "") + (match["per"] or "")),
        bool(more or match["about"] or match["around"]),
        problem,
    )


def _relation(match: re.Match[str]) -> tuple[Relation | None, str]:
    """The relation said before and behind the number; 达…以上 is ≥. Two that contradict are a problem."""
    words = re.findall(_RELATION, match["relations"]) + ([match["after"]] if match["after"] else [])
    weak = [word for word in words if word in ("达", "达到")]
    written = [
        _sign(word) for word in (words if len(weak) == len(words) else [one for one in words if one not in weak])
    ]
    upward, downward = {"≥", ">"} & set(written), {"≤", "<"} & set(written)
    if (upward and downward) or ("=" in written and (upward or downward)):
        return None, f"“{match[0]}”里的符号互相矛盾"
    return (written[0] if written else None), ""


def _sign(word: str) -> Relation:
    signs: dict[str, Relation] = {"≥": "≥", "≤": "≤", ">": ">", "<": "<", "=": "="}
    return signs.get(word) or _WORDS[word]


def find_range(text: str) -> tuple[Decimal, Decimal, str] | None:
    """`80%-90%`, `3至5次`, `≥80%且≤90%`: lower, upper, unit; None for anything else, or upside down."""
    if not _SOME_DIGIT.search(text):
        return None
    match = _RANGE.fullmatch(text) or _BRACKETED.fullmatch(text)
    if match is None or any(len(match[group].lstrip("-").replace(".", "")) > _DIGITS for group in (1, 3)):
        return None
    unit = match[4] or match[2] or match[5] or ""
    if (match[2] and match[5]) or (match[2] and match[4] and match[2] != match[4]):
        return None
    factor = FACTORS.get(unit, Decimal(1))
    lower, upper = Decimal(match[1]) * factor, Decimal(match[3]) * factor
    return (lower, upper, unit) if lower <= upper else None


def find_alone(text: str) -> tuple[Relation | None, Decimal, str] | None:
    """Relation, number and unit of a text that is nothing but one sign, one plain number and a unit: ≥400人次, 12种, 95%.

    The same as `find_numbers` says, without looking for all the other ways to write one. None for anything else, and
    for what may be a date or a misread percent.
    """
    match = _ALONE.fullmatch(text)
    if match is None:
        return None
    sign, number, percent, unit = match.groups()
    value = Decimal(number)
    if percent:
        value *= FACTORS["%"]
        if value >= _MISREAD:
            return None
    return cast("Relation | None", sign), value, percent or unit or ""


def own_unit(rest: str) -> str:
    """A unit that no list knows, as in 3幢: the one or two letters that alone follow a number."""
    return rest if _OWN_UNIT.fullmatch(rest) else ""
