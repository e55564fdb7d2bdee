"""Read the register (应报单位登记表). All its faults are told at once, each with sheet and cell; nothing is dropped silently."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.address import a1
from xlperf.model.register import Register, RegisteredProject, RegisteredUnit, code_key
from xlperf.model.values import squeeze, tidy
from xlperf.workbook.reading.grid import Book, Raw, Sheet, load_book
from xlperf.workbook.register.columns import (
    PHONE,
    PROJECT_COLUMNS,
    PROJECTS,
    UNIT_COLUMNS,
    UNITS,
    Column,
    by_head,
    head_of,
    read_day,
    read_forms,
    split_names,
)

_HEAD_WITHIN = 20
"""rows in which the heads are looked for"""
_MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class _Line:
    """A filled row of a list: column's key → (cell's address, what stands there)."""

    sheet: str
    cells: Mapping[str, tuple[str, Raw]]

    def text(self, key: str) -> str:
        return tidy(self.cells[key][1].typed) if key in self.cells else ""

    def place(self, key: str) -> str:
        """The address of a cell, or of the first of the row where this one is blank."""
        address = self.cells[key][0] if key in self.cells else next(iter(self.cells.values()))[0]
        return f"{self.sheet} {address}"


@dataclass
class _Reading:
    """What was found so far."""

    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, place: str, said: str) -> None:
        self.faults.append(f"{place}：{said}")


def read_register(path: Path) -> Register:
    """Read the register. Raises OperatorError with all its faults (Chinese, sheet and cell), one a line."""
    book = load_book(path)
    reading = _Reading()
    sheet = _sheet(book, UNITS)
    if sheet is None:
        raise OperatorError(f"{path.name} 里没有“{UNITS}”页，请用 xlperf register 生成的登记表填写")
    top, lines = _lines(sheet, (*UNIT_COLUMNS, PHONE), "name", reading)
    units = [_unit(line, reading) for line in lines]
    _tell_doubles(lines, units, reading)
    own = _sheet(book, PROJECTS)
    project_lines = _lines(own, PROJECT_COLUMNS, "name", reading)[1] if own is not None else []
    projects = _projects(project_lines, units, reading)
    year = _year(sheet, top, reading)
    if top >= 0 and not lines and not reading.faults:
        reading.fault(sheet.name, "还没有填单位")
    reading.notes += [f"“{other.name}”页没有读" for other in book.sheets if _is_strange(other, sheet, own)]
    if reading.faults:
        more = len(reading.faults) - _MOST_FAULTS
        told = reading.faults[:_MOST_FAULTS] + ([f"……另有 {more} 处"] if more > 0 else [])
        raise OperatorError("\n".join([f"{path.name} 有 {len(reading.faults)} 处要改：", *told]))
    kept = tuple(replace(unit, projects=tuple(projects[n])) for n, unit in enumerate(units))
    return Register(kept, year, tuple(reading.notes))


def _sheet(book: Book, name: str) -> Sheet | None:
    return next((sheet for sheet in book.sheets if squeeze(sheet.name) == name), None)


def _is_strange(other: Sheet, *known: Sheet | None) -> bool:
    return other not in known and bool(other.cells) and squeeze(other.name) != "填写说明"


def _lines(sheet: Sheet, columns: Sequence[Column], needed: str, reading: _Reading) -> tuple[int, list[_Line]]:
    """The head's row (-1 where there is none) and the filled rows below it."""
    known = by_head(tuple(columns))
    rows: dict[int, dict[int, Raw]] = defaultdict(dict)
    for (row, column), raw in sorted(sheet.cells.items()):
        rows[row][column] = raw
    heads = {row: _heads(rows[row], known) for row in sorted(rows) if row < _HEAD_WITHIN}
    top = max(heads, key=lambda row: (len(set(heads[row].values())), -row), default=-1)
    label = next(column.label for column in columns if column.key == needed)
    if top < 0 or needed not in heads[top].values():
        reading.fault(sheet.name, f"没有找到表头“{label}”，请保留模板的表头")
        return -1, []
    places: dict[int, str] = {}
    for column, key in heads[top].items():
        if key in places.values():
            reading.fault(
                f"{sheet.name} {a1(top, column)}", f"表头“{rows[top][column].typed}”与前面的一栏重复，请只留一栏"
            )
        else:
            places[column] = key
    found = [_line(sheet, row, rows[row], places, reading) for row in _below(sheet, top)]
    _tell_unused(sheet, rows[top], places, reading)
    return top, [line for line in found if line is not None]


def _heads(row: Mapping[int, Raw], known: Mapping[str, Column]) -> dict[int, str]:
    return {column: known[head].key for column, raw in row.items() if (head := head_of(raw.typed)) in known}


def _below(sheet: Sheet, top: int) -> list[int]:
    filled = {row for row, _ in sheet.cells if row > top}
    joined = {row for first, _, last, _ in sheet.merges for row in range(first, last + 1) if first in filled}
    return sorted(filled | joined)


def _line(
    sheet: Sheet, row: int, filled: Mapping[int, Raw], places: Mapping[int, str], reading: _Reading
) -> _Line | None:
    cells: dict[str, tuple[str, Raw]] = {}
    for column, key in places.items():
        raw = sheet.at(row, column)
        if raw is not None and raw.problem:
            reading.fault(f"{sheet.name} {a1(row, column)}", raw.problem)
        elif raw is not None and tidy(raw.typed):
            cells[key] = (a1(row, column), raw)
    strange = [column for column, raw in filled.items() if column not in places and tidy(raw.typed)]
    if not cells:
        words = [column for column in strange if not filled[column].typed.strip().isdecimal()]  # 序号 written ahead
        reading.notes += [
            f"{sheet.name} {a1(row, c)}：“{tidy(filled[c].typed)}”不在登记的栏目里，没有读" for c in words
        ]
        return None
    return _Line(sheet.name, cells)


def _tell_unused(sheet: Sheet, head: Mapping[int, Raw], places: Mapping[int, str], reading: _Reading) -> None:
    twice = {raw.typed for column, raw in head.items() if column not in places}
    unused = [text for text in map(tidy, sorted(twice)) if text and head_of(text) != "序号"]
    if unused:
        reading.notes.append(f"{sheet.name}：{'、'.join(f'“{text}”' for text in unused)}栏没有用到")


def _unit(line: _Line, reading: _Reading) -> RegisteredUnit:
    if not line.text("name"):
        reading.fault(line.place("name"), "这一行没有写单位名称")
    due, problem = read_day(line.cells["due"][1].value, line.text("due")) if "due" in line.cells else (None, "")
    if problem:
        reading.fault(line.place("due"), problem)
    forms, unread = read_forms(line.text("forms"))
    if unread:
        reading.fault(line.place("forms"), f"不认识应报表“{unread}”，请写附件1、附件2、附件3或项目汇总表")
    return RegisteredUnit(
        name=line.text("name"),
        code=line.text("code"),
        aliases=split_names(line.text("aliases"), commas=True),
        department=line.text("department"),
        contact=" ".join(filter(None, (line.text("contact"), line.text("phone")))),
        due=due,
        forms=forms,
        note=line.text("note"),
    )


def _tell_doubles(lines: Sequence[_Line], units: Sequence[RegisteredUnit], reading: _Reading) -> None:
    """A code of two units; a name or alias by which two units would be known."""
    codes: dict[str, int] = {}
    names: dict[str, tuple[int, str]] = {}
    for n, unit in enumerate(units):
        first = codes.setdefault(code_key(unit.code), n) if unit.code else n
        if first != n:
            said = f"单位编码“{unit.code}”已经是{lines[first].place('code')}“{units[first].name}”的，一个编码只能给一个单位"
            reading.fault(lines[n].place("code"), said)
        if unit.name:
            _tell_name(lines, n, unit.name, "name", names, reading)
    for n, unit in enumerate(units):  # own names first: an alias gives way to the unit that bears it as its name
        for alias in unit.aliases:
            _tell_name(lines, n, alias, "aliases", names, reading)


def _tell_name(
    lines: Sequence[_Line], n: int, name: str, key: str, names: dict[str, tuple[int, str]], reading: _Reading
) -> None:
    first, where = names.setdefault(squeeze(name), (n, key))
    if first == n:
        return
    what = "单位名称" if key == "name" else "别名"
    other = "单位名称" if where == "name" else "别名"
    said = f"{what}“{name}”与{lines[first].place(where)}的{other}相同，会分不清是哪个单位，请改掉一处"
    reading.fault(lines[n].place(key), said)


def _projects(
    lines: Sequence[_Line], units: Sequence[RegisteredUnit], reading: _Reading
) -> dict[int, list[RegisteredProject]]:
    """Number of the unit → its projects."""
    codes = {code_key(unit.code): n for n, unit in reversed(list(enumerate(units))) if unit.code}
    names = {key: n for n, unit in reversed(list(enumerate(units))) for key in unit.known_as() if key}
    found: dict[int, list[RegisteredProject]] = defaultdict(list)
    known: dict[tuple[int, str], str] = {}
    for line in lines:
        owner = _owner(line, codes, names, reading)
        project = RegisteredProject(line.text("name"), split_names(line.text("aliases"), commas=False))
        if not project.name:
            reading.fault(line.place("name"), "这一行没有写项目名称")
        elif owner is not None:
            for key in project.known_as():
                place = line.place("name")
                first = known.setdefault((owner, key), place)
                if first != place:
                    reading.fault(place, f"同一单位的这个项目（或别名）在{first}已经有了，请改掉一处")
                    break
            found[owner].append(project)
    return found


def _owner(line: _Line, codes: Mapping[str, int], names: Mapping[str, int], reading: _Reading) -> int | None:
    code, name = line.text("code"), line.text("unit")
    if not code and not name:
        reading.fault(line.place("code"), "这一行没有写单位编码（或单位名称），不知道是哪个单位的项目")
        return None
    by_code, by_name = codes.get(code_key(code)) if code else None, names.get(squeeze(name)) if name else None
    if code and by_code is None:
        reading.fault(line.place("code"), f"单位编码“{code}”在“{UNITS}”页里没有")
    elif not code and by_name is None:
        reading.fault(line.place("unit"), f"单位名称“{name}”在“{UNITS}”页里没有")
    elif code and name and by_name != by_code:
        reading.fault(line.place("unit"), f"单位名称“{name}”与编码“{code}”不是同一个单位")
    return by_code if code else by_name


def _year(sheet: Sheet, top: int, reading: _Reading) -> int | None:
    """What stands beside 年度 above the heads; None where nothing does."""
    for (row, column), raw in sorted(sheet.cells.items()):
        if row >= top or head_of(raw.typed) != "年度":
            continue
        right = sheet.area(row, column)[3] + 1
        beside = sheet.at(row, right)
        if beside is None or not tidy(beside.typed):
            return None
        match = re.fullmatch(r"(20\d\d)(年度?)?", squeeze(beside.typed))
        if match is None:
            reading.fault(f"{sheet.name} {a1(row, right)}", f"年度应写成 2023 这样，读到的是“{tidy(beside.typed)}”")
        return int(match[1]) if match else None
    return None
