"""Headless LibreOffice for the tests: recalculate workbooks, print them to PDF, look at the pages.

Every process (a pytest-xdist worker is one) has a profile of its own, because two LibreOffices cannot share one.
Starting the program takes seconds: give several files to one call (`recalculate_all`, `to_pdf_all`). A missing program
fails the test and says what to install; nothing is skipped.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

START_SECONDS = 120
"""Allowed for starting LibreOffice on a slow, busy machine, the first run of a new profile included."""
FILE_SECONDS = 60
"""Allowed for each file."""

XLSX_FILTER = "xlsx:Calc MS Excel 2007 XML"
PDF_FILTER = "pdf:calc_pdf_Export"
DOCUMENT_FILTER = "pdf:writer_pdf_Export"

# By default LibreOffice trusts the cached values of a file that says it comes from Excel. 0 = always recalculate.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

_profile: Path | None = None


def recalculate(path: Path, out_dir: Path) -> Path:
    """Save `path` as .xlsx in `out_dir` with every formula calculated anew; the new file has the same stem."""
    return recalculate_all([path], out_dir)[0]


def recalculate_all(paths: Sequence[Path], out_dir: Path) -> list[Path]:
    """`recalculate` for several files in one run of LibreOffice; the answers are in the order of `paths`."""
    return _convert(paths, out_dir, XLSX_FILTER)


def to_pdf(path: Path, out_dir: Path) -> Path:
    """Print all visible sheets of `path` into one PDF in `out_dir`."""
    return to_pdf_all([path], out_dir)[0]


def to_pdf_all(paths: Sequence[Path], out_dir: Path) -> list[Path]:
    """`to_pdf` for several files in one run of LibreOffice; the answers are in the order of `paths`."""
    return _convert(paths, out_dir, PDF_FILTER)


def document_to_pdf(path: Path, out_dir: Path) -> Path:
    """Print a Word document; LibreOffice Writer must be installed, which the tests do not need."""
    return _convert([path], out_dir, DOCUMENT_FILTER)[0]


def pdf_pages(pdf: Path) -> int:
    """Number of pages."""
    lines = _run([_program("pdfinfo", "poppler-utils"), str(pdf)], FILE_SECONDS).splitlines()
    return next(int(line.split(":")[1]) for line in lines if line.startswith("Pages:"))


def pdf_text(pdf: Path) -> str:
    """The text as laid out, pages parted by form feeds."""
    return _run([_program("pdftotext", "poppler-utils"), "-layout", str(pdf), "-"], FILE_SECONDS)


def to_png(pdf: Path, out_dir: Path, dpi: int = 100, only: int = 0) -> list[Path]:
    """One picture for each page (or for one `only`, from 1), `<stem>-<page>.png`, in the order of the pages."""
    out_dir.mkdir(parents=True, exist_ok=True)
    pages = ["-f", str(only), "-l", str(only)] if only else []
    command = [_program("pdftoppm", "poppler-utils"), "-png", "-r", str(dpi), *pages, str(pdf), str(out_dir / pdf.stem)]
    for old in _pictures(pdf, out_dir):
        old.unlink()
    _run(command, 4 * FILE_SECONDS)
    return _pictures(pdf, out_dir)


def _pictures(pdf: Path, folder: Path) -> list[Path]:
    """The pictures of this PDF's pages in `folder`; pdftoppm pads the page number with zeros."""
    name = re.compile(re.escape(pdf.stem) + r"-\d+\.png")
    return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))


def use_profile(folder: Path) -> None:
    """Keep this process's LibreOffice profile in `folder` from now on, made new."""
    global _profile
    shutil.rmtree(folder, ignore_errors=True)
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    _profile = folder


def drop_profile() -> None:
    """Remove the profile; the next call makes a new one."""
    global _profile
    if _profile is not None:
        shutil.rmtree(_profile, ignore_errors=True)
    _profile = None


def _current_profile() -> Path:
    if _profile is None:
        use_profile(Path(tempfile.mkdtemp(prefix="xlperf-office-")))
    assert _profile is not None
    return _profile


def _convert(paths: Sequence[Path], out_dir: Path, convert_to: str) -> list[Path]:
    suffix = "." + convert_to.split(":")[0]
    targets = [out_dir.resolve() / (path.stem + suffix) for path in paths]
    _refuse_overwriting(paths, targets)
    out_dir.mkdir(parents=True, exist_ok=True)
    for target in targets:
        target.unlink(missing_ok=True)
    command = [
        _program("soffice", "libreoffice-calc", "libreoffice"),
        f"-env:UserInstallation={_current_profile().resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        *("--convert-to", convert_to, "--outdir", str(out_dir.resolve())),
        *(str(path.resolve()) for path in paths),
    ]
    said = _run(command, START_SECONDS + FILE_SECONDS * len(paths), on_timeout=drop_profile)
    missing = [path.name for path, target in zip(paths, targets, strict=True) if not target.exists()]
    if missing:
        _fail(f"LibreOffice wrote no {suffix} for {', '.join(missing)}; it said:\n{said}")
    return targets


def _refuse_overwriting(paths: Sequence[Path], targets: Sequence[Path]) -> None:
    """LibreOffice overwrites silently: two inputs with one stem would answer for each other."""
    if len(set(targets)) < len(targets):
        raise ValueError(f"two files of the same name in one call: {[path.name for path in paths]}")
    sources = {path.resolve() for path in paths}
    if clash := sources.intersection(targets):
        raise ValueError(f"out_dir must not be the folder of the file itself: {clash}")


def _run(command: Sequence[str], seconds: float, on_timeout: Callable[[], None] | None = None) -> str:
    """Standard output and error together; fails the test when the program fails or takes too long."""
    # In the C locale LibreOffice cannot open a file whose name is Chinese.
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    name = Path(command[0]).name
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        start_new_session=True,  # soffice is a script around the real program: both must go
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except BaseException as reason:
            os.killpg(process.pid, signal.SIGKILL)
            if on_timeout is not None:
                on_timeout()
            if isinstance(reason, subprocess.TimeoutExpired):
                _fail(f"{name} did not finish within {seconds:.0f} s: {' '.join(command)}")
            raise
    if process.returncode != 0:
        _fail(f"{name} ended with {process.returncode}: {' '.join(command)}\n{said}")
    return said


@cache
def _find(names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


def _program(name: str, package: str, *others: str) -> str:
    found = _find((name, *others))
    if found is None:
        _fail(
            f"{name} is not installed; these tests need it. On Debian, as root:\n"
            f"    apt-get update && apt-get install -y --no-install-recommends {package} fonts-noto-cjk\n"
            "(`make test` does this itself where it may)"
        )
    return found


def _fail(message: str) -> NoReturn:
    pytest.fail(message, pytrace=False)
