"""Which cell functions there are, and the one way to call them. A cell never gets an exception, always a value."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import NamedTuple

from xlperf.errors import OperatorError
from xlperf.functions import cells
from xlperf.functions.inputs import single
from xlperf.model.finding import Finding

CATEGORY = "绩效自评"
"""under which the spreadsheet program's function wizard lists them"""

Scalar = float | str
Rows = list[list[Scalar]]
Answer = Scalar | Rows


class Argument(NamedTuple):
    """One argument: name as VBA takes it (ASCII), Chinese help that begins with what messages call it."""

    name: str
    help: str
    optional: bool = False

    @property
    def label(self) -> str:
        """全年执行数 of “全年执行数：……”."""
        return self.help.partition("：")[0]


@dataclass(frozen=True, slots=True)
class CellFunction:
    """One function. `python` takes every argument (blank ones as None) and may raise OperatorError with a message.

    `columns`: how wide it spills, 1 for a single value; `tall`: it spills more than one row. `areas`: arguments that may be whole ranges; of all others a
    range must be a single cell.
    """

    name: str
    arguments: tuple[Argument, ...]
    help: str
    python: Callable[..., Answer]
    columns: int = 1
    tall: bool = False
    areas: tuple[str, ...] = ()

    @property
    def spills(self) -> bool:
        """Whether the answer may take more than the cell of the formula."""
        return self.columns > 1


_FUNCTIONS: dict[str, CellFunction] = {}


def _no_book(sheet: str) -> Sequence[Finding]:
    raise OperatorError("在 Excel 或 LibreOffice 里打开的工作簿才能校验")


findings_of_book: Callable[[str], Sequence[Finding]] = _no_book
"""What XLPERF_CHECK asks: the findings of the open book that matter for a sheet ("" = all of it).

Set by the host. May return more than the sheet's; raises OperatorError for a sheet that is no form. See `book.py`.
"""


def cell_function(
    name: str,
    *,
    help: str,
    arguments: Sequence[Argument],
    columns: int = 1,
    tall: bool = False,
    areas: Sequence[str] = (),
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Put a function into the registry. Raises ValueError where the name is taken: a fault of ours."""

    def keep(python: Callable[..., Answer]) -> Callable[..., Answer]:
        if name in _FUNCTIONS:
            raise ValueError(f"cell function {name}: taken")
        _FUNCTIONS[name] = CellFunction(name, tuple(arguments), help, python, columns, tall, tuple(areas))
        return python

    return keep


@cache
def all_functions() -> tuple[CellFunction, ...]:
    """All functions by name; every module of the folder is loaded."""
    for module in pkgutil.iter_modules(cells.__path__):
        import_module(f"{cells.__name__}.{module.name}")
    return tuple(sorted(_FUNCTIONS.values(), key=lambda function: function.name))


def call(name: str, args: Sequence[object]) -> Answer:
    """What the cell shows: a number, a text, or rows of them. Never raises.

    A required argument left blank gives "". Error values, texts that cannot be read and wrong counts of arguments give
    a Chinese message (of a spilling function in its first cell).
    """
    function = next((one for one in all_functions() if one.name == name.upper()), None)
    if function is None:
        return f"没有函数 {name}"
    try:
        return _answer(function, args)
    except OperatorError as fault:
        return _message(function, str(fault))
    except ArithmeticError:
        return _message(function, "数字太大或相差太多，算不出来，请核对")
    except Exception as fault:  # a fault of ours must not stop the sheet's calculation
        return _message(function, f"算不了：程序出错（{type(fault).__name__}），请把这一格的内容告诉维护者")


def _answer(function: CellFunction, args: Sequence[object]) -> Answer:
    given = list(args)
    most = len(function.arguments)
    if len(given) > most:
        raise OperatorError(f"{function.name} 最多 {most} 个参数，这里给了 {len(given)} 个")
    missing = [arg.label for arg in function.arguments[len(given) :] if not arg.optional]
    if missing:
        raise OperatorError(f"{function.name} 缺少参数：{'、'.join(missing)}")
    given += [None] * (most - len(given))
    values = [
        value if arg.name in function.areas else single(value, arg.label)
        for arg, value in zip(function.arguments, given, strict=True)
    ]
    pairs = zip(function.arguments, values, strict=True)
    if any(value is None and not arg.optional for arg, value in pairs):
        return ""
    return function.python(*values)


def _message(function: CellFunction, text: str) -> Answer:
    return said(text, function.columns, tall=function.tall) if function.spills else text


def said(text: str, columns: int, *, tall: bool) -> Rows:
    """A sentence in the first cell of what spills. An array formula repeats a single row all the way down: so two."""
    blank: list[Scalar] = [""] * columns
    return [[text, *blank[1:]], blank] if tall else [[text, *blank[1:]]]
