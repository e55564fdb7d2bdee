"""Where Ctrl and an arrow key lead (End 键): to the edge of a block of filled cells, or to the next filled cell."""

from typing import TYPE_CHECKING

from xlperf.hosts.libreoffice.addresses import Area

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.sheets import Sheet

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


def end(sheet: "Sheet", area: Area, direction: str) -> Area:
    """From the first cell of an area; without any filled cell ahead, the edge of the sheet."""
    down, across = _STEPS[{key[0]: key for key in _STEPS}[direction[0]]]
    forward = down + across > 0
    here = area.row if down else area.column
    edge = (sheet.size[0] if down else sheet.size[1]) if forward else 1
    filled = _filled(sheet, area, vertical=bool(down))
    ahead = sorted((place for place in filled if (place > here if forward else place < here)), reverse=not forward)
    step = 1 if forward else -1
    if here in filled and here + step in filled:
        target = here
        while target + step in filled:
            target += step
    else:
        target = ahead[0] if ahead else edge
    return Area(target, area.column) if down else Area(area.row, target)


def _filled(sheet: "Sheet", area: Area, *, vertical: bool) -> set[int]:
    """Numbers of the filled rows (of the cell's column) or columns (of its row); a formula that gives "" counts."""
    used = sheet.used_range.area
    if vertical:
        line = sheet.api.getCellRangeByPosition(area.column - 1, used.row - 1, area.column - 1, used.bottom - 1)
        texts, start = [row[0] for row in line.getFormulaArray()], used.row
    else:
        line = sheet.api.getCellRangeByPosition(used.column - 1, area.row - 1, used.right - 1, area.row - 1)
        texts, start = list(line.getFormulaArray()[0]), used.column
    return {number for number, text in enumerate(texts, start) if text}
