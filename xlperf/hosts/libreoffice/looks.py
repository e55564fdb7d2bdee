"""How cells look (外观): fill, number format, alignment, sizes, hyperlinks. What differs within a range reads as None."""

import re
from typing import TYPE_CHECKING, Any

from xlperf.hosts.libreoffice.colors import AUTOMATIC, Color, from_office, to_office
from xlperf.hosts.libreoffice.fonts import Font
from xlperf.hosts.libreoffice.office import Uno, enum

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.addresses import Area
    from xlperf.hosts.libreoffice.sheets import Sheet

_POINTS = 72 / 2540
"""In a hundredth of a millimetre."""
_PIXELS = 96 / 2540
_DIGIT_PIXELS, _PADDING_PIXELS = 7, 5
"""A column's width is counted in digits of the standard font; Calibri 11, and its padding."""
_FILL, _DOCUMENT_LINK_COLOR, _UNDERLINED = "CellBackColor", 0x0563C1, 1

_HORIZONTAL = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "distributed": "BLOCK",
    "fill": "REPEAT",
    "center_across_selection": "CENTER",
}
_VERTICAL = {"bottom": 3, "top": 1, "center": 2, "justify": 4, "distributed": 4}


class Looks:
    """The part of Range that is about looks."""

    sheet: "Sheet"
    area: "Area"
    api: Uno

    def uniform(self, name: str) -> Any:
        """A UNO property that all cells share; None when they differ, or when there are no cells."""
        if self.api is None:
            return None
        if self.area.height * self.area.width > 1:
            state = self.api.getPropertyState(name)
            if state.value == "AMBIGUOUS_VALUE":
                return None
        return self.api.getPropertyValue(name)

    def _look(self, name: str, value: Any) -> None:
        if self.api is not None:
            self.sheet.must_be_open()
            self.api.setPropertyValue(name, value)

    @property
    def font(self) -> Font:
        return Font(self)  # type: ignore[arg-type]

    @property
    def color(self) -> tuple[int, int, int] | None:
        fill = self.uniform(_FILL)
        return None if fill is None else from_office(fill)

    @color.setter
    def color(self, value: Color) -> None:
        self._look(_FILL, AUTOMATIC if value is None else to_office(value))

    def set_colors(self, colors: list[list[Any]]) -> None:
        """A colour for each cell; `...` leaves a cell as it is."""
        for i, row in enumerate(colors):
            for j, color in enumerate(row):
                if color is not ...:
                    self.sheet.range((self.area.row + i, self.area.column + j)).color = color

    @property
    def number_format(self) -> str | None:
        key = self.uniform("NumberFormat")
        return None if key is None else self.sheet.book.state.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._look("NumberFormat", self.sheet.book.state.key(value))

    @property
    def wrap_text(self) -> bool | None:
        wrapped = self.uniform("IsTextWrapped")
        return None if wrapped is None else bool(wrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._look("IsTextWrapped", bool(value))

    @property
    def horizontal_alignment(self) -> str | None:
        found = self.uniform("HoriJustify")
        return None if found is None else next((name for name, uno in _HORIZONTAL.items() if uno == found.value), None)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._look("HoriJustify", enum("table.CellHoriJustify", _HORIZONTAL[value]))

    @property
    def vertical_alignment(self) -> str | None:
        found = self.uniform("VertJustify")
        # 0 is LibreOffice's own standard, which is the bottom
        return None if found is None else next((name for name, uno in _VERTICAL.items() if uno == (found or 3)), None)

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._look("VertJustify", _VERTICAL[value])

    @property
    def column_width(self) -> float | None:
        """In digits of the standard font, as Excel counts; None when the columns differ."""
        widths = self._sizes("Columns", "Width")
        if len(widths) != 1:
            return None
        pixels = round(float(widths.pop()) * _PIXELS)
        narrow = _DIGIT_PIXELS + _PADDING_PIXELS
        return round(pixels / narrow if pixels < narrow else (pixels - _PADDING_PIXELS) / _DIGIT_PIXELS, 2)

    @column_width.setter
    def column_width(self, value: float) -> None:
        narrow = _DIGIT_PIXELS + _PADDING_PIXELS
        pixels = round(value * narrow if value < 1 else value * _DIGIT_PIXELS + _PADDING_PIXELS)
        self._resize("Columns", "Width", pixels / _PIXELS)

    @property
    def row_height(self) -> float | None:
        """In points, to a twentieth; None when the rows differ."""
        heights = self._sizes("Rows", "Height")
        return round(float(heights.pop()) * _POINTS * 20) / 20 if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._resize("Rows", "Height", value / _POINTS)

    @property
    def width(self) -> float:
        return float(self.api.Size.Width * _POINTS) if self.api is not None else 0.0

    @property
    def height(self) -> float:
        return float(self.api.Size.Height * _POINTS) if self.api is not None else 0.0

    @property
    def left(self) -> float:
        return float(self.api.Position.X * _POINTS) if self.api is not None else 0.0

    @property
    def top(self) -> float:
        return float(self.api.Position.Y * _POINTS) if self.api is not None else 0.0

    @property
    def row_hidden(self) -> bool | None:
        seen = self._sizes("Rows", "IsVisible")
        return not seen.pop() if len(seen) == 1 else None

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.sheet.must_be_open()
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        seen = self._sizes("Columns", "IsVisible")
        return not seen.pop() if len(seen) == 1 else None

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.sheet.must_be_open()
        self.api.Columns.IsVisible = not value

    def _sizes(self, lines: str, name: str) -> set[Any]:
        """All values of a property of the range's rows or columns; stops at the second."""
        found: set[Any] = set()
        if self.api is None:
            return found
        members = getattr(self.api, lines)
        for index in range(members.Count):
            found.add(getattr(members.getByIndex(index), name))
            if len(found) > 1:
                break
        return found

    def _resize(self, lines: str, name: str, size: float) -> None:
        if self.api is not None:
            self.sheet.must_be_open()
            setattr(getattr(self.api, lines), name, round(size))

    def autofit(self, axis: str | None = None) -> None:
        """Columns as wide, rows as high as their content needs; `axis` rows or columns, both without."""
        if self.api is None:
            return
        self.sheet.must_be_open()
        if axis in (None, "columns", "c"):
            self.api.Columns.OptimalWidth = True
        if axis in (None, "rows", "r"):
            self.api.Rows.OptimalHeight = True

    @property
    def hyperlink(self) -> str:
        """The address of the cell's link; a link within the book begins with `#`: #'附件3-1'!B3"""
        fields = self.api.getTextFields() if self.api is not None else None
        if fields is None or not fields.Count:
            raise ValueError("The cell doesn't seem to contain a hyperlink!")
        return _excel_link(fields.getByIndex(0).URL)

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """A link to an address, or with `#` in front to a cell of this book. LibreOffice has no screen tips."""
        self.sheet.must_be_open()
        field = self.sheet.book.api.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = _office_link(address), text_to_display or address
        for i in range(self.area.height):
            for j in range(self.area.width):
                cell = self.sheet.api.getCellByPosition(self.area.column - 1 + j, self.area.row - 1 + i)
                cell.setString("")
                cell.insertTextContent(cell.createTextCursor(), field, False)
                cell.CharColor, cell.CharUnderline = _DOCUMENT_LINK_COLOR, _UNDERLINED


def _office_link(address: str) -> str:
    """#附件1!B3 → #附件1.B3"""
    return re.sub(r"!(?=[^!]*$)", ".", address) if address.startswith("#") else address


def _excel_link(url: str) -> str:
    """#附件1.B3 → #附件1!B3"""
    return re.sub(r"\.(?=\$?[A-Z]{1,3}\$?\d+(:.*)?$)", "!", url) if url.startswith("#") else url
