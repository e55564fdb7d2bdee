"""Formulas of the roll-up taken apart (公式): a small parser for the forms that our sheets write."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlperf.errors import XlperfError
from xlperf.model.address import a1, row_column

_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
_ONE = r"\$?[A-Z]{1,3}\$?[0-9]+(?![\w(])"
_REFERENCE = re.compile(rf"(?P<sheet>{_SHEET})?(?P<first>{_ONE})(?::(?P<last>{_ONE}))?")
_TOKEN = re.compile(
    rf'(?P<text>"(?:[^"]|"")*")|(?P<ref>{_REFERENCE.pattern})|(?P<name>[A-Za-z_][\w.]*)(?=\()'
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)|(?P<word>TRUE|FALSE)\b|(?P<sign><>|<=|>=|[-+*/^&=<>(),%])"
)
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))


class NotUnderstood(XlperfError):
    """A formula that cannot be taken apart; the text says why."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of a sheet; rows from 1, columns from 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def at(self, number: int) -> tuple[str, int, int]:
        """Sheet, row, column of the cell of this number, row by row."""
        row, column = divmod(number, self.right - self.left + 1)
        return self.sheet, self.top + row, self.left + column

    def __str__(self) -> str:
        first, last = a1(self.top - 1, self.left), a1(self.bottom - 1, self.right)
        return f"{self.sheet}!{first}" + (f":{last}" if last != first else "")


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text or truth."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class Range:
    """Cells; `single`: written as one address."""

    area: Area
    single: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides with a sign between them; `left` None for a sign before."""

    sign: str
    left: "Node | None"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A function; `text` as it stands in the formula."""

    name: str
    arguments: "tuple[Node | None, ...]"
    text: str


Node = Constant | Range | Operation | Call


def parse(formula: str, sheet: str) -> Node:
    """The tree of a formula that stands on a sheet. Raises NotUnderstood."""
    reader = _Reader(formula, sheet)
    tree = reader.level(0)
    if reader.kind:
        raise NotUnderstood(f"公式里的“{reader.text}”")
    return tree


def references(formula: str, sheet: str) -> list[Area]:
    """All cells that a formula names, each area once, also where it cannot be taken apart."""
    bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
    return list(dict.fromkeys(_area(found, sheet) for found in _REFERENCE.finditer(bare)))


def areas(node: "Node | None") -> Iterator[Area]:
    """The areas in a tree."""
    match node:
        case Range():
            yield node.area
        case Operation():
            yield from areas(node.left)
            yield from areas(node.right)
        case Call():
            for argument in node.arguments:
                yield from areas(argument)


def _area(found: re.Match[str], sheet: str) -> Area:
    name = found["sheet"][:-1] if found["sheet"] else sheet
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    top, left = row_column(found["first"])
    bottom, right = row_column(found["last"]) if found["last"] else (top, left)
    return Area(name, min(top, bottom) + 1, min(left, right), max(top, bottom) + 1, max(left, right))


class _Reader:
    """Recursive descent over the tokens."""

    def __init__(self, formula: str, sheet: str) -> None:
        self._formula, self._sheet = formula, sheet
        self._end = self._start = 0
        self.kind, self.text = "", ""
        self._found: re.Match[str] | None = None
        self._next()

    def _next(self) -> None:
        self._before = self._end
        while self._end < len(self._formula) and self._formula[self._end].isspace():
            self._end += 1
        self._start = self._end
        if self._end == len(self._formula):
            self.kind, self.text, self._found = "", "", None
            return
        found = _TOKEN.match(self._formula, self._end)
        if found is None:
            raise NotUnderstood(f"公式里的“{self._formula[self._end : self._end + 20]}”")
        self._found, self._end, self.text = found, found.end(), found[0]
        self.kind = next(kind for kind in ("text", "ref", "name", "number", "word", "sign") if found[kind] is not None)

    def _take(self, sign: str) -> None:
        if self.text != sign or self.kind != "sign":
            raise NotUnderstood(f"公式里的“{self.text or '末尾'}”")
        self._next()

    def level(self, number: int) -> Node:
        """What binds at least as tightly as the signs of a level."""
        if number == len(_LEVELS):
            return self._signed()
        left = self.level(number + 1)
        while self.kind == "sign" and self.text in _LEVELS[number]:
            sign = self.text
            self._next()
            left = Operation(sign, left, self.level(number + 1))
        return left

    def _signed(self) -> Node:
        if self.kind == "sign" and self.text in ("-", "+"):
            sign = self.text
            self._next()
            return Operation(sign, None, self._signed())
        made = self._atom()
        while self.kind == "sign" and self.text == "%":
            self._next()
            made = Operation("/", made, Constant(Decimal(100)))
        return made

    def _atom(self) -> Node:
        kind, text, found, start = self.kind, self.text, self._found, self._start
        self._next()
        if kind == "sign" and text == "(":
            inside = self.level(0)
            self._take(")")
            return inside
        if kind == "name":
            return self._call(text, start)
        if kind == "text":
            return Constant(text[1:-1].replace('""', '"'))
        if kind == "number":
            return Constant(Decimal(text))
        if kind == "word":
            return Constant(text == "TRUE")
        if kind == "ref" and found is not None:
            return Range(_area(found, self._sheet), found["last"] is None)
        raise NotUnderstood(f"公式里的“{text or '末尾'}”")

    def _call(self, name: str, start: int) -> Call:
        self._take("(")
        arguments: list[Node | None] = []
        while not (self.kind == "sign" and self.text == ")"):
            if self.kind == "sign" and self.text == ",":
                arguments.append(None)
            else:
                arguments.append(self.level(0))
            if self.kind == "sign" and self.text == ",":
                self._next()
        end = self._end
        self._take(")")
        return Call(name.upper().removeprefix("_XLFN."), tuple(arguments), self._formula[start:end])
