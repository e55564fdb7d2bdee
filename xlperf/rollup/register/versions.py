"""Versions (同一单位的几份): which of the files of one unit and year count, wholly or in part.

RULES of file_state tells it to people. In the words of the code:

1. Files without a 逻辑性错误 come first, newest first. A newer one that brings every form of the older that a unit has
   only once (附件1, 附件2, 汇总) replaces it as a whole; else the older loses only the forms that a newer brings as well
   (project forms: those of the same name), and is superseded where nothing is left.
2. Then files with errors, newest first. One that a newer file covers as in 1 is superseded. One that an older faultless
   file covers is returned, as a whole. Else it gives up the forms that a faultless or a newer file holds already; what
   is left counts for the time being, or fully where its errors stood in what it gave up.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xlperf.model.values import squeeze
from xlperf.rollup.register.file_state import FileState
from xlperf.rollup.register.sent import Brought, Sent, why_newer

WRONG = "有逻辑性错误"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A file of the unit, its state, the positions of its forms that count, why, and which file counts in its stead."""

    sent: Sent
    state: FileState
    counts: tuple[int, ...] = ()
    reason: str = ""
    note: str = ""
    by: str = ""


def settle_versions(files: Iterable[Sent]) -> list[Verdict]:
    """The verdicts on the readable files of one unit and year; the order given decides nothing."""
    unit = _Unit()
    newest_first = sorted(files, key=lambda sent: sent.age, reverse=True)
    for sent in newest_first:
        if not sent.has_errors:
            unit.settle_faultless(sent)
    for sent in newest_first:
        if sent.has_errors:
            unit.settle_wrong(sent)
    return unit.verdicts


@dataclass
class _Unit:
    """`standing`: files that count, so far; `returned`: newer files that were sent back."""

    standing: list[Sent] = field(default_factory=list)
    returned: list[Sent] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def settle_faultless(self, sent: Sent) -> None:
        """Against the faultless files that are newer: all that stand."""
        rival = _covering(sent, self.standing)
        self._add(_superseded(sent, rival) if rival else self._left_of(sent))

    def settle_wrong(self, sent: Sent) -> None:
        """Against newer files of any kind, and older ones without errors."""
        newer = [other for other in (*self.standing, *self.returned) if other.age > sent.age]
        rival = _covering(sent, sorted(newer, key=lambda other: other.age, reverse=True))
        if rival:
            back = rival in self.returned
            self._add(_superseded(sent, rival, f"。“{rival.name}”{WRONG}，已退回" if back else ""))
            return
        older = _covering(sent, [other for other in self.standing if other.age < sent.age])
        self._add(_returned(sent, older) if older else self._left_of(sent))

    def _add(self, verdict: Verdict) -> None:
        self.verdicts.append(verdict)
        if verdict.state.term == "accepted":
            self.standing.append(verdict.sent)
            self.standing.sort(key=lambda sent: sent.age, reverse=True)
        elif verdict.state is FileState.RETURNED:
            self.returned.append(verdict.sent)

    def _left_of(self, sent: Sent) -> Verdict:
        """Without the forms that files which stand already bring as well."""
        holder: dict[str, Sent] = {}
        for other in self.standing:
            for form in other.forms:
                holder.setdefault(what(form), other)
        holder.pop("", None)
        given_up: dict[str, list[Brought]] = defaultdict(list)
        kept: list[int] = []
        for n, form in enumerate(sent.forms):
            if what(form) in holder:
                given_up[holder[what(form)].name].append(form)
            else:
                kept.append(n)
        takers = [other for other in self.standing if other.name in given_up]
        reason = "；".join(_given_up(given_up[other.name], sent, other) for other in takers)
        if takers and not kept:
            sent_back = any(other.age < sent.age for other in takers)
            state = FileState.RETURNED if sent_back else FileState.SUPERSEDED
            return Verdict(sent, state, reason=reason, by=takers[0].name)
        if takers:
            reason += f"；本件的{_listed(sent.forms[n] for n in kept)}照常计入"
        if not sent.wrong_in(kept):
            note = "单看本件，整套表不全" if sent.incomplete and not takers else ""
            return Verdict(sent, FileState.VALID, tuple(kept), reason, note)
        note = f"{WRONG}，先收下计入，请单位改好重报"
        return Verdict(sent, FileState.PROVISIONAL, tuple(kept), reason, note)


def what(form: Brought) -> str:
    """What a form is to its unit: forms for which this is the same replace each other; "" replaces nothing."""
    name = squeeze(form.project)
    return form.kind if form.kind != "project" else f"project {name}" if name else ""


def _once(sent: Sent) -> set[str]:
    """The forms in it that a unit has only once."""
    return {form.kind for form in sent.forms if form.kind != "project"}


def _covering(sent: Sent, others: Sequence[Sent]) -> Sent | None:
    """The first of the others that brings every form of it that a unit has only once."""
    once = _once(sent)
    return next((other for other in others if once and once <= _once(other)), None)


def _superseded(sent: Sent, by: Sent, more: str = "") -> Verdict:
    reason = f"同一单位同一年度，由“{by.name}”替代（{why_newer(sent, by)}）{more}"
    return Verdict(sent, FileState.SUPERSEDED, reason=reason + _only_here(sent, by), by=by.name)


def _returned(sent: Sent, by: Sent) -> Verdict:
    reason = f"{WRONG}，改好重报以前仍以没有错误的“{by.name}”为准（本件{why_newer(by, sent)}）"
    return Verdict(sent, FileState.RETURNED, reason=reason + _only_here(sent, by), by=by.name)


def _only_here(sent: Sent, by: Sent) -> str:
    """What is lost with a file that does not count."""
    brought = {what(form) for form in by.forms}
    lost = {form.label: None for form in sent.forms if what(form) not in brought - {""}}
    said = "本件有而新件没有" if by.age > sent.age else f"只有本件有、“{by.name}”没有"
    return f"。注意：{said}：{'、'.join(sorted(lost))}，请向单位核实" if lost else ""


def _given_up(forms: Sequence[Brought], sent: Sent, to: Sent) -> str:
    if to.age > sent.age:
        return f"{_listed(forms)}由“{to.name}”替代（{why_newer(sent, to)}）"
    return f"本件{WRONG}，{_listed(forms)}仍以没有错误的“{to.name}”为准（本件{why_newer(to, sent)}）"


def _listed(forms: Iterable[Brought]) -> str:
    return "、".join(form.label for form in forms)
