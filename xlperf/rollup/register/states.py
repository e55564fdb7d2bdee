"""Settlement (台账): one state for every file; the equation; which units of the register came.

Four steps: unreadable files; the same bytes twice (of several a person would keep one: an .xlsx or .xlsm before other
suffixes, a visible file before a hidden one, then by name); the unit (match.py); which of its files count (versions.py).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlperf.errors import XlperfError
from xlperf.model.register import Register, RegisteredUnit
from xlperf.model.values import squeeze
from xlperf.rollup.register.file_state import TERMS, FileState, Term
from xlperf.rollup.register.match import Match, Matcher
from xlperf.rollup.register.sent import Brought, Sent, natural
from xlperf.rollup.register.versions import settle_versions


@dataclass(frozen=True, slots=True)
class Standing:
    """A file and what becomes of it.

    `unit`: key of the register's unit, or of the name as typed where there is no register; "" if not known. `counts`:
    positions of its forms that count. `reason`: why it, or a part of it, does not count; `note`: what else to know.
    `by`: the file that counts in its stead; `similar`: units it may be of (疑似).
    """

    sent: Sent
    state: FileState
    unit: str = ""
    counts: tuple[int, ...] = ()
    reason: str = ""
    note: str = ""
    by: str = ""
    similar: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.sent.name

    @property
    def counted(self) -> tuple[Brought, ...]:
        """The forms of it that count."""
        return tuple(self.sent.forms[n] for n in self.counts)


@dataclass(frozen=True, slots=True)
class Equation:
    """accepted + refused + superseded + duplicate = files; received + missing = registered (0 without a register)."""

    files: int
    accepted: int
    refused: int
    superseded: int
    duplicate: int
    registered: int
    received: int
    missing: int
    states: dict[FileState, int]

    @property
    def balanced(self) -> bool:
        """Whether both sums come out."""
        files = self.accepted + self.refused + self.superseded + self.duplicate
        return files == self.files and self.received + self.missing == self.registered

    def text(self) -> str:
        """The equation in one or two sentences, as the officer reads it."""
        terms = " + ".join(f"{word} {getattr(self, term)}{self._of(term)}" for term, word in TERMS.items())
        said = f"收到 {self.files} 个文件 = {terms}。"
        if self.registered:
            said += f"应报 {self.registered} 个单位 = 已收 {self.received} + 未收 {self.missing}。"
        return said

    def _of(self, term: str) -> str:
        parts = [f"{state} {n}" for state, n in self.states.items() if state.term == term and n]
        return f"（{'、'.join(parts)}）" if term in ("accepted", "refused") and len(parts) > 1 else ""


@dataclass(frozen=True)
class Settlement:
    """All files in the order given, with their states. `year`: the year asked for; None: any."""

    standings: tuple[Standing, ...]
    register: Register | None = None
    year: int | None = None

    @cached_property
    def by_unit(self) -> dict[str, tuple[Standing, ...]]:
        """Key of a unit → its files in the order given; "" → files of which the unit is not known."""
        found: dict[str, list[Standing]] = defaultdict(list)
        for one in self.standings:
            found[one.unit].append(one)
        return {unit: tuple(files) for unit, files in found.items()}

    def of(self, unit: RegisteredUnit) -> tuple[Standing, ...]:
        """The files of a unit, whatever their state, in the order given."""
        return self.by_unit.get(unit.key, ())

    def counting(self, unit: RegisteredUnit) -> tuple[Standing, ...]:
        """Those of its files that count for the year asked for."""
        return tuple(one for one in self.of(unit) if one.state.term == "accepted" and self.in_year(one.sent))

    def received(self, unit: RegisteredUnit) -> bool:
        """已收: at least one of its files counts."""
        return bool(self.counting(unit))

    def in_year(self, sent: Sent) -> bool:
        """Whether a file is for the year asked for; a file that names no year is taken for it."""
        return self.year is None or sent.year in (None, self.year)

    def equation(self) -> Equation:
        """Count. Raises XlperfError (a fault of ours) where a file or a unit is lost or stands twice."""
        states = Counter(one.state for one in self.standings)
        terms: Counter[Term] = Counter(one.state.term for one in self.standings)
        units = self.register.units if self.register else ()
        received = sum(map(self.received, units))
        missing = sum(not self.counting(unit) for unit in units)
        found = Equation(
            len(self.standings), terms["accepted"], terms["refused"], terms["superseded"], terms["duplicate"],
            len(units), received, missing, {state: states[state] for state in FileState},
        )  # fmt: skip
        twice = [name for name, times in Counter(one.name for one in self.standings).items() if times > 1]
        silent = [one.name for one in self.standings if one.state.term != "accepted" and not one.reason]
        empty = [one.name for one in self.standings if (one.state.term == "accepted") != _takes_part(one)]
        if not found.balanced or twice or silent or empty:
            raise XlperfError(f"收件台账不平：{found}，重复登记：{twice}，没有原因：{silent}，没有内容：{empty}")
        return found


def _takes_part(one: Standing) -> bool:
    """A readable file without any form (only loose cells) may be accepted: the officer shall see it."""
    return bool(one.counts) or (one.state.term == "accepted" and not one.sent.forms)


def settle_sent(files: Iterable[Sent], register: Register | None = None, year: int | None = None) -> Settlement:
    """Give every file its state. Files keep their order, and the order decides nothing.

    Without a register every named unit is taken as it is named, and files without a unit name stand for themselves.
    `year` (else the register's) says for which year units owe. Raises XlperfError where file names are not unique.
    """
    given = list(files)
    year = year or (register.year if register else None)
    settled = {sent.name: _unreadable(sent) for sent in given if sent.refused}
    singles, doubles = _singles([sent for sent in given if not sent.refused])
    matcher = Matcher(register) if register else None
    groups: dict[tuple[str, int | None], list[Sent]] = defaultdict(list)
    found: dict[str, Match] = {}
    for sent in singles:
        match = found[sent.name] = matcher.match(sent.unit, sent.code) if matcher else Match(None)
        if matcher and match.unit is None:
            settled[sent.name] = Standing(sent, FileState.UNREGISTERED, reason=match.reason, similar=match.similar)
        else:
            groups[match.unit.key if match.unit else own_key(sent), sent.year].append(sent)
    for (unit, own_year), group in groups.items():
        other = (
            f"是 {own_year} 年度的，不算 {year} 年度已报" if matcher and year and own_year not in (None, year) else ""
        )
        for v in settle_versions(group):
            note = "；".join(filter(None, (v.note, found[v.sent.name].note, other)))
            settled[v.sent.name] = Standing(v.sent, v.state, unit, v.counts, v.reason, note, v.by)
    for sent, kept in doubles:
        reason = f"与“{kept.name}”内容完全相同（SHA-256 一致），按重复件处理"
        original = settled[kept.name]
        settled[sent.name] = Standing(sent, FileState.DUPLICATE, original.unit, reason=reason, by=kept.name)
    settlement = Settlement(tuple(settled[sent.name] for sent in given), register, year)
    settlement.equation()
    return settlement


def own_key(sent: Sent) -> str:
    """What tells the unit of a file apart where there is no register; a file without a unit name stands for itself."""
    return squeeze(sent.unit) or f"\0{sent.name}"


def _unreadable(sent: Sent) -> Standing:
    return Standing(sent, FileState.UNREADABLE, reason=sent.refused)


def _singles(readable: Sequence[Sent]) -> tuple[list[Sent], list[tuple[Sent, Sent]]]:
    """Files of which no other has the same bytes or that a person would keep; and the others with what is kept."""
    first: dict[str, Sent] = {}
    doubles: list[tuple[Sent, Sent]] = []
    for sent in sorted(readable, key=_keeping):
        kept = first.setdefault(sent.sha256 or f"\0{sent.name}", sent)
        if kept is not sent:
            doubles.append((sent, kept))
    return list(first.values()), doubles


def _keeping(sent: Sent) -> tuple[bool, bool, tuple[tuple[int, str], ...], str]:
    own = sent.name.rpartition("/")[2]
    return not own.lower().endswith((".xlsx", ".xlsm")), own.startswith("."), natural(sent.name), sent.name
