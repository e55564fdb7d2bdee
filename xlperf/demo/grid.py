"""Submissions written down as grids in TOML: rows of cells in the units' own words, and what they are in a workbook.

Notation of a row: `<` joined to the cell on its left, `^` joined to the cell above, an empty text is an empty cell,
`'` before a text keeps it a text. A row of one cell is a line outside the table: `# ` before it makes it the title,
`> ` sets it to the right.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from xlperf.errors import DefinitionError
from xlperf.model.load import read_toml

FOLDER = Path(__file__).with_name("submissions")

Role = Literal["cell", "title", "line", "right"]
_LINES: dict[str, Role] = {"# ": "title", "> ": "right"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")


class _Definition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Grid(_Definition):
    """One sheet (工作表). `widths` are in characters; `numbers`: plain numbers were typed as numbers, not as texts."""

    name: str
    widths: tuple[float, ...]
    numbers: bool = False
    rows: tuple[tuple[str, ...], ...]


class Sent(_Definition):
    """One submission (报送件) as the unit sent it.

    `percent` says how a percentage lies in its cell: as a `number` with a percent format, or as a `text`.
    """

    file: str
    unit: str
    year: int
    place: str
    source: str
    saved: date
    percent: Literal["number", "text"]
    sheet: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One cell or merged area of a sheet; rows and columns from 1."""

    row: int
    column: int
    height: int
    width: int
    text: str
    role: Role = "cell"


def load_all(folder: Path = FOLDER) -> list[Sent]:
    """All submissions in the order of their numbers. Raises DefinitionError naming file and key."""
    return [_load(path) for path in sorted(folder.glob("*.toml"))]


def _load(path: Path) -> Sent:
    try:
        sent = Sent.model_validate(read_toml(path))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise DefinitionError(f"{path.name}：键 {'.'.join(map(str, first['loc']))}：{first['msg']}") from fault
    for grid in sent.sheet:
        for number, row in enumerate(grid.rows, 1):
            if len(row) not in (1, len(grid.widths)):
                where = f"{path.name}：键 sheet.rows：{grid.name} 第 {number} 行"
                raise DefinitionError(f"{where}有 {len(row)} 格，应为 {len(grid.widths)} 格")
    return sent


def areas(grid: Grid) -> Iterator[Area]:
    """All cells and merged areas of a sheet, from top to bottom."""
    for r, row in enumerate(grid.rows):
        if len(row) == 1:
            role = _LINES.get(row[0][:2], "line")
            yield Area(r + 1, 1, 1, len(grid.widths), row[0][2:] if role != "line" else row[0], role)
            continue
        for c, text in enumerate(row):
            if text not in ("<", "^"):
                yield Area(r + 1, c + 1, _height(grid.rows, r, c), _width(row, c), text)


def _width(row: Sequence[str], column: int) -> int:
    width = 1
    while column + width < len(row) and row[column + width] == "<":
        width += 1
    return width


def _height(rows: Sequence[Sequence[str]], row: int, column: int) -> int:
    height = 1
    while row + height < len(rows) and len(rows[row + height]) > 1 and rows[row + height][column] == "^":
        height += 1
    return height


def stored(text: str, *, numbers: bool, percent: bool) -> tuple[str | int | Decimal | None, str]:
    """What Excel keeps when a person types `text`, and the number format it shows it with.

    `numbers`, `percent`: plain numbers, percentages become numbers (100% → 1). Spaces around make a text of anything.
    """
    if text.startswith("'"):
        return text[1:], "@"
    if numbers and _NUMBER.fullmatch(text):
        return _number(Decimal(text)), _format(text)
    if percent and (found := _PERCENT.fullmatch(text)):
        return _number(Decimal(found[1]) / 100), _format(found[1], "0") + "%"
    return text or None, "General"


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral() else value


def _format(typed: str, default: str = "General") -> str:
    """Only zeros at the end need a format to be seen: 143.00 → 0.00. A percentage always shows its decimals."""
    decimals = typed.partition(".")[2]
    if decimals and (decimals.endswith("0") or default != "General"):
        return "0." + "0" * len(decimals)
    return default
