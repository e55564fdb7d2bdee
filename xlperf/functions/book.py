"""The open book's findings (校验结果) from a copy of it, remembered by what the copy contains.

Hosts call functions by `call_in_book`, with the desk of the book in which the cell stands.
"""

import hashlib
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from xlperf.errors import OperatorError
from xlperf.functions import registry
from xlperf.functions.registry import Answer
from xlperf.model.finding import Finding
from xlperf.usecases.checking import Checked, check_file

_KEPT = 8
"""books remembered; a session seldom has more open"""
_CHECKED: OrderedDict[str, Checked] = OrderedDict()


def call_in_book(name: str, given: Sequence[object], copy_to: Callable[[Path], None]) -> Answer:
    """A function's answer in a cell of an open book; XLPERF_CHECK asks this book, and no other one afterwards."""
    before = registry.findings_of_book
    registry.findings_of_book = findings_by(copy_to)
    try:
        return registry.call(name, given)
    finally:
        registry.findings_of_book = before


def findings_by(copy_to: Callable[[Path], None]) -> Callable[[str], tuple[Finding, ...]]:
    """What XLPERF_CHECK asks: save a copy by `copy_to`, and look up or work out its findings."""

    def findings(sheet: str) -> tuple[Finding, ...]:
        with TemporaryDirectory(prefix="xlperf-") as folder:
            copy = Path(folder, "copy.xlsx")
            try:
                copy_to(copy)
            except OSError as fault:
                raise OperatorError(f"工作簿的副本存不下来：{fault.strerror or fault}") from fault
            return findings_of_copy(copy, sheet)

    return findings


def findings_of_copy(copy: Path, sheet: str = "") -> tuple[Finding, ...]:
    """All findings of a book of which `copy` was saved just now.

    Raises OperatorError where the copy cannot be read, or has no form on a sheet of that name ("" asks for none).
    """
    key = contents_digest(copy)
    if key not in _CHECKED:
        _CHECKED[key] = check_file(copy)
    _CHECKED.move_to_end(key)
    while len(_CHECKED) > _KEPT:
        _CHECKED.popitem(last=False)
    checked = _CHECKED[key]
    if checked.submission is None:
        raise OperatorError(checked.refused)
    sheets = list(dict.fromkeys(form.sheet for form in checked.submission.forms))
    if sheet and sheet not in sheets:
        raise OperatorError(f"没有“{sheet}”这张自评表，或者它还没有填。填了的有：{'、'.join(sheets)}")
    return checked.findings


def contents_digest(copy: Path) -> str:
    """SHA-256 (hex) of what the workbook holds: two copies of an unchanged book differ only in their time of saving.

    A file that is no package is taken as it is.
    """
    try:
        with zipfile.ZipFile(copy) as package:
            names = sorted(name for name in package.namelist() if not name.startswith("docProps/"))
            parts = [(name.encode("utf-8"), package.read(name)) for name in names]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        parts = [(b"", copy.read_bytes())]
    digest = hashlib.sha256()
    for name, part in parts:
        digest.update(hashlib.sha256(name).digest() + hashlib.sha256(part).digest())
    return digest.hexdigest()
