"""Generated VBA: pure ASCII, within VBA's limits, a Sub for every button, a wrapper for every function."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.source import bridge_source, modules
from xlperf.macrobooks.words import TEXTS, literal
from xlperf.macrobooks.xlwings_module import VERSION, xlwings_module

ALL = {
    kind: modules(buttons_of(kind), all_functions(), addin=kind == "addin") for kind in ("form", "workbench", "addin")
}
EVERY = [(kind, name) for kind, sources in ALL.items() for name in sources]
KEYWORDS = set(
    """and as attribute boolean byref byte byval call case class const currency date debug declare dim do double each else
    elseif empty end enum eqv erase error event exit false for friend function get global gosub goto if imp implements in
    input integer is let like long loop lset me mod name new next not nothing null object on open option optional or
    paramarray preserve print private property public raiseevent redim rem resume return rset select set single static
    step stop string sub then time to true type until variant wend while with write xor""".split()
)


def said(expression: str) -> str:
    """What the VBA expression gives, worked out here."""
    text = ""
    for plain, units in re.findall(r'^"((?:[^"]|"")*)"$|XlperfText\("([0-9A-F]*)"\)', expression):
        text += plain.replace('""', '"') if plain else bytes.fromhex(units).decode("utf-16-be")
    return text


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_source_is_ascii_and_within_the_limits_of_vba(kind: str, name: str) -> None:
    source = ALL[kind][name]
    source.encode("ascii")
    lines = source.splitlines()
    assert max(map(len, lines)) <= 1023
    assert len(lines) < 10_000
    assert max((len(run) for run in re.findall(r"(?:_\n)(?:.*_\n)*", source)), default=0) < 24 * 1023
    assert not re.search(r"(?:[^\n]* _\n){25}", source)


@pytest.mark.parametrize(
    "text", [*TEXTS.values(), 'say "hi"', "", "含“引号”和 ASCII", "长" * 255, "𠮷（四字节）", "两\n行"]
)
def test_texts_come_back_whole(text: str) -> None:
    assert said(literal(text)) == text
    literal(text).encode("ascii")


def test_every_text_that_the_bridge_says_is_there() -> None:
    assert set(re.findall(r'XlperfWord\("(\w+)"\)', bridge_source())) == set(TEXTS)


@pytest.mark.parametrize("kind", ["form", "workbench", "addin"])
def test_every_button_has_a_sub(kind: str) -> None:
    subs = re.findall(r'Public Sub Xlperf_(\w+)\(\)\n    XlperfPress "(\w+)"\nEnd Sub', ALL[kind]["XlperfButtons"])
    names = [button.name for button in buttons_of(kind)]  # type: ignore[arg-type]
    assert names and subs == [(name, name) for name in names]
    assert f"XLPERF_IS_ADDIN As Boolean = {kind == 'addin'}" in ALL[kind]["XlperfButtons"]


@pytest.mark.parametrize("function", all_functions(), ids=lambda function: function.name)
def test_every_function_has_a_wrapper_with_its_arguments(function) -> None:
    source = ALL["form"]["XlperfFunctions"]
    head = re.search(rf"Public Function {function.name}\((.*?)\) As Variant\n(.*?)\nEnd Function", source, re.DOTALL)
    assert head is not None
    wanted = [f"{'Optional ' if optional else ''}{name} As Variant" for name, _, optional in function.arguments]
    assert head[1].split(", ") == wanted
    for place, (name, _, optional) in enumerate(function.arguments):
        line = f"given({place}) = XlperfGiven({name})"
        assert f"    {f'If Not IsMissing({name}) Then ' if optional else ''}{line}\n" in head[2]
    assert f'{function.name} = XlperfCall("{function.name}", given)' in head[2]
    assert "On Error GoTo Failed" in head[2]


@pytest.mark.parametrize("function", all_functions(), ids=lambda function: function.name)
def test_names_suit_vba(function) -> None:
    arguments = [name for name, _, _ in function.arguments]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) and name not in KEYWORDS for name in arguments)
    assert len(set(arguments)) == len(arguments)
    # LibreOffice and Excel would take a name such as ABC1 for a cell
    assert re.fullmatch(r"XLPERF_[A-Z_]+", function.name)
    optional = [optional for _, _, optional in function.arguments]
    assert optional == sorted(optional), "optional arguments come last"


@pytest.mark.parametrize("function", all_functions(), ids=lambda function: function.name)
def test_the_function_wizard_gets_chinese_help(function) -> None:
    source = ALL["addin"]["XlperfHelp"]
    body = re.search(rf"Private Sub XlperfHelp_{function.name}\(\)\n(.*?)\nEnd Sub", source, re.DOTALL)
    assert body is not None and f'Macro:="{function.name}"' in body[1]
    flat = re.sub(r" & _\n\s+", " & ", body[1])
    given = re.findall(r"arguments\(\d+\) = (.*)", flat)
    assert [said(text) for text in given] == [text[:255] for _, text, _ in function.arguments]
    described = re.search(r"Description:=(.*), _", flat)
    assert described is not None and said(described[1]) == function.help[:255]
    assert f"    XlperfHelp_{function.name}\n" in source


@pytest.mark.parametrize("addin", [False, True])
def test_the_xlwings_module_is_xlwings_own_shortened(addin: bool) -> None:
    """Every line, but for the note and the settings' name, is a line of the pinned xlwings, in the same order."""
    spec = find_spec("xlwings")
    assert spec is not None and spec.origin is not None
    original = Path(spec.origin).with_name("xlwings_custom_addin.bas" if addin else "xlwings.bas").read_text("ascii")
    rest = iter([line.rstrip() for line in original.splitlines()])
    ours = [line.rstrip() for line in xlwings_module(addin=addin).splitlines() if "PROJECT_NAME As String" not in line]
    assert [line for line in ours if not line.startswith("'Taken over") and line not in rest] == []
    text = "\n".join(ours)
    assert f"'Version: {VERSION}" in text and "distributed under a BSD 3-clause license" in text
    for needed in ("Function RunPython", "Function XLPy()", "Sub XLPyLoadDLL", "Function GetConfig(", "Sub KillPy"):
        assert needed in text


@pytest.mark.parametrize("addin", [False, True])
def test_the_xlwings_module_misses_nothing_it_calls(addin: bool) -> None:
    """A call to a procedure that was left out would stop Excel with a compile error."""
    source = xlwings_module(addin=addin)
    spec = find_spec("xlwings")
    assert spec is not None and spec.origin is not None
    original = Path(spec.origin).with_name("xlwings.bas").read_text("ascii")
    heads = r"(?m)^(?:Public |Private )?(?:Function|Sub) (\w+)\("
    left_out = set(re.findall(heads, original)) - set(re.findall(heads, source))
    assert left_out
    code = re.sub(r"(?m)'.*$", "", source)
    assert [name for name in left_out if re.search(rf"\b{name}\b", code)] == []


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_libreoffice_sees_no_procedure_twice(kind: str, name: str) -> None:
    """It compiles every branch of #If; two heads in one, and it runs nothing of the whole project."""
    heads = re.findall(r"(?m)^(?:Public |Private )?(?:Function|Sub) (\w+)\(", ALL[kind][name])
    assert len({head.lower() for head in heads}) == len(heads)
    assert "#If App" not in ALL[kind][name]
