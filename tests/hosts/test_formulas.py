"""Formulas in English, Excel's grammar, in and out."""

import pytest
import xlwings as xw


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:B1)", 5.0),
        ("=SUM($A$1,B1)", 5.0),
        ('=IF(A1>B1,"大","小")', "小"),
        ("='表 二'!A1*2", 14.0),
        ("=SUM('表 二'!A:A)", 7.0),
        ('=IFERROR(1/0,"错")', "错"),
        ("=SUMPRODUCT((A1:B1>2)*1)", 1.0),
        ('=A1&"，"&B1', "2，3"),
        ('="引号""里"', '引号"里'),
        ("=CONCAT(A1,B1)", "23"),
        ('=TEXTJOIN("、",TRUE,A1,B1)', "2、3"),
        ('=MAXIFS(A1:B1,A1:B1,">2")', 3.0),
        ("=ROUND(A1/B1,4)", 0.6667),
        ("=SUM({1,2;3,4})", 10.0),
        ("=-A1^2", 4.0),
        ("=10%*B1", 0.3),
    ],
)
def test_they_calculate_and_read_back_as_written(book: xw.Book, formula: str, value: object) -> None:
    sheet = book.sheets[0]
    book.sheets.add("表 二", after=sheet)["A1"].value = 7
    sheet["A1"].value = [2, 3]
    sheet["D4"].formula = formula
    assert sheet["D4"].value == pytest.approx(value)
    assert sheet["D4"].formula == formula


def test_one_formula_fills_a_range(sheet: xw.Sheet) -> None:
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    sheet["B1:B3"].formula = "=A1*$A$1+1"
    assert sheet["B1:B3"].value == [2.0, 3.0, 4.0]
    assert sheet["B1:B3"].formula == (("=A1*$A$1+1",), ("=A2*$A$1+1",), ("=A3*$A$1+1",))


def test_formulas_of_constants(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2.5, "甲"], [None, True, "=1+1"]]
    assert sheet["A1:C2"].formula == (("1", "2.5", "甲"), ("", "TRUE", "=1+1"))


def test_several_formulas_at_once(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = [["=1+1", "=A1+1"], ["=A1+B1", 9]]
    assert sheet["A1:B2"].value == [[2.0, 3.0], [5.0, 9.0]]


def test_a_formula_may_be_empty_text(sheet: xw.Sheet) -> None:
    sheet["A1"].formula = '=""'
    assert sheet["A1"].value is None
    assert sheet["A1"].formula == '=""'


def test_a_wrong_formula_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(Exception, match=r".+"):
        sheet["A1"].formula = "=SUM(1,"
    assert sheet["A1"].value is None


def test_array_formulas(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, 2, 3]
    sheet["A2:C2"].formula_array = "=A1:C1*2"
    assert sheet["A2:C2"].value == [2.0, 4.0, 6.0]
    assert sheet["A2"].formula_array == "=A1:C1*2"
    assert (sheet["A2"].has_array, sheet["A1"].has_array) == (True, False)


def test_formulas_follow_what_they_depend_on(book: xw.Book, sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1, "=A1+1"]
    sheet["A1"].value = 5
    assert sheet["B1"].value == 6.0
    book.app.calculate()
    assert sheet["B1"].value == 6.0
