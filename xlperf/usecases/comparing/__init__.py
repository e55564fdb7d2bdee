"""Compare (比较): what changed between two roll-ups, told from the two workbooks alone."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from xlperf.model.values import squeeze
from xlperf.rollup.changes import MARKS, Comparison, Figure, SentFile, UnitChange
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.rows import Value
from xlperf.rollup.readback.table import tables_of
from xlperf.usecases.comparing.matching import changed_figures, changed_findings, differ, place
from xlperf.usecases.outputs import replacing
from xlperf.workbook.product import CHANGES

SUMMED = {"年初预算数": "万元", "全年预算数": "万元", "全年执行数": "万元", "自报": "%", "重算": "%"}
"""figures of 单位汇总 with their measure"""
Line = dict[str, Value]
Key = tuple[str, Value]
"""unit (squeezed), year"""
_CALLED = {"自报": "执行率（自报）", "重算": "执行率（重算）"}


def compare_rollups(old: Path, new: Path, out: Path | None = None) -> Comparison:
    """What changed from one roll-up to the next, unit by unit; written to the workbook `out` if one is named.

    Raises OperatorError for a file that is no roll-up of ours, and where `out` cannot be written.
    """
    with RolledUp(old) as before, RolledUp(new) as now:
        found = Comparison(_named(before), _named(now))
        _compare(found, _Read(before, found.notes), _Read(now, found.notes))
    if out is not None:
        from xlperf.rollup.change_book import write_changes

        with replacing(out, (old, new), kind=CHANGES) as part:
            write_changes(found, part)
    return found


def _named(book: RolledUp) -> str:
    return f"{book.path.name}（{book.made}）" if book.made else book.path.name


class _Read:
    """One roll-up's rows by unit and year."""

    def __init__(self, book: RolledUp, notes: list[str]) -> None:
        self._book, self._notes = book, notes
        self.units: dict[Key, Line] = dict(self._lines("单位汇总"))
        self.files: dict[Key, list[SentFile]] = {}
        for key, line in self._lines("收件台账"):
            if line.get("去向") == "接收":
                file = SentFile(str(line.get("文件") or ""), str(line.get("SHA-256") or ""))
                self.files.setdefault(key, []).append(file)

    def by_unit(self, sheet: str) -> dict[Key, list[Line]]:
        """The rows of a sheet, unit by unit."""
        found: dict[Key, list[Line]] = {}
        for key, line in self._lines(sheet):
            found.setdefault(key, []).append(line)
        return found

    def _lines(self, sheet: str) -> Iterator[tuple[Key, Line]]:
        tables = tables_of(self._book, sheet)
        if not tables:
            self._notes.append(f"{self._book.path.name} 里没有工作表“{sheet}”，这一项没有比较")
            return
        for _, line in chain.from_iterable(table.lines() for table in tables):
            yield (squeeze(str(line.get("单位") or "")), line.get("年度")), line


def _compare(found: Comparison, before: _Read, now: _Read) -> None:
    units = {key: _unit(key, before, now) for key in sorted({*before.units, *now.units}, key=_order)}
    for sheet in ("基础数据", "资金", "指标"):
        old, new = before.by_unit(sheet), now.by_unit(sheet)
        for key, unit in units.items():
            if key in before.units and key in now.units:
                unit.figures += changed_figures(sheet, old.get(key, []), new.get(key, []))
    old, new = before.by_unit("问题清单"), now.by_unit("问题清单")
    for key, unit in units.items():
        if key not in before.units:
            found.added.append(unit)
        elif key not in now.units:
            found.gone.append(unit)
        else:
            unit.solved, unit.new = changed_findings(old.get(key, []), new.get(key, []))
            if unit.any:
                found.changed.append(unit)
            else:
                found.unchanged += 1


def _order(key: Key) -> tuple[str, str]:
    return key[0], str(key[1])


def _unit(key: Key, before: _Read, now: _Read) -> UnitChange:
    """Files, marks and sums; the rest is added."""
    old, new = before.units.get(key, {}), now.units.get(key, {})
    unit = UnitChange(str((new or old).get("单位") or "（没有写单位名称）"), key[1])
    unit.before, unit.now = before.files.get(key, []), now.files.get(key, [])
    unit.marks = {mark: (old.get(mark), new.get(mark)) for mark in MARKS if differ(old.get(mark), new.get(mark))}
    if old and new:
        unit.figures = [
            Figure("单位汇总", "", _CALLED.get(c, c), "", old.get(c), new.get(c), measure, (place(old), place(new)))
            for c, measure in SUMMED.items()
            if differ(old.get(c), new.get(c))
        ]
    return unit
