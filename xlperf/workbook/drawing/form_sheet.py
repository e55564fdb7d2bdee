"""One form's sheet: the official form on A4, entry cells open, computed cells locked."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlperf.model.form import Field
from xlperf.model.layout import Box, starter_rows
from xlperf.model.submission import Cell
from xlperf.model.values import squeeze
from xlperf.workbook.drawing.book import Drawing, Kept, merge, put_cell, put_text
from xlperf.workbook.drawing.entry import score_validation, validation
from xlperf.workbook.drawing.heights import Block, grown
from xlperf.workbook.drawing.labels import balanced, vertical
from xlperf.workbook.drawing.marks import marks
from xlperf.workbook.drawing.page import protect, set_up_page
from xlperf.workbook.drawing.plan import Area, SheetPlan
from xlperf.workbook.drawing.rows import printed_first
from xlperf.workbook.drawing.styles import (
    AS_TEXT,
    BORDER,
    CELL,
    CHINESE,
    COMPUTED,
    DOUBTFUL,
    ENTRY,
    LABEL,
    LEFT_LABEL,
    NUMBER_FORMATS,
    TITLE_FONT,
    WRONG,
)
from xlperf.workbook.facts import MAY_FALL
from xlperf.workbook.formulas import computed_column, computed_field

ROW = 24.0
LATIN_FONT, FONT_OF_HEIGHT = "Arial", 0.8
"""A row as high as its text (no fixed height) is never lower than the font of the row itself, which nothing is written in:
its size for each point of height"""
TALL = 60.0
"""From this height on a text starts at the top of its cell"""
NARROW, WIDE = 17.0, 22.0
"""Texts of columns up to the first width are centred, those from the second on are indented"""


class FormSheet:
    """Draws one sheet of the plan."""

    def __init__(self, drawing: Drawing, plan: SheetPlan) -> None:
        self.drawing, self.plan, self.styles = drawing, plan, drawing.styles
        self.sheet: Worksheet = drawing.book.add_worksheet(plan.name)
        self.blocks: list[Block] = []

    def draw(self) -> None:
        """Everything but names."""
        for column, width in enumerate(self.plan.form.widths):
            self.sheet.set_column(column, column, width)
        self._head()
        for box in self.plan.boxes:
            self._box(box)
        self._foot()
        heights = self._rows()
        for mark in marks(self.plan, self.drawing.parameters):
            style = self.styles(WRONG if mark.wrong else DOUBTFUL)
            self.sheet.conditional_format(
                *mark.first, *mark.last, {"type": "formula", "criteria": mark.formula, "format": style}
            )
        set_up_page(self.sheet, self.plan, sum(heights))
        protect(self.sheet)

    # ── head and foot ──

    def _head(self) -> None:
        form, last = self.plan.form, self.plan.columns
        head = {"font_name": TITLE_FONT, "font_charset": CHINESE, "font_size": 14, "valign": "vcenter"}
        put_text(self.sheet, Area(0, 0, 1, last), form.attachment, self.styles(head))
        title = self.styles(head, font_size=18, align="center", text_wrap=True)
        put_text(self.sheet, Area(1, 0, 1, last), form.title, title)
        if form.caption:
            side = "right" if "单位" in form.caption else "center"
            put_text(self.sheet, Area(2, 0, 1, last), form.caption, self.styles(CELL, align=side))

    def _foot(self) -> None:
        plan = self.plan
        if plan.form.note:
            put_text(self.sheet, Area(plan.end, 0, 1, plan.columns), plan.form.note, self.styles(CELL))
            self._need(Area(plan.end, 0, 1, plan.columns), plan.form.note)
        for name, (label, entry) in plan.signature.items():
            put_text(self.sheet, label, f"{plan.field(name).label}：", self.styles(CELL, align="right"))
            style = self.styles(
                CELL, bg_color=ENTRY, locked=False, bottom=1, bottom_color="#404040", num_format=AS_TEXT
            )
            self._enter(name, entry, style)
        label, place = plan.seal()
        put_text(self.sheet, label, "单位（盖章）：", self.styles(CELL, align="right"))
        merge(self.sheet, place, self.styles(CELL))

    def _rows(self) -> list[float]:
        """Heights, and rows of tables open from edge to edge (Excel deletes a row only if no cell of it is locked)."""
        plan = self.plan
        heights = [ROW] * (plan.seal_row + 1)
        heights[0], heights[1], heights[-1] = (24.0 if plan.form.attachment else 8.0), 38.0, 52.0
        for box in plan.boxes:
            if box.height == 1:
                heights[box.row + plan.top] = plan.form.heights.get(box.line, ROW)
        for row in range(plan.signature_row, plan.seal_row):
            heights[row] = 30.0
        free = {row for first, last in plan.spans.values() for row in range(first, last + 1)}
        fitted = free - self._fixed(heights)
        if fitted:
            self.sheet.set_column(plan.columns, plan.columns, None, None, {"hidden": True})
        designed, heights = heights, grown(heights, self.blocks)
        for row, height in enumerate(heights):
            least: dict[str, Any] = {"font_name": LATIN_FONT, "font_size": int(designed[row] * FONT_OF_HEIGHT)}
            look = self.styles(least if row in fitted else {}, locked=False)
            self.sheet.set_row(row, height, look if row in free else None)
            if row in fitted:
                self.sheet.write_string(row, plan.columns, " ", look)  # LibreOffice looks at filled cells, not at rows
        self.drawing.fitted[f"xl/worksheets/sheet{self.sheet.index + 1}.xml"] = fitted
        return heights

    def _fixed(self, designed: list[float]) -> set[int]:
        """Rows that joined cells need higher than designed: no program would see that by itself."""
        joined = grown(designed, [block for block in self.blocks if block.height > 1])
        return {row for row, height in enumerate(joined) if height > designed[row]}

    # ── boxes ──

    def _box(self, box: Box) -> None:
        area = self.plan.area(box)
        if box.role == "column":
            self._column(box, area)
        elif box.role == "field":
            self._field(box.id, area, self._height(box))
        else:
            self._label(box, area)

    def _label(self, box: Box, area: Area) -> None:
        inside = any(first <= area.last[0] and area.row <= last for first, last in self.plan.spans.values())
        width = self._width(area)
        narrow = area.height > 1
        text = vertical(box.text, width, self._height(box)) if narrow else balanced(box.text, width)
        if text == box.text or not narrow:
            self._need(area, text)
        left = (box.column, box.width) in self.plan.item_columns or box.text.endswith("：")
        style = self.styles(LEFT_LABEL if left else LABEL, locked=not inside)
        put_text(self.sheet, area, text, style)

    def _field(self, name: str, area: Area, height: float) -> None:
        field = self.plan.field(name)
        if field.compute:
            self._computed(name, area, field)
            return
        style = self._entry_style(field, area, height)
        self._enter(name, area, style, long=field.kind == "text" and height >= TALL)

    def _enter(self, name: str, area: Area, style: Format, *, long: bool = False) -> None:
        field, filled = self.plan.field(name), self.plan.filled
        put_cell(self.sheet, area, self._place(filled.get(name) if filled else None), style)
        self._validate(area, validation(field, falls=name.startswith(MAY_FALL), long=long))
        self._need_typed(area, filled.get(name) if filled else None)

    def _computed(self, name: str, area: Area, field: Field) -> None:
        filled = self.plan.filled
        cell = self._place(filled.get(name) if filled else None)
        kept = self.drawing.kept.get((self.plan.form_id, self.plan.ordinal, name))
        value = computed_field(self.plan, name, self.drawing.parameters, self.drawing.refs)
        self._computed_cell(area, field, value, cell, kept)

    def _computed_cell(
        self, area: Area, field: Field, value: str | Decimal, cell: Cell | None, kept: Kept | None
    ) -> None:
        shown = _as_typed(kept.cell) if kept is not None and field.kind == "ratio" else ""
        style = self.styles(
            LABEL, bg_color=COMPUTED, num_format=shown or NUMBER_FORMATS[field.kind], align=_side(field)
        )
        if kept is not None:
            put_cell(self.sheet, area, cell, style)
            self.sheet.write_comment(area.row, area.column, _kept_note(kept), {"author": "xlperf", "x_scale": 1.6})
            return
        merge(self.sheet, area, style)
        if isinstance(value, Decimal):
            self.sheet.write_number(area.row, area.column, float(value), style)
        else:
            self.drawing.formula(self.sheet, area.row, area.column, value, style)
            if cell is not None:
                key = (self.plan.form_id, self.plan.ordinal, cell.field)
                self.drawing.computed[key] = (self.plan.name, area.row, area.column)

    def _column(self, box: Box, area: Area) -> None:
        table = self.plan.edition.tables[box.table]
        field, row = table.columns[box.id], self.plan.rows[box.table][box.index - 1]
        cell = row.source.get(box.id) if row.source else None
        if field.compute:
            kept = self.drawing.kept.get((self.plan.form_id, self.plan.ordinal, cell.field)) if cell else None
            formula = computed_column(self.plan, box.table, box.id, area.row, self.drawing.parameters)
            self._computed_cell(area, field, formula, self._place(cell), kept)
        elif box.id in table.merge or box.id == printed_first(table):
            self._level(box, area, row.texts.get(box.id, ""), cell)
        else:
            self._entry_in_table(box, area, field, row.texts.get(box.id, ""), cell)

    def _level(self, box: Box, area: Area, text: str, cell: Cell | None) -> None:
        """一级、二级指标: printed, but open, so that the row can be deleted and a lost label typed again."""
        style = self.styles(LABEL, locked=False)
        number = cell.number if cell is not None else None
        if number is None and text.replace(".", "").isdigit():
            number = Decimal(text)
        if number is not None:
            merge(self.sheet, area, style)
            self.sheet.write_number(area.row, area.column, float(number), style)
        else:
            text = self._printed(box, text, self._width(area))
            put_text(self.sheet, area, text, style)
        self._need(area, text)
        for row in self.plan.rows[box.table][box.index - 1 : box.index - 1 + area.height]:
            self._place(row.source.get(box.id) if row.source else None)

    def _printed(self, box: Box, text: str, width: float) -> str:
        """A level's label as typed; the form's own wording with the form's own line breaks."""
        starters = starter_rows(self.plan.edition.tables[box.table])
        official = {squeeze(row.get(box.id, "")): row.get(box.id, "") for row in starters}
        return balanced(official.get(squeeze(text), text), width)

    def _entry_in_table(self, box: Box, area: Area, field: Field, text: str, cell: Cell | None) -> None:
        style = self._entry_style(field, area, self._height(box))
        if cell is not None:
            put_cell(self.sheet, area, self._place(cell), style)
            self._need_typed(area, cell)
        else:
            put_text(self.sheet, area, text, style)
            self._need(area, text)
        if box.index == 1:
            self._validate_column(box, area, field)

    # ── looks ──

    def _entry_style(self, field: Field, area: Area, height: float) -> Format:
        more: dict[str, Any] = {"bg_color": ENTRY, "locked": False, "align": _side(field), **BORDER}
        more["num_format"] = NUMBER_FORMATS[field.kind]
        if field.kind == "text":
            narrow = self._width(area) <= NARROW
            more |= {"align": "center" if narrow else "left", "valign": "top" if height >= TALL else "vcenter"}
            more["indent"] = int(self._width(area) >= WIDE)
            more["num_format"] = AS_TEXT if height < TALL else "General"
        return self.styles(CELL, more)

    def _height(self, box: Box) -> float:
        return self.plan.form.heights.get(box.line, ROW) * box.height

    def _width(self, area: Area) -> float:
        return sum(self.plan.form.widths[area.column : area.column + area.width])

    def _need(self, area: Area, text: str) -> None:
        if text:
            width = self._width(area)
            self.blocks.append(Block(area.row, area.height, width - 1.4 if width >= WIDE else width, text))

    def _need_typed(self, area: Area, cell: Cell | None) -> None:
        if cell is not None and cell.number is None:
            self._need(area, cell.typed)

    # ── what the unit may type ──

    def _validate(self, area: Area, options: dict[str, Any] | None) -> None:
        if options:
            self.sheet.data_validation(area.row, area.column, area.row, area.column, options)

    def _validate_column(self, box: Box, area: Area, field: Field) -> None:
        at, last = self.plan.table_columns[box.table], self.plan.spans[box.table][1]
        options = validation(field)
        if box.id == "score" and "points" in at:
            points = Area(area.row, at["points"]).cell
            options = score_validation(field, area.cell, points)
        if options:
            self.sheet.data_validation(area.row, area.column, last, area.column, options)

    def _place(self, cell: Cell | None) -> Cell | None:
        if cell is not None and not cell.is_blank:
            self.drawing.placed.add((self.plan.form_id, self.plan.ordinal, cell.field))
        return cell


def _side(field: Field) -> str:
    return {"money": "right", "text": "left"}.get(field.kind, "center")


def _as_typed(cell: Cell) -> str:
    """The number format that shows a percent with the places that the unit wrote: 123% stays 123%, not 123.00%."""
    match = re.fullmatch(r"\s*\d+(?:\.(\d+))?\s*[%％]\s*", cell.typed)
    return "" if match is None else f"0.{'0' * len(match[1])}%" if match[1] else "0%"


def _kept_note(kept: Kept) -> str:
    return (
        f"单位原填“{kept.cell.text}”，公式结果：{kept.formula_gives}，两者不同。"
        "这里保留单位原填的内容，没有改动；要改用公式，从空白模板复制这一格。"
    )


def draw_forms(drawing: Drawing) -> Iterator[FormSheet]:
    """Draw all forms of the plan, in its order."""
    for plan in drawing.plan.sheets:
        sheet = FormSheet(drawing, plan)
        sheet.draw()
        yield sheet
