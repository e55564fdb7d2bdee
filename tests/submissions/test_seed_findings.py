"""The five real submissions: every listed mistake is found at its cell or said to be out of sight; no false alarm."""

import json
import tomllib
from pathlib import Path

import pytest

from xlperf.demo.build import build_demo
from xlperf.model.finding import Finding
from xlperf.rules import check
from xlperf.workbook.read import read_submission

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "findings.toml").read_text("utf-8"))
SEEDS = ("seed_000", "seed_001", "seed_002", "seed_003", "seed_004")
UNITS = {
    "seed_000": "人大常委会2023年度绩效",
    "seed_001": "巡察",
    "seed_002": "石鼓",
    "seed_003": "岳阳楼",
    "seed_004": "浏阳",
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    paths = build_demo(tmp_path_factory.mktemp("seeds"))
    by_name = {seed: next(path for path in paths if part in path.name) for seed, part in UNITS.items()}
    return {seed: check(read_submission(path)) for seed, path in by_name.items()}


def places(listed: list[Finding]) -> set[tuple[str, str, str]]:
    return {(f.code, f.sheet, f.cell) for f in listed}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_table_speaks_of_every_listed_mistake(seed: str) -> None:
    listed = [entry["id"] for entry in json.loads((HERE / f"{seed}.json").read_text("utf-8"))["inconsistencies"]]
    assert sorted(TABLE[seed]) == sorted(listed)
    assert all(bool(entry.get("found")) != bool(entry.get("why")) for entry in TABLE[seed].values())


@pytest.mark.parametrize(("seed", "number"), [(s, n) for s in SEEDS for n in TABLE[s] if "found" in TABLE[s][n]])
def test_the_mistake_is_found_by_its_rule_at_its_cell(
    seed: str, number: str, findings: dict[str, list[Finding]]
) -> None:
    wanted = {tuple(place) for place in TABLE[seed][number]["found"]}
    assert wanted <= places(findings[seed])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_further_finding_was_read_against_the_text(seed: str, findings: dict[str, list[Finding]]) -> None:
    listed = {tuple(place) for entry in TABLE[seed].values() for place in entry.get("found", ())}
    further = sorted(f"{code} {sheet}!{cell}" for code, sheet, cell in places(findings[seed]) - listed)
    assert further == TABLE["further"][seed]


def test_nine_in_ten_of_what_the_forms_show_is_found() -> None:
    """All that the forms alone can show: the rest stands in prose that no form holds."""
    entries = [entry for seed in SEEDS for entry in TABLE[seed].values()]
    found = sum("found" in entry for entry in entries)
    in_forms = found + sum("why" in entry and not _out_of_sight(entry["why"]) for entry in entries)
    assert found / in_forms >= 0.9, f"{found} of {in_forms}"


def _out_of_sight(why: str) -> bool:
    return any(word in why for word in ("正文", "报告", "封面", "表样", "抽取", "都没有", "本来就没有"))


def test_what_follows_from_something_else_is_folded(findings: dict[str, list[Finding]]) -> None:
    folded = {(f.code, f.folded_under) for listed in findings.values() for f in listed if f.folded_under}
    assert {("WT03", "WT01"), ("WT05", "WT01"), ("SC05", "SC04")} <= folded
