"""One spelling for what people type in many ways (规范化): signs, full-width forms, spaces, thousand separators."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

_SIGNS = {
    "≥": re.compile(r">=|=>|[≧⩾≽≮]"),
    "≤": re.compile(r"<=|=<|[≦⩽≼≯]"),
    "=": re.compile(r"[═〓]|={2,}"),
    "-": re.compile("[−‐‑‒]"),
    "%": re.compile(r"٪|(?:(?<=[0-9])(?:百分比|\(百分比\))|%)(?:\(百分比\))+|(?<=[0-9])百分比"),
}
_PARTS_PER_HUNDRED = re.compile(r"(?<!百分之)百分之([0-9]+(?:\.[0-9]+)?)(?![0-9.%])")
_DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2}
_SPOKEN_PERCENT = re.compile(
    r"百分之(?=[零〇一二三四五六七八九十百])(?:(?P<hundreds>[一二三四五六七八九]?)(?P<hundred>百)零?)?"
    r"(?:(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?(?P<ones>[零〇一二三四五六七八九])?(?:点(?P<part>[零〇一二三四五六七八九]+))?"
    r"(?![零〇一二三四五六七八九十百千万分])"
)
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_WIDE_GROUPED = re.compile(r"([≥≤><=]?[0-9]{1,3}(?:，[0-9]{3})+(?:\.[0-9]+)?[^0-9，]*)")
_KEPT_SPACE = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")
_SETTLED = re.compile(r"[!-~一-鿿，、。“”‰]*")
"""signs that are written in one way only; white space is not among them"""
_SOME_SIGN = re.compile("[=><≧⩾≽≮≦⩽≼≯═〓−‐‑‒٪%]|百分")
"""without one of these there is no sign to unify"""


@dataclass(frozen=True, slots=True)
class Normal:
    """The text in one spelling, and what was changed (Chinese, one sentence each)."""

    text: str
    repairs: tuple[str, ...] = ()


def normalise(text: str) -> Normal:
    """Change spelling, never meaning; running it again changes nothing.

    A space or a full-width comma between two digits may part two numbers, so it stays.
    """
    if _SETTLED.fullmatch(text) and not _SOME_SIGN.search(text) and "," not in text and "，" not in text:
        return Normal(text)
    repairs: list[str] = []
    while True:
        before = text
        for step in (_fold, _close_up, _one_sign, _ungroup):
            text, repair = step(text)
            repairs += [one for one in repair if one not in repairs]
        if text == before:
            return Normal(text, tuple(repairs))


def _fold(text: str) -> tuple[str, list[str]]:
    """Full-width to half-width (NFKC), but ① is no 1, and 10² no 102."""
    if _SETTLED.fullmatch(text):
        return text, []
    raised = re.sub(r"(?<=[mMｍＭ])([²³])", lambda match: "2" if match[1] == "²" else "3", text)
    folded = "".join(
        run if kept else unicodedata.normalize("NFKC", run)
        for kept, run in ((kept, "".join(run)) for kept, run in groupby(raised, _stays))
    )
    # a space changed in width is told as a space taken out
    changed = re.sub(r"\s", "", folded) != re.sub(r"\s", "", text)
    return folded, ["全角或异体字符改为半角"] if changed else []


def _stays(character: str) -> bool:
    return character == "，" or unicodedata.category(character) == "No"


def _close_up(text: str) -> tuple[str, list[str]]:
    if _SETTLED.fullmatch(text):
        return text, []
    visible = "".join(one for one in text if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf"))
    closed = _SPACE.sub("", _KEPT_SPACE.sub(" ", visible))
    return closed, ["去掉空格和换行"] if closed != text else []


def _one_sign(text: str) -> tuple[str, list[str]]:
    repairs: list[str] = []
    if not _SOME_SIGN.search(text):
        return text, repairs
    for sign, pattern in _SIGNS.items():
        repairs += [f"“{written}”改读“{sign}”" for written in _matches(pattern, text)]
        text = pattern.sub(sign, text)
    repairs += [f"“{written}”改读百分数" for written in _matches(_PARTS_PER_HUNDRED, text)]
    repairs += [f"“{written}”改读百分数" for written in _matches(_SPOKEN_PERCENT, text)]
    return _SPOKEN_PERCENT.sub(_in_figures, _PARTS_PER_HUNDRED.sub(r"\1%", text)), repairs


def _in_figures(match: re.Match[str]) -> str:
    """百分之九十八点五 → 98.5%."""
    hundreds = _DIGITS[match["hundreds"] or "一"] if match["hundred"] else 0
    tens = _DIGITS[match["tens"] or "一"] if match["ten"] else 0
    ones = _DIGITS[match["ones"]] if match["ones"] else 0
    part = "".join(str(_DIGITS[one]) for one in match["part"] or "")
    return f"{hundreds * 100 + tens * 10 + ones}{'.' if part else ''}{part}%"


def _ungroup(text: str) -> tuple[str, list[str]]:
    if "," not in text and "，" not in text:
        return text, []
    if _WIDE_GROUPED.fullmatch(text):
        return text.replace("，", ""), [f"“{text}”去掉千分位逗号"]
    repairs = [f"“{written}”去掉千分位逗号" for written in _matches(_GROUPED, text)]
    strip: Callable[[re.Match[str]], str] = lambda match: match[0].replace(",", "")  # noqa: E731
    return _GROUPED.sub(strip, text), repairs


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match[0] for match in pattern.finditer(text))
