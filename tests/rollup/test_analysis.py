"""The sheets that weigh the units' figures: 得分排名, 执行率, 三公和公用经费, 指标完成情况, 未完成指标; two years in one book."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.audit import audit
from tests.libreoffice import recalculate
from tests.rollup.made import LIUYANG, SHIGU, content, entry, of_edition, rows_of, sample_of, sent, write
from tests.rollup.test_write import _exact, _table, _values
from xlperf.model.submission import Submission
from xlperf.model.values import to_decimal
from xlperf.rollup.completion import level2_group
from xlperf.rollup.entry import Entry
from xlperf.rollup.sheets.execution import bands

NEW = ("得分排名", "执行率分析", "执行率明细", "三公和公用经费", "指标完成情况", "未完成指标")
REASON = "两期培训推迟到下年，资金结转下年支付。"
JIA = {
    "dept.total_executed": "700", "dept.indicators.1.actual": "20所", "dept.indicators.2.actual": "400人次",
    "dept.indicators.2.score": "9", "dept.indicators.6.level2": "经济效益（10分）",
}  # fmt: skip
YI = {
    "dept.total_executed": "900", "dept.indicators.2.actual": "400人次", "dept.indicators.2.reason": REASON,
    "base.three_public_final": None, "base.staff_actual": "43", "base.public_funds_final": "130.25",
}  # fmt: skip
BING = {"dept.indicators.1.score": "20", "base.three_public_final": "不详", "dept.indicators.6.level2": "部门效益指标"}
DING = {"dept.indicators.1.score": "十五分左右", "dept.total_budget": "约1010", "base.reception_final": "——"}


def _entries() -> list[Entry]:
    changes = (("甲", JIA), ("乙", YI), ("丙", BING), ("丁", DING))
    given = [sent(f"{name}.xlsx", f"{name}局", change) for name, change in changes]
    return [*given, entry(_of_2022(sample_of("甲2022.xlsx", "甲局")))]


def _of_2022(submission: Submission) -> Submission:
    return replace(submission, year=2022)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("analysis") / "汇总.xlsx"
    write(_entries(), path)
    return path


def _rows(book: Path, sheet: str, name: str = "单位") -> dict[tuple[Any, Any], dict[str, Any]]:
    """By name and year; further rows (totals) by their label alone."""
    return {(row[name], row["年度"]): row for row in _table(_values(book, sheet))}


def test_every_formula_recalculated_equals_what_we_wrote(book: Path, tmp_path: Path) -> None:
    formulas, ours = openpyxl.load_workbook(book), openpyxl.load_workbook(book, data_only=True)
    theirs = openpyxl.load_workbook(recalculate(book, tmp_path), data_only=True)
    cells = [(s, c.coordinate) for s in NEW for row in formulas[s].iter_rows() for c in row if c.data_type == "f"]
    assert len(cells) > 250
    different = [
        f"{sheet}!{at} {formulas[sheet][at].value}: {ours[sheet][at].value!r} / {theirs[sheet][at].value!r}"
        for sheet, at in cells
        if _exact(ours[sheet][at].value) != _exact(theirs[sheet][at].value)
    ]
    assert different == []


def test_office_finds_no_error(book: Path) -> None:
    assert audit(book) == []


@pytest.mark.parametrize("sheet", ["得分排名", "执行率明细", "三公和公用经费", "未完成指标"])
def test_every_row_names_file_sheet_and_cell(book: Path, sheet: str) -> None:
    rows = [row for key, row in _rows(book, sheet).items() if key[1]]
    assert rows
    assert [row for row in rows if not row["文件"] or not row["工作表"] or not row["单元格"]] == []


# ── 得分排名 ──


def test_ranking(book: Path) -> None:
    rows = _rows(book, "得分排名")
    assert [(key, row["名次"]) for key, row in rows.items()][:5] == [
        (("甲局", 2022), 1), (("乙局", 2023), 1), (("甲局", 2023), 2), (("丁局", 2023), None), (("丙局", 2023), None),
    ]  # fmt: skip
    jia = rows["甲局", 2023]
    assert [jia[name] for name in ("自评总分", "各项合计", "差额", "等级", "执行率")] == [98.8, 97.8, 1, "优", 0.6931]
    assert jia["比自评（±）"] == pytest.approx(jia["建议得分"] - 97.8)
    assert rows["丙局", 2023]["没有名次的原因"] == "103.8 超过满分 100"
    assert rows["丁局", 2023]["没有名次的原因"] == "得分未能读出（H14）"


def test_mean_highest_lowest_median_are_of_the_ranked_of_a_year(book: Path) -> None:
    rows = _rows(book, "得分排名")
    wanted = {"平均": 98.3, "最高": 98.8, "最低": 97.8, "中位数": 98.3}
    assert {name: rows[f"2023年度{name}", None]["各项合计"] for name in wanted} == wanted
    assert {rows[f"2022年度{name}", None]["各项合计"] for name in wanted} == {98.8}
    sheet = openpyxl.load_workbook(book)["得分排名"]
    texts = [str(getattr(cell.value, "text", "")) for row in sheet.iter_rows(min_row=10) for cell in row]
    assert any("MEDIAN(IF(" in text for text in texts)


def test_without_any_score_there_is_a_reason_and_no_mean(tmp_path: Path) -> None:
    blank = {f"dept.indicators.{n}.score": None for n in range(1, 10)} | {"dept.total_score": None}
    write([sent("甲.xlsx", "甲局", blank | {"dept.sum_score": None})], tmp_path / "汇总.xlsx")
    rows = _rows(tmp_path / "汇总.xlsx", "得分排名")
    assert rows["甲局", 2023]["没有名次的原因"] == "没有得分"
    assert rows["平均", None]["各项合计"] is None


# ── 执行率 ──


def test_bands(book: Path) -> None:
    rows = [[cell.value for cell in row] for row in _values(book, "执行率分析").iter_rows(min_row=3)]
    start = next(n for n, row in enumerate(rows) if row[0] == "2023年度")
    found = {row[0]: row[1:] for row in rows[start + 2 : start + 10]}
    assert {name: (row[0], row[5]) for name, row in found.items()} == {
        "超过 100%": (0, 0), "100%": (0, 0), "90%（含）至 100%": (1, 8), "80%（含）至 90%": (1, 0),
        "60%（含）至 80%": (1, 0), "不到 60%": (0, 0), "没有执行率": (1, 0), "合计": (4, 8),
    }  # fmt: skip
    assert found["60%（含）至 80%"][:5] == [1, 0.25, 1010, 700, 310]
    assert found["没有执行率"][2:5] == [None, 989.8, None]
    assert [to_decimal(value) for value in found["合计"][2:5]] == [3030, Decimal("3579.6"), Decimal("440.2")]


def test_every_rate_lies_in_one_band() -> None:
    every = bands(content(*_entries()), 2023)
    for rate in (
        None,
        *(Decimal(text) for text in ("-0.1", "0", "0.5999", "0.6", "0.8", "0.9", "0.9999", "1", "1.0001")),
    ):
        assert sum(band.holds(rate) for band in every) == 1
    assert [band.name for band in every if band.holds(Decimal("0.9"))] == ["90%（含）至 100%"]


def test_units_by_rate_with_their_reasons(book: Path) -> None:
    rows = _rows(book, "执行率明细")
    assert list(rows)[:5] == [("甲局", 2022), ("甲局", 2023), ("乙局", 2023), ("丙局", 2023), ("丁局", 2023)]
    assert rows["甲局", 2023]["单位写的原因"] == "没有看到说明"
    assert rows["乙局", 2023]["单位写的原因"] == f"{REASON}（I15）"
    assert rows["丙局", 2023]["单位写的原因"] is None
    assert rows["丁局", 2023]["全年预算数（万元）"] == "约1010"
    assert [rows["2023年度合计", None][name] for name in ("结余（万元）", "执行率")] == [440.2, 0.8547]


def test_reasons_of_projects_and_of_lists() -> None:
    low = {"dept.total_executed": "700", "project.1.total_executed": "20", "project.1.indicators.6.reason": REASON}
    found = content(sent("甲.xlsx", "甲局", low), entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU)))
    table = found.table("执行率明细")
    said = dict(zip(table.values("unit"), table.values("reason"), strict=True))
    assert said["甲局"].startswith(f"附件3“业务工作经费”：{REASON}（I")
    assert said["石鼓书院管理所"].startswith("未下达该经费（")


# ── 三公和公用经费 ──


def test_control(book: Path) -> None:
    every = _values(book, "三公和公用经费").iter_rows(min_row=5, values_only=True)
    rows = {(row[0], row[1]): list(row) for row in every}
    yi = rows["乙局", 2023]
    assert yi[2:19] == [
        6.4, 6, 5.2, -0.1875, 0.8667, 2.8, None, 2.4, 118, 120, 130.25, 0.1038, 1.0854, 41, 43, 1.0488,
        "公用经费超预算；在职人数超编制",
    ]  # fmt: skip
    assert yi[21] == "B4:D4 B6:F6 B15:F15"
    assert rows["丙局", 2023][4:7] == ["不详", None, None]
    assert rows["丁局", 2023][9] == "——"
    total = rows["2023年度合计", None]
    assert total[2:7] == [25.6, 24, 15.6, -0.1875, 0.8667]
    assert total[17] == round((40 * 3 + 43) / (41 * 4), 4)


def test_over_the_limit_is_in_the_colour_of_errors(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["三公和公用经费"]
    row = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "乙局")
    assert [row[n].font.color.rgb for n in (14, 17)] == ["FFB00020"] * 2
    assert row[6].font.color.rgb != "FFB00020"


# ── 指标 ──


def test_completion(book: Path) -> None:
    rows = _rows(book, "指标完成情况", "二级指标")
    assert list(rows["数量指标", 2023].values())[2:13] == [16, 13, 1, 2, 0, 0.875, 1, 1, 245, 249, 1.0163]
    assert rows["经济效益指标", 2023]["全部"] == 3
    assert (rows["其他", 2023]["全部"], rows["其他", 2023]["备注"]) == (1, "部门效益指标（1）")
    assert (rows["2023年度合计", None]["全部"], rows["2022年度合计", None]["全部"]) == (88, 22)
    assert rows["2023年度合计", None]["完成率"] == round(86 / 88, 4)


def test_points_shared_by_rows_are_not_counted_as_none(tmp_path: Path) -> None:
    write([entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG))], tmp_path / "汇总.xlsx")
    rows = _rows(tmp_path / "汇总.xlsx", "指标完成情况", "二级指标")
    assert [rows["预算编审管理", 2022][name] for name in ("全部", "分值", "得分", "得分率")] == [2, None, None, None]
    assert rows["合计", None]["分值"] == "——"


def test_second_levels_are_unified() -> None:
    same = ("数量指标", "数 量指标（6）", "数量", "数量指标(10分)")
    assert {level2_group(text) for text in same} == {"数量指标"}
    assert {level2_group(text) for text in ("", "部门效益", "=1", "*")} == {"其他"}


def test_missed(book: Path) -> None:
    rows = [row for row in _table(_values(book, "未完成指标")) if row["年度"]]
    assert [(row["单位"], row["三级指标"], row["列入的原因"], row["有没有说明"]) for row in rows] == [
        ("乙局", "培训教师人次", "未达到", "有说明"),
        ("甲局", "维修校舍所数", "超出较多", "没有说明"),
        ("甲局", "培训教师人次", "未达到、扣分", "没有说明"),
    ]
    assert [to_decimal(row["偏差率"]) for row in rows[1:]] == [
        Decimal("0.666666666666667"),
        Decimal("-0.111111111111111"),
    ]
    assert rows[0]["单位写的偏差原因及改进措施"] == REASON


def test_no_deviation_is_no_reason() -> None:
    changes = {"dept.indicators.2.actual": "400人次", "dept.indicators.2.reason": "无偏差"}
    rows = rows_of(content(sent("甲.xlsx", "甲局", changes)), "未完成指标")
    assert [(row["level3"], row["due"]) for row in rows] == [("培训教师人次", "没有说明")]


def test_points_lost_by_rows_that_share_them_are_said_once() -> None:
    """预算编审管理（3）: 1 of 3 points lost by two rows; the reason may stand beside either."""
    changed = {"dept": dict(LIUYANG["dept"])}
    first, second = LIUYANG["dept"]["indicators"]
    changed["dept"]["indicators"] = [first, second | {"score": "0.5"}]
    rows = rows_of(content(entry(of_edition("liuyang_2022", "浏阳.xlsx", changed))), "未完成指标")
    assert [(row["level3"], row["why"], row["due"]) for row in rows] == [("准确性", "扣分", "没有说明")]
    changed["dept"]["indicators"][1] = second | {"score": "0.5", "reason": "预算编制晚了三天"}
    assert rows_of(content(entry(of_edition("liuyang_2022", "浏阳.xlsx", changed))), "未完成指标") == []


def test_an_empty_folder(tmp_path: Path) -> None:
    write([], tmp_path / "汇总.xlsx")
    said = {
        sheet: [cell.value for row in _values(tmp_path / "汇总.xlsx", sheet).iter_rows() for cell in row]
        for sheet in NEW
    }
    assert {sheet for sheet, values in said.items() if any(str(v).startswith("没有") for v in values)} == set(NEW)
    assert [v for v in said["执行率分析"] if v == 0]
