"""Sent (收到的文件): what must be known of a file to decide whether it counts; and how old it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from typing import NamedTuple

from xlperf.model.finding import Finding, Severity
from xlperf.model.load import load_edition
from xlperf.model.submission import FilledForm, Submission

BEIJING = timezone(timedelta(hours=8))
BASES = ("生成报送件的时间", "保存时间", "修改时间")
"""by what a moment is known, the surest first"""
ABSENT = ("XF03", "XF06")
"""codes of findings that blame a file for a form that is not in it"""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Brought(NamedTuple):
    """A form that a file brings: its id (base, dept, project, list), and the project's name as typed ("" if none)."""

    kind: str
    project: str = ""

    @property
    def label(self) -> str:
        """附件1, 附件2, 附件3“业务工作经费”, 项目汇总表: how the officer calls it."""
        if self.kind != "project":
            return {"base": "附件1", "dept": "附件2", "list": "项目汇总表"}.get(self.kind, self.kind)
        return f"附件3“{self.project}”" if self.project else "附件3（没有写项目名称）"


@dataclass(frozen=True)
class Sent:
    """One file as it came. Size in bytes; `saved` (the file's own date), `modified` (the file system's) and `receipt`
    (when 生成报送件 made it) are ISO 8601 or "".

    `faulty`: positions in `forms` of those with a 逻辑性错误; () with `has_errors` says that no single form is to blame.
    A form that is not in the file is no error of those that are, and the unit may have sent it in another file: it
    makes the file only `incomplete`. `listed`: project names in a 项目汇总表. `refused` is the reason (Chinese) of a file that cannot be read; such a file
    brings nothing.
    """

    name: str
    sha256: str
    size: int = 0
    unit: str = ""
    code: str = ""
    year: int | None = None
    saved: str = ""
    modified: str = ""
    receipt: str = ""
    forms: tuple[Brought, ...] = ()
    has_errors: bool = False
    refused: str = ""
    faulty: tuple[int, ...] = ()
    incomplete: bool = False
    listed: tuple[str, ...] = ()
    edition: str = ""

    @cached_property
    def moment(self) -> "Moment":
        """When it was sent, as far as one can know.

        The receipt's date; the saved date where there is no receipt or the file was saved again after it; else the
        file's modification time.
        """
        own = [Moment(moment_of(text), text, basis) for text, basis in zip((self.receipt, self.saved), BASES[:2], strict=True)]  # fmt: skip
        known = [moment for moment in own if moment.when != _NEVER]
        if known:
            return max(known, key=lambda moment: moment.when)
        when = moment_of(self.modified)
        return Moment(when, self.modified, BASES[2] if when != _NEVER else "")

    @cached_property
    def age(self) -> tuple[datetime, datetime, tuple[tuple[int, str], ...], str]:
        """Older files first; the name decides where all moments are equal."""
        return self.moment.when, moment_of(self.modified), natural(self.name), self.name

    def wrong_in(self, kept: Sequence[int]) -> bool:
        """Whether a 逻辑性错误 stands in these of its forms."""
        return self.has_errors and (not self.faulty or any(n in self.faulty for n in kept))


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, as it was written, and by what it is known (one of BASES, or "" where nothing is known)."""

    when: datetime
    text: str
    basis: str


def sent_of(
    name: str,
    submission: Submission,
    findings: Sequence[Finding],
    *,
    size: int = 0,
    modified: str = "",
    code: str = "",
) -> Sent:
    """The light record of a file that was read and checked. `name` is unique among the files (path below the folder)."""
    found = [finding for finding in findings if finding.severity is Severity.ERROR]
    errors = [finding for finding in found if (finding.folded_under or finding.code) not in ABSENT]
    where = [_position(finding, submission) for finding in errors]
    rows = [row for form in submission.of("list") for row in form.rows("projects")]
    return Sent(
        name=name,
        sha256=submission.sha256,
        size=size,
        unit=submission.unit,
        code=code,
        year=submission.year or (load_edition(submission.edition).year if submission.edition else None),
        saved=submission.saved,
        modified=modified,
        receipt=submission.made,
        forms=tuple(map(brought, submission.forms)),
        has_errors=bool(errors),
        faulty=() if None in where else tuple(sorted({n for n in where if n is not None})),
        incomplete=len(errors) < len(found),
        listed=tuple(row["name"].text for row in rows if "name" in row and row["name"].text),
        edition=submission.edition,
    )


def refused_file(name: str, reason: str, *, sha256: str = "", size: int = 0, modified: str = "") -> Sent:
    """The light record of a file that cannot be read, with the reason (Chinese)."""
    return Sent(name, sha256, size, modified=modified, refused=reason)


def brought(form: FilledForm) -> Brought:
    """What a form is to its unit."""
    return Brought(form.form, form.text("name") if form.form == "project" else "")


def _position(finding: Finding, submission: Submission) -> int | None:
    """Which of the forms is to blame; None where that cannot be said."""
    number = re.match(r"project\.(\d+)\.", finding.field)
    here = [
        n
        for n, form in enumerate(submission.forms)
        if form.form == finding.form
        and (not finding.sheet or form.sheet == finding.sheet)
        and (number is None or form.ordinal == int(number[1]))
    ]
    return here[0] if len(here) == 1 else None


def moment_of(text: str) -> datetime:
    """An ISO time as a moment; without a zone it is Beijing time; the earliest of all where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        if not 1900 <= moment.year < 9000:  # a clock that was never set; near the ends no zone can be put in
            return _NEVER
        return (moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)).astimezone(UTC)
    except ValueError:
        return _NEVER


def beijing(saved: str, form: str = "%Y-%m-%d %H:%M") -> str:
    """An ISO time as 2024-03-21 18:00 in Beijing time (without a zone: as it stands); "" or other text unchanged."""
    try:
        moment = datetime.fromisoformat(saved)
        return (moment.astimezone(BEIJING) if moment.tzinfo else moment).strftime(form)
    except (ValueError, OverflowError):
        return saved


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """第2稿 before 第10稿."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name))


def why_newer(older: Sent, newer: Sent) -> str:
    """By what `newer` is the newer one: 按保存时间较新：18:06 晚于 18:05."""
    old, new = older.moment, newer.moment
    if old.when != new.when:
        bases = {old.basis, new.basis}
        what = "或".join(basis for basis in BASES if basis in bases)
        return f"按{what}较新：{_later(new.text, old.text)}"
    same = f"{new.basis}相同（{beijing(new.text)}）" if new.basis else "都没有记载保存时间"
    if moment_of(older.modified) != moment_of(newer.modified):
        return f"{same}，按文件修改时间较新：{_later(newer.modified, older.modified)}"
    return f"{same}，修改时间也相同，按文件名排在后面"


def _later(newer: str, older: str) -> str:
    """18:06 晚于 18:05; with seconds, or parts of them, where the minutes are equal."""
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f"):
        if beijing(newer, form) != beijing(older, form):
            break
    return f"{beijing(newer, form) or '没有记载'} 晚于 {beijing(older, form) or '没有记载'}"
