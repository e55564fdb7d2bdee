"""Notes (批注) on cells."""

from typing import TYPE_CHECKING

from xlwings import base_classes

from xlperf.hosts.libreoffice.office import Uno

if TYPE_CHECKING:
    from xlperf.hosts.libreoffice.ranges import Range
    from xlperf.hosts.libreoffice.sheets import Sheet


class Note(base_classes.Note):
    """The note on one cell; it follows its cell when rows are inserted above."""

    def __init__(self, sheet: "Sheet", api: Uno) -> None:
        self._sheet = sheet
        self._api = api

    @property
    def api(self) -> Uno:
        """com.sun.star.sheet.XSheetAnnotation"""
        return self._api

    @property
    def text(self) -> str:
        return str(self._api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self._sheet.must_be_open()
        self._api.setString(value)

    @property
    def author(self) -> str:
        return str(self._api.getAuthor())

    @property
    def location(self) -> "Range":
        place = self._api.getPosition()
        return self._sheet.range((place.Row + 1, place.Column + 1))

    def delete(self) -> None:
        self._sheet.must_be_open()
        place = self._api.getPosition()
        notes = self._sheet.api.getAnnotations()
        for index in range(notes.Count):
            here = notes.getByIndex(index).getPosition()
            if (here.Row, here.Column) == (place.Row, place.Column):
                notes.removeByIndex(index)
                return


def note_at(sheet: "Sheet", cell: Uno) -> Note | None:
    """The note of a cell, if it has one; LibreOffice gives an empty one to every cell that is asked."""
    note = cell.getAnnotation()
    return Note(sheet, note) if note is not None and note.getString() else None


def all_notes(sheet: "Sheet") -> list[Note]:
    """All notes of a sheet."""
    notes = sheet.api.getAnnotations()
    return [Note(sheet, notes.getByIndex(index)) for index in range(notes.Count)]


def add_note(sheet: "Sheet", cell: Uno, text: str) -> Note:
    """Put a note on a cell that has none."""
    sheet.must_be_open()
    sheet.api.getAnnotations().insertNew(cell.CellAddress, text)
    return Note(sheet, cell.getAnnotation())
