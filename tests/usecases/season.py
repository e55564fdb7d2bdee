"""A small season (一季收件): some units' files, quickly written, with a way to change one."""

import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import openpyxl

from xlperf.model.load import load_edition
from xlperf.model.sample import renamed, sample
from xlperf.workbook.convert import write_converted
from xlperf.workbook.template import write_template

NOBODY = "某某某局"
UNITS = ("教育局", "财政局", "水利局", "民政局", "林业局", "统计局")


@cache
def _filled(folder: Path) -> bytes:
    path = folder / "样例.xlsx"
    write_template(load_edition("liuyang_2022"), path, fill=sample("liuyang_2022", {"dept.unit_name": NOBODY}))
    content = path.read_bytes()
    path.unlink()
    return content


def send(folder: Path, name: str, unit: str, *, score: str = "") -> Path:
    """A file of a unit; `score` stands for another version of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, zipfile.ZipFile(_open(folder)) as given:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == "xl/sharedStrings.xml":
                content = content.replace(NOBODY.encode(), (unit + score).encode())
            made.writestr(entry, content)
    return path


def _open(folder: Path) -> Path:
    """The sample beside the folder, written once."""
    path = folder.parent / ".样例"
    if not path.exists():
        path.write_bytes(_filled(folder))
    return path


def touch(path: Path) -> None:
    """Another time of modification, the same bytes."""
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))


def season(folder: Path, count: int = 12) -> list[Path]:
    """Files of `count` units."""
    return [send(folder, f"{n:03}.xlsx", f"{UNITS[n % len(UNITS)]}{n}") for n in range(count)]


def convert(path: Path, unit: str, changes: dict[str, str | None] | None = None, edition: str = "yueyang_2023") -> Path:
    """A unit's file in the layout of an edition."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in _converted(edition, tuple(sorted((changes or {}).items()))).items():
            made.writestr(zipfile.ZipInfo(name), content.replace(NOBODY.encode(), unit.encode()), zipfile.ZIP_DEFLATED)
    return path


@cache
def _converted(edition: str, changes: tuple[tuple[str, str | None], ...]) -> dict[str, bytes]:
    """The parts of such a file; the same for all units but for their name."""
    loaded = load_edition(edition)
    names = {"dept.unit_name": NOBODY, "base.unit_name": NOBODY}
    known = {key: name for key, name in names.items() if key.split(".")[0] in loaded.forms}
    made = renamed(sample(edition, known | dict(changes)), "样例.xlsx", NOBODY)
    with tempfile.TemporaryDirectory() as folder:
        write_converted(made, loaded, Path(folder) / "样例.xlsx")
        with zipfile.ZipFile(Path(folder) / "样例.xlsx") as given:
            return {name: given.read(name) for name in given.namelist()}


def retype(path: Path, sheet: str, cell: str, typed: str) -> None:
    """Somebody types something else into a unit's file."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = typed
    book.save(path)
