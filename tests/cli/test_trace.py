"""xlperf trace: every figure of a roll-up leads to the rows that make it, and these to what stands in the units' files."""

import json
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.commandline import Run, run
from tests.usecases.season import convert, retype, send
from xlperf.model.values import show, to_decimal

BOOK = "汇总.xlsx"
SHEETS = ("总览", "单位汇总", "项目", "等级分布")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years, forms of two editions, errors, a refused file."""
    desk = tmp_path_factory.mktemp("desk")
    folder = desk / "收件"
    send(folder, "浏阳甲.xlsx", "甲局")
    other = convert(folder / "镇街" / "乙 局#1.xlsx", "乙局")
    retype(other, "附件2", "F5", "98 9.80万元")
    convert(folder / "丙局.xlsx", "丙局", {"dept.total_budget": "约一千", "dept.indicators.1.score": "9"})
    convert(folder / "丁局.xlsx", "丁局", {"base.three_public_previous": None})
    (folder / "会议通知.docx").write_bytes(b"PK")
    assert run("rollup", str(folder), "--out", str(desk / BOOK), "--quiet").code == 0
    return desk


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    shutil.copytree(made, tmp_path / "桌面")
    return tmp_path / "桌面"


def traced(desk: Path, *where: str) -> dict[str, Any]:
    found = run("trace", BOOK, *where, "--json", folder=desk)
    assert found.code == 0, found.err
    return dict(json.loads(found.out))


def text(desk: Path, *where: str) -> Run:
    return run("trace", BOOK, *where, folder=desk)


def formulas(desk: Path, sheet: str) -> list[tuple[str, Any, str]]:
    """Address, cached value and formula of every formula cell of a sheet, as another program reads them."""
    shown = openpyxl.load_workbook(desk / BOOK, data_only=True)[sheet]
    cells = (cell for row in openpyxl.load_workbook(desk / BOOK)[sheet].iter_rows() for cell in row)
    found = ((cell, getattr(cell.value, "text", cell.value)) for cell in cells if cell.data_type == "f")
    return [(cell.coordinate, shown[cell.coordinate].value, str(text)) for cell, text in found]


def said(value: Any, number_format: str) -> str:
    """A cell of another reader as a person sees it."""
    if isinstance(value, int | float) and "%" in number_format:
        return f"{100 * value:.2f}%"
    if isinstance(value, int | float):
        return show(to_decimal(value))
    return "" if value is None else str(value).replace(",", "")


def leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    """All origins below a cell."""
    own = [node["origin"]] if "origin" in node else []
    return own + [leaf for source in node.get("sources", ()) for item in source["items"] for leaf in leaves(item)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_formula_is_traced_to_rows_that_make_its_value(sheet: str, made: Path) -> None:
    found = formulas(made, sheet)
    assert len(found) > 5
    for address, value, formula in found:
        node = traced(made, f"{sheet}!{address}", "--all")
        assert node["agrees"] is True, (address, formula, node)
        assert str(node["value"] or "") == str(value if value is not None else "") or (
            abs(Decimal(node["value"]) - Decimal(str(value))) < Decimal("1e-9")
        )
        for source in node["sources"]:
            assert len(source["items"]) == source["count"]
            if source["what"] == "计数":
                assert Decimal(source["result"]) == source["count"], (address, formula)
            if source["what"] == "求和" and formula.startswith(("=SUM(", "=SUMIFS(")):
                total = sum(Decimal(item["value"]) for item in source["items"])
                assert total == Decimal(source["result"]) == Decimal(node["value"]), (address, formula)


def test_a_sum_names_the_units_behind_it(made: Path) -> None:
    shown = openpyxl.load_workbook(made / BOOK, data_only=True)["单位汇总"]
    heads = {cell.value: cell.column_letter for cell in shown[4] if cell.value}
    row = next(row[0].row for row in shown.iter_rows(min_row=5) if row[1].value == "2023年度合计")
    node = traced(made, "单位汇总", f"{heads['全年执行数']}{row}")
    assert {leaf["file"] for leaf in leaves(node)} == {"镇街/乙 局#1.xlsx", "丙局.xlsx", "丁局.xlsx"}
    assert all(leaf["state"] == "same" and len(leaf["now"]) == 1 for leaf in leaves(node))
    assert {Decimal(leaf["now"][0]["read"]) for leaf in leaves(node)} == {Decimal("989.8")}
    said = text(made, f"单位汇总!{heads['全年执行数']}{row}").out
    assert "与这一格相符" in said and "“附件2”" in said and "文件没有变" in said


@pytest.mark.parametrize(("sheet", "column"), [("基础数据", "F"), ("资金", "G")])
def test_a_figure_is_what_stands_in_the_file(sheet: str, column: str, made: Path) -> None:
    there = openpyxl.load_workbook(made / BOOK, data_only=True)[sheet]
    rows = [row for row in range(5, there.max_row + 1) if there[f"{column}{row}"].value is not None]
    for row in rows[:: max(1, len(rows) // 12)]:
        (leaf,) = leaves(traced(made, f"'{sheet}'!{column}{row}"))
        assert (leaf["state"], leaf["agrees"]) == ("same", True)
        for now in leaf["now"]:
            cell = openpyxl.load_workbook(made / "收件" / leaf["file"], data_only=True)[leaf["sheet"]][now["cell"]]
            assert said(cell.value, cell.number_format) == now["typed"].replace(",", ""), (leaf, cell.value)
        if len(leaf["now"]) == 1 and leaf["typed"] != "（空，按各行相加）":
            assert (leaf["typed"].strip(), leaf["read"]) == (leaf["now"][0]["typed"].strip(), leaf["now"][0]["read"])


def test_repairs_and_unread_figures_are_told(made: Path) -> None:
    there = openpyxl.load_workbook(made / BOOK, data_only=True)["资金"]
    typed = {there[f"F{row}"].value: row for row in range(5, there.max_row + 1)}
    said = text(made, f"资金!G{typed['98 9.80万元']}").out
    assert "修复：" in said and "读作 989.8" in said and "乙 局#1.xlsx" in said
    assert "未能读出" in text(made, f"资金!G{typed['约一千']}").out


def test_a_changed_file_is_noticed(desk: Path) -> None:
    there = openpyxl.load_workbook(desk / BOOK, data_only=True)["资金"]
    row = next(
        r
        for r in range(5, there.max_row + 1)
        if there[f"A{r}"].value == "丁局" and there[f"E{r}"].value == "全年执行数"
    )
    before = leaves(traced(desk, f"资金!G{row}"))[0]
    retype(desk / "收件" / "丁局.xlsx", before["sheet"], before["cell"], "123.45")
    leaf = leaves(traced(desk, f"资金!G{row}"))[0]
    assert (leaf["state"], leaf["agrees"], leaf["now"][0]["read"]) == ("changed", False, "123.45")
    said = text(desk, f"资金!G{row}").out
    assert "改过" in said and "原填不一样" in said


def test_a_file_that_is_gone_or_moved(desk: Path) -> None:
    (desk / "收件").rename(desk / "存档")
    (leaf,) = leaves(traced(desk, "基础数据!F5"))
    assert leaf["state"] == "gone" and leaf["now"] == []
    assert "已经不在原处" in text(desk, "基础数据!F5").out
    (leaf,) = leaves(traced(desk, "基础数据!F5", "--files", "存档"))
    assert leaf["state"] == "same" and leaf["now"]


def test_only_some_rows_are_listed(made: Path) -> None:
    there = openpyxl.load_workbook(made / BOOK)["总览"]
    where = next(c.coordinate for row in there.iter_rows() for c in row if str(c.value).startswith("=COUNT('指标'"))
    short, full = traced(made, f"总览!{where}"), traced(made, f"总览!{where}", "--all")
    (source,) = short["sources"]
    assert len(source["items"]) == 20 < source["count"] == len(full["sources"][0]["items"])
    assert f"还有 {source['count'] - 20} 行没有列出" in text(made, f"总览!{where}").out


def test_counts_of_findings_lead_to_the_findings(made: Path) -> None:
    there = openpyxl.load_workbook(made / BOOK, data_only=True)["单位汇总"]
    row = next(row[0].row for row in there.iter_rows(min_row=5) if row[1].value == "丙局")
    node = traced(made, f"单位汇总!N{row}")
    assert node["agrees"] is True and node["sources"][0]["count"] == there[f"N{row}"].value > 0
    assert all(item["sheet"] == "问题清单" for item in node["sources"][0]["items"])


def _rewrite(desk: Path, part: str, old: str, new: str) -> None:
    """Another text in one part of the roll-up."""
    with zipfile.ZipFile(desk / BOOK) as given:
        parts = {info: given.read(info) for info in given.infolist()}
    with zipfile.ZipFile(desk / BOOK, "w", zipfile.ZIP_DEFLATED) as made:
        for info, content in parts.items():
            if info.filename == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(info, content)


def test_a_value_that_its_rows_do_not_make_is_told(desk: Path) -> None:
    _rewrite(desk, "xl/worksheets/sheet1.xml", ',"接收")</f><v>4</v>', ',"接收")</f><v>7</v>')
    node = traced(desk, "总览!B6")
    assert (node["value"], node["computed"], node["agrees"]) == ("7", "4", False)
    assert "不符" in text(desk, "总览!B6").out


def test_a_strange_formula_is_said_to_be_one(desk: Path) -> None:
    _rewrite(desk, "xl/worksheets/sheet1.xml", "<f>COUNT('收件台账'!", "<f>SUBTOTAL(2,'收件台账'!")
    node = traced(desk, "总览!A6")
    assert "SUBTOTAL" in node["cannot"] and node["references"] == ["收件台账!A5:A9"]
    assert "拆不开" in text(desk, "总览!A6").out


@pytest.mark.parametrize("where", [("总览!A6",), ("'总览'!$A$6",), ("总览", "A6"), ("总览！a6",), ("总览 A6",)])
def test_any_way_to_write_the_place(where: tuple[str, ...], made: Path) -> None:
    assert traced(made, *where)["cell"] == "A6"


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (("没有的表!A1",), "没有工作表"), (("总览!H200",), "是空的"), (("总览",), "看不懂"), (("总览!A0",), "没有单元格"),
    ],
)  # fmt: skip
def test_faults_are_told_in_chinese(where: tuple[str, ...], said: str, made: Path) -> None:
    found = text(made, *where)
    assert (found.code, found.out) == (1, "") and said in found.err


def test_only_roll_ups_are_traced(made: Path, tmp_path: Path) -> None:
    (tmp_path / "坏的.xlsx").write_bytes(b"PK not a book")
    for path, said in (
        (made / "收件" / "丁局.xlsx", "不是 xlperf 写的汇总"), (tmp_path / "坏的.xlsx", "不是完好的"), (tmp_path / "没有.xlsx", "找不到"),
        (tmp_path, "是文件夹"),
    ):  # fmt: skip
        found = run("trace", str(path), "总览!A6")
        assert found.code == 1 and said in found.err, found.err
