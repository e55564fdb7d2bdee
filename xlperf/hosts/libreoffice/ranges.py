"""Range: a rectangle of cells. Values live in `blocks.py`, looks and structure in the two classes Range is made of."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice import addresses, movement
from xlperf.hosts.libreoffice.addresses import Area
from xlperf.hosts.libreoffice.blocks import Block
from xlperf.hosts.libreoffice.looks import Looks
from xlperf.hosts.libreoffice.notes import Note, add_note, note_at
from xlperf.hosts.libreoffice.office import Uno, file_url, prop, uno
from xlperf.hosts.libreoffice.structure import Structure

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.names import Name
    from xlperf.hosts.libreoffice.sheets import Sheet


class Range(Looks, Structure, base_classes.Range):
    """A rectangle of cells on one sheet: always the same place, also when cells are inserted before it.

    An empty slice has no `api`; writing to it does nothing, as in Excel.
    """

    sheet: "Sheet" = None  # type: ignore[assignment]

    def __init__(self, sheet: "Sheet", area: Area) -> None:
        self.sheet = sheet
        self.area = area
        self.options: dict[str, Any] = {}
        self._api: Uno = None
        self._shape = 0

    @property
    def api(self) -> Uno:
        """com.sun.star.sheet.SheetCellRange, of a single cell com.sun.star.sheet.SheetCell; None when empty."""
        shape = self.sheet.book.state.shape
        if (self._api is None or self._shape != shape) and len(self):
            area, self._shape = self.area, shape
            if self.shape == (1, 1):
                self._api = self.sheet.api.getCellByPosition(area.column - 1, area.row - 1)
            else:
                corners = (area.column - 1, area.row - 1, area.right - 1, area.bottom - 1)
                self._api = self.sheet.api.getCellRangeByPosition(*corners)
        return self._api

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return self.sheet.name, self.row, self.column, *self.shape

    @property
    def row(self) -> int:
        return self.area.row

    @property
    def column(self) -> int:
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.height, self.area.width

    def __len__(self) -> int:
        return self.area.height * self.area.width

    def __call__(self, *place: int) -> "Range":
        """Cell by row and column, or by number along the rows; counted from 1, also beyond the range, as in Excel."""
        if not place:
            raise ValueError("Invalid arguments")
        row, column = place if len(place) > 1 else (n + 1 for n in divmod(place[0] - 1, self.area.width))
        return Range(self.sheet, Area(self.row + row - 1, self.column + column - 1))

    @property
    def _block(self) -> Block:
        return Block(self.api, self.shape, self.sheet.book.state)

    @property
    def raw_value(self) -> Any:
        """A single value, or a tuple of rows, as COM gives it."""
        if not len(self):
            return None
        rows = self._block.read()
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    def _write(self, data: Any) -> None:
        if not len(self):
            return
        singly = self._only_singly()
        if not isinstance(data, list | tuple):
            self._block.fill(data, singly=singly)
            return
        rows = data if data and isinstance(data[0], list | tuple) else [data]
        if {len(row) for row in rows} != {self.area.width} or len(rows) != self.area.height:
            raise ValueError(f"{len(rows)} rows do not fit {self.address}")
        self._block.write(rows, singly=singly)

    def _only_singly(self) -> bool:
        """On a protected sheet: raise if its cells are locked, True if it was opened (see protection.py)."""
        guard = self.sheet.book.state.protection
        if not (guard.is_loose(self.sheet) or self.sheet.api.isProtected()):
            return False
        if guard.admit(self.sheet):
            return True
        protection = self.uniform("CellProtection")
        if protection is None or protection.IsLocked:
            raise OperatorError(f"工作表“{self.sheet.name}”受保护，不能改动 {self.address}")
        return False

    @property
    def formula(self) -> Any:
        """One formula, or a tuple of rows; constants as text, as in Excel."""
        if not len(self):
            return None
        rows = self._block.formulas()
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value)

    formula2 = formula

    @property
    def formula_array(self) -> str | None:
        text = self.api.getArrayFormula() if len(self) else ""
        return self.sheet.book.state.grammar.get(self(1, 1).api) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.sheet.must_be_open()
        whole = self.sheet.api.getCellRangeByName(self.address.replace("$", ""))
        self.sheet.book.state.grammar.put_array(whole, value.removeprefix("="))

    @property
    def has_array(self) -> bool:
        return bool(len(self) and self(1, 1).api.getArrayFormula())

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        cells = addresses.written(self.area, *self.sheet.size, row_absolute=row_absolute, column_absolute=col_absolute)
        return addresses.sheet_reference(self.sheet.name, self.sheet.book.name) + cells if external else cells

    @property
    def current_region(self) -> "Range":
        cursor = self.sheet.api.createCursorByRange(self.api)
        cursor.collapseToCurrentRegion()
        return self.sheet.area(cursor.RangeAddress)

    def end(self, direction: str) -> "Range":
        """Where Ctrl and an arrow key lead from the first cell."""
        return Range(self.sheet, movement.end(self.sheet, self.area, direction))

    @property
    def name(self) -> "Name | None":
        """The first name that stands for exactly these cells."""
        for name in self.sheet.book.names:
            if name.refers_to == f"={addresses.sheet_reference(self.sheet.name)}{self.address}":
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={addresses.sheet_reference(self.sheet.name)}{self.address}")

    def select(self) -> None:
        controller = self.sheet.book.api.CurrentController
        if controller is not None:
            controller.setActiveSheet(self.sheet.api)
            controller.select(self.api)

    @property
    def note(self) -> Note | None:
        return note_at(self.sheet, self(1, 1).api)

    def add_note(self, text: str) -> Note:
        return add_note(self.sheet, self.api, text)

    @property
    def table(self) -> None:
        """LibreOffice has no tables (ListObject)."""
        return

    def to_pdf(self, path: str, quality: str) -> None:
        selection = uno().Any("[]com.sun.star.beans.PropertyValue", (prop("Selection", self.api),))
        options = (prop("FilterName", "calc_pdf_Export"), prop("FilterData", selection))
        self.sheet.book.api.storeToURL(file_url(path), options)
