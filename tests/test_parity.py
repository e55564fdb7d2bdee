"""One engine: `check`, `rollup` and the cell function give the same findings (the button: tests/buttons/test_marks.py)."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commandline import run
from xlperf.demo.build import build_demo
from xlperf.functions import registry
from xlperf.functions.book import findings_of_copy
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.workbook.template import write_template

Found = set[tuple[str, ...]]
CHINESE = {"error": "逻辑性错误", "confirm": "核实性问题", "notice": "提示"}


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five submissions, and templates with faults."""
    folder = tmp_path_factory.mktemp("收到")
    build_demo(folder)
    changes = {"dept.indicators.1.score": "16", "base.staff_actual": "45", "project.1.total_executed": "1"}
    for edition in ("yueyang_2023", "yueyanglou_2023"):
        write_template(load_edition(edition), folder / f"{edition}.xlsx", fill=sample(edition, changes))
    return folder


@pytest.fixture(scope="module")
def by_check(received: Path) -> dict[str, Found]:
    found: dict[str, Found] = {path.name: set() for path in received.iterdir()}
    for f in json.loads(run("check", str(received), "--json").out):
        found[f["file"]].add((f["code"], CHINESE[f["severity"]], f["sheet"], f["cell"], f["given"], f["expected"]))
    return found


def test_the_rollup_lists_what_check_finds(received: Path, by_check: dict[str, Found], tmp_path: Path) -> None:
    counts = json.loads(run("rollup", str(received), "--out", str(tmp_path / "汇总.xlsx"), "--json").out)
    rows = list(load_workbook(tmp_path / "汇总.xlsx", data_only=True)["问题清单"].iter_rows(values_only=True))
    heads = [str(b or a).replace("\n", "") for a, b in zip(rows[2], rows[3], strict=True)]
    listed: dict[str, Found] = {name: set() for name in by_check}
    for row in rows[4:]:
        line = {head: "" if value is None else str(value) for head, value in zip(heads, row, strict=True)}
        if line.get("单位") and not line["关联"]:
            keys = ("代码", "性质", "工作表", "单元格", "现场数据", "应为")
            listed[line["文件"]].add(tuple(line[key] for key in keys))
    assert listed == by_check
    assert counts["findings"] == sum(map(len, by_check.values()))


def test_the_cell_function_lists_what_check_finds(
    received: Path, by_check: dict[str, Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in received.iterdir():
        monkeypatch.setattr(registry, "findings_of_book", lambda sheet, path=path: findings_of_copy(path, sheet))
        rows = registry.call("XLPERF_CHECK", [None, None])
        assert isinstance(rows, list)
        assert {tuple(map(str, row[:6])) for row in rows[1:]} == by_check[path.name]
