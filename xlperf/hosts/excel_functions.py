"""Cell functions as xlwings' COM server calls them in Excel: one attribute for each function of the registry.

xlwings makes its metadata (`__xlfunc__`) with decorators that exist on Windows only; these say the same, on every system.
Never seen in a real Excel by us.
"""

from collections.abc import Callable
from typing import Any

import xlwings as xw

from xlperf.functions.book import call_in_book
from xlperf.functions.registry import CATEGORY, Answer, CellFunction, all_functions
from xlperf.hosts.excel import ExcelDesk


def _udf(function: CellFunction) -> Callable[..., Answer]:
    def answer(*given: object) -> Answer:
        return call_in_book(function.name, given, lambda path: ExcelDesk(xw.Book.caller()).copy_to(path))

    arguments: list[dict[str, Any]] = [
        {"name": a.name, "pos": n, "vba": None, "doc": a.help, "vararg": False, "options": {}, "optional": None}
        for n, a in enumerate(function.arguments)
    ]
    answer.__name__ = answer.__qualname__ = function.name
    answer.__doc__ = function.help
    answer.__xlfunc__ = {  # type: ignore[attr-defined]
        "name": function.name,
        "sub": False,
        "args": arguments,
        "argmap": {a["name"]: a for a in arguments},
        "ret": {"doc": function.help, "options": {}},
        "category": CATEGORY,
        "async_mode": None,
    }
    return answer


globals().update({function.name: _udf(function) for function in all_functions()})
