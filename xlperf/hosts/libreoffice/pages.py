"""A list as an office prints it (打印版式): thin lines, A4 across, as wide as the page, heads and numbers on each page."""

from xlperf.hosts.libreoffice.office import Uno, struct
from xlperf.hosts.libreoffice.sheets import Sheet

_STYLE = "xlperf A4 横向"
_A4 = (21000, 29700)
"""in hundredths of a millimetre, as everything here"""
_MARGIN, _LINE = 1200, 18
_SIDES = ("TopLine", "BottomLine", "LeftLine", "RightLine", "HorizontalLine", "VerticalLine")


def lay_out(sheet: Sheet, table: str, head: str) -> None:
    """See `xlperf.buttons.desk.Desk.lay_out`."""
    sheet.must_be_open()
    line = struct("table.BorderLine2", OuterLineWidth=_LINE, LineWidth=_LINE)
    lines = dict.fromkeys(_SIDES, line) | {f"Is{side}Valid": True for side in _SIDES}
    sheet.range(table).api.TableBorder2 = struct("table.TableBorder2", **lines)
    doc = sheet.book.api
    styles = doc.StyleFamilies.getByName("PageStyles")
    if not styles.hasByName(_STYLE):
        styles.insertByName(_STYLE, doc.createInstance("com.sun.star.style.PageStyle"))
        _dress(doc, styles.getByName(_STYLE))
    sheet.api.PageStyle = _STYLE
    sheet.api.setPrintTitleRows(True)
    sheet.api.setTitleRows(sheet.range(head).api.RangeAddress)


def _dress(doc: Uno, style: Uno) -> None:
    style.IsLandscape = True
    style.Height, style.Width = _A4
    for side in ("Left", "Right", "Top", "Bottom"):
        setattr(style, f"{side}Margin", _MARGIN)
    style.ScaleToPagesX, style.ScaleToPagesY = 1, 0
    style.CenterHorizontally = True
    style.HeaderIsOn, style.FooterIsOn = False, True
    footer = style.RightPageFooterContent
    footer.LeftText.setString("")
    footer.RightText.setString("")
    text = footer.CenterText
    text.setString("第 ")
    for kind, after in (("PageNumber", " 页 共 "), ("PageCount", " 页")):
        field = doc.createInstance(f"com.sun.star.text.TextField.{kind}")
        text.insertTextContent(text.getEnd(), field, False)
        text.insertString(text.getEnd(), after, False)
    style.RightPageFooterContent = footer
