"""Matching (对单位): to which unit of the register a file belongs, by code or exact name; similar names are only named.

A file is never given to a unit because its name is like the unit's: 教育局 and 体育局 differ by one character.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xlperf.model.register import Register, RegisteredUnit, code_key
from xlperf.model.values import squeeze, tidy

LIKE = 0.6
"""share of equal characters from which two names are called similar"""
_MOST = 3
"""similar names told"""
_LOOKED_AT = 12
"""candidates, by common pairs of characters, that are compared in full"""

_COMMON = 400
"""names from which on a pair of characters that they all have is not looked at, where there are rarer ones"""


@dataclass(frozen=True, slots=True)
class Match:
    """`unit` None: not on the register (未登记), for the `reason`. `by`: 编码, 名称, 别名. `note`: what to look at again."""

    unit: RegisteredUnit | None
    by: str = ""
    reason: str = ""
    note: str = ""
    similar: tuple[str, ...] = ()


class Matcher:
    """Looks units up in a register; answers are kept, because many files bear the same name."""

    def __init__(self, register: Register) -> None:
        self._codes = {code_key(unit.code): unit for unit in register.units if unit.code}
        self._names = {key: unit for unit in register.units for key in unit.known_as()}
        self._likes = Likes((name, unit.name) for unit in register.units for name in (unit.name, *unit.aliases))
        self._known: dict[tuple[str, str], Match] = {}

    def match(self, name: str, code: str = "") -> Match:
        """The unit with this code, else with this name or alias (white space and width aside)."""
        asked = squeeze(name), code_key(code)
        if asked not in self._known:
            self._known[asked] = self._match(tidy(name), tidy(code))
        return self._known[asked]

    def _match(self, name: str, code: str) -> Match:
        by_code = self._codes.get(code_key(code)) if code else None
        by_name = self._names.get(squeeze(name)) if name else None
        if by_code and by_name and by_code is not by_name:
            said = f"表上的编码“{code}”是“{by_code.name}”的，名称“{name}”是“{by_name.name}”的，请向单位核实"
            return Match(None, reason=said, similar=(by_code.name, by_name.name))
        if by_code:
            other = (
                f"表上的名称“{name}”不在登记表里，按编码“{code}”认作“{by_code.name}”" if name and not by_name else ""
            )
            return Match(by_code, "编码", note=other)
        if by_name:
            by = "名称" if squeeze(name) == by_name.key else "别名"
            other = f"表上的编码“{code}”与登记表不符，按名称认作“{by_name.name}”" if code else ""
            return Match(by_name, by, note=other)
        if not name:
            return Match(None, reason=f"编码“{code}”不在登记表里" if code else "表上没有写单位名称")
        similar = self._likes.of(name)
        doubt = f"，疑似{'、'.join(f'“{one}”' for one in similar)}" if similar else ""
        what = f"登记表里没有“{name}”{doubt}"
        return Match(None, reason=f"{what}。确是应报单位的，请补进登记表，或写进它的别名", similar=similar)


class Likes:
    """Finds similar names among many: by common pairs of characters first, then compared in full."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: (a name, whose it is)."""
        self._names = [(squeeze(name), whose) for name, whose in names]
        self._holders: dict[str, list[int]] = {}
        for n, (name, _) in enumerate(self._names):
            for pair in _pairs(name):
                self._holders.setdefault(pair, []).append(n)

    def of(self, name: str) -> tuple[str, ...]:
        """Whose names are similar to `name`, the most similar first, at most three."""
        asked = squeeze(name)
        shared: Counter[int] = Counter()
        held = sorted((len(self._holders[pair]), pair) for pair in _pairs(asked) if pair in self._holders)
        telling = [one for one in held if one[0] <= _COMMON] or held[:1]
        for count, pair in telling:  # a pair that all have (岳阳) says little, one that few have says much
            for n in self._holders[pair]:
                shared[n] += 1 + 1000 // count
        near = sorted(shared, key=lambda n: (-shared[n], n))[:_LOOKED_AT]
        graded = sorted(((_likeness(asked, self._names[n][0]), -n) for n in near), reverse=True)
        found = [self._names[-n][1] for likeness, n in graded if likeness >= LIKE]
        return tuple(dict.fromkeys(found))[:_MOST]


def similar(name: str, among: Sequence[str]) -> tuple[str, ...]:
    """Which of a few names are similar to `name`."""
    return Likes((one, one) for one in among).of(name)


def _pairs(name: str) -> set[str]:
    return {name[n : n + 2] for n in range(len(name) - 1)} or {name}


def _likeness(one: str, other: str) -> float:
    """0..1; a name that holds the other whole (岳阳市教育局, 教育局) is at least similar."""
    short, long = sorted((one, other), key=len)
    inside = LIKE if len(short) >= 2 and short in long else 0.0
    return max(inside, SequenceMatcher(None, one, other, autojunk=False).ratio())
