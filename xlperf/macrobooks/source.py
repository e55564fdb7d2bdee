"""Modules of a macro book (模块): the bridge from `macros/`, xlwings' module, and what is generated."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from xlperf.buttons.registry import Button
from xlperf.functions.registry import CellFunction
from xlperf.macrobooks.generate import book_module, buttons_module, functions_module, help_module
from xlperf.macrobooks.project import BOOK_MODULE
from xlperf.macrobooks.words import words_module
from xlperf.macrobooks.xlwings_module import xlwings_module

_HERE = Path(__file__).resolve()
_FOLDERS = (_HERE.parents[2] / "macros", Path(sys.prefix) / "share" / "xlperf" / "macros")
"""in a checkout; where it is installed"""
BRIDGE = "XlperfBridge"


def bridge_source() -> str:
    """The hand-written module."""
    folder = next(folder for folder in _FOLDERS if (folder / f"{BRIDGE}.bas").exists())
    return (folder / f"{BRIDGE}.bas").read_text("ascii")


def modules(buttons: Sequence[Button], functions: Sequence[CellFunction], *, addin: bool = False) -> Mapping[str, str]:
    """Module name → source, for a book with these buttons and functions."""
    return {
        BOOK_MODULE: book_module(),
        BRIDGE: bridge_source(),
        "XlperfButtons": buttons_module(buttons, addin=addin),
        "XlperfFunctions": functions_module(functions),
        "XlperfHelp": help_module(functions),
        "XlperfWords": words_module(),
        "xlwings": xlwings_module(addin=addin),
    }
