"""Words that are no number (文字表述): nothing said, tiers, template residue, marks of bad recognition."""

import re
from decimal import Decimal

_EDGE = "。.;；,，、!！:：\"“”'‘’"
_BLANK = re.compile(r"[-—–―─/\\…·.。、,，]*|无|不适用|不涉及|暂无|N/?A", re.IGNORECASE)
_RESIDUE = re.compile(r"指标[0-9]+[:：].*|[≥≤><=]|[≥≤><=]?(?:\*+|[×xX_]{2,})[^0-9]{0,6}|[≥≤><=][×xX_][^0-9]{0,6}")

_REACHED = r"(?:达成|达到|完成|实现|达标)"
_OBJECT = r"(?:了|的|全部|年度|年初|全年|预期|预定|既定|设定|计划|规定|绩效|工作|指标|目标|任务|要求|值)*"
_BEGUN = r"(?:开展|实施|启动|执行|进行|组织|落实|开工|动工|办理|建成)"
_TIERS: tuple[tuple[tuple[int, ...], re.Pattern[str]], ...] = (
    ((3,), re.compile(rf"(?:未|没有|尚未)达成{_OBJECT}(?:[且并,，].*)?")),
    ((2, 3), re.compile(rf"(?:未|没有|尚未){_REACHED}{_OBJECT}|否")),
    ((2, 3), re.compile(rf"(?:未|没有|尚未|还未|没){_BEGUN}{_OBJECT}")),
    ((2,), re.compile(rf"部分{_REACHED}{_OBJECT}(?:[且并,，].*)?")),
    ((1,), re.compile(rf"全部或基本{_REACHED}{_OBJECT}")),
    ((1, 2), re.compile(rf"(?:已|已经)?基本{_REACHED}{_OBJECT}")),
    ((1,), re.compile(rf"(?:已|已经|均|均已|全部|都|按期|按时|如期|圆满|顺利)*{_REACHED}{_OBJECT}|是")),
)
_SOME_STATUS = re.compile(rf"{_REACHED}|{_BEGUN}|[是否]")
"""without one of these there is no tier"""
UNSURE_TIER = "“基本达到”算第一档（全部或基本达成）还是第二档（部分达成），各地口径不一，请人工判断"

_GOOD = "及时|按时|按期|如期|准时|达标|合格|满意|合规|规范|到位|完善|健全|齐全|明显|显著|理想|有效|充分|提高|提升|改善|增强|改进|优化|见效|成效|效果"
_DENIED = re.compile(
    rf"(?:效果|成效|作用)?(?:未|没有|没|尚未|并未|未能|无|不|不够|不太)(?:有效|明显|显著|得到|有所|有)*(?:{_GOOD})了?|(?:效果)?(?:不好|较差|很差|差)"
)
_OF_ABSENCE = re.compile("[不未无零没]|杜绝|避免|防止|降|减")

_NOISE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^[工乏之艺土Zz](?=[0-9])"), "“{}”可能是“≥”识别错了"),
    (re.compile(r"^到(?=[0-9])(?!(?:19|20)[0-9]{2}年?)"), "“{}”可能是“≥”识别错了，也可能前面漏了字"),
    (re.compile(r"(?<=[0-9])%[oO0]+(?=$|[^0-9])"), "“{}”可能是“‰”识别错了"),
    (re.compile(r"(?<![A-Za-z])[Oo](?=[0-9])|(?<=[0-9])[Oo](?=[0-9%‰.个人次项件])"), "“{}”可能是数字 0"),
    (re.compile(r"(?<=[0-9])[lI](?=[0-9%‰.])|(?<![A-Za-z0-9])[lI](?=[0-9])"), "“{}”可能是数字 1"),
)
_DOUBTFUL_PERCENT = re.compile(r"=?2([0-9]{2,3}(?:\.[0-9]+)?)%")
_SOME_DIGIT = re.compile("[0-9]")
_HALF, _WHOLE = Decimal(50), Decimal(100)


def bare(text: str) -> str:
    """Without punctuation around it: 效果明显。 → 效果明显."""
    return text.strip(_EDGE)


def is_blank(text: str) -> bool:
    """Nothing said: empty, dashes, 无, 不适用."""
    return _BLANK.fullmatch(text) is not None


def is_residue(text: str) -> bool:
    """A hint of the form left standing: 指标1:…, ≥**人, ≥."""
    return _RESIDUE.fullmatch(text) is not None


def tiers_of(text: str) -> tuple[int, ...]:
    """The tiers (1 达成, 2 部分达成, 3 未达成) that a status may stand for; empty where it is no status."""
    if not _SOME_STATUS.search(text):
        return ()
    return next((tiers for tiers, pattern in _TIERS if pattern.fullmatch(bare(text))), ())


def denies(actual: str, target: str) -> bool:
    """The actual says in words that the target was not reached: 不及时 beside 及时, 无明显提升 beside 有所提高."""
    wanted, got = bare(target), bare(actual)
    if not wanted or _OF_ABSENCE.search(wanted):
        return False
    return got in {f"{word}{wanted}" for word in ("不", "未", "没有", "无")} or _DENIED.fullmatch(got) is not None


def noise_in(text: str, *, above_whole: bool = False) -> str:
    """A sentence (Chinese) offering a correction where a sign looks misread; empty where nothing does.

    290% is how a scanner reads ≥90%. `above_whole`: the target itself lies above 100%, so 290% may be meant.
    """
    if not _SOME_DIGIT.search(text):
        return ""
    for pattern, hint in _NOISE:
        if match := pattern.search(text):
            return f"“{text}”看不准：{hint.format(match[0])}，请对照原件改正"
    doubtful = _DOUBTFUL_PERCENT.fullmatch(text)
    if doubtful and not above_whole and _HALF <= Decimal(doubtful[1]) <= _WHOLE:
        return f"“{text}”看不准：可能是“≥{doubtful[1]}%”识别错了；如果确实超过200%，请写明"
    return ""
