"""What holds for every function: its texts, its file; a cell always gets a value; blank in, blank out."""

import ast
import math
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xlperf.functions.cells
from tests.functions.drawn import MANY, anything, errors
from xlperf.functions import registry
from xlperf.functions.registry import Answer, CellFunction, all_functions, call, cell_function

FUNCTIONS = {one.name: one for one in all_functions()}
NAMES = sorted(FUNCTIONS)
PROMISED = """
XLPERF_EXEC_RATE XLPERF_EXEC_SCORE XLPERF_CONTROL_RATE XLPERF_CHANGE_RATE XLPERF_TARGET XLPERF_MET XLPERF_DEVIATION
XLPERF_SCORE XLPERF_GRADE XLPERF_TRACE XLPERF_CHECK XLPERF_EXPLAIN
""".split()
BASIC = """
and as base binary boolean byref byte byval call case class code compare const currency date declare dim do double each
else empty end enum error event exit explicit false for friend function get global go goto if implements in input is len
let lib like line local lock long loop lset me mid mod name new next not nothing null object on open option optional or
output preserve print private property public random read redim rem resume return rset select set shared sheet single
static step stop string sub system text then time to true type typeof until variant wend while with write xor year month
day given
""".split()
"""What Basic keeps for itself, in Excel or in LibreOffice, and the wrappers' own variable."""
SAFE_THOUGH_LISTED = {"code", "sheet"}
FAULT = "程序出错"
CHINESE = re.compile("[一-鿿]")
GOOD: dict[str, list[object]] = {
    "XLPERF_EXEC_RATE": [50, 100],
    "XLPERF_EXEC_SCORE": [50, 100],
    "XLPERF_CONTROL_RATE": [50, 100],
    "XLPERF_CHANGE_RATE": [50, 100],
    "XLPERF_TARGET": ["≥12次"],
    "XLPERF_MET": ["≥12次", "9次"],
    "XLPERF_DEVIATION": ["≥12次", "9次"],
    "XLPERF_SCORE": ["≥12次", "9次", 10],
    "XLPERF_TRACE": ["≥12次", "9次", 10],
    "XLPERF_GRADE": [91],
    "XLPERF_EXPLAIN": ["SC01"],
    "XLPERF_CHECK": [],
}


def _values(answer: Answer) -> Iterator[object]:
    rows = answer if isinstance(answer, list) else [[answer]]
    for row in rows:
        assert isinstance(row, list)
        yield from row


def _first(answer: Answer) -> object:
    return next(_values(answer))


def test_the_promised_functions_are_there() -> None:
    assert sorted(PROMISED) == NAMES


def test_one_file_one_function() -> None:
    files = {path.stem for path in Path(xlperf.functions.cells.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == {name.removeprefix("XLPERF_").lower() for name in NAMES}


def test_no_second_arithmetic() -> None:
    """Functions ask the engine: none of them multiplies, divides or subtracts by itself, or rounds in its own way."""
    sums = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Sub, ast.Pow)
    assert [
        f"{path.name}:{node.lineno}"
        for path in Path(xlperf.functions.cells.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.BinOp) and isinstance(node.op, sums))
        or (isinstance(node, ast.Name) and node.id in ("round", "quantize", "sum"))
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_texts_and_names(name: str) -> None:
    one = FUNCTIONS[name]
    assert re.fullmatch(r"XLPERF_[A-Z]+(?:_[A-Z]+)*", name)
    assert one.help.endswith("。") and CHINESE.search(one.help) and len(one.help) <= 255
    assert one.arguments
    names = [arg.name for arg in one.arguments]
    assert len(set(names)) == len(names)
    assert not [arg for arg in names if arg in BASIC and arg not in SAFE_THOUGH_LISTED]
    assert not [arg for arg in names if not re.fullmatch(r"[a-z][a-z0-9_]*", arg)]
    for arg in one.arguments:
        assert CHINESE.search(arg.help) and len(arg.help) <= 255
        assert 2 <= len(arg.label) <= 8 and "：" in arg.help
        assert ("选填" in arg.help) == arg.optional
    optional = [arg.optional for arg in one.arguments]
    assert optional == sorted(optional)
    assert set(one.areas) <= set(names)


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="taken"):
        cell_function("XLPERF_SCORE", help="", arguments=())(lambda: "")
    assert FUNCTIONS["XLPERF_SCORE"].python is all_functions()[NAMES.index("XLPERF_SCORE")].python


def test_an_unknown_function_is_said_to_be_unknown() -> None:
    assert call("XLPERF_NOTHING", []) == "没有函数 XLPERF_NOTHING"
    assert call("xlperf_exec_rate", [50, 100]) == 0.5


@pytest.mark.parametrize("name", NAMES)
def test_wrong_counts_of_arguments_are_told(name: str) -> None:
    one = FUNCTIONS[name]
    most = len(one.arguments)
    assert _first(call(name, [1] * (most + 1))) == f"{name} 最多 {most} 个参数，这里给了 {most + 1} 个"
    needed = [arg.label for arg in one.arguments if not arg.optional]
    if needed:
        assert _first(call(name, [])) == f"{name} 缺少参数：{'、'.join(needed)}"


def _places(optional: bool) -> list[tuple[str, int]]:
    return [(n, i) for n in NAMES for i, arg in enumerate(FUNCTIONS[n].arguments) if arg.optional is optional]


@pytest.mark.parametrize(("name", "place"), _places(optional=False))
@pytest.mark.parametrize("blank", [None, "", " ", "　", [[None]], (("",),), []])
def test_blank_in_blank_out(name: str, place: int, blank: object) -> None:
    args = list(GOOD[name])
    args[place] = blank
    assert call(name, args) == ""


@pytest.mark.parametrize("name", NAMES)
def test_blank_optional_arguments_do_not_matter(name: str) -> None:
    optional = len(FUNCTIONS[name].arguments) - len(GOOD[name])
    assert call(name, [*GOOD[name], *[None] * optional]) == call(name, GOOD[name])
    assert call(name, [*GOOD[name], *[""] * optional]) == call(name, GOOD[name])


@MANY
@given(st.sampled_from(_places(False) + [p for p in _places(True) if p != ("XLPERF_CHECK", 1)]), errors)
def test_an_error_value_is_named_with_its_argument(where: tuple[str, int], error: object) -> None:
    name, place = where
    args = [*GOOD[name], *[None] * len(FUNCTIONS[name].arguments)][: len(FUNCTIONS[name].arguments)]
    args[place] = error
    said = str(_first(call(name, args)))
    assert said.startswith(f"{FUNCTIONS[name].arguments[place].label}是错误值 ")
    assert isinstance(error, int) or error in said


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(data=st.data())
def test_nothing_raises_and_a_cell_always_gets_a_value(name: str, data: st.DataObject) -> None:
    one = FUNCTIONS[name]
    args = data.draw(st.lists(anything, max_size=len(one.arguments) + 1))
    answer = call(name, args)
    values = list(_values(answer))
    assert all(isinstance(value, str) or (type(value) is float and math.isfinite(value)) for value in values)
    assert not [value for value in values if isinstance(value, str) and FAULT in value]
    assert isinstance(answer, list) <= one.spills
    assert not isinstance(answer, list) or {len(row) for row in answer} == {one.columns}


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(data=st.data())
def test_good_arguments_with_one_spoiled(name: str, data: st.DataObject) -> None:
    """Further inside than arguments of which the first is already refused."""
    one: CellFunction = FUNCTIONS[name]
    args = [*GOOD[name], *[None] * len(one.arguments)][: len(one.arguments)]
    args[data.draw(st.integers(0, len(args) - 1))] = data.draw(anything)
    values = list(_values(call(name, args)))
    assert all(isinstance(value, str) or (type(value) is float and math.isfinite(value)) for value in values)
    assert not [value for value in values if isinstance(value, str) and FAULT in value]


def test_a_fault_of_ours_becomes_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(sheet: str) -> list[object]:
        raise RuntimeError("boom")

    monkeypatch.setattr(registry, "findings_of_book", broken)
    assert _first(call("XLPERF_CHECK", [])) == "算不了：程序出错（RuntimeError），请把这一格的内容告诉维护者"
