"""Formulas in English and Excel's A1 grammar, both ways, whatever the language of the program.

LibreOffice stores functions newer than 2007 under Excel's file names (`_xlfn.CONCAT`); users, and `Range.formula`, write
them without the prefix. Only functions that LibreOffice 7.4 knows are listed.
"""

import re

from xlperf.errors import OperatorError
from xlperf.hosts.libreoffice.office import Uno, struct

_OFFICE_A1, _EXCEL_A1 = 0, 3
_NEWER = frozenset(
    """ACOT ACOTH AGGREGATE ARABIC BASE BINOM.DIST BINOM.INV BITAND BITLSHIFT BITOR BITRSHIFT BITXOR CEILING.MATH
    CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV CHISQ.INV.RT CHISQ.TEST COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T
    COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL ENCODEURL ERF.PRECISE ERFC.PRECISE EXPON.DIST F.DIST
    F.DIST.RT F.INV F.INV.RT F.TEST FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST
    GAMMA.INV GAMMALN.PRECISE GAUSS HYPGEOM.DIST IFNA IFS IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH IMSINH IMTAN ISFORMULA
    ISOWEEKNUM LOGNORM.DIST LOGNORM.INV MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NETWORKDAYS.INTL NORM.DIST
    NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC PERCENTRANK.EXC PERCENTRANK.INC
    PERMUTATIONA PHI POISSON.DIST QUARTILE.EXC QUARTILE.INC RANK.AVG RANK.EQ RRI SEC SECH SHEET SHEETS SKEW.P STDEV.P
    STDEV.S SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV T.INV.2T T.TEST TEXTJOIN UNICHAR UNICODE VAR.P VAR.S WEBSERVICE
    WEIBULL.DIST WORKDAY.INTL XOR Z.TEST""".split()
)
_UNPREFIXED = frozenset({"AGGREGATE", "NETWORKDAYS.INTL", "WORKDAY.INTL"})
"""Newer than 2007 too, yet stored without prefix."""

_PIECES = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|((?:_xlfn\.)?[A-Za-z][A-Za-z0-9.]*)(?=\()|(\#N/A)""")
_TRUTHS = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*')|\b(TRUE|FALSE)\(\)""")
"""LibreOffice's TRUE() is Excel's TRUE."""
_SYNTAX_ERRORS = range(501, 519)
_SYNTAX_FINE = frozenset({502, 503, 504, 512})
"""Within that span, but about what a formula calculates, not about how it is written."""


def to_office(formula: str) -> str:
    """Excel's formula without `=`, as LibreOffice's parser wants it."""

    def piece(found: re.Match[str]) -> str:
        if found[3]:
            return "NA()"
        name = found[2]
        if name and name.upper() in _NEWER - _UNPREFIXED:
            return f"_xlfn.{name.upper()}"
        return found[0]

    return _PIECES.sub(piece, formula)


def from_office(formula: str) -> str:
    """LibreOffice's print of a formula, as Excel shows it."""
    plain = _PIECES.sub(lambda found: found[0].removeprefix("_xlfn.") if found[2] else found[0], formula)
    return _TRUTHS.sub(lambda found: found[0] if found[1] else found[2], plain)


class Grammar:
    """Reads and writes the formulas of one book."""

    def __init__(self, doc: Uno) -> None:
        self._parser = doc.createInstance("com.sun.star.sheet.FormulaParser")
        self._parser.FormulaConvention = _EXCEL_A1
        self._parser.CompileEnglish = True

    def put(self, cells: list[Uno], formula: str) -> None:
        """The same formula into all cells; relative references move along from the first, as when Excel fills.

        Raises OperatorError for a formula that Excel would refuse.
        """
        tokens = self._parser.parseFormula(to_office(formula), cells[0].CellAddress)
        for cell in cells:
            cell.setTokens(tokens)
        code = cells[0].getError()
        if not tokens or (code in _SYNTAX_ERRORS and code not in _SYNTAX_FINE):
            for cell in cells:
                cell.setString("")
            raise OperatorError(f"公式写得不对：={formula}")

    def put_array(self, cells: Uno, formula: str) -> None:
        """One array formula over a range."""
        first = cells.getCellByPosition(0, 0).CellAddress
        cells.setArrayTokens(self._parser.parseFormula(to_office(formula), first))

    def content(self, office: str, place: Uno) -> str:
        """What a name stands for: LibreOffice's content, as Excel's formula with `=`."""
        self._parser.FormulaConvention = _OFFICE_A1
        try:
            tokens = self._parser.parseFormula(office, place)
        finally:
            self._parser.FormulaConvention = _EXCEL_A1
        return "=" + from_office(self._parser.printFormula(tokens, place))

    def office_content(self, formula: str) -> str:
        """The other way: Excel's formula without `=` as LibreOffice's content of a name."""
        place = struct("table.CellAddress")
        tokens = self._parser.parseFormula(to_office(formula), place)
        self._parser.FormulaConvention = _OFFICE_A1
        try:
            return str(self._parser.printFormula(tokens, place))
        finally:
            self._parser.FormulaConvention = _EXCEL_A1

    def get(self, cell: Uno) -> str:
        """A cell's formula, with `=`."""
        return "=" + from_office(self._parser.printFormula(cell.getTokens(), cell.CellAddress))
