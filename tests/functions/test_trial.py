"""Trials: every function has one; native twins give what the function gives, evaluated by another engine."""

import re

import formualizer
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.functions.drawn import MANY
from xlperf.functions.registry import all_functions, call
from xlperf.functions.trial import TrialRow, trial_rows

TRIALS = trial_rows()
TWINS = [trial for trial in TRIALS if trial.native]
HELD = [trial for trial in TWINS if trial.function in ("XLPERF_MET", "XLPERF_SCORE", "XLPERF_DEVIATION")]
FREE = [trial for trial in TWINS if trial not in HELD]
OF_2010 = {"IF", "OR", "ROUND", "MIN", "MAX"}
MOST_INPUTS = 4
AT = "ABCD"

Value = float | str | None


def _titles(trial: TrialRow) -> str:
    return trial.title


def _native(trial: TrialRow, values: list[Value]) -> object:
    book = formualizer.Workbook()
    book.add_sheet("S")
    for column, value in enumerate(values, 1):
        if value is not None:
            book.set_value("S", 1, column, value)
    assert trial.native
    book.set_formula("S", 2, 1, trial.native.format(*(f"{letter}1" for letter in AT)))
    book.evaluate_all()
    return book.evaluate_cell("S", 2, 1)


def _agree(trial: TrialRow, values: list[Value]) -> bool:
    return call(trial.function, values) == _native(trial, values)


def test_every_function_has_a_trial() -> None:
    assert {trial.function for trial in TRIALS} == {one.name for one in all_functions()}
    assert len({trial.title for trial in TRIALS}) == len(TRIALS)


@pytest.mark.parametrize("trial", TRIALS, ids=_titles)
def test_a_trial_takes_the_inputs_it_shows(trial: TrialRow) -> None:
    used = re.findall(r"\{(\d)\}", trial.formula)
    assert used == [str(place) for place in range(len(trial.inputs))]
    assert trial.formula.startswith(f"={trial.function}(")
    assert set(re.findall(r"\{(\d)\}", trial.native or "")) <= set(used)
    assert len(trial.inputs) <= MOST_INPUTS
    [function] = [one for one in all_functions() if one.name == trial.function]
    assert trial.spills == function.spills
    assert len(trial.inputs) >= sum(not arg.optional for arg in function.arguments)
    assert len(trial.formula) < 255 and len(trial.native or "") < 255


@pytest.mark.parametrize("trial", [t for t in TRIALS if t.function != "XLPERF_CHECK"], ids=_titles)
def test_a_sample_is_worked_out_without_a_complaint(trial: TrialRow) -> None:
    answer = call(trial.function, [value for _, value in trial.inputs])
    assert answer != ""
    if trial.native:
        assert isinstance(answer, float) or answer in ("是", "否", "优", "良", "中", "差")


@pytest.mark.parametrize("trial", TWINS, ids=_titles)
def test_the_native_twin_shows_the_same(trial: TrialRow) -> None:
    values = [value for _, value in trial.inputs]
    assert call(trial.function, values) == _native(trial, values)
    assert set(re.findall(r"([A-Z0-9.]+)\(", trial.native or "")) <= OF_2010


@pytest.mark.parametrize("trial", TWINS, ids=_titles)
def test_the_native_twin_is_blank_where_the_function_is(trial: TrialRow) -> None:
    needed = 2 if trial.function in ("XLPERF_EXEC_SCORE",) else min(3, len(trial.inputs))
    for place in range(needed):
        values: list[Value] = [value for _, value in trial.inputs]
        values[place] = None
        assert call(trial.function, values) == ""
        assert _native(trial, values) == ""


@pytest.mark.parametrize("trial", FREE, ids=_titles)
@MANY
@given(data=st.data())
def test_twins_agree_on_drawn_numbers(trial: TrialRow, data: st.DataObject) -> None:
    number = st.integers(0, 120) if trial.function == "XLPERF_GRADE" else st.integers(0, 3000)
    values = [float(data.draw(number)) for _ in trial.inputs]
    assert _agree(trial, list(values))


@pytest.mark.parametrize("trial", HELD, ids=_titles)
@MANY
@given(data=st.data(), target=st.integers(1, 1000), actual=st.integers(0, 3000), cents=st.booleans())
def test_twins_of_indicators_agree_where_bare_numbers_can_be_judged(
    trial: TrialRow, data: st.DataObject, target: int, actual: int, cents: bool
) -> None:
    """Bare numbers more than ten times apart are likelier of two units: the function asks back, a formula cannot."""
    assume(not actual or max(target, actual) <= 10 * min(target, actual))
    values: list[Value] = [target / 100, actual / 100] if cents else [float(target), float(actual)]
    values += [float(data.draw(st.integers(1, 30))), data.draw(st.sampled_from(["正向", "反向", None]))]
    assert _agree(trial, values[: len(trial.inputs)])
