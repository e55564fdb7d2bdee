"""The font (字体) of cells. What differs from cell to cell reads as None, as in Excel."""

from typing import TYPE_CHECKING

from xlwings import base_classes

from xlperf.hosts.libreoffice.colors import AUTOMATIC, Color, from_office, to_office
from xlperf.hosts.libreoffice.office import Uno, enum, same_enum

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.ranges import Range

BOLD, NORMAL = 150.0, 100.0
_SCRIPTS = ("", "Asian", "Complex")
"""LibreOffice keeps a font for each kind of script; a Chinese form uses two at once."""


class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, parent: "Range") -> None:
        self.parent = parent

    @property
    def api(self) -> Uno:
        return self.parent.api

    def _set(self, name: str, value: object) -> None:
        self.parent.sheet.must_be_open()
        for script in _SCRIPTS:
            self.api.setPropertyValue(name + script, value)

    @property
    def bold(self) -> bool | None:
        weight = self.parent.uniform("CharWeight")
        return None if weight is None else weight > NORMAL

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", BOLD if value else NORMAL)

    @property
    def italic(self) -> bool | None:
        slant = self.parent.uniform("CharPosture")
        return None if slant is None else not same_enum(slant, "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        height = self.parent.uniform("CharHeight")
        return None if height is None else float(height)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        name = self.parent.uniform("CharFontName")
        return None if name is None else str(name)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        color = self.parent.uniform("CharColor")
        return None if color is None else from_office(color) or (0, 0, 0)

    @color.setter
    def color(self, value: Color) -> None:
        self.parent.sheet.must_be_open()
        self.api.CharColor = AUTOMATIC if value is None else to_office(value)
