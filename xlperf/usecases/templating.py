"""Build templates (模板)."""

from collections.abc import Sequence
from pathlib import Path

from xlperf.model.load import edition_ids, load_edition
from xlperf.usecases.outputs import check_output, make_folder, replacing
from xlperf.workbook.product import TEMPLATE
from xlperf.workbook.template import write_template


def build_templates(editions: Sequence[str] = (), out: Path = Path()) -> list[Path]:
    """Write the template of each edition (all, if none is named) into `out` as {edition}.xlsx; the paths.

    Raises OperatorError for an unknown edition or a folder that cannot be written.
    """
    chosen = [load_edition(name) for name in editions or edition_ids()]
    make_folder(out)
    paths = [out / f"{edition.edition}.xlsx" for edition in chosen]
    for path in paths:
        check_output(path, kind=TEMPLATE)
    for edition, path in zip(chosen, paths, strict=True):
        with replacing(path, kind=TEMPLATE) as part:
            write_template(edition, part)
    return paths
