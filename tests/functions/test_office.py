"""Each function in cells of LibreOffice, through its VBA wrapper, on drawn inputs: the same as in Python."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.functions.drawn import actuals, amounts, full_points, targets
from tests.hosts.running import running_office
from xlperf.functions.registry import Answer, all_functions, call
from xlperf.functions.trial import trial_rows
from xlperf.hosts.libreoffice import LibreOfficeDesk
from xlperf.hosts.libreoffice.setup import install_bridge
from xlperf.macrobooks.build import buttons_of
from xlperf.macrobooks.form_book import write_form_book
from xlperf.macrobooks.trial_sheet import NAME as TRIAL_SHEET
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.rules import catalogue
from xlperf.usecases.checking import check_file

pytestmark = pytest.mark.xdist_group("functions_in_office")

DRAWS, AT_LEAST = 250, 200
AT = "ABCDEF"
RESULT = "H"
ERRORS = {"=1/0": "#DIV/0!", "=NA()": "#N/A", "=NAMELESS()": "#NAME?"}
"""formula of a cell → the text that the wrapper hands on"""

numbers = st.one_of(
    amounts.map(float), amounts.map(float), amounts.map(str), st.sampled_from([None, "无", "1,200", "五", *ERRORS])
)
points = st.one_of(full_points.map(float), st.sampled_from([None, "10分", *ERRORS]))
ratios = st.decimals(0, 1, places=3).map(float)
wanted = st.one_of(targets, targets, targets, ratios, amounts.map(float), st.sampled_from([None, *ERRORS]))
got = st.one_of(actuals, actuals, actuals, ratios, amounts.map(float), st.sampled_from([None, *ERRORS]))
level2 = st.sampled_from([None, "数量指标", "成本指标（10）", "时效指标"])
direction = st.sampled_from([None, "正向", "反向", "成本指标", "反想"])
edition = st.sampled_from([None, None, "yueyang_2023", "浏阳市", "火星"])
year = st.sampled_from([None, 2023.0, "2022年"])
codes = st.sampled_from([*catalogue(), "zz99", None, 12.0, *ERRORS])

ARGUMENTS: dict[str, tuple[st.SearchStrategy[object], ...]] = {
    "XLPERF_EXEC_RATE": (numbers, numbers, edition),
    "XLPERF_CONTROL_RATE": (numbers, numbers, edition),
    "XLPERF_CHANGE_RATE": (numbers, numbers, edition),
    "XLPERF_EXEC_SCORE": (numbers, numbers, points, edition),
    "XLPERF_TARGET": (wanted, level2, year),
    "XLPERF_MET": (wanted, got, level2, year),
    "XLPERF_DEVIATION": (wanted, got, edition),
    "XLPERF_SCORE": (wanted, got, points, direction, edition, year),
    "XLPERF_TRACE": (wanted, got, points, direction, edition, year),
    "XLPERF_GRADE": (st.one_of(st.decimals(-5, 110, places=2).map(float), numbers), edition),
    "XLPERF_EXPLAIN": (codes,),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.Book]:
    """A macro book, open in a LibreOffice that was set up for xlperf."""
    folder = tmp_path_factory.mktemp("functions")
    path = folder / "yueyang_2023.xlsm"
    faulty = sample("yueyang_2023", {"dept.indicators.1.score": "16", "base.staff_actual": "45"})
    write_form_book(load_edition("yueyang_2023"), path, buttons_of("form"), all_functions(), fill=faulty)
    assert install_bridge(folder / "profile").ready
    with running_office(folder / "profile") as app:
        book = app.books.open(path)
        yield book
        book.close()


def collected(arguments: tuple[st.SearchStrategy[object], ...]) -> list[list[object]]:
    """Draws of all arguments: the same in every run."""
    rows: list[list[object]] = []

    @settings(
        max_examples=DRAWS,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*arguments))
    def collect(row: tuple[object, ...]) -> None:
        rows.append(list(row))

    collect()
    return rows


def _cell(value: object) -> object:
    """As it is put into a cell: formulas stay formulas, texts stay texts."""
    return f"'{value}" if isinstance(value, str) and value not in ERRORS else value


def _first_row(answer: Answer, columns: int) -> list[object]:
    row = answer[0] if isinstance(answer, list) else [answer]
    return [None if value == "" else value for value in (row if len(row) == columns else row * columns)]


def test_every_function_of_values_is_tried() -> None:
    assert set(ARGUMENTS) | {"XLPERF_CHECK"} == {one.name for one in all_functions()}
    assert all(len(ARGUMENTS.get(one.name, one.arguments)) == len(one.arguments) for one in all_functions())


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_a_function_in_cells_gives_what_python_gives(name: str, book: xw.Book) -> None:
    rows = collected(ARGUMENTS[name])
    if name == "XLPERF_EXPLAIN":
        rows += [[written] for code in catalogue() for written in (code, f" {code.lower()}　")]
    assert len({tuple(map(repr, row)) for row in rows}) >= AT_LEAST
    sheet = book.sheets.add(name, after=book.sheets[-1])
    width, [function] = len(rows[0]), [one for one in all_functions() if one.name == name]
    sheet.range(f"A1:{AT[width - 1]}{len(rows)}").value = [[_cell(value) for value in row] for row in rows]
    formula = f"={name}({','.join(f'{letter}{{0}}' for letter in AT[:width])})"
    if function.spills:
        for row in range(1, len(rows) + 1):
            sheet.range((row, 8), (row, 7 + function.columns)).formula_array = formula.format(row)
    else:
        sheet.range(f"{RESULT}1:{RESULT}{len(rows)}").formula = formula.format(1)
    seen = sheet.range((1, 8), (len(rows), 7 + function.columns)).options(ndim=2).value
    given_to_python = [[ERRORS.get(str(value), value) for value in row] for row in rows]
    expected = [_first_row(call(name, row), function.columns) for row in given_to_python]
    assert [found for found in zip(rows, seen, expected, strict=True) if found[1] != found[2]] == []


def test_checking_in_cells_finds_what_check_finds(book: xw.Book, tmp_path: Path) -> None:
    LibreOfficeDesk(book).copy_to(tmp_path / "副本.xlsx")
    found = [f for f in check_file(tmp_path / "副本.xlsx").findings if not f.folded_under]
    sheet = book.sheets.add("查", after=book.sheets[-1])
    sheet.range((1, 1), (len(found) + 3, 6)).formula_array = "=XLPERF_CHECK()"
    rows = sheet.range((2, 1), (len(found) + 1, 6)).options(ndim=2, empty="").value
    listed = [(f.code, f.severity.chinese, f.sheet, f.cell, f.given, f.expected) for f in found]
    assert found and sorted(map(tuple, rows)) == sorted(listed)


def test_trials_recalculated_are_the_same_as_their_twins(book: xw.Book) -> None:
    sheet = book.sheets[TRIAL_SHEET]
    book.app.calculate()
    cells = sheet.range("A1:I80").options(ndim=2).value
    rows = [row for row in cells if row[0] and row[8] is not None][1:]
    shown = {(row[1] or "").partition("\n")[2]: row[8] for row in rows}
    assert shown == {one.title: "相同" if one.native else "—" for one in trial_rows() if not one.spills}
