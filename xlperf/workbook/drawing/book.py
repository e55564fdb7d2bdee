"""What the drawers of one workbook share: the workbook, looks, parameters, cached values, and what was written where."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.model.celltext import cell_text
from xlperf.model.parameters import Parameters
from xlperf.model.submission import Cell
from xlperf.model.values import Kind, percent, plain
from xlperf.workbook.drawing.plan import Area, Plan
from xlperf.workbook.drawing.styles import Styles
from xlperf.workbook.formulas import Refs

Place = tuple[str, int, int]
"""sheet, row, column"""
Cached = Mapping[Place, str | float | bool]
Key = tuple[str, int, str]
"""form, ordinal, field: one cell of a submission"""


@dataclass(frozen=True)
class Kept:
    """A unit's own value in a computed cell that differs from the formula's, and what the formula would give."""

    cell: Cell
    computed: Decimal | None
    kind: Kind

    @property
    def formula_gives(self) -> str:
        """公式结果 as text."""
        if self.computed is None:
            return "算不出数"
        return percent(self.computed) if self.kind == "ratio" else plain(self.computed)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the 校验 sheet: the form's sheet, what is checked, the rules that say the same, where its state is.

    `link`: where the address of the cell to go to is; None where the line judges no single cells.
    """

    sheet: str
    what: str
    rules: tuple[str, ...]
    state: Place
    link: Place | None = None


@dataclass
class Drawing:
    """One workbook being written.

    `placed` collects the submission's cells that found a place, `computed` where formulas stand for cells that it filled,
    `fitted` the rows that grow with their texts, by the sheet's part of the package.
    """

    book: xlsxwriter.Workbook
    plan: Plan
    parameters: Parameters
    refs: Refs
    styles: Styles
    cached: Cached = field(default_factory=dict)
    kept: Mapping[Key, Kept] = field(default_factory=dict)
    formulas: list[Place] = field(default_factory=list)
    computed: dict[Key, Place] = field(default_factory=dict)
    placed: set[Key] = field(default_factory=set)
    fitted: dict[str, set[int]] = field(default_factory=dict)
    checks: list[CheckLine] = field(default_factory=list)
    """lines of the 校验 sheet"""
    receipt: dict[str, str | int] = field(default_factory=dict)
    """further lines of the hidden sheet: of a 报送件, when and from what it was made"""

    def formula(self, sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
        """A formula with the value it has now, for viewers that do not calculate."""
        place = (str(sheet.get_name()), row, column)
        self.formulas.append(place)
        sheet.write_formula(row, column, text, style, self.cached.get(place, ""))


ExtraSheet = Callable[[Drawing], None]
"""draws one more sheet, behind the checks"""


def merge(sheet: Worksheet, area: Area, style: Format) -> None:
    """Give every cell of the area the style, joined where it is more than one."""
    if area.height * area.width > 1:
        sheet.merge_range(area.row, area.column, *area.last, "", style)
    sheet.write_blank(area.row, area.column, None, style)


def put_text(sheet: Worksheet, area: Area, text: str, style: Format) -> None:
    """A text that never becomes a formula, a link or a number."""
    merge(sheet, area, style)
    if text:
        sheet.write_string(area.row, area.column, cell_text(text), style)


def put_cell(sheet: Worksheet, area: Area, cell: Cell | None, style: Format) -> None:
    """What a unit entered: numbers as numbers, all else exactly as typed."""
    merge(sheet, area, style)
    if cell is None or cell.is_blank:
        return
    if cell.number is not None:
        sheet.write_number(area.row, area.column, float(cell.number), style)
    else:
        sheet.write_string(area.row, area.column, cell_text(cell.typed), style)
