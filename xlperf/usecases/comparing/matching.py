"""Matching (对应): which row of the one roll-up is which of the other, and what differs between the two."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlperf.model.values import squeeze
from xlperf.rollup.changes import Figure, Solved
from xlperf.rollup.readback.rows import Value

Line = Mapping[str, Value]
_KEYS = {"基础数据": ("栏目", "栏次"), "资金": ("表", "栏目", "栏次"), "指标": ("表", "三级指标")}
"""by what a row is known again, within its unit and year"""
_INDICATOR = ("年度指标值", "实际完成值", "分值", "得分", "建议得分", "偏差原因及改进措施")
_CLOSE = Decimal("1e-9")
_NEVER: Line = {}


def differ(old: Value, new: Value) -> bool:
    """Whether people would call it a change: blanks are alike, and the last of fifteen digits does not count."""
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return abs(old - new) > _CLOSE * max(Decimal(1), abs(old))
    return _bare(old) != _bare(new)


def _bare(value: Value) -> Value:
    return value.strip() if isinstance(value, str) else value if value is not None else ""


def place(line: Line) -> str:
    """甲.xlsx“附件2”E9."""
    file, sheet, cell = (str(line.get(name) or "") for name in ("文件", "工作表", "单元格"))
    return file + (f"“{sheet}”" if sheet else "") + cell


def changed_figures(sheet: str, old: Sequence[Line], new: Sequence[Line]) -> Iterator[Figure]:
    """The figures of a unit that differ, those that came and went too; in the order of the new roll-up."""
    before, now = _keyed(sheet, old), _keyed(sheet, new)
    for key in dict.fromkeys((*now, *before)):
        a, b = before.get(key, _NEVER), now.get(key, _NEVER)
        line, places = b or a, (place(a) if a else "", place(b) if b else "")
        form = str(line.get("表") or ("附件1" if sheet == "基础数据" else ""))
        if sheet == "指标":
            for column in _INDICATOR:
                if differ(a.get(column), b.get(column)):
                    measure = "分" if column in ("分值", "得分", "建议得分") else ""
                    name = str(line.get("三级指标") or "（没有写指标名称）")
                    yield Figure(sheet, form, name, column, a.get(column), b.get(column), measure, places)
        elif differ(_shown(a), _shown(b)):
            heads = (str(line.get(name) or "") for name in ("栏目", "栏次", "计量单位"))
            name, column, measure = heads
            yield Figure(sheet, form, name, column, _shown(a), _shown(b), measure, places)


def _shown(line: Line) -> Value:
    """读作; where no number could be read, what was typed."""
    read = line.get("读作")
    return read if isinstance(read, Decimal) or not line else line.get("原填") or read


def _keyed(sheet: str, lines: Sequence[Line]) -> dict[tuple[object, ...], Line]:
    """Rows by their key; those that share one are told apart by their order."""
    times: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = tuple(squeeze(str(line.get(name) or "")) for name in _KEYS[sheet])
        times[key] += 1
        found[(*key, times[key])] = line
    return found


def changed_findings(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Solved], list[Solved]]:
    """Findings that are gone and those that came: by code, form and cell. The same one put in other words is neither."""
    before, now = _by_place(old), _by_place(new)
    solved, added = [], []
    for key in dict.fromkeys((*before, *now)):
        a, b = before.get(key, []), now.get(key, [])
        left, right = _without(a, b), _without(b, a)
        kept = min(len(left), len(right))
        solved += [_finding(line) for line in left[kept:]]
        added += [_finding(line) for line in right[kept:]]
    return solved, added


def _by_place(lines: Sequence[Line]) -> dict[tuple[str, ...], list[Line]]:
    found = defaultdict(list)
    for line in lines:
        if not line.get("关联"):  # what only follows from another is not counted anywhere
            found[tuple(str(line.get(name) or "") for name in ("代码", "表", "单元格"))].append(line)
    return found


def _without(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """Those whose words do not stand among the others."""
    left = Counter(str(line.get("问题")) for line in others)
    rest = []
    for line in lines:
        said = str(line.get("问题"))
        if left[said]:
            left[said] -= 1
        else:
            rest.append(line)
    return rest


def _finding(line: Line) -> Solved:
    said = {name: str(line.get(name) or "") for name in ("代码", "性质", "表", "问题")}
    return Solved(said["代码"], said["性质"], said["表"], place(line), said["问题"])
