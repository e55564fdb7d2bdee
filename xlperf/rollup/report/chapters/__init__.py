"""The chapters of 汇总报告, one file each; to add one, copy a file, nothing else is edited.

A chapter without blocks is left out, and the others are numbered without it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block


@dataclass(frozen=True, slots=True)
class Chapter:
    """Its place, its heading (without a number), and what it says of a roll-up."""

    order: int
    title: str
    write: Callable[[Source], Sequence[Block]]


@cache
def all_chapters() -> tuple[Chapter, ...]:
    """`CHAPTER` of every module of this folder, in their order."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted((module.CHAPTER for module in modules), key=lambda chapter: chapter.order))
