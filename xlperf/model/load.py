"""Load editions from definitions/forms/*.toml: merge `based_on`, put words and years in, check everything.

Faults name file and key, in Chinese, as DefinitionError: unknown keys, repeated keys, unknown words, fields without
a place in the layout, places without a field.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from xlperf.errors import DefinitionError, OperatorError
from xlperf.model.compute import check_arithmetic
from xlperf.model.form import Edition
from xlperf.model.layout import check_layout

_FAULTS = {"extra_forbidden": "没有这个键（写错了，或这个版本的 xlperf 不认识）", "missing": "缺少这个键"}

FOLDER = Path(__file__).parents[1] / "definitions" / "forms"


def edition_ids() -> list[str]:
    """All editions there are, sorted."""
    return list(_ids(FOLDER))


@cache
def _ids(folder: Path) -> tuple[str, ...]:
    """Each file read asks for them; a folder is looked through once."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@cache
def load_edition(edition: str, year: int | None = None) -> Edition:
    """One edition, ready to use. `year` overrides the edition's own year in labels. Raises OperatorError if unknown."""
    if edition not in edition_ids():
        raise OperatorError(f"没有名为“{edition}”的版本。现有：{'、'.join(edition_ids())}")
    path = FOLDER / f"{edition}.toml"
    raw = _raw(path)
    raw["year"] = year or raw.get("year")
    words = _words(raw)
    for part in ("forms", "tables"):
        raw[part] = _put_words(raw.get(part, {}), words, path)
    try:
        loaded = Edition.model_validate(raw)
    except ValidationError as fault:
        first = fault.errors()[0]
        said = _FAULTS.get(first["type"], first["msg"])
        raise DefinitionError(f"{path.name}：键 {'.'.join(map(str, first['loc']))}：{said}") from fault
    check_layout(loaded, path.name)
    check_arithmetic(loaded, path.name)
    return loaded


def _raw(path: Path) -> dict[str, Any]:
    """The file's content with what it is based on."""
    raw = read_toml(path)
    base = raw.pop("based_on", None)
    if base is None:
        return raw
    parent = read_toml(path.with_name(f"{base}.toml")) if (path.with_name(f"{base}.toml")).exists() else None
    if parent is None:
        raise DefinitionError(f"{path.name}：键 based_on：没有名为“{base}”的版本")
    if "based_on" in parent:
        raise DefinitionError(f"{path.name}：键 based_on：“{base}”本身也是变体，变体只能以完整版本为底")
    for form in raw.pop("without", []):
        if parent["forms"].pop(form, None) is None:
            raise DefinitionError(f"{path.name}：键 without：“{base}”没有表 {form}")
    return _merge(parent, raw)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file with decimals kept exact. Repeated keys and other faults name file, line and key."""
    text = path.read_text("utf-8")
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        line = re.search(r"line (\d+)", str(fault))
        where = text.splitlines()[int(line[1]) - 1].strip() if line else ""
        raise DefinitionError(
            f"{path.name}：第 {line[1] if line else '?'} 行“{where}”：键重复或写法有误（{fault}）"
        ) from fault


def _merge(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are merged key by key; anything else is replaced. A key set to false is taken away."""
    merged = dict(base)
    for key, value in change.items():
        if value is False and isinstance(base.get(key), str):
            del merged[key]
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = _merge(base[key], value)
        else:
            merged[key] = value
    return merged


def _words(raw: Mapping[str, Any]) -> dict[str, str]:
    year = int(raw["year"]) if raw.get("year") else 0
    return {**raw.get("words", {}), "year": str(year), "prior_year": str(year - 1)}


def _put_words(value: Any, words: Mapping[str, str], path: Path) -> Any:
    if isinstance(value, dict):
        return {key: _put_words(item, words, path) for key, item in value.items()}
    if isinstance(value, list):
        return [_put_words(item, words, path) for item in value]
    if not isinstance(value, str):
        return value

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise DefinitionError(f"{path.name}：键 words.{match[1]}：文字“{value}”用了它，但没有定义")
        return words[match[1]]

    return re.sub(r"\{(\w+)\}", word, value)
