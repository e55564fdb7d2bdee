"""What changed between two roll-ups (两次汇总的变化): what a comparison finds, unit by unit; plain data."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from xlperf.model.values import show
from xlperf.rollup.readback.rows import Value

MARKS = ("自评总分", "各项合计", "建议得分", "等级", "名次")
"""columns of 单位汇总 by which a unit is judged"""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that counts for a unit."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that changed. `sheet`: of the roll-up; `places`: where it stood and stands in the unit's files."""

    sheet: str
    form: str
    line: str
    column: str
    old: Value
    new: Value
    measure: str = ""
    places: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Solved:
    """A finding that is gone, or one that is new."""

    code: str
    severity: str
    form: str
    place: str
    message: str


@dataclass(slots=True)
class UnitChange:
    """What changed for a unit in a year. `marks`: score, grade, rank by what they are called, old and new."""

    unit: str
    year: Value
    before: Sequence[SentFile] = ()
    now: Sequence[SentFile] = ()
    marks: dict[str, tuple[Value, Value]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    solved: list[Solved] = field(default_factory=list)
    new: list[Solved] = field(default_factory=list)

    @property
    def files_changed(self) -> bool:
        """Other files count, or the same under their names with other contents."""
        return sorted(map(_pair, self.before)) != sorted(map(_pair, self.now))

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.files_changed or self.marks or self.figures or self.solved or self.new)

    @property
    def label(self) -> str:
        """教育局（2023年度）."""
        return f"{self.unit}（{text(self.year)}年度）" if self.year is not None else self.unit


@dataclass(slots=True)
class Comparison:
    """All of it. `notes`: what could not be compared. `old`, `new`: name and day of the two roll-ups."""

    old: str
    new: str
    added: list[UnitChange] = field(default_factory=list)
    gone: list[UnitChange] = field(default_factory=list)
    changed: list[UnitChange] = field(default_factory=list)
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """What `xlperf diff` says first; keys as in JSON."""
        found = self.changed
        return {
            "units_new": len(self.added),
            "units_gone": len(self.gone),
            "units_changed": len(found),
            "units_unchanged": self.unchanged,
            "units_with_other_files": sum(unit.files_changed for unit in found),
            "figures_changed": sum(len(unit.figures) for unit in found),
            "findings_solved": sum(len(unit.solved) for unit in found),
            "findings_new": sum(len(unit.new) for unit in found),
            "grades_changed": sum("等级" in unit.marks for unit in found),
        }

    def as_json(self) -> dict[str, Any]:
        """The object that `xlperf diff --json` prints."""
        units = {name: [_unit(unit) for unit in getattr(self, name)] for name in ("added", "gone", "changed")}
        return {"old": self.old, "new": self.new, "counts": self.counts} | units | {"notes": self.notes}


COUNTED = {
    "units_new": "新增的单位·年度",
    "units_gone": "不再有的单位·年度",
    "units_changed": "有变化的单位·年度",
    "units_unchanged": "没有变化的单位·年度",
    "units_with_other_files": "其中换了文件的",
    "figures_changed": "变了的数",
    "findings_solved": "改好的问题",
    "findings_new": "新出现的问题",
    "grades_changed": "等级变了的单位·年度",
}
"""what the counts are called"""


def text(value: Value) -> str:
    """A value as people read it; （空） where there is none."""
    if isinstance(value, Decimal):
        return show(value)
    return "（空）" if value in (None, "") else str(value)


def _pair(file: SentFile) -> tuple[str, str]:
    return file.name, file.sha256


def _unit(unit: UnitChange) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "year": _plain(unit.year),
        "files_before": [asdict(file) for file in unit.before],
        "files_now": [asdict(file) for file in unit.now],
        "marks": [{"what": what, "old": _plain(a), "new": _plain(b)} for what, (a, b) in unit.marks.items()],
        "figures": [dict(_figure(figure)) for figure in unit.figures],
        "findings_solved": [asdict(one) for one in unit.solved],
        "findings_new": [asdict(one) for one in unit.new],
    }


def _figure(figure: Figure) -> Iterator[tuple[str, Any]]:
    yield from (("sheet", figure.sheet), ("form", figure.form), ("line", figure.line), ("column", figure.column))
    yield from (("old", _plain(figure.old)), ("new", _plain(figure.new)))
    yield from (("old_place", figure.places[0]), ("new_place", figure.places[1]))


def _plain(value: Value) -> str | None:
    return None if value in (None, "") else text(value)
