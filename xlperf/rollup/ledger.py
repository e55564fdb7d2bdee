"""Ledger (收件台账): every file of the folder has a line and a state; which of several files of a unit counts.

The rule (stated in the workbook too), for files of one unit (its name, white space aside) and one year:

1. the same bytes twice: one counts (an .xlsx or .xlsm before other suffixes, a visible file before a hidden one, then
   by name), the others are superseded as duplicates;
2. a newer file that brings every form of the older one that a unit has only once (附件1, 附件2, 汇总) replaces the older
   file as a whole;
3. else the older file loses only what a newer one brings as well: forms of those kinds, and project forms (附件3) of
   the same name; a file none of whose forms count any more is superseded.

Newer: by the saved date, then by the file's own modification time, then by name (numbers in it as numbers).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from xlperf.errors import XlperfError
from xlperf.model.values import squeeze
from xlperf.rollup.digest import PartDigest
from xlperf.rollup.entry import STATES, Entry

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Balance:
    """The equation: accepted + refused + superseded = files."""

    files: int
    accepted: int
    refused: int
    superseded: int


def balance(entries: Sequence[Entry]) -> Balance:
    """Count the states. Raises XlperfError (a fault of ours) where a file would be lost or stand twice."""
    states = Counter(entry.state for entry in entries)
    found = Balance(len(entries), states["accepted"], states["refused"], states["superseded"])
    if found.accepted + found.refused + found.superseded != found.files:
        raise XlperfError(f"收件台账不平：{found}")
    twice = [name for name, times in Counter(entry.name for entry in entries).items() if times > 1]
    if twice:
        raise XlperfError(f"收件台账里文件重复登记：{'、'.join(twice)}")
    for entry in entries:
        if (entry.state == "accepted" and entry.digest is None) or (entry.state != "accepted" and not entry.reason):
            raise XlperfError(f"收件台账缺内容：{entry.name}（{STATES[entry.state]}）")
    return found


def settle(entries: Iterable[Entry]) -> list[Entry]:
    """Decide which accepted files count; the entries in their order, some now superseded. The equation is checked."""
    given = list(entries)
    settled = {entry.name: entry for entry in given}
    if len(settled) == len(given):
        groups: dict[object, list[Entry]] = defaultdict(list)
        for entry in _single(given, settled):
            groups[unit_key(entry)].append(entry)
        for group in groups.values():
            _settle_unit(group, settled)
    answer = [settled[entry.name] for entry in given]
    balance(answer)
    return answer


def unit_key(entry: Entry) -> tuple[str, int | None]:
    """Unit (squeezed) and year; a submission without a unit name stands for itself."""
    return squeeze(entry.unit) or f"\0{entry.name}", entry.digest.year if entry.digest else None


def beijing(saved: str, form: str = "%Y-%m-%d %H:%M") -> str:
    """An ISO time as 2024-03-21 18:00 in Beijing time (without a zone: as it stands); "" or other text unchanged."""
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return saved
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).strftime(form)


def is_system_file(name: str) -> bool:
    """What systems and spreadsheet programs leave in a folder: nobody sent it."""
    own = name.rstrip("/").rpartition("/")[2].lower()
    return own in (".ds_store", "thumbs.db", "desktop.ini") or own.startswith(("~$", ".~lock.", "._"))


def _single(given: Sequence[Entry], settled: dict[str, Entry]) -> list[Entry]:
    """The accepted entries, of several with the same bytes only the one that a person would keep."""
    first: dict[str, Entry] = {}
    for entry in sorted((e for e in given if e.state == "accepted"), key=_keeping):
        kept = first.setdefault(entry.sha256, entry)
        if kept is not entry:
            reason = f"与“{kept.name}”内容完全相同（SHA-256 一致），按重复件处理"
            settled[entry.name] = replace(entry, state="superseded", reason=reason)
    return list(first.values())


def _keeping(entry: Entry) -> tuple[bool, bool, tuple[tuple[int, str], ...]]:
    own = entry.name.rpartition("/")[2]
    return not own.lower().endswith((".xlsx", ".xlsm")), own.startswith("."), _natural(entry.name)


def _settle_unit(group: Sequence[Entry], settled: dict[str, Entry]) -> None:
    """Newest first, each file against all that was sent with those that stand already."""
    standing: list[Entry] = []
    for entry in sorted(group, key=_age, reverse=True):
        once = _once(entry)
        rival = next((other for other in standing if once and once <= _once(other)), None)
        verdict = _superseded(entry, rival) if rival else _complement(entry, standing)
        settled[entry.name] = verdict
        if verdict.state == "accepted":
            standing.append(entry)


def _superseded(entry: Entry, by: Entry) -> Entry:
    reason = f"同一单位同一年度，由“{by.name}”替代（{_why(entry, by)}）"
    lost = _labels(entry) - _labels(by)
    if lost:
        reason += f"。注意：本件有而新件没有：{'、'.join(sorted(lost))}，请向单位核实"
    return replace(entry, state="superseded", reason=reason)


def _complement(entry: Entry, standing: Sequence[Entry]) -> Entry:
    """Without the forms that a newer file brings as well."""
    newest: dict[str, Entry] = {}
    for other in standing:
        for what in _brings(other):
            newest.setdefault(what, other)
    forms = [(n, part) for n, part in entry.parts if part.kind]
    gone = [(n, part) for n, part in forms if part.what in newest]
    if not gone:
        return entry
    by: dict[str, list[PartDigest]] = defaultdict(list)
    for _, part in gone:
        by[newest[part.what].name].append(part)
    newer = {other.name: other for other in standing}
    reason = "；".join(f"{_named(parts)}由“{name}”替代（{_why(entry, newer[name])}）" for name, parts in by.items())
    kept = [part for _, part in forms if part.what not in newest]
    if not kept:
        return replace(entry, state="superseded", reason=reason)
    reason += f"；本件的{_named(kept)}照常计入"
    return replace(entry, reason=reason, gone=frozenset(n for n, _ in gone))


def _named(parts: Iterable[PartDigest]) -> str:
    return "、".join(part.label for part in parts)


def _brings(entry: Entry) -> set[str]:
    return {part.what for _, part in entry.parts} - {""}


def _once(entry: Entry) -> set[str]:
    """The forms in it that a unit has only once."""
    return {part.kind for _, part in entry.parts} - {"project", ""}


def _labels(entry: Entry) -> set[str]:
    return {part.label for _, part in entry.parts if part.kind}


def _age(entry: Entry) -> tuple[datetime, datetime, tuple[tuple[int, str], ...]]:
    return _moment(entry.saved), _moment(entry.modified), _natural(entry.name)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """第2稿 before 第10稿."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name))


def _why(older: Entry, newer: Entry) -> str:
    if _moment(older.saved) != _moment(newer.saved):
        own = all(e.digest is not None and e.digest.saved == e.saved for e in (older, newer))
        what = "保存时间" if own else "保存时间或修改时间"
        return f"按{what}较新：{_later(newer.saved, older.saved)}"
    same = f"保存时间相同（{beijing(newer.saved)}）" if newer.saved else "都没有记载保存时间"
    if _moment(older.modified) != _moment(newer.modified):
        return f"{same}，按文件修改时间较新：{_later(newer.modified, older.modified)}"
    return f"{same}，修改时间也相同，按文件名排在后面"


def _later(newer: str, older: str) -> str:
    """18:06 晚于 18:05; with seconds, or parts of them, where the minutes are equal."""
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"):
        if beijing(newer, form) != beijing(older, form):
            break
    return f"{beijing(newer, form) or '没有记载'} 晚于 {beijing(older, form) or '没有记载'}"
