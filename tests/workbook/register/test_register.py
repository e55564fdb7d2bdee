"""The register's workbook: what is written is read back; faults are told all at once, with sheet and cell."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.audit import audit
from xlperf.errors import OperatorError, UnreadableFile
from xlperf.model.register import Register, RegisteredProject, RegisteredUnit
from xlperf.workbook.product import REGISTER, product_of
from xlperf.workbook.read import read_submission
from xlperf.workbook.register.reading import read_register
from xlperf.workbook.register.template import HEAD, write_register

UNITS = (
    RegisteredUnit(
        "岳阳市教育局", "001", ("市教育局", "教育局（机关）"), "教科文科", "张三 0730-8888888", date(2024, 3, 31),
        ("base", "dept", "project"), "=1+1", (RegisteredProject("校舍、操场维修", ("校舍维修",)), RegisteredProject("=A1")),
    ),
    RegisteredUnit("甲局", projects=(RegisteredProject("乙项目"),)),
    RegisteredUnit("汇总单位", "X-9", forms=("list",)),
)  # fmt: skip
HEADS = ["单位编码", "单位名称", "别名", "截止日期", "应报表"]


def _book(path: Path, rows: list[list[Any]], projects: list[list[Any]] | None = None, above: int = 0) -> Path:
    """A list as an officer may have it, without our template."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "应报单位"
    for _ in range(above):
        sheet.append(["XX区2023年度绩效自评应报单位名单"])
    for row in rows:
        sheet.append(row)
    if projects is not None:
        other = book.create_sheet("应报项目")
        for row in projects:
            other.append(row)
    book.save(path)
    return path


def _faults(path: Path) -> list[str]:
    with pytest.raises(OperatorError) as caught:
        read_register(path)
    return str(caught.value).split("\n")[1:]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "应报单位.xlsx"
    write_register(path, UNITS, 2023)
    assert read_register(path) == Register(UNITS, 2023)
    assert audit(path) == []
    product = product_of(path)
    assert product and (product.kind, product.untouched) == (REGISTER, True)


def test_the_empty_template(tmp_path: Path) -> None:
    path = tmp_path / "应报单位.xlsx"
    write_register(path)
    assert audit(path) == []
    book = load_workbook(path)
    assert book.sheetnames == ["应报单位", "应报项目", "填写说明"]
    heads = [cell.value for cell in book["应报单位"][HEAD + 1]]
    assert heads == ["单位编码", "单位名称", "别名", "主管科室", "联系人/电话", "截止日期", "应报表", "备注"]
    assert [cell.value for cell in book["应报项目"][HEAD + 1]] == ["单位编码", "单位名称", "项目名称", "别名", "备注"]
    assert len(book["应报单位"].data_validations.dataValidation) == len(heads) + 1
    assert _faults(path) == ["应报单位：还没有填单位"]


def test_the_register_is_no_submission(tmp_path: Path) -> None:
    path = tmp_path / "应报单位.xlsx"
    write_register(path, UNITS)
    with pytest.raises(UnreadableFile, match="应报单位登记表"):
        read_submission(path)


def test_a_list_of_the_officers_own(tmp_path: Path) -> None:
    """Another order, own columns, a title above, merged departments, phones apart, codes as numbers, gaps."""
    rows = [
        ["序号", "单位全称（必填）", "归口科室", "联系人", "联系电话", "预算编码*", "分管领导", "截止日期"],
        [1, "甲局", "一科", "张三", 13800000000, 401001, "李四", datetime(2024, 3, 31)],
        [2, "乙局", None, None, None, 401002, None, "2024年4月15日前"],
        [None] * 8,
        [3, None, None, None, None, None, None, None],
        ["合计", None, None, None, None, None, None, None],
    ]
    path = _book(tmp_path / "名单.xlsx", rows, above=2)
    book = load_workbook(path)
    book["应报单位"].merge_cells("C4:C5")
    book.create_sheet("往年")["A1"] = "旧"
    book.save(path)
    found = read_register(path)
    assert found.units == (
        RegisteredUnit("甲局", "401001", (), "一科", "张三 13800000000", date(2024, 3, 31)),
        RegisteredUnit("乙局", "401002", (), "一科", "", date(2024, 4, 15)),
    )
    assert found.notes == (
        "应报单位 A8：“合计”不在登记的栏目里，没有读",
        "应报单位：“分管领导”栏没有用到",
        "“往年”页没有读",
    )


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2024年3月31日", date(2024, 3, 31)), ("2024-3-31", date(2024, 3, 31)), ("2024/03/31", date(2024, 3, 31)),
        ("2024.3.31", date(2024, 3, 31)), ("２０２４年３月３１日 之前", date(2024, 3, 31)), ("20240331", date(2024, 3, 31)),
        (20240331, date(2024, 3, 31)), ("2024年2月底", date(2024, 2, 29)), ("2024-03-31 17:00", date(2024, 3, 31)),
        (datetime(2024, 3, 31, 17, 30), date(2024, 3, 31)),
    ],
)  # fmt: skip
def test_dates(typed: Any, day: date, tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [HEADS, ["1", "甲局", "", typed, ""]])
    assert read_register(path).units[0].due == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("三月底", "读不出“三月底”是哪一天"), ("2024年3月", "读不出"), ("3月31日", "没有写年份"), (45382, "像是没有按日期显示的日期"),
        ("2024年2月30日", "没有“2024年2月30日”这一天"), ("2024年3月31日或4月1日", "读不出"), ("20240231", "这一天"),
    ],
)  # fmt: skip
def test_dates_that_cannot_be_read(typed: Any, said: str, tmp_path: Path) -> None:
    (fault,) = _faults(_book(tmp_path / "a.xlsx", [HEADS, ["1", "甲局", "", typed, ""]]))
    assert fault.startswith("应报单位 D2：") and said in fault


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("附件1、附件2", ("base", "dept")), ("附件2,附件1", ("base", "dept")), ("附件1-3", ("base", "dept", "project")),
        ("附件1—附件3", ("base", "dept", "project")), ("全部", ()), ("", ()), ("1、2", ("base", "dept")), ("汇总表", ("list",)),
        ("附件1/附件2/附件3", ("base", "dept", "project")),
    ],
)  # fmt: skip
def test_forms(typed: str, forms: tuple[str, ...], tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [HEADS, ["1", "甲局", "", "", typed]])
    assert read_register(path).units[0].forms == forms


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        HEADS,
        ["001", "甲局", "甲委；共用名", "2024年3月31日", "附件1"],
        ["００１", "乙局", "共用名、甲 局", "不知道", "附件9"],
        ["003", None, None, None, None],
        ["004", " 甲　局 ", None, None, None],
    ]
    projects = [
        ["单位编码", "单位名称", "项目名称", "别名"],
        ["001", None, "维修", None],
        ["001", "乙局", "改造", None],
        ["999", None, "道路", None],
        [None, "丙局", "桥梁", None],
        [None, None, "绿化", None],
        ["001", None, None, "无名"],
        ["001", None, "路灯", " 维 修"],
    ]
    path = _book(tmp_path / "名单.xlsx", rows, projects)
    with pytest.raises(OperatorError) as caught:
        read_register(path)
    assert str(caught.value).startswith("名单.xlsx 有 13 处要改：")
    assert [fault.partition("：")[0] for fault in _faults(path)] == [
        "应报单位 D3", "应报单位 E3", "应报单位 A4",
        "应报单位 A3", "应报单位 B5", "应报单位 C3", "应报单位 C3",
        "应报项目 B3", "应报项目 A4", "应报项目 B5", "应报项目 C6", "应报项目 A7", "应报项目 C8",
    ]  # fmt: skip
    told = "\n".join(_faults(path))
    assert "单位编码“００１”已经是应报单位 A2“甲局”的" in told
    assert "别名“共用名”与应报单位 C2的别名相同" in told
    assert "别名“甲 局”与应报单位 B2的单位名称相同" in told
    assert "单位名称“乙局”与编码“001”不是同一个单位" in told
    assert "在应报项目 C2已经有了" in told


def test_heads_that_are_missing_or_stand_twice(tmp_path: Path) -> None:
    assert _faults(_book(tmp_path / "a.xlsx", [["编码", "电话"], ["1", "2"]])) == [
        "应报单位：没有找到表头“单位名称”，请保留模板的表头"
    ]
    (fault,) = _faults(_book(tmp_path / "b.xlsx", [["单位名称", "单位全称"], ["甲局", "甲局"]]))
    assert fault.startswith("应报单位 B1：表头“单位全称”与前面的一栏重复")


def test_cells_that_hold_errors_or_were_never_calculated(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [HEADS, ["1", "=B9", None, None, None], ["2", "甲局", None, None, None]])
    faults = _faults(path)
    assert any("B2" in fault and "公式" in fault for fault in faults)


def test_the_year_above_the_heads(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["年度", "2023年"], HEADS, ["1", "甲局", None, None, None]]
    assert read_register(_book(tmp_path / "a.xlsx", rows)).year == 2023
    assert read_register(_book(tmp_path / "b.xlsx", [["年度："], *rows[1:]])).year is None
    assert _faults(_book(tmp_path / "c.xlsx", [["年度", "去年"], *rows[1:]])) == [
        "应报单位 B1：年度应写成 2023 这样，读到的是“去年”"
    ]


def test_other_files(tmp_path: Path) -> None:
    book = Workbook()
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(OperatorError, match="没有“应报单位”页"):
        read_register(tmp_path / "别的.xlsx")
    (tmp_path / "文本.xlsx").write_text("单位名称")
    with pytest.raises(OperatorError):
        read_register(tmp_path / "文本.xlsx")


def test_unit_names_of_one_unit_may_repeat(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", [HEADS, ["1", "甲局", "甲 局；甲委；甲委", None, None]])
    assert read_register(path).units[0].aliases == ("甲 局", "甲委")
