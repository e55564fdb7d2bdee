"""Charts (图) of the roll-up: columns of units and of projects side by side, readable in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlperf.model.address import quoted
from xlperf.rollup.page import Page

_FONT = {"name": "宋体", "size": 10}


@dataclass(frozen=True, slots=True)
class Bars:
    """Where a chart's figures stand: the header's row and the last row (from 1); names are in column A, each series is a
    column's letter with its colour."""

    header: int
    last: int
    series: Sequence[tuple[str, str]]


def insert_columns(page: Page, row: int, bars: Bars, *, title: str, width: int, said: str) -> None:
    """Columns with their numbers on them, at a row (from 0). `said` describes the chart for those who cannot see it."""
    sheet = quoted(page.name)
    chart = page.book.add_chart({"type": "column"})
    rows = f"{bars.header + 1}:${{}}${bars.last}"
    for letter, fill in bars.series:
        chart.add_series(
            {
                "name": f"={sheet}!${letter}${bars.header}",
                "categories": f"={sheet}!$A${rows.format('A')}",
                "values": f"={sheet}!${letter}${rows.format(letter)}",
                "fill": {"color": fill},
                "border": {"color": "#44546A"},
                "data_labels": {"value": True, "font": _FONT},
                "gap": 80,
            }
        )
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_x_axis({"num_font": _FONT})
    chart.set_y_axis({"num_font": _FONT, "min": 0, "num_format": "0", "major_gridlines": {"visible": False}})
    chart.set_size({"width": width, "height": 300})
    page.sheet.insert_chart(row, 0, chart, {"x_offset": 10, "description": said})
