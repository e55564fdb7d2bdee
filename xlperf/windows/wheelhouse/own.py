"""xlperf's own wheel: built from its source, or packed again from where it is installed."""

import base64
import csv
import hashlib
import importlib.metadata
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import xlperf
from xlperf.errors import OperatorError

Pip = Callable[[Sequence[str]], "tuple[int, str]"]
"""Runs pip with arguments; gives back exit code and what it printed."""

_NOT_SOURCE = ("build", "dist", "demo_output", "*.egg-info", "__pycache__", ".*", "tests", "docs")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def own_wheel(folder: Path, pip: Pip) -> Path:
    """Put xlperf's wheel into a folder."""
    for old in folder.glob("xlperf-*.whl"):
        old.unlink()
    source = Path(xlperf.__file__).resolve().parents[1]
    if (source / "pyproject.toml").is_file():
        return _build(source, folder, pip)
    return _repack(folder)


def _build(source: Path, folder: Path, pip: Pip) -> Path:
    """In a copy: setuptools leaves its own folders beside the source."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "xlperf")
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns(*_NOT_SOURCE))
        code, text = pip(["wheel", "--no-deps", "--wheel-dir", str(folder), str(copy)])
    found = list(folder.glob("xlperf-*.whl"))
    if code or not found:
        raise OperatorError(f"xlperf 自己的安装包没有做成；pip 说：{last_line(text)}")
    return found[0]


def _repack(folder: Path) -> Path:
    """A wheel is a zip of the installed files; scripts are made again from the entry points at the other end."""
    distribution = importlib.metadata.distribution("xlperf")
    version = distribution.version
    data = f"xlperf-{version}.data/data"
    target = folder / f"xlperf-{version}-py3-none-any.whl"
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(distribution.files or [], key=str):
            name = wheel_name(str(file).replace("\\", "/"), data)
            if name is None:
                continue
            content = Path(str(file.locate())).read_bytes()
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            rows.writerow([name, f"sha256={digest}", len(content)])
        listing = f"xlperf-{version}.dist-info/RECORD"
        rows.writerow([listing, "", ""])
        archive.writestr(zipfile.ZipInfo(listing, _EPOCH), record.getvalue(), zipfile.ZIP_DEFLATED)
    return target


def wheel_name(installed: str, data: str) -> str | None:
    """Where an installed file lies inside the wheel; None for what the installer made itself."""
    if "__pycache__" in installed or installed.endswith(".pyc"):
        return None
    if installed.startswith("../"):
        rest = installed.lstrip("./")
        return f"{data}/{rest}" if rest.startswith("share/") else None
    made = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
    return None if ".dist-info/" in installed and installed.rpartition("/")[2] in made else installed


def last_line(text: str) -> str:
    """What pip said last."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if "ERROR" in line]
    return (errors or lines or ["（什么也没说）"])[-1]
