"""Words (用语): Chinese texts in VBA, whose source must be pure ASCII whatever the code page of the user's Windows."""

from collections.abc import Mapping
from textwrap import wrap

_PIECE = 40
"""characters of one literal: VBA allows 1,023 characters a line and 24 continuations"""

TEXTS: Mapping[str, str] = {
    "title": "绩效自评",
    "no_book": "没有打开的工作簿。请先打开要处理的报送件，再点这个按钮。",
    "no_python": "没有做成，工作簿没有改动：装着 xlperf 的 Python 没有启动起来。",
    "silent": "xlperf 没有启动。",
    "mend_excel": "请在命令行运行 xlperf doctor，按它的提示处理后再试。",
    "mend_libreoffice": "请在命令行运行 xlperf libreoffice install，重新打开 LibreOffice 后再试。",
    "code": "代号：",
}
"""what the bridge says by itself, when Python cannot"""


def literal(text: str) -> str:
    """A VBA expression for any text: plain ASCII as it is, all else by code units, for XlperfText to join with ChrW."""
    if text.isascii() and text.isprintable() and len(text) <= _PIECE * 2:
        return '"' + text.replace('"', '""') + '"'
    units = wrap(text.encode("utf-16-be").hex().upper(), 4 * _PIECE)
    return " & _\n        ".join(f'XlperfText("{piece}")' for piece in units)


def words_module() -> str:
    """The module XlperfWords: XlperfWord(name) and XlperfText(code units)."""
    cases = "\n".join(f'        Case "{name}": XlperfWord = {literal(text)}' for name, text in TEXTS.items())
    return f"""Attribute VB_Name = "XlperfWords"
Option Explicit
' Generated: texts of the bridge.

Public Function XlperfWord(ByVal name As String) As String
    Select Case name
{cases}
    End Select
End Function

Public Function XlperfText(ByVal units As String) As String
    Dim at As Long
    For at = 1 To Len(units) Step 4
        XlperfText = XlperfText & ChrW(CLng("&H" & Mid$(units, at, 4)))
    Next at
End Function
"""
