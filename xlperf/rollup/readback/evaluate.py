"""Formulas counted again (重算), and with every sum and count the cells that went into it (来源)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from xlperf.model.values import round_half_up, show
from xlperf.rollup.readback.book import RolledUp
from xlperf.rollup.readback.criteria import compared, matcher
from xlperf.rollup.readback.formula import Area, Call, Constant, Node, NotUnderstood, Operation, Range, areas
from xlperf.rollup.readback.rows import Value


@dataclass(slots=True)
class Vector:
    """Values of cells, or made of them; `area`: where they stand."""

    values: list[Value]
    area: Area
    plain: bool = False
    """the cells' own values"""


@dataclass(frozen=True, slots=True)
class Source:
    """What a sum, a count, or a plain reference is made of. `picked`: numbers of the cells in `area` that count."""

    what: str
    text: str
    area: Area
    picked: Sequence[int]
    result: Value


Result = Value | Vector


@dataclass(slots=True)
class Evaluation:
    """One formula on a sheet. `sources` is filled on the way."""

    book: RolledUp
    sources: list[Source] = field(default_factory=list)

    def load(self, tree: Node) -> None:
        """Read all columns that the formula needs, each sheet in one go."""
        wanted: dict[str, set[int]] = {}
        for area in areas(tree):
            if area.sheet not in self.book.sheets:
                raise NotUnderstood(f"汇总里没有工作表“{area.sheet}”")
            if area.size > 1:
                wanted.setdefault(area.sheet, set()).update(range(area.left, area.right + 1))
        for sheet, columns in wanted.items():
            self.book.columns(sheet, sorted(columns))

    def value(self, tree: Node) -> Value:
        """The formula's value. Raises NotUnderstood for what we do not write."""
        self.load(tree)
        found = self.of(tree)
        if isinstance(found, Vector):
            raise NotUnderstood("结果是多格的公式")
        return found

    def of(self, node: Node | None) -> Result:
        """The value of a part of the formula."""
        match node:
            case None:
                return None
            case Constant():
                return node.value
            case Range():
                return self._range(node)
            case Operation():
                left: Result = Decimal(0) if node.left is None else self.of(node.left)
                return _spread(lambda a, b: _operate(node.sign, a, b), left, self.of(node.right))
        if node.name not in _FUNCTIONS:
            raise NotUnderstood(f"函数 {node.name}")
        return _FUNCTIONS[node.name](self, node)

    def vector(self, node: Node | None) -> Vector:
        """A range's values."""
        found = self.of(node)
        if not isinstance(found, Vector):
            raise NotUnderstood("应当是一片单元格的地方写了一个数")
        return found

    def scalar(self, node: Node | None) -> Value:
        """One value."""
        found = self.of(node)
        if isinstance(found, Vector):
            raise NotUnderstood("应当是一个数的地方写了一片单元格")
        return found

    def _range(self, node: Range) -> Result:
        area = node.area
        if node.single:
            value = self.book.cell(area.sheet, area.top, area.left).value
            self.sources.append(Source("引用", str(area), area, (0,), value))
            return value
        columns = self.book.columns(area.sheet, range(area.left, area.right + 1))
        cut = [column[area.top - 1 : area.bottom] for column in columns]
        for column in cut:
            column.extend([None] * (area.bottom - area.top + 1 - len(column)))
        values = cut[0] if len(cut) == 1 else [value for row in zip(*cut, strict=True) for value in row]
        return Vector(values, area, plain=True)

    def note(self, what: str, node: Call, area: Area, picked: Sequence[int], result: Value) -> Value:
        """Keep what a function was made of."""
        self.sources.append(Source(what, node.text, area, picked, result))
        return result


# ── values ──


def _spread(operate: Callable[[Value, Value], Value], left: Result, right: Result) -> Result:
    """An operation on two values, cell by cell where one of them is a range."""
    if isinstance(left, Vector):
        others = right.values if isinstance(right, Vector) else [right] * len(left.values)
        if len(others) != len(left.values):
            raise NotUnderstood("几片单元格大小不一")
        return Vector([operate(a, b) for a, b in zip(left.values, others, strict=True)], left.area)
    if isinstance(right, Vector):
        return Vector([operate(left, b) for b in right.values], right.area)
    return operate(left, right)


def _operate(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        return _text(left) + _text(right)
    if sign in ("=", "<>", "<", ">", "<=", ">="):
        return compared(sign, left, right)
    a, b = _number(left), _number(right)
    try:
        match sign:
            case "+":
                return a + b
            case "-":
                return a - b
            case "*":
                return a * b
            case "/":
                return a / b
        return a**b
    except (InvalidOperation, DivisionByZero) as fault:
        raise NotUnderstood("算不出来（除以 0）") from fault


def _number(value: Value) -> Decimal:
    if value is None or isinstance(value, bool | Decimal):
        return Decimal(value or 0)
    raise NotUnderstood(f"要算的地方是文字“{value}”")


def _text(value: Value) -> str:
    return show(value) if isinstance(value, Decimal) else str(value or "")


def _numbers(values: Iterable[Value]) -> list[int]:
    return [number for number, value in enumerate(values) if isinstance(value, Decimal)]


def _sum(values: Iterable[Value]) -> Decimal:
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


# ── functions ──


def _over_ranges(what: str, result: Callable[[list[Decimal]], Value]) -> Callable[[Evaluation, Call], Value]:
    """SUM, COUNT, AVERAGE, MAX, MIN over ranges, also those that an IF has thinned out; numbers only."""

    def run(self: Evaluation, node: Call) -> Value:
        found: list[Decimal] = []
        noted: list[tuple[Area, list[int], Vector]] = []
        for argument in node.arguments:
            part = self.of(argument)
            if not isinstance(part, Vector):
                found += [] if part is None else [_number(part)]
                continue
            picked = _numbers(part.values)
            found += [_number(part.values[number]) for number in picked]
            noted.append((part.area, picked, part))
        total = result(found)
        for area, picked, part in noted:
            one = total if len(noted) == 1 else result([_number(part.values[number]) for number in picked])
            self.note(what, node, area, picked, one)
        return total

    return run


def _mean(found: list[Decimal]) -> Value:
    if not found:
        raise NotUnderstood("没有数，平均不出来")
    return _sum(found) / len(found)


def _filled(self: Evaluation, node: Call) -> Value:
    part = self.vector(node.arguments[0])
    picked = [number for number, value in enumerate(part.values) if value is not None]
    return self.note("计数", node, part.area, picked, Decimal(len(picked)))


def _meeting(self: Evaluation, arguments: Sequence[Node | None]) -> tuple[Vector, list[int]]:
    """The first range, and the numbers of the rows that meet all criteria."""
    first, picked = None, list[int]()
    for where, criterion in zip(arguments[::2], arguments[1::2], strict=True):
        part = self.vector(where)
        meets = matcher(self.scalar(criterion))
        values = part.values
        picked = [n for n in (range(len(values)) if first is None else picked) if n < len(values) and meets(values[n])]
        first = first or part
    if first is None:
        raise NotUnderstood("没有条件的条件计数")
    return first, picked


def _countifs(self: Evaluation, node: Call) -> Value:
    first, picked = _quietly(self, lambda: _meeting(self, node.arguments))
    return self.note("计数", node, first.area, picked, Decimal(len(picked)))


def _sumifs(self: Evaluation, node: Call) -> Value:
    given = node.arguments
    if node.name == "SUMIF":
        given = (given[2] if len(given) > 2 else given[0], *given[:2])
    summed = self.vector(given[0])
    _, picked = _quietly(self, lambda: _meeting(self, given[1:]))
    picked = [number for number in picked if isinstance(summed.values[number], Decimal)]
    if node.name == "AVERAGEIFS":
        return self.note("平均", node, summed.area, picked, _mean([_number(summed.values[n]) for n in picked]))
    return self.note("求和", node, summed.area, picked, _sum(summed.values[number] for number in picked))


def _sumproduct(self: Evaluation, node: Call) -> Value:
    """Conditions multiplied, and as further arguments the numbers they choose; conditions alone count."""
    parts = _quietly(self, lambda: [self.vector(argument) for argument in node.arguments])
    if len({len(part.values) for part in parts}) != 1:
        raise NotUnderstood("几片单元格大小不一")
    conditions = [part.values for part in parts if not part.plain]
    chosen = [part for part in parts if part.plain]
    rows = [n for n in range(len(parts[0].values)) if all(isinstance(v[n], Decimal) and v[n] for v in conditions)]
    picked = [n for n in rows if all(isinstance(part.values[n], Decimal) for part in chosen)]
    total = Decimal(0)
    for number in picked:
        product = Decimal(1)
        for part in parts:
            product *= _number(part.values[number])
        total += product
    shown = (chosen or parts)[0]
    return self.note("求和" if chosen else "计数", node, shown.area, picked, total)


def _quietly(self: Evaluation, run: Callable[[], Any]) -> Any:
    """What a condition refers to is no source of the figure."""
    kept = len(self.sources)
    found = run()
    del self.sources[kept:]
    return found


def _if(self: Evaluation, node: Call) -> Result:
    """The branch that holds; what the condition was made of counts where the branch refers to nothing."""
    test, *branches = (*node.arguments, None, None)[:3]
    before = len(self.sources)
    holds = self.of(test)
    asked = self.sources[before:]
    del self.sources[before:]
    if isinstance(holds, Vector):
        yes, no = self.of(branches[0]), False if len(node.arguments) < 3 else self.of(branches[1])
        one, other = (part.values if isinstance(part, Vector) else [part] * len(holds.values) for part in (yes, no))
        made = [a if held else b for held, a, b in zip(holds.values, one, other, strict=True)]
        return Vector(made, yes.area if isinstance(yes, Vector) else holds.area)
    found = self.of(branches[0] if holds else branches[1])
    if len(self.sources) == before:
        self.sources += asked
    return found


def _round(self: Evaluation, node: Call) -> Value:
    value, places = (_number(self.scalar(argument)) for argument in node.arguments)
    return round_half_up(value, int(places))


def _iferror(self: Evaluation, node: Call) -> Result:
    try:
        return self.of(node.arguments[0])
    except NotUnderstood as fault:
        if "除以 0" in str(fault) or "平均" in str(fault):
            return self.of(node.arguments[1])
        raise


def _kind(test: Callable[[Value], bool]) -> Callable[[Evaluation, Call], Result]:
    def run(self: Evaluation, node: Call) -> Result:
        part = self.of(node.arguments[0])
        return Vector([test(v) for v in part.values], part.area) if isinstance(part, Vector) else test(part)

    return run


def _absolute(self: Evaluation, node: Call) -> Value:
    return abs(_number(self.scalar(node.arguments[0])))


_FUNCTIONS: dict[str, Callable[[Evaluation, Call], Result]] = {
    "SUM": _over_ranges("求和", _sum),
    "COUNT": _over_ranges("计数", lambda found: Decimal(len(found))),
    "AVERAGE": _over_ranges("平均", _mean),
    "MAX": _over_ranges("最大", lambda found: max(found, default=Decimal(0))),
    "MIN": _over_ranges("最小", lambda found: min(found, default=Decimal(0))),
    "COUNTA": _filled,
    "COUNTIF": _countifs,
    "COUNTIFS": _countifs,
    "SUMIF": _sumifs,
    "SUMIFS": _sumifs,
    "AVERAGEIFS": _sumifs,
    "SUMPRODUCT": _sumproduct,
    "IF": _if,
    "IFERROR": _iferror,
    "ROUND": _round,
    "ABS": _absolute,
    "ISNUMBER": _kind(lambda value: isinstance(value, Decimal)),
    "ISTEXT": _kind(lambda value: isinstance(value, str)),
}
