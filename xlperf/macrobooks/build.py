"""Build (生成宏版): every template's .xlsm, 汇总工作台.xlsm, xlperf.xlam."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from xlperf.buttons.registry import BookKind, Button, all_buttons
from xlperf.functions.registry import all_functions
from xlperf.macrobooks import addin, workbench
from xlperf.macrobooks.form_book import write_form_book
from xlperf.model.load import edition_ids, load_edition
from xlperf.usecases.outputs import make_folder, writing
from xlperf.workbook.product import TEMPLATE

BOOKS, ADDINS = "workbook_templates", "macros"
"""folders of the books and of the add-in, below where they are built"""


def buttons_of(kind: BookKind) -> tuple[Button, ...]:
    """The buttons of one kind of book, in the order of the ribbon."""
    return tuple(button for button in all_buttons() if kind in button.books)


def build_macros(out: Path, editions: Sequence[str] = ()) -> list[Path]:
    """Write all macro books below `out` (`workbook_templates/`, `macros/`); their paths.

    `editions`: only these templates, without workbench and add-in. Raises OperatorError for an unknown edition, a folder
    that cannot be written, or where what builds VBA is not installed.
    """
    return list(_build(out, editions))


def _build(out: Path, editions: Sequence[str]) -> Iterator[Path]:
    functions = all_functions()
    loaded = [load_edition(name) for name in editions or edition_ids()]
    for edition in loaded:
        path = out / BOOKS / f"{edition.edition}.xlsm"
        with _ready(path, TEMPLATE):
            write_form_book(edition, path, buttons_of("form"), functions)
        yield path
    if editions:
        return
    path = out / BOOKS / workbench.FILE_NAME
    with _ready(path, workbench.TITLE):
        workbench.write_workbench(path, buttons_of("workbench"), functions)
    yield path
    path = out / ADDINS / addin.FILE_NAME
    with _ready(path, addin.TITLE):
        addin.write_addin(path, buttons_of("addin"), functions)
    yield path


def _ready(path: Path, kind: str) -> AbstractContextManager[None]:
    make_folder(path.parent)
    return writing(path, kind=kind, suffix=path.suffix)
