"""What an install did, written down beside xlwings.conf before it is done, so that it can always be taken back."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from xlperf import __version__
from xlperf.errors import OperatorError
from xlperf.windows import conf, places
from xlperf.windows.machine import Machine


@dataclass(frozen=True)
class Placed:
    """A file we put somewhere."""

    path: PurePath
    digest: str


@dataclass(frozen=True)
class Record:
    """What an install did."""

    config: PurePath
    before: bytes | None
    """The settings file as it was, None if there was none."""
    change: conf.Change
    files: list[Placed]
    folders: list[PurePath]
    """Folders made by us, outermost first."""


def digest(content: bytes) -> str:
    """By which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def record_path(machine: Machine) -> PurePath:
    """Where the record lies."""
    return places.config(machine).with_name(places.RECORD)


def write_record(machine: Machine, record: Record) -> None:
    """Write the record."""
    data = {
        "xlperf": __version__,
        "config": str(record.config),
        "before": None if record.before is None else _text(record.before),
        "content": _text(record.change.content),
        "ours": _text(record.change.ours),
        "theirs": _text(record.change.theirs),
        "files": [{"path": str(file.path), "digest": file.digest} for file in record.files],
        "folders": [str(folder) for folder in record.folders],
    }
    machine.write(record_path(machine), json.dumps(data, ensure_ascii=False, indent=1).encode())


def read_record(machine: Machine) -> Record | None:
    """The record of the last install, None if there is none."""
    text = machine.read(record_path(machine))
    if text is None:
        return None
    flavour = type(machine.home)
    try:
        data: dict[str, Any] = json.loads(text)
        change = conf.Change(*(base64.b64decode(data[name]) for name in ("content", "ours", "theirs")))
        files = [Placed(flavour(file["path"]), file["digest"]) for file in data["files"]]
        before = None if data["before"] is None else base64.b64decode(data["before"])
        folders = [flavour(folder) for folder in data["folders"]]
        return Record(flavour(data["config"]), before, change, files, folders)
    except (ValueError, KeyError, TypeError) as fault:
        raise OperatorError(f"安装记录 {record_path(machine)} 读不懂；请删掉它，再运行一次 xlperf install") from fault


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
