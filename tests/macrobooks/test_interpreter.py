"""The VBA run by pyOpenVBA's interpreter, which says what Excel says: Excel's branch, with a stand-in for Python."""

from pathlib import Path

import pytest
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.vba import VBAModuleKind

from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.project import crlf
from xlperf.macrobooks.words import TEXTS

SERVER = """
Public Sub SetAttr(target As Variant, name As String, value As Variant)
    Debug.Print target & "." & name & "=" & value.Name
End Sub
Public Function Module(name As String) As Variant
    Module = name
End Function
Public Sub Exec(command As String)
    Debug.Print command
End Sub
Public Function CallUDF(script As String, name As String, given As Variant, book As Variant, caller As Variant) As Variant
    Dim place As Long
    CallUDF = script & "/" & name
    For place = LBound(given) To UBound(given)
        CallUDF = CallUDF & "/" & TypeName(given(place)) & " " & CStr(given(place))
    Next place
End Function
"""
STAND_IN = """
Public Function XLPy() As Object
    Set XLPy = New XlperfStandIn
End Function
Public Sub RunPython(command As String)
    Err.Raise 5
End Sub
"""
BROKEN = STAND_IN.replace("Set XLPy = New XlperfStandIn", 'Err.Raise 1, Description:="Could not load xlwings64.dll"')


def opened(book: Path, folder: Path, stand_in: str = STAND_IN) -> ExcelApplication:
    """The book in the interpreter, with the module that loads xlwings' DLL replaced."""
    path = folder / book.name
    with ExcelFile(book) as file:
        # the interpreter knows no Application.Caller
        file.set_module("XlperfBridge", file.get_module("XlperfBridge").replace("Application.Caller", "Nothing"))
        project = file.vba_project()
        project.delete_module("xlwings")
        project.add_module("StandIn", crlf(stand_in))
        project.add_module("XlperfStandIn", crlf(SERVER), kind=VBAModuleKind.other)
        file.save(path)
    return ExcelApplication.open(path)


@pytest.mark.parametrize("name", ["yueyang_2023.xlsm", "汇总工作台.xlsm"])
def test_every_button_reaches_python_with_its_name(name: str, built: dict[str, Path], tmp_path: Path) -> None:
    app = opened(built[name], tmp_path)
    for button in buttons_of("form" if name.startswith("yueyang") else "workbench"):
        app.console.clear()
        app.run(f"Xlperf_{button.name}")
        assert app.console == [
            f"xlwings._xlwindows.BOOK_CALLER={name}",
            f"import xlperf.hosts.excel as host; host.press_button('{button.name}')",
        ]
    assert app.dialogs == []


def test_the_program_is_told_from_libreoffice(built: dict[str, Path], tmp_path: Path) -> None:
    assert opened(built["yueyang_2023.xlsm"], tmp_path).run("XlperfInLibreOffice") is False


def test_a_fault_is_one_kind_sentence(built: dict[str, Path], tmp_path: Path) -> None:
    app = opened(built["yueyang_2023.xlsm"], tmp_path, BROKEN)
    app.run("Xlperf_validate")
    (dialog,) = app.dialogs
    assert f"{TEXTS['no_python']}{TEXTS['mend_excel']}{TEXTS['code']}1" in dialog
    assert TEXTS["title"] in dialog
    assert not any("Could not load" in str(part) for part in dialog)


def test_a_function_without_python_says_so_in_its_cell(built: dict[str, Path], tmp_path: Path) -> None:
    app = opened(built["yueyang_2023.xlsm"], tmp_path, BROKEN)
    function = all_functions()[0]
    assert app.run(function.name, *([1] * len(function.arguments))) == TEXTS["silent"] + TEXTS["mend_excel"]
    assert app.dialogs == []


@pytest.mark.parametrize("function", all_functions(), ids=lambda function: function.name)
def test_every_wrapper_hands_its_arguments_on_in_order(function, built: dict[str, Path], tmp_path: Path) -> None:
    app = opened(built["shigu_2023.xlsm"], tmp_path)
    given = [f"v{place}" for place in range(len(function.arguments))]
    answer = app.run(function.name, *given)
    assert answer == "/".join(["xlperf.hosts.excel_functions", function.name, *(f"String {text}" for text in given)])
    needed = [text for text, (_, _, optional) in zip(given, function.arguments, strict=True) if not optional]
    short = ["xlperf.hosts.excel_functions", function.name, *(f"String {text}" for text in needed)]
    missing = ["Empty "] * (len(given) - len(needed))
    assert app.run(function.name, *needed) == "/".join([*short, *missing])
