"""The demo workbooks hold what the units wrote: compared with the transcriptions in tests/submissions, figure by figure."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.audit import audit
from tests.demo.look import bare, beside, grid, indicators, part, sheets
from xlperf.demo import grid as definitions
from xlperf.demo.build import build_demo
from xlperf.demo.grid import load_all, stored
from xlperf.errors import DefinitionError

TRUTH = Path(__file__).parents[1] / "submissions"
CASES = [json.loads(path.read_text("utf-8")) for path in sorted(TRUTH.glob("seed_*.json"))]
NUMBERS = range(5)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build_demo(tmp_path_factory.mktemp("demo"))


def _lines(path: Path) -> list[list[str]]:
    return [line for sheet in sheets(path) for line in grid(sheet)]


def _same(seen: str, known: str | float | None) -> bool:
    """A seen text is the transcribed one; figures by value (143.00 is 143)."""
    if known is None or isinstance(known, str):
        return bare(seen) == bare(known or "")
    return Decimal(seen.strip().replace(",", "")) == Decimal(repr(known))


def _differences(what: str, seen: list[str], known: list[Any]) -> list[str]:
    pairs = zip(seen, known, strict=True)
    return [f"{what}：有“{text}”，应为“{value}”" for text, value in pairs if not _same(text, value)]


def test_five_files_the_same_each_time(built: list[Path], tmp_path: Path) -> None:
    again = build_demo(tmp_path)
    assert [path.name for path in built] == [sent.file for sent in load_all()]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]
    assert [sent.unit for sent in load_all()] == [case["unit"] for case in CASES]
    assert [sent.year for sent in load_all()] == [case["year"] for case in CASES]


@pytest.mark.parametrize("number", NUMBERS)
def test_office_finds_no_fault(built: list[Path], number: int) -> None:
    assert audit(built[number]) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_merged_areas_lie_apart(built: list[Path], number: int) -> None:
    for sheet in sheets(built[number]):
        taken = [place for area in sheet.merged_cells.ranges for row in area.rows for place in row]
        assert len(taken) == len(set(taken))
        assert taken


@pytest.mark.parametrize("number", [0, 1, 3])
def test_basic_data(built: list[Path], number: int) -> None:
    """附件1: staff, every money line, buildings, measures, note."""
    truth = CASES[number]["attachment1"]
    lines = part(_lines(built[number]), truth["title"])
    staff = [line[1:] for line in lines if line[0].startswith("财政供养人员情况")][1]
    faults = _differences("人员", staff, list(truth["staffing"].values()))
    heads = next(line[1:] for line in lines if line[0].startswith("经费控制情况"))
    assert heads == truth["columns"]
    for label, *money in truth["rows"]:
        faults += _differences(label, next(beside(lines, label)), money)
    building = [line for line in lines if line[0].startswith("楼堂馆所")][1]
    faults += _differences("楼堂馆所", building[1:], list(truth["building"].values()))
    faults += _differences("厉行节约", next(beside(lines, "厉行节约保障措施")), [truth.get("measures")])
    assert faults == []
    assert f"说明：{truth['note']}" in [line[0] for line in lines]


FORMS = [(number, index) for number in (0, 1, 3) for index, _ in enumerate(CASES[number]["forms"])]
"""附件2 and 附件3 in the layout of 岳阳."""


@pytest.mark.parametrize(("number", "index"), FORMS)
def test_money_and_goals(built: list[Path], number: int, index: int) -> None:
    truth = CASES[number]["forms"][index]
    lines = part(_lines(built[number]), truth["title"])
    faults = []
    for label, key in (("项目支出名称", "project"), ("主管部门", "supervising"), ("实施单位", "implementing")):
        faults += _differences(label, next(beside(lines, label))[:1], [truth[key]]) if key in truth else []
    if "unit_label" in truth:
        faults += _differences("单位", next(beside(lines, truth["unit_label"])), [truth["unit"]])
    funds = truth["funds"]
    for row in funds["rows"]:
        money = [row["initial_budget"], row["full_year_budget"], row["executed"]]
        faults += _differences(row["item"], next(beside(lines, row["item"]))[:3], money)
    total = [funds["weight_printed"], funds["execution_rate_printed"], funds["score_printed"]]
    faults += _differences("年度资金总额", next(beside(lines, "年度资金总额"))[3:], total)
    goals = [line for line in lines if bare(line[0]) == "年度总体目标"][1]
    faults += _differences("年度总体目标", goals[1:], [truth["goals"]["expected"], truth["goals"]["actual"]])
    assert faults == []


@pytest.mark.parametrize("number", [0, 1, 3])
def test_amounts_inside_label_cells(built: list[Path], number: int) -> None:
    funds = CASES[number]["forms"][0]["funds"]
    cells = {bare(text).removeprefix("其中:") for line in _lines(built[number]) for text in line}
    for label, amount in {**funds["income"], **funds["expenditure"]}.items():
        assert f"{label}:{'' if amount is None else amount}" in cells


COLUMNS = {
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "deviation_reason": "偏差原因分析及改进措施",
}


@pytest.mark.parametrize(("number", "index"), FORMS)
def test_indicators(built: list[Path], number: int, index: int) -> None:
    truth = CASES[number]["forms"][index]
    lines = part(_lines(built[number]), truth["title"])
    columns = {**COLUMNS, "score": truth["score_label"]}
    faults = []
    for seen, known in zip(indicators(lines), truth["indicators"], strict=True):
        points = truth["level1_points_printed"][known["level1"]]
        faults += _differences(known["level3"], [seen["一级指标"]], [f"{known['level1']}({points}分)"])
        texts = [seen[label] for label in columns.values()]
        faults += _differences(known["level3"], texts, [known[key] for key in columns])
    faults += _differences("总分", next(beside(lines, "总分"))[:2], list(truth["totals_printed"].values()))
    assert faults == []


def test_liuyang(built: list[Path]) -> None:
    """Points on the second level; rows under one second-level indicator share a score; one score is missing."""
    truth = CASES[4]["forms"][0]
    lines = _lines(built[4])
    faults = _differences("单位", next(beside(lines, truth["unit_label"])), [truth["unit"]])
    rates = [*truth["funds"]["execution_rate_printed"].values()]
    rates.insert(1, None)
    labels = ["资金来源：（1）财政拨款", "（2）其他资金", "资金结构：（1）基本支出", "（2）项目支出"]
    for label, row, rate in zip(labels, truth["funds"]["rows"], rates, strict=True):
        money = [row["full_year_budget"], row["executed"], rate]
        faults += _differences(label, next(beside(lines, label)), money)
    shared: dict[str, int | None] = {}
    for seen, known in zip(indicators(lines), truth["indicators"], strict=True):
        score = known["score"] or shared.get(known["level2"])
        shared[known["level2"]] = score
        texts = [seen[c] for c in ("二级指标", "三级指标", "年度指标值", "全年完成值", "自评得分", "偏差及原因分析")]
        keys = ["level2", "level3", "target", "actual"]
        faults += _differences(known["level3"], texts, [*(known[key] for key in keys), score, None])
        assert seen["权重"] == str(truth["level1_points_printed"][known["level1"]])
    goals = [line for line in lines if line[0] == "年度总体目标"][1]
    faults += _differences("目标", goals[1:], [truth["goals"]["expected"], truth["goals"]["actual"]])
    faults += _differences("总分", next(beside(lines, "总分")), [100, 99, None])
    assert faults == []
    assert shared["经济效益指标（10）"] is None


def test_project_list(built: list[Path]) -> None:
    truth = CASES[2]
    lines = _lines(built[2])
    faults = []
    for number, project in enumerate(truth["project_list"], 1):
        known = [number, project["project"], project["budget"], project["executed"]]
        faults += _differences(project["project"], lines[2 + number][:4], known)
        assert ("未下达" in lines[2 + number][4]) == (project["executed"] == 0)
    facts = truth["report_facts"]
    faults += _differences("合计", next(beside(lines, "合计")), [None, facts["项目支出总额_printed"], None])
    for label, key in (("自评总得分", "总得分"), ("评价等级", "结果"), ("群众满意度", "群众满意度")):
        faults += _differences(label, next(beside(lines, label)), [facts[key]])
    assert faults == []
    assert lines[1] == [f"单位名称：{truth['unit']}"]


def test_things_are_stored_as_they_were_typed(built: list[Path]) -> None:
    cells = [{cell.value: cell for sheet in sheets(path) for row in sheet for cell in row} for path in built]
    assert cells[0]["=100%"].data_type == "s" and cells[0]["=100%"].quotePrefix
    assert {"　≧98%", "　98", "2023、12、31", "产出指标\n\n(50分)", "100%", 1389.01, "41　"} <= set(cells[0])
    assert cells[1][1].number_format in ("General", "0%") and {0.95, "91.67%　"} <= set(cells[1])
    assert cells[3][143].number_format == "0.00" and " 88.00 " in cells[3]
    assert {"2,092.38", "2575.66", "123%", 30} <= set(cells[4]) and not {2092.38, 2575.66} & set(cells[4])
    everything = {str(value) for book in cells for value in book}
    assert not any("bookmark" in text for text in everything)


def test_what_is_missing_is_missing(built: list[Path]) -> None:
    """附件2 of the second and the fourth unit end with 总分: no signature line."""
    signed = [[line[0] for line in _lines(path) if "填表人：" in line[0]] for path in built]
    assert [len(lines) for lines in signed] == [3, 1, 0, 1, 0]
    assert [len(sheets(path)) for path in built] == [3, 1, 1, 3, 1]


@pytest.mark.parametrize(
    ("text", "numbers", "percent", "expected"),
    [
        ("41", True, False, (41, "General")),
        ("1389.01", True, False, (Decimal("1389.01"), "General")),
        ("143.00", True, False, (143, "0.00")),
        ("'2575.66", True, False, ("2575.66", "@")),
        ("41　", True, False, ("41　", "General")),
        ("41", False, False, ("41", "General")),
        ("100%", True, True, (1, "0%")),
        ("91.67%", True, True, (Decimal("0.9167"), "0.00%")),
        ("100%", True, False, ("100%", "General")),
        ("≥95%", True, True, ("≥95%", "General")),
        ("", True, True, (None, "General")),
    ],
)
def test_what_excel_keeps(text: str, numbers: bool, percent: bool, expected: tuple[object, str]) -> None:
    assert stored(text, numbers=numbers, percent=percent) == expected


HEAD = 'file="a.xlsx"\nunit="甲"\nyear=2023\nplace="4306"\nsource="公开"\nsaved=2024-06-28\npercent="text"\n'


@pytest.mark.parametrize(
    ("rest", "named"),
    [
        ('colour = "red"\nsheet = []', "colour"),
        ('[[sheet]]\nname = "附件1"\nwidths = [9, 9]\nrows = [["甲", "乙", "丙"]]', "附件1 第 1 行"),
    ],
)
def test_a_wrong_definition_is_named(tmp_path: Path, rest: str, named: str) -> None:
    (tmp_path / "009_wrong.toml").write_text(HEAD + rest, encoding="utf-8")
    with pytest.raises(DefinitionError, match=f"009_wrong.toml.*{named}"):
        definitions.load_all(tmp_path)
