"""Phrases (行文): what several chapters say in the same way."""

from collections.abc import Callable, Iterable, Sequence

from xlperf.rollup.report.source import Block as Small
from xlperf.rollup.report.source import Source
from xlperf.rollup.report.text import Block, Column, Date, Figure, Gap, Grid, Heading, Paragraph, Part, Said

OVERVIEW = "总览"
NO_FILES = Paragraph(["没有接收的报送件，这一部分没有数。"])


def say(*parts: Part) -> Paragraph:
    """A paragraph of body text."""
    return Paragraph(parts)


def known(*clauses: tuple[str, Figure | None, str]) -> list[Part]:
    """Clauses (words, figure, words) with ， between them; those whose figure the roll-up does not have are left out."""
    made: list[Part] = []
    for before, figure, after in clauses:
        if figure is not None:
            made += ["，" if made else "", before, figure, after]
    return made


def span(source: Source) -> Part:
    """2023年度, 2022—2023年度; left to the bureau where nothing came."""
    years = source.years
    if not years:
        return Gap("年度")
    return Date(f"{years[0]}年度" if len(years) == 1 else f"{years[0]}—{years[-1]}年度")


def day(iso: str) -> Date:
    """2024年5月31日 of 2024-05-31."""
    parts = [int(part) for part in iso.split("-") if part.isdigit()]
    return Date(f"{parts[0]}年{parts[1]}月{parts[2]}日" if len(parts) == 3 else iso)


def by_year(source: Source, write: Callable[[int | None], Sequence[Block]]) -> list[Block]:
    """What `write` says, once (None), or year by year under headings of their own."""
    if not source.years:
        return [NO_FILES]
    if len(source.years) == 1:
        return list(write(None))
    return [block for year in source.years for block in (Heading(2, [Date(f"{year}年度")]), *write(year))]


def small_of(source: Source, sheet: str, head: str, year: int | None) -> Small | None:
    """The small table of a year with this header."""
    found = source.blocks(sheet, head)
    return next((one for one in found if year is None or one.year == year), None)


def when(year: int | None) -> str:
    """What a label of 数据来源 begins with where there are several years."""
    return "" if year is None else f"{year}年度·"


def counts(
    small: Small, columns: Sequence[tuple[str, str, str, int]], labels: Iterable[str], year: int | None
) -> list[list[Part]]:
    """Rows of a small table: label, then figures. `columns`: header there, kind, what to call it, the nth of that name."""
    return [
        [
            Said.of(label),
            *(small.figure(label, head, kind, f"{when(year)}{label}·{said}", nth) for head, kind, said, nth in columns),
        ]
        for label in labels
    ]


def any_figure(row: Sequence[Part]) -> bool:
    """Whether a row says more than nothing."""
    return any(isinstance(part, Figure) and part for part in row)


def column(header: str, width: float, *, left: bool = False) -> Column:
    """A column of a table, in mm."""
    return Column(header, width, left)


def grid(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[Part]], *, most: int = 0, where: str = ""
) -> list[Block]:
    """A table with one row a unit, cut after `most` rows with a word on where the rest stands; nothing without rows."""
    if not rows:
        return []
    made: list[Block] = [Grid(title, columns, rows[:most] if most else rows)]
    if most and len(rows) > most:
        made.append(Paragraph([f"（表中只列前面的一部分，其余见汇总工作簿“{where}”。）"], "Note"))
    return made
