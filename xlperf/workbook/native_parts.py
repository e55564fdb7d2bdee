"""What native checks on the 校验 sheet are made of: a line, its section, and the formulas that many lines share.

A check is `ready` when there is something to judge; then it holds (`ok`) or not. Formulas are written without the
leading "=".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from xlperf.model.address import column_letters, quoted
from xlperf.model.parameters import Parameters
from xlperf.model.values import plain
from xlperf.workbook.drawing.plan import Area, SheetPlan
from xlperf.workbook.formulas import Refs

Pending = Literal["待填", "有误"]

STATE, PLACE, COUNT, CODE = "{状态}", "{定位}", "{数}", "{码}"
"""Cells of a check's own line, as formulas name them: its state, the address to go to, `Check.count`, `Check.code`"""


class Formula(str):
    """Text that is a formula, where plain text may stand too."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line. `live` gives the text of 现场数据, `target` the address (text) of the cell to go to on `sheet`.

    Cells with error values may make any of these an error: the 校验 sheet then says 有误 and shows no error.
    """

    kind: str
    sheet: SheetPlan
    what: str
    ready: str
    ok: str
    live: str
    expected: str
    target: str
    remedy: str
    failed: Pending = "有误"
    optional: bool = False
    """without anything to judge it holds as soon as the form's mandatory fields are filled"""
    waits: str = ""
    """while this holds, something else must be mended first: 待填"""
    count: str = ""
    code: str = ""
    """worked out once in hidden cells; the other formulas may name them `COUNT` and `CODE`"""


@dataclass(frozen=True, slots=True)
class Section:
    """The checks of one sheet. `used` (formula) says whether a project's sheet is in use; "" = always."""

    title: str
    sheet: SheetPlan | None
    checks: tuple[Check, ...]
    used: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks of one sheet need."""

    sheet: SheetPlan
    parameters: Parameters
    refs: Refs

    def ref(self, field: str) -> str:
        """A field from the 校验 sheet."""
        return self.sheet.ref(field)

    def column(self, table: str, column: str) -> str:
        """A table's column from the 校验 sheet."""
        return self.refs.column(self.sheet, table, column)

    def limit(self, parameter: str) -> str:
        """A parameter as a formula writes it."""
        return plain(self.parameters.number(parameter))

    def runs(self, fields: Sequence[str]) -> list["Cells"]:
        """The fields' cells, those below one another together."""
        areas = sorted((self.sheet.fields[name] for name in fields), key=lambda area: (area.column, area.row))
        groups: list[list[Area]] = []
        for area in areas:
            if groups and (groups[-1][-1].column, groups[-1][-1].row + 1) == (area.column, area.row):
                groups[-1].append(area)
            else:
                groups.append([area])
        return [self._run(group[0].column, group[0].row, group[-1].row) for group in groups]

    def _run(self, column: int, first: int, last: int) -> "Cells":
        letters, name = column_letters(column), quoted(self.sheet.name)
        top = f"{name}!${letters}${first + 1}"
        if first == last:
            return Cells(top, top, f"ROW({top})")
        every = f"{top}:${letters}${last + 1}"
        literal = "{" + ";".join(str(row + 1) for row in range(first, last + 1)) + "}"
        return Cells(every, f"INDEX({every},1)", f"ROW({every})" if self.refs.dialect == "names" else literal)

    def cells(self, table: str, column: str) -> "Cells":
        """A table's column with its row numbers."""
        every = self.column(table, column)
        return Cells(every, f"INDEX({every},1)", self.refs.row_numbers(self.sheet, table, column))

    def label(self, field: str) -> str:
        """A field's label: 三公经费（2023年预算数）."""
        name, _, column = self.sheet.field(field).label.partition("·")
        return f"{name}（{column}）" if column else name


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in one column, as formulas: all of them, the first, and their row numbers."""

    every: str
    top: str
    rows: str


_FAR = 10_000_000
"""above 100 × every row a form can have"""


def counted(spots: Sequence[tuple[Cells, str]]) -> str:
    """How many cells hold their condition (an array of truths or of 0 and 1)."""
    return "+".join(f"SUMPRODUCT(1*({bad}))" for _, bad in spots)


def first_code(spots: Sequence[tuple[Cells, str]]) -> str:
    """100 × row + column of the first cell, from above, that holds its condition."""
    each = [f"SUMPRODUCT(MAX(({bad})*({_FAR}-{at.rows}*100-COLUMN({at.top}))))" for at, bad in spots]
    return f"{_FAR}-MAX(0,{','.join(each)})"


def coded_address(otherwise: str) -> str:
    """The address that `first_code` tells, else that of a reference."""
    return f"IF({CODE}<{_FAR},ADDRESS(INT({CODE}/100),MOD({CODE},100),4),{address(otherwise)})"


def bare(ref: str) -> str:
    """A text without spaces, the ideographic ones too."""
    return f'SUBSTITUTE(SUBSTITUTE({ref}," ",""),"　","")'


def blank(ref: str) -> str:
    """Nothing in it but spaces."""
    return f"LEN({bare(ref)})=0"


def said(ref: str) -> str:
    """More in it than spaces and the dots that stand for further rows (……): 1 or 0. An error value is more.

    ISNUMBER(1/…) asks for a truth without passing on an error, which would hide what the other rows say.
    """
    text = bare(ref)
    for dot in "….·。":
        text = f'SUBSTITUTE({text},"{dot}","")'
    return f"1-ISNUMBER(1/(LEN({text})=0))"


def text_for_number(ref: str) -> str:
    """A text that is neither blank nor says that there is nothing (——, /, 无)."""
    text = bare(ref)
    for sign in "—-－/／无":
        text = f'SUBSTITUTE({text},"{sign}","")'
    return f"ISTEXT({ref})*(LEN({text})>0)"


def address(ref: str) -> str:
    """G12 of a reference, as a formula: it follows inserted rows."""
    return f"ADDRESS(ROW({ref}),COLUMN({ref}),4)"


def first_address(refs: Sequence[str], conditions: Sequence[str]) -> str:
    """The address of the first reference whose condition holds, else of the first."""
    text = address(refs[0])
    for ref, condition in reversed(list(zip(refs, conditions, strict=True))):
        text = f"IF({condition},{address(ref)},{text})"
    return text


def number_text(formula: str) -> str:
    """A number as text, without binary remainders."""
    return f"ROUND({formula},4)"
