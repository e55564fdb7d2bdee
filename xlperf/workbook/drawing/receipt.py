"""The hidden sheet by which a template is known again: edition, version, year, digest of the definition."""

from xlperf.model.digest import edition_digest
from xlperf.workbook.drawing.book import Drawing

NAME = "_xlperf"


def draw_receipt(drawing: Drawing) -> None:
    """Lines with workbook-global names: xlperf_edition, xlperf_version, xlperf_year, xlperf_digest, and the receipt's own."""
    edition = drawing.plan.edition
    sheet = drawing.book.add_worksheet(NAME)
    content: dict[str, str | int] = {
        "edition": edition.edition,
        "version": edition.version,
        "year": edition.year,
        "digest": edition_digest(edition),
        **drawing.receipt,
    }
    for row, (key, value) in enumerate(content.items()):
        sheet.write_string(row, 0, key)
        sheet.write(row, 1, value)
        drawing.book.define_name(f"xlperf_{key}", f"={NAME}!$B${row + 1}")
    sheet.protect("")
    sheet.hide()
