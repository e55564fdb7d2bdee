"""Values into cells and out again: what xlwings' documentation promises, in every host."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
import xlwings as xw

NOW = dt.datetime(2026, 11, 21, 10, 30, 15)


@pytest.mark.parametrize(
    ("given", "got"),
    [
        (1, 1.0),
        (0.1 + 0.2, 0.1 + 0.2),
        (1e-300, 1e-300),
        (123456789012345.0, 123456789012345.0),
        (Decimal("12.34"), 12.34),
        (True, True),
        (False, False),
        ("甲\n乙", "甲\n乙"),
        ("  前后有空格 ", "  前后有空格 "),
        ("≧９５％", "≧９５％"),
        ("😀𠮷", "😀𠮷"),
        (NOW, NOW),
        (dt.date(2026, 1, 2), dt.datetime(2026, 1, 2)),
        (dt.datetime(2026, 1, 2, tzinfo=dt.UTC), dt.datetime(2026, 1, 2)),
        (None, None),
        ("", None),
        (float("nan"), None),
    ],
)
def test_what_goes_in_comes_out(sheet: xw.Sheet, given: object, got: object) -> None:
    sheet["B2"].value = given
    value = sheet["B2"].value
    assert (value, type(value)) == (got, type(got))


@pytest.mark.parametrize(
    ("given", "got"),
    [
        ("12", 12.0),
        ("003", 3.0),
        ("-1,234.50", -1234.5),
        ("1e3", 1000.0),
        ("12%", 0.12),
        ("TRUE", True),
        ("=1+1", 2.0),
        ("2026-1-2", dt.datetime(2026, 1, 2)),
        ("2026/1/2 8:30", dt.datetime(2026, 1, 2, 8, 30)),
        ("'003", "003"),
        ("'=1+1", "=1+1"),
        ("'", None),
        ("=", "="),
        ("3-1-1-1", "3-1-1-1"),
        ("1,23", "1,23"),
        ("2026-2-31", "2026-2-31"),
        ("附件3-1", "附件3-1"),
        ("12人", "12人"),
    ],
)
def test_a_text_is_read_as_if_someone_had_typed_it(sheet: xw.Sheet, given: str, got: object) -> None:
    sheet["A1"].value = given
    value = sheet["A1"].value
    assert (value, type(value)) == (got, type(got))


def test_a_cell_of_format_text_keeps_texts(sheet: xw.Sheet) -> None:
    sheet["A1:B1"].number_format = "@"
    sheet["A1"].value = ["003", "=1+1"]
    assert sheet["A1:B1"].value == ["003", "=1+1"]


def test_a_block_is_written_from_its_corner(sheet: xw.Sheet) -> None:
    block = [[1, "甲", None], [NOW, True, 2.5]]
    sheet["B2"].value = block
    assert sheet["B2:D3"].value == [[1.0, "甲", None], [NOW, True, 2.5]]
    assert sheet["A1"].value is None
    assert sheet["B4:D4"].value == [None, None, None]


def test_shapes(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    assert sheet["A1"].value == 1.0
    assert sheet["A1:B1"].value == [1.0, 2.0]
    assert sheet["A1:A2"].value == [1.0, 3.0]
    assert sheet["A1:B2"].value == [[1.0, 2.0], [3.0, 4.0]]
    assert sheet["A1"].options(ndim=1).value == [1.0]
    assert sheet["A1"].options(ndim=2).value == [[1.0]]
    assert sheet["A1:A2"].options(ndim=2).value == [[1.0], [3.0]]
    assert sheet["A1:B2"].options(transpose=True).value == [[1.0, 3.0], [2.0, 4.0]]
    sheet["D1"].options(transpose=True).value = [7, 8]
    assert sheet["D1:D2"].value == [7.0, 8.0]


def test_options(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [1.6, None, NOW, "=1/0", "=NA()"]
    row = sheet["A1:E1"]
    assert row.value == [1.6, None, NOW, None, None]
    assert row.options(err_to_str=True).value[3:] == ["#DIV/0!", "#N/A"]
    assert row.options(numbers=int, empty="空", dates=dt.date).value[:3] == [2, "空", NOW.date()]
    assert sheet["A1:B2"].options(dict, transpose=True).value == {1.6: None, None: None}


def test_raw_values_are_those_of_com(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["=1/0", 2], ["甲", None]]
    assert sheet["A1:B2"].raw_value == ((-2146826281, 2.0), ("甲", None))
    assert sheet["B1"].raw_value == 2.0


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ("=10^400", "#NUM!"),
        ('="甲"*1', "#VALUE!"),
        ("=没有这个名称", "#NAME?"),
    ],
)
def test_errors(sheet: xw.Sheet, formula: str, error: str) -> None:
    sheet["A1"].value = formula
    assert sheet["A1"].value is None
    assert sheet["A1"].options(err_to_str=True).value == error


def test_one_value_fills_a_range(sheet: xw.Sheet) -> None:
    sheet["A1:B2"].value = "甲"
    assert sheet["A1:B2"].value == [["甲", "甲"], ["甲", "甲"]]
    sheet["A1:B2"].value = None
    assert sheet["A1:B2"].value == [[None, None], [None, None]]


def test_truth_does_not_stick(sheet: xw.Sheet) -> None:
    sheet["A1"].value = ["=1=1", True]
    assert sheet["A1:B1"].value == [True, True]
    sheet["A1"].value = [1, "=2-1"]
    assert sheet["A1:B1"].value == [1.0, 1.0]
    assert type(sheet["A1"].value) is float
    sheet["A1"].value = True
    sheet["A1"].value = [0]
    assert type(sheet["A1"].value) is float


def test_dates_bring_their_format_only_where_there_is_none(sheet: xw.Sheet) -> None:
    sheet["A2"].number_format = "0.00"
    sheet["A3"].number_format = "yyyy-mm-dd"
    sheet["A1"].options(transpose=True).value = [dt.date(2026, 1, 2)] * 3
    assert sheet["A1"].value == dt.datetime(2026, 1, 2)
    assert sheet["A2"].value == 46024.0
    assert sheet["A3"].number_format == "yyyy-mm-dd"
    assert sheet["A3"].value == dt.datetime(2026, 1, 2)


def test_a_number_in_a_cell_formatted_as_date_is_a_date(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1.5, 36526.75], [2, "甲"]]
    sheet["B1:B2"].number_format = "yyyy/m/d"
    assert sheet["A1:B2"].value == [[1.5, dt.datetime(2000, 1, 1, 18)], [2.0, "甲"]]


def test_values_leave_colours_and_notes(sheet: xw.Sheet) -> None:
    sheet["A1"].color = (255, 0, 0)
    sheet["A1"].add_note("单位的批注")
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["A1"].value = None
    assert (sheet["A1"].color, sheet["A1"].note.text) == ((255, 0, 0), "单位的批注")


def test_a_cell_takes_no_objects(sheet: xw.Sheet) -> None:
    with pytest.raises(Exception, match=r".+"):
        sheet["A1"].value = [object()]
    assert sheet["A1"].value is None


def test_data_frames(sheet: xw.Sheet) -> None:
    frame = pd.DataFrame({"单位": ["甲", "乙"], "得分": [90.5, None], "日期": [NOW, NOW]})
    sheet["A1"].options(index=False).value = frame
    back = sheet["A1"].options(pd.DataFrame, index=False, expand="table").value
    assert list(back.columns) == ["单位", "得分", "日期"]
    assert back["单位"].tolist() == ["甲", "乙"]
    assert back["日期"].tolist() == [NOW, NOW]
    assert pd.isna(back["得分"].iloc[1])


def test_large_blocks_are_quick(sheet: xw.Sheet, benchmark_seconds: float = 3) -> None:
    import time

    rows = [[i, f"第{i}行", i / 7, None] for i in range(5000)]
    started = time.monotonic()
    sheet["A1"].value = rows
    assert sheet["A1:D5000"].value[4999] == [4999.0, "第4999行", 4999 / 7, None]
    assert time.monotonic() - started < benchmark_seconds
