"""What a roll-up writes beside the workbook on request: returns and tables."""

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.audit import audit
from tests.usecases.season import send
from xlperf.errors import OperatorError
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.usecases.rolling import roll_up
from xlperf.workbook.template import write_template


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A faultless file, and one with a score above its points."""
    folder = tmp_path / "收件" / "第1轮"
    send(folder, "好.xlsx", "教育局")
    changes = {"dept.unit_name": "=财政局", "dept.indicators.1.score": "99"}
    write_template(load_edition("liuyang_2022"), folder / "错.xlsx", fill=sample("liuyang_2022", changes))
    return tmp_path / "收件"


def test_files_to_be_mended_go_back_with_a_letter(folder: Path, tmp_path: Path) -> None:
    given = folder / "第1轮" / "错.xlsx"
    before = given.read_bytes()
    result = roll_up(folder, tmp_path / "汇总.xlsx", returns=tmp_path / "退回")
    assert [one.name for one in result.returned] == ["第1轮/错.xlsx"]
    copy = tmp_path / "退回" / "第1轮" / "错_退回.xlsx"
    assert [path for path in (tmp_path / "退回").rglob("*") if path.is_file()] == [copy]
    assert given.read_bytes() == before
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(copy) as new:
        same = [name for name in old.namelist() if old.read(name) == new.read(name)]
        added = [name for name in new.namelist() if "xlperfFindings" in name]
        letter = new.read(added[0]).decode()
    assert "xl/sharedStrings.xml" in same
    assert len(same) > len(set(old.namelist()) - set(same)) / 2
    assert all(text in letter for text in ("退回单", "逻辑性错误", "收下待改"))
    assert set(audit(copy)) <= set(audit(given))


def test_returns_are_written_again_but_never_over_what_somebody_changed(folder: Path, tmp_path: Path) -> None:
    for _ in range(2):
        roll_up(folder, tmp_path / "汇总.xlsx", returns=tmp_path / "退回")
    copy = tmp_path / "退回" / "第1轮" / "错_退回.xlsx"
    copy.write_bytes((folder / "第1轮" / "好.xlsx").read_bytes())
    with pytest.raises(OperatorError, match="没有覆盖"):
        roll_up(folder, tmp_path / "汇总.xlsx", returns=tmp_path / "退回")


def test_tables_hold_what_the_workbook_shows(folder: Path, tmp_path: Path) -> None:
    result = roll_up(folder, tmp_path / "汇总.xlsx", tables=tmp_path / "表")
    assert {"单位汇总.csv", "指标.csv", "资金.csv", "问题清单.csv", "收件台账.csv"} <= {
        path.name for path in result.tables
    }
    with (tmp_path / "表" / "指标.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == result.counts.indicators
    ours = [row for row in rows if row["文件"] == "第1轮/错.xlsx"]
    assert Decimal(ours[0]["得分"]) == 99
    assert {row["单位"] for row in ours} == {"'=财政局"}, "a text that begins like a formula is marked"


def test_parquet_where_it_can_be_written(folder: Path, tmp_path: Path) -> None:
    roll_up(folder, tmp_path / "汇总.xlsx", tables=tmp_path / "表")
    table = parquet.read_table(tmp_path / "表" / "指标.parquet")
    assert "=财政局" in table.column("单位").to_pylist()
    assert Decimal(99) in table.column("得分").to_pylist()


def test_parquet_of_quotients_and_of_what_is_no_number(folder: Path, tmp_path: Path) -> None:
    """岳阳's forms: rates with many places, and an amount that cannot be read."""
    changes = {
        "dept.total_executed": "333.123456789012",
        "dept.total_budget": "1234.567",
        "base.reception_final": "不详",
    }
    path = folder / "第1轮" / "岳阳.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023", changes))
    result = roll_up(folder, tmp_path / "汇总.xlsx", tables=tmp_path / "表")
    assert sum(made.suffix == ".parquet" for made in result.tables) == len(result.tables) // 2
    units = parquet.read_table(tmp_path / "表" / "单位汇总.parquet").to_pylist()
    assert Decimal("1234.567") in [row["全年预算数"] for row in units]
    assert Decimal("333.123456789012") in [row["全年执行数"] for row in units]
    base = parquet.read_table(tmp_path / "表" / "基础数据.parquet").to_pylist()
    assert [row["读作"] for row in base if row["原填"] == "不详"] == [None]
    assert [row["读作（非数字）"][:4] for row in base if row["原填"] == "不详"] == ["未能读出"]
