"""xlperf diff: two rounds of a season, and just what was changed between them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.audit import audit
from tests.cli.test_trace import convert
from tests.commandline import run
from tests.usecases.season import send
from xlperf.rollup.change_book import TITLE
from xlperf.workbook.product import CHANGES, product_of

pytestmark = pytest.mark.xdist_group("diff")  # what its fixtures make takes long: once, not once a process

WRONG = {"dept.indicators.1.score": "9"}
"""the total is then not the sum: an error"""
MENDED = {"dept.total_executed": "979.80", "dept.indicators.2.actual": "500人次", "base.staff_actual": None}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two rounds: 甲局 sends another file, 乙局 the same again, 丙局 is gone, 丁局 is new, 戊局 only retypes a blank."""
    desk = tmp_path_factory.mktemp("desk")
    folder = desk / "收件"
    convert(folder / "甲局.xlsx", "甲局", WRONG)
    convert(folder / "乙局.xlsx", "乙局")
    convert(folder / "丙局.xlsx", "丙局")
    convert(folder / "戊局.xlsx", "戊局")
    assert run("rollup", str(folder), "--out", str(desk / "一.xlsx"), "--quiet").code == 0
    (folder / "甲局.xlsx").unlink()
    (folder / "丙局.xlsx").unlink()
    convert(folder / "甲局（改）.xlsx", "甲局", MENDED)
    send(folder, "丁局.xlsx", "丁局")
    convert(folder / "戊局.xlsx", "戊局", {"dept.indicators.1.level3": "维修校舍数量"})
    assert run("rollup", str(folder), "--out", str(desk / "二.xlsx"), "--quiet").code == 0
    return desk


def compared(desk: Path, *arguments: str) -> dict[str, Any]:
    found = run("diff", *arguments, "--json", folder=desk)
    assert found.code == 0, found.err
    return dict(json.loads(found.out))


def test_just_what_was_changed_is_named(desk: Path) -> None:
    found = compared(desk, "一.xlsx", "二.xlsx")
    assert [unit["unit"] for unit in found["added"]] == ["丁局"]
    assert [unit["unit"] for unit in found["gone"]] == ["丙局"]
    other, unit = found["changed"]
    assert (unit["unit"], other["unit"], found["counts"]["units_unchanged"]) == ("甲局", "戊局", 1)
    assert [file["name"] for file in unit["files_before"] + unit["files_now"]] == ["甲局.xlsx", "甲局（改）.xlsx"]
    figures = {(f["sheet"], f["line"], f["column"]): (f["old"], f["new"]) for f in unit["figures"]}
    assert figures[("单位汇总", "全年执行数", "")] == ("989.8", "979.8")
    assert figures[("资金", "年度资金总额", "全年执行数")] == ("989.8", "979.8")
    assert figures[("指标", "维修校舍所数", "得分")] == ("9", "15")
    assert figures[("指标", "培训教师人次", "实际完成值")] == ("480人次", "500人次")
    assert figures[("基础数据", "2023年实际在职人数", "")] == ("40", None)
    named = {line for _, line, _ in figures}
    assert "校舍验收合格率" not in named and "年初预算数" not in named
    marks = {mark["what"]: (mark["old"], mark["new"]) for mark in unit["marks"]}
    assert marks["各项合计"] == ("92.8", "98.8")
    assert "SC05" in [one["code"] for one in unit["findings_solved"]]
    assert all(one["place"].startswith("甲局（改）.xlsx") for one in unit["findings_new"])
    money = next(f for f in unit["figures"] if f["sheet"] == "资金" and f["column"] == "全年执行数")
    assert (money["old_place"], money["new_place"]) == ("甲局.xlsx“附件2”F5", "甲局（改）.xlsx“附件2”F5")


def test_a_renamed_indicator_is_one_gone_and_one_new(desk: Path) -> None:
    other = compared(desk, "一.xlsx", "二.xlsx")["changed"][0]
    lines = {figure["line"] for figure in other["figures"]}
    assert lines == {"维修校舍所数", "维修校舍数量"}
    gone = [f for f in other["figures"] if f["line"] == "维修校舍所数"]
    assert all(f["new"] is None and f["new_place"] == "" for f in gone)


def test_there_and_back(desk: Path) -> None:
    there, back = compared(desk, "一.xlsx", "二.xlsx"), compared(desk, "二.xlsx", "一.xlsx")
    counts = there["counts"], back["counts"]
    assert counts[0]["findings_solved"] == counts[1]["findings_new"] > 0
    assert counts[0]["figures_changed"] == counts[1]["figures_changed"]
    same = compared(desk, "二.xlsx", "二.xlsx")
    assert (same["changed"], same["added"], same["gone"], same["counts"]["units_unchanged"]) == ([], [], [], 4)


def test_in_words(desk: Path) -> None:
    said = run("diff", "一.xlsx", "二.xlsx", folder=desk).out
    lines = said.splitlines()
    assert lines[1].startswith("新增的单位·年度 1，不再有的单位·年度 1，有变化的单位·年度 2")
    assert "■ 甲局（2023年度）" in lines and "  文件：甲局.xlsx → 甲局（改）.xlsx" in lines
    assert "各项合计 92.8 → 98.8" in said and "989.8 → 979.8" in said and "改好　SC05" in said
    assert "没有列出，加 --all" in said or len(lines) < 40
    assert "没有列出" not in run("diff", "一.xlsx", "二.xlsx", "--all", folder=desk).out


def test_as_a_workbook(desk: Path) -> None:
    found = compared(desk, "一.xlsx", "二.xlsx")
    for _ in range(2):  # its own output may be written over
        made = run("diff", "一.xlsx", "二.xlsx", "--out", "变化.xlsx", folder=desk)
        assert made.code == 0, made.err
    book = openpyxl.load_workbook(desk / "变化.xlsx")
    assert book.sheetnames == ["小结", "单位", "数的变化", "问题的变化"]
    assert book["数的变化"].max_row - 3 == found["counts"]["figures_changed"]
    assert book["问题的变化"].max_row - 3 == found["counts"]["findings_solved"] + found["counts"]["findings_new"]
    assert audit(desk / "变化.xlsx") == []
    product = product_of(desk / "变化.xlsx")
    assert CHANGES == TITLE and product and product.is_result and product.untouched
    refused = run("check", "变化.xlsx", folder=desk)
    assert refused.code == 2 and "不是单位的报送件" in refused.out + refused.err


def test_the_roll_ups_are_never_written_over(desk: Path) -> None:
    found = run("diff", "一.xlsx", "二.xlsx", "--out", "一.xlsx", folder=desk)
    assert found.code == 2 and "错误" in found.err


def test_only_roll_ups_are_compared(desk: Path) -> None:
    found = run("diff", "一.xlsx", "收件/乙局.xlsx", folder=desk)
    assert found.code == 2 and "不是 xlperf 写的汇总" in found.err
