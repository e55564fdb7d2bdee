"""Generated VBA (生成的代码): a Sub for every button, a wrapper for every cell function, help for Excel's function wizard."""

from collections.abc import Iterator, Sequence

from xlperf.buttons.registry import Button
from xlperf.functions.registry import CATEGORY, CellFunction
from xlperf.macrobooks.words import literal

_LONGEST_HELP = 255
"""characters that Excel shows of a description"""


def macro_name(button: Button) -> str:
    """The Sub behind a button."""
    return f"Xlperf_{button.name}"


def buttons_module(buttons: Sequence[Button], *, addin: bool) -> str:
    """The module XlperfButtons."""
    subs = "".join(f"\nPublic Sub {macro_name(b)}()\n    XlperfPress {literal(b.name)}\nEnd Sub\n" for b in buttons)
    return f"""Attribute VB_Name = "XlperfButtons"
Option Explicit
' Generated: one Sub for each button of this book.

Public Const XLPERF_IS_ADDIN As Boolean = {addin}
{subs}"""


def functions_module(functions: Sequence[CellFunction]) -> str:
    """The module XlperfFunctions."""
    wrappers = "\n".join("\n".join(_wrapper(function)) for function in functions)
    return f"""Attribute VB_Name = "XlperfFunctions"
Option Explicit
' Generated: one wrapper for each cell function.

{wrappers}"""


def _wrapper(function: CellFunction) -> Iterator[str]:
    name = function.name
    parts = [f"{'Optional ' if optional else ''}{arg} As Variant" for arg, _, optional in function.arguments]
    yield f"Public Function {name}({', '.join(parts)}) As Variant"
    yield f"    Dim given(0 To {len(parts) - 1}) As Variant"
    yield "    On Error GoTo Failed"
    for place, (arg, _, optional) in enumerate(function.arguments):
        unless_missing = f"If Not IsMissing({arg}) Then " if optional else ""
        yield f"    {unless_missing}given({place}) = XlperfGiven({arg})"
    yield f"    {name} = XlperfCall({literal(name)}, given)"
    yield "    Exit Function"
    yield "Failed:"
    yield f"    {name} = XlperfNoAnswer()"
    yield "End Function"
    yield ""


def help_module(functions: Sequence[CellFunction]) -> str:
    """The module XlperfHelp: descriptions for Excel's function wizard, told to it when the book is opened."""
    calls = "".join(f"    XlperfHelp_{function.name}\n" for function in functions)
    subs = "\n".join("\n".join(_help(function)) for function in functions)
    return f"""Attribute VB_Name = "XlperfHelp"
Option Explicit
' Generated: Chinese help of each function.

Public Sub XlperfDescribeFunctions()
{calls}End Sub

{subs}"""


def _help(function: CellFunction) -> Iterator[str]:
    yield f"Private Sub XlperfHelp_{function.name}()"
    yield f"    Dim arguments(0 To {len(function.arguments) - 1}) As Variant"
    for place, (_, text, _) in enumerate(function.arguments):
        yield f"    arguments({place}) = {literal(text[:_LONGEST_HELP])}"
    yield f'    Application.MacroOptions Macro:="{function.name}", _'
    yield f"        Description:={literal(function.help[:_LONGEST_HELP])}, _"
    yield f"        Category:={literal(CATEGORY)}, ArgumentDescriptions:=arguments"
    yield "End Sub"
    yield ""


def book_module() -> str:
    """What the book itself does: nothing but open."""
    return "Option Explicit\n\nPrivate Sub Workbook_Open()\n    XlperfOpened\nEnd Sub\n"
