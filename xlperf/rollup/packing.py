"""Packing (打包) of digests for the way between processes and for the store: JSON and plain bytes, so that reading a
store that somebody tampered with can do no more than fail."""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlperf.rollup.pieces import Piece
from xlperf.rollup.ruling import Outcomes

if TYPE_CHECKING:
    from xlperf.rollup.digest import FileDigest

_LENGTH = struct.Struct("<I")
_DECIMAL = "$"


def pack_blocks(blocks: Sequence[bytes | None]) -> bytes:
    """Blocks with their lengths."""
    return b"".join(_LENGTH.pack(len(block or b"")) + (block or b"") for block in blocks)


def unpack_blocks(packed: bytes) -> list[bytes]:
    """The blocks of `pack_blocks`. Raises ValueError where the lengths do not fit."""
    blocks, at = [], 0
    while at < len(packed):
        if at + _LENGTH.size > len(packed):
            raise ValueError("blocks are cut off")
        (length,) = _LENGTH.unpack_from(packed, at)
        at += _LENGTH.size + length
        if at > len(packed):
            raise ValueError("blocks are cut off")
        blocks.append(packed[at - length : at])
    return blocks


def pack_keyed(parts: Sequence[Sequence[tuple[str, str]] | None]) -> bytes:
    """Keys and rows of each part."""
    return zlib.compress(json.dumps([part or [] for part in parts], ensure_ascii=False).encode("utf-8", "replace"), 1)


def unpack_keyed(packed: bytes) -> list[list[tuple[str, str]]]:
    """What `pack_keyed` packed."""
    return [[(key, xml) for key, xml in part] for part in json.loads(zlib.decompress(packed))]


def pack_revision(key: str, pieces: Sequence[Piece]) -> bytes:
    """Finished rows of what was changed, and what they were made of, as a key."""
    measures = [(p.rows, p.length, p.crc, p.packed) for p in pieces]
    return pack_blocks([json.dumps([key, measures]).encode(), *(piece.data for piece in pieces)])


def unpack_revision(packed: bytes) -> tuple[str, tuple[Piece, ...], tuple[bytes, ...]]:
    """Key, measures and data of `pack_revision`. Raises ValueError or TypeError where it is none."""
    head, *data = unpack_blocks(packed) or [b"null"]
    key, measures = json.loads(head)
    return str(key), tuple(Piece(*measure) for measure in measures), tuple(data)


def pack_digest(digest: "FileDigest") -> bytes:
    """A light digest as JSON; numbers stay exact."""
    flat = {field.name: getattr(digest, field.name) for field in fields(digest)}
    flat["parts"] = [_part(part) for part in digest.parts]
    flat["outcomes"] = _outcomes(digest.outcomes)
    flat["brought"] = asdict(digest.brought)
    return pack_facts(flat)


def pack_facts(facts: Any) -> bytes:
    """What JSON can hold, and Decimals, which stay exact."""
    text = json.dumps(facts, ensure_ascii=False, default=_plain, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def unpack_facts(packed: bytes) -> Any:
    """What `pack_facts` packed; tuples are lists now."""
    return _decode(packed.decode("utf-8", "surrogatepass"))


def unpack_digest(packed: bytes) -> "FileDigest":
    """What `pack_digest` packed. Raises ValueError, TypeError or KeyError where it is none."""
    from xlperf.rollup.digest import BroughtDigest, FileDigest, PartDigest

    flat = unpack_facts(packed)
    once: dict[str, str] = {}
    parts = [
        PartDigest(
            **part
            | {
                "score": _line(part["score"], once),
                "projects": tuple(_line(line, once) for line in part["projects"]),
                "rows": {_same(n): Piece(*p) for n, p in part["rows"].items()},
                "facts": {_same(n): facts.encode("utf-8", "surrogatepass") for n, facts in part["facts"].items()},
                "found": {_same(n): count for n, count in part["found"].items()},
                "label": _same(part["label"]),
                "sheet": _same(part["sheet"]),
            }
        )
        for part in flat["parts"]
    ]
    found, passed, skipped = flat["outcomes"]
    outcomes = Outcomes(_words(found), _words(passed), {_same(why): _words(codes) for why, codes in skipped.items()})
    flat |= {"outcomes": outcomes, "brought": BroughtDigest(**flat["brought"])}
    return FileDigest(**flat | {"notes": tuple(flat["notes"]), "parts": tuple(parts)})


def _part(part: Any) -> dict[str, Any]:
    flat = {field.name: getattr(part, field.name) for field in fields(part)}
    flat["score"] = _unlined(part.score)
    flat["projects"] = [_unlined(line) for line in part.projects]
    flat["facts"] = {name: facts.decode("utf-8", "surrogatepass") for name, facts in part.facts.items()}
    flat["rows"] = {name: (p.rows, p.length, p.crc, p.packed) for name, p in part.rows.items()}
    return flat


def _outcomes(outcomes: Outcomes) -> list[Any]:
    """Codes in one text: thousands of files have the same."""
    skipped = {reason: " ".join(codes) for reason, codes in (outcomes.skipped or {}).items()}
    return [" ".join(outcomes.found), " ".join(outcomes.passed), skipped]


def _unlined(line: Mapping[str, Any]) -> list[Any]:
    """The columns' ids in one text, then the values."""
    return [" ".join(line), *line.values()]


def _line(packed: Sequence[Any], once: dict[str, str]) -> dict[str, Any]:
    """A line whose ids are the same objects in all files, and whose texts (file, digest, unit) the same in all lines."""
    columns, *values = packed
    shared = [once.setdefault(value, value) if value.__class__ is str else value for value in values]
    return dict(zip(_words(columns), shared, strict=True))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


@lru_cache(maxsize=4096)
def _same(text: str) -> str:
    """Equal texts of different files as one object."""
    return text


_number = lru_cache(maxsize=1 << 14)(Decimal)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {_DECIMAL: str(value)}
    raise TypeError(type(value))


def _unpacked(found: dict[str, Any]) -> Any:
    return _number(found[_DECIMAL]) if _DECIMAL in found and len(found) == 1 else found


_decode = json.JSONDecoder(object_hook=_unpacked).decode
