"""Versions (版本): whether what a store keeps was made by this very program: its code and its definitions.

A store outlives updates of xlperf; a reading is good as long as what reads is the same, a digest as long as all is.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from xlperf import __version__

READING = ("errors.py", "model", "workbook", "definitions")
"""what a reading depends on"""
ALL = (*READING, "scoring", "rules", "rollup")
"""what a digest depends on"""


@cache
def reading_version() -> str:
    """Of reading."""
    return _version(READING)


@cache
def engine_version() -> str:
    """Of reading, rules and rows."""
    return _version(ALL)


def _version(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for part in parts:
        _add(files("xlperf") / part, digest)
    return digest.hexdigest()[:16]


def _add(there: Traversable, digest: "hashlib._Hash") -> None:
    if there.is_file():
        if there.name.endswith((".py", ".toml")):
            digest.update(there.name.encode() + there.read_bytes())
    elif there.name != "__pycache__":
        for below in sorted(there.iterdir(), key=lambda entry: entry.name):
            _add(below, digest)
