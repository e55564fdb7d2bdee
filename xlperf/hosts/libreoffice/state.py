"""What the engine remembers about an open book: the meaning of its number formats, its day zero, its protection."""

import datetime as dt
import re
from enum import Enum, auto
from typing import TYPE_CHECKING
from weakref import WeakSet

from xlperf.hosts.libreoffice.entry import Look
from xlperf.hosts.libreoffice.formulas import Grammar
from xlperf.hosts.libreoffice.office import Uno, struct
from xlperf.hosts.libreoffice.protection import Protection

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.sheets import Sheet

_DATE, _LOGICAL, _TEXT, _NUMBER, _DEFINED = 2, 1024, 256, 16, 1

_DATE_LETTERS = re.compile(r'"[^"]*"|\[\$[^\]]*\]|\\.|AM/PM|A/P|General|([YMDHS]+)')

GENERAL = 0
"""Key of the standard number format of the default locale."""

_LOOKS = {
    Look.DATE: "yyyy/m/d",
    Look.DATETIME: "yyyy/m/d h:mm",
    Look.TIME: "h:mm:ss",
    Look.PERCENT: "0%",
    Look.PERCENT_PLACES: "0.00%",
    Look.LOGICAL: "BOOLEAN",
}


class Kind(Enum):
    """What a number format makes of a number, as far as values read differently."""

    PLAIN = auto()
    DATE = auto()
    LOGICAL = auto()
    TEXT = auto()


class BookState:
    """Kept for each open document as long as the app lives."""

    def __init__(self, doc: Uno) -> None:
        self._formats = doc.NumberFormats
        self._kinds: dict[int, Kind] = {}
        self._keys: dict[str, int] = {}
        self._codes: dict[int, str] = {}
        self.protection = Protection(doc)
        self.grammar = Grammar(doc)
        self.sheets: WeakSet[Sheet] = WeakSet()
        """Sheet objects in use."""
        self.shape = 0
        """Counts up when cells were inserted or deleted: LibreOffice's range objects have moved along then."""
        zero = doc.NullDate
        self.epoch = dt.datetime(zero.Year, zero.Month, zero.Day)

    def kind(self, key: int) -> Kind:
        """What the number format with this key makes of a number."""
        if key not in self._kinds:
            bits = self._formats.getByKey(key).Type
            self._kinds[key] = Kind.DATE if bits & _DATE else Kind.LOGICAL if bits & _LOGICAL else _text_or_plain(bits)
        return self._kinds[key]

    def is_general(self, key: int) -> bool:
        """Is it the format of a cell that nobody formatted?"""
        return self.code(key) in ("General", "Standard", "G/通用格式")

    def code(self, key: int) -> str:
        """The format's code, as Excel writes it in English: General, 0.00%, yyyy/m/d."""
        if key not in self._codes:
            found = str(self._formats.getByKey(key).FormatString)
            self._codes[key] = "General" if found in ("Standard", "G/通用格式") else _as_in_excel(found)
        return self._codes[key]

    def key(self, code: str) -> int:
        """The key of the format with this code, made when the book does not have it."""
        if code == "General":
            return GENERAL
        if code not in self._keys:
            locale = struct("lang.Locale", Language="en", Country="US")
            found = self._formats.queryKey(code, locale, False)
            self._keys[code] = found if found != -1 else self._formats.addNew(code, locale)
        return self._keys[code]

    def look(self, look: Look) -> int:
        """The key of the format that Excel gives a value of this look."""
        return self.key(_LOOKS[look])


def _as_in_excel(code: str) -> str:
    """YYYY/M/D → yyyy/m/d: Excel writes the letters of date and time small; texts in quotes and brackets stay."""
    return _DATE_LETTERS.sub(lambda found: found[0].lower() if found[1] else found[0], code)


def _text_or_plain(bits: int) -> Kind:
    return Kind.TEXT if bits & _TEXT else Kind.PLAIN
