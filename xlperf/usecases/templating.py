"""Build templates (模板)."""

from collections.abc import Sequence
from pathlib import Path

from xlperf.errors import OperatorError
from xlperf.model.load import edition_ids, load_edition
from xlperf.workbook.template import write_template


def build_templates(editions: Sequence[str] = (), out: Path = Path()) -> list[Path]:
    """Write the template of each edition (all, if none is named) into `out` as {edition}.xlsx; the paths.

    Raises OperatorError for an unknown edition or a folder that cannot be written.
    """
    chosen = [load_edition(name) for name in editions or edition_ids()]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OperatorError(f"无法建立文件夹 {out}：{fault.strerror}") from fault
    paths = [out / f"{edition.edition}.xlsx" for edition in chosen]
    for edition, path in zip(chosen, paths, strict=True):
        write_template(edition, path)
    return paths
