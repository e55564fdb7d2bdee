"""Workbooks made by hand, part by part, as other programs write them."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = {"worksheet": "xl/a.xml", "sharedStrings": "xl/s.xml", "styles": "xl/f.xml"}
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/>
<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="166" formatCode="#,##0.00_ "/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="31"/><xf numFmtId="166"/>
</cellXfs></styleSheet>"""
STRINGS = f"""<sst xmlns="{MAIN}"><si><t>单位</t></si><si><t xml:space="preserve"> 甲 &amp;lt; 乙&#10;丙_x000D_</t></si>
<si><r><t>富</t></r><r><rPr><b/><rFont val="宋&gt;体"/></rPr><t xml:space="preserve"> 文 </t></r></si>
<si><t>課</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1" type="noConversion"/></si>
<si><t>末</t><phoneticPr fontId="1" type="noConversion"/></si><si><t/></si></sst>"""


def sheet(
    rows: str, after: str = "", *, prefix: str = "", space: str = MAIN, head: str = '<?xml version="1.0"?>'
) -> str:
    """A worksheet's XML around the rows."""
    named = f":{prefix.rstrip(':')}" if prefix else ""
    inside = f"<{prefix}sheetData>{rows}</{prefix}sheetData>{after}"
    return f'{head}<{prefix}worksheet xmlns{named}="{space}">{inside}</{prefix}worksheet>'


def book(
    sheet_xml: str | bytes, *, strings: str | bytes = STRINGS, styles: str = STYLES, from_1904: bool = False
) -> bytes:
    """A workbook of one worksheet, 表."""
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="/{part}"/>' for kind, part in _KINDS.items()
    )
    properties = '<workbookPr date1904="1"/>' if from_1904 else ""
    top = f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="worksheet"/></sheets>'
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{top}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">{properties}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>',
        "xl/a.xml": sheet_xml,
        "xl/s.xml": strings,
        "xl/f.xml": styles,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_part(content: bytes, part: str, data: bytes) -> bytes:
    """A copy of a package in which one part is another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return stream.getvalue()
