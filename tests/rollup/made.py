"""Ledger entries made of samples, and submissions of editions that have no sample, for the tests of the roll-up."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from xlperf.model import sample as samples
from xlperf.model.load import load_edition
from xlperf.model.submission import Submission
from xlperf.rollup.content import Content
from xlperf.rollup.counts import Counts
from xlperf.rollup.digest import FileDigest, Rows, make_digest
from xlperf.rollup.entry import Entry
from xlperf.rollup.ledger import settle
from xlperf.rollup.packing import pack_digest, unpack_digest
from xlperf.rollup.page import plain_value
from xlperf.rollup.parts import File
from xlperf.rollup.sheets import all_sheets
from xlperf.rollup.write import write_rollup
from xlperf.rules import check

DAY = date(2024, 4, 1)
FOLDER = "收到的报送件"
SAVED = "2024-03-20T01:00:00Z"

LIUYANG: Mapping[str, Any] = {
    "dept": {
        "unit_name": "浏阳河管理处",
        "fiscal_budget": "450.55", "fiscal_executed": "440.15", "fiscal_rate": "97.69%",
        "other_budget": "49.45", "other_executed": "49.85", "other_rate": "100.81%",
        "sum_points": "100", "sum_score": "96",
        "indicators": [
            {"level1": "投入管理", "points1": "30", "level2": "预算编审管理（3）", "level3": "准确性", "target": "准确",
             "actual": "准确", "score": "1.5"},
            {"level1": "投入管理", "points1": "30", "level2": "预算编审管理（3）", "level3": "预算编制及时性",
             "target": "及时", "actual": "及时", "score": "1.5"},
        ],
    }
}  # fmt: skip
SHIGU: Mapping[str, Any] = {
    "list": {
        "unit_name": "石鼓书院管理所", "total_budget": "30.30", "total_executed": "20.10", "total_rate": "66.34%",
        "score": "91.5", "grade": "优", "satisfaction": "95%",
        "projects": [
            {"seq": "1", "name": "碑刻维护", "budget": "10.10", "executed": "10.10", "rate": "100%"},
            {"seq": "2", "name": "讲堂运行", "budget": "10.10", "executed": "10.00", "rate": "99.01%"},
            {"seq": "3", "name": "消防改造", "budget": "10.10", "executed": "未下达", "rate": "", "note": "未下达该经费"},
        ],
    }
}  # fmt: skip


_ROWS: dict[int, tuple[FileDigest, Rows]] = {}
"""the rows of every digest made here, by its identity"""


class MadeRows:
    """The rows of some entries, as a store gives them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._rows = {entry.name: _ROWS[id(entry.digest)][1] for entry in entries if entry.digest}

    def rows(self, sheet: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """As `RowStore` says."""
        yield from ((name, self._rows[name][sheet]) for name in names if sheet in self._rows[name])


def write(entries: Sequence[Entry], path: Path, **other: Any) -> Counts:
    """The roll-up of entries made here (settled or not)."""
    return write_rollup(settle(entries), MadeRows(entries), path, made_on=DAY, **other)


def content(*entries: Entry) -> Content:
    """What the sheets of a roll-up of these files draw on."""
    return Content(settle(entries), DAY, {})


def rows_of(found: Content, sheet: str) -> list[dict[str, Any]]:
    """The lines of a long table, as its sheet asks for them: column id → value."""
    known = next(one for one in all_sheets() if one.name == sheet)
    assert known.rows is not None
    lines = []
    for unit in found.accepted:
        for one in unit.entries:
            file = _FILES[id(one.digest)]
            for number, _ in one.parts:
                for row in known.rows(file.parts[number]):
                    values = (plain_value(value) for value in row)
                    lines.append(dict(zip([c.id for c in known.columns], values, strict=True)))
    return lines


_FILES: dict[int, File] = {}


def entry(submission: Submission, **other: Any) -> Entry:
    """An accepted entry of a submission, checked; its bytes are said to depend on its file's name."""
    sha = other.pop("sha256", hashlib.sha256(submission.file.encode()).hexdigest())
    saved = other.pop("saved", SAVED)
    link = other.pop("link", f"{FOLDER}/{submission.file}")
    submission = replace(submission, sha256=sha, saved=saved)
    findings = other.pop("findings", None)
    found = tuple(check(submission)) if findings is None else findings
    file = File(submission.file, link, sha, submission, found, submission.unit)
    digest, rows = make_digest(file)
    digest = unpack_digest(pack_digest(digest))
    _ROWS[id(digest)] = digest, rows
    _FILES[id(digest)] = file
    return Entry(
        submission.file,
        link,
        sha,
        27000,
        "accepted",
        digest=digest,
        unit=submission.unit,
        saved=saved or other.get("modified", ""),
        **other,
    )


def refused(name: str, reason: str = "这不是电子表格，请单位按模板填报") -> Entry:
    """An entry of a file that could not be read."""
    sha = hashlib.sha256(name.encode()).hexdigest()
    return Entry(name, f"{FOLDER}/{name}", sha, 123, "refused", reason, saved=SAVED)


def sent(file: str, unit: str, changes: Mapping[str, str | None] | None = None, **other: Any) -> Entry:
    """The sample of 岳阳 as a unit's file, with changes."""
    return entry(sample_of(file, unit, changes), **other)


def sample_of(file: str, unit: str, changes: Mapping[str, str | None] | None = None) -> Submission:
    """The sample of 岳阳 under other names, with changes."""
    return samples.renamed(samples.sample("yueyang_2023", changes), file, unit)


def of_edition(edition_id: str, file: str, content: Mapping[str, Any]) -> Submission:
    """A submission of an edition from field id → typed text, laid out as the edition's template."""
    edition = load_edition(edition_id)
    forms = tuple(
        samples._fill(edition, form_id, edition.form(form_id), fields, 1, 1) for form_id, fields in content.items()
    )
    unit = next(str(fields["unit_name"]) for fields in content.values())
    return Submission(file, "0" * 64, edition_id, "样例", edition.year, unit, forms)


def without(submission: Submission, *kinds: str) -> Submission:
    """The submission without its forms of these kinds."""
    return replace(submission, forms=tuple(form for form in submission.forms if form.form not in kinds))
