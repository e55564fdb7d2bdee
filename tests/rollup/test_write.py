"""The roll-up workbook: formulas that equal exact sums (recalculated too), places, links, and texts that stay texts."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.audit import audit
from tests.libreoffice import recalculate_all
from tests.rollup.made import FOLDER, LIUYANG, SHIGU, content, entry, of_edition, refused, sample_of, sent, write
from xlperf.errors import OperatorError
from xlperf.model.celltext import cell_text as clean
from xlperf.model.sample import sample
from xlperf.model.submission import Repair
from xlperf.model.values import to_decimal
from xlperf.rollup.counts import Counts
from xlperf.rollup.entry import Entry
from xlperf.rollup.ruling import RuleText

pytestmark = pytest.mark.xdist_group("rollup_write")  # what its fixtures make takes long: once, not once a process

SHEETS = [
    "总览", "单位汇总", "得分排名", "执行率分析", "执行率明细", "基础数据", "三公和公用经费", "资金", "指标", "指标完成情况",
    "未完成指标", "项目", "问题清单", "问题按规则", "风险提示", "相似文本", "复核底稿", "等级分布", "收件台账", "版本变化", "催报清单", "修复记录",
    "规则执行情况", "口径说明",
]  # fmt: skip
SMALL = 60
"""rows of a sheet in the book that is split"""
WICKED = [
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    "<r><t>rich</t></r>",
    "_x0041_ & <b> \x07",
    "http://example.org/",
    "\t=1",
]


def _mixed() -> list[Entry]:
    """Units of several editions: sound, with faults, unreadable figures, superseded, refused."""
    return [
        sent("甲.xlsx", "甲局", {"dept.indicators.1.score": "16", "dept.total_budget": "1010.10"}),
        sent("镇街/乙 #1 100%.xlsx", "乙局", {"dept.total_budget": "约1010", "dept.total_executed": "0.1", "base.reception_final": "不详"}),
        sent("丙.xlsx", "丙局", {"dept.total_initial": "0.2", "dept.total_executed": "1234567.891"}),
        sent("丙旧.xlsx", "丙局", {"dept.total_executed": "1234567.8"}, saved="2024-01-01T00:00:00Z"),
        entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG)),
        entry(of_edition("shigu_2023", "石鼓.xlsx", SHIGU)),
        refused("说明.doc"),
    ]  # fmt: skip


def _wicked() -> list[Entry]:
    changes = {f"dept.indicators.{n}.level3": text for n, text in enumerate(WICKED, 1)}
    changes |= {"dept.indicators.1.score": "=1+1", "project.1.name": WICKED[0], "dept.goal_actual": "=1"}
    return [sent("=cmd.xlsx", WICKED[1], changes), refused("@x.exe", WICKED[2])]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Four roll-ups, and each of them recalculated by LibreOffice; one is another on sheets of a few rows."""
    folder = tmp_path_factory.mktemp("rollup")
    made = {"mixed": _mixed(), "empty": [], "wicked": _wicked()}
    paths = {name: folder / f"{name}.xlsx" for name in (*made, "split")}
    for name, entries in made.items():
        write(entries, paths[name])
    write(_mixed(), paths["split"], max_rows=SMALL)
    again = recalculate_all(list(paths.values()), folder / "recalculated")
    return paths | {f"{name} again": path for name, path in zip(paths, again, strict=True)}


def _values(path: Path, sheet: str) -> Worksheet:
    return openpyxl.load_workbook(path, data_only=True)[sheet]


def _table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows under a table's header by header text, the total row last."""
    top = next(row for row in range(1, 6) if sheet.cell(row, 1).value and sheet.cell(row, 2).value)
    grouped = any(area.min_row == top and area.max_row == top + 1 for area in sheet.merged_cells.ranges)
    heads: list[str] = []
    for column in range(1, sheet.max_column + 1):
        own = sheet.cell(top + 1, column).value if grouped else None
        head = str(own or sheet.cell(top, column).value).replace("\n", "")
        heads.append(head if head not in heads else f"{head}2")
    rows = sheet.iter_rows(min_row=top + (2 if grouped else 1), values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _by_unit(path: Path, sheet: str = "单位汇总") -> dict[str, dict[str, Any]]:
    return {str(row["单位"]): row for row in _table(_values(path, sheet))}


def test_counts(tmp_path: Path) -> None:
    counts = write(_mixed(), tmp_path / "汇总.xlsx")
    assert (counts.files, counts.accepted, counts.refused, counts.superseded) == (7, 5, 1, 1)
    assert (counts.units, counts.projects) == (5, 9)
    assert counts.indicators > 60
    found = [part.found for unit in content(*_mixed()).accepted for _, part in unit.parts]
    assert counts.findings == sum(sum(one.values()) for one in found) > 10


def test_sheets(books: dict[str, Path]) -> None:
    for name in ("mixed", "empty", "wicked"):
        assert openpyxl.load_workbook(books[name]).sheetnames == SHEETS


@pytest.mark.parametrize("name", ["mixed", "empty", "wicked"])
def test_office_finds_no_error(books: dict[str, Path], name: str) -> None:
    assert audit(books[name]) == []


@pytest.mark.parametrize("name", ["mixed", "empty", "wicked", "split"])
def test_every_formula_recalculated_equals_what_we_wrote(books: dict[str, Path], name: str) -> None:
    formulas = openpyxl.load_workbook(books[name])
    ours = openpyxl.load_workbook(books[name], data_only=True)
    theirs = openpyxl.load_workbook(books[f"{name} again"], data_only=True)
    cells = [(s.title, c.coordinate) for s in formulas for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert len(cells) > 30
    different = []
    for sheet, address in cells:
        mine, other = (_exact(book[sheet][address].value) for book in (ours, theirs))
        if mine != other:
            different.append(f"{sheet}!{address} {formulas[sheet][address].value}: {mine!r} / {other!r}")
    assert different == []


def test_totals_of_a_split_book_are_those_of_one_that_is_not(books: dict[str, Path]) -> None:
    """In our own figures, and in those that LibreOffice calculates over all the sheets of a table."""
    formulas = openpyxl.load_workbook(books["split"])
    plain, split, again = (openpyxl.load_workbook(books[n], data_only=True) for n in ("mixed", "split", "split again"))
    spanning = 0
    for sheet in ("总览", "单位汇总", "指标完成情况", "风险提示", "规则执行情况"):
        for row in formulas[sheet].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    spanning += "2'!" in str(cell.value)
                    wanted = _exact(plain[sheet][cell.coordinate].value)
                    assert [_exact(book[sheet][cell.coordinate].value) for book in (split, again)] == [wanted] * 2
    assert spanning > 50


def _exact(value: object) -> object:
    """Numbers as the 15 digits that Excel shows; a formula's "" is no value."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return to_decimal(value)
    return value or None


def test_totals_are_formulas_that_equal_the_exact_sums(books: dict[str, Path]) -> None:
    """Year by year; 0.1 and 0.2 among them; what could not be read does not count."""
    rows = _by_unit(books["mixed"])
    total = rows["2023年度合计"]
    assert to_decimal(total["年初预算数"]) == Decimal("980") * 2 + Decimal("0.2")
    assert to_decimal(total["全年预算数"]) == Decimal("1010.10") + 1010 + Decimal("30.30")
    assert to_decimal(total["全年执行数"]) == Decimal("989.8") + Decimal("0.1") + Decimal("1234567.891") + Decimal(
        "20.1"
    )
    assert to_decimal(rows["2022年度合计"]["全年预算数"]) == 500
    sheet = openpyxl.load_workbook(books["mixed"])["单位汇总"]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert [value for value in last if str(value).startswith("=SUMIFS(")] != []
    assert _formulas(books["mixed"], r"=SUMIFS\('单位汇总'!\$E\$5:\$E\$9,'单位汇总'!\$C\$5:\$C\$9,2023\)")


def _formulas(path: Path, pattern: str, sheet: str = "总览") -> list[str]:
    cells = [str(cell.value) for row in openpyxl.load_workbook(path)[sheet].iter_rows() for cell in row]
    return [value for value in cells if re.fullmatch(pattern, value)]


def test_the_cached_total_is_the_decimal_sum_digit_by_digit(tmp_path: Path) -> None:
    """Of one year: a plain sum."""
    path = tmp_path / "汇总.xlsx"
    write([e for e in _mixed() if e.name != "浏阳.xlsx"], path)
    with ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert re.findall(r"<f>SUM\('单位汇总'!\$D[^<]*</f><v>([^<]*)</v>", sheet) == ["1960.20"]
    assert _formulas(path, r"=SUM\('单位汇总'!\$E\$5:\$E\$8\)")
    assert _by_unit(path)["合计"]["年初预算数"] == 1960.2


def test_total_rate_is_over_units_with_both_figures(books: dict[str, Path]) -> None:
    """乙局's budget could not be read, so its spending is left out of the quotient."""
    executed = Decimal("989.8") + Decimal("1234567.891") + Decimal("20.1")
    budget = Decimal("1010.10") + 1010 + Decimal("30.30")
    total = _by_unit(books["mixed"])["2023年度合计"]
    assert to_decimal(total["重算"]) == round(executed / budget, 4)


def _two_years(path: Path) -> Path:
    """甲局 in two years, 乙局 in one; the total lines of 三公经费 left blank by 乙局."""
    blank = {f"base.three_public_{column}": None for column in ("prior", "budget", "final")}
    last = entry(replace(sample_of("甲2022.xlsx", "甲局", {"dept.indicators.1.score": "1"}), year=2022))
    given = [sent("甲.xlsx", "甲局", {"dept.indicators.1.score": "1"}), last, sent("乙.xlsx", "乙局", blank)]
    assert write(given, path).units == 2
    return path


def test_years_are_not_mixed(tmp_path: Path) -> None:
    path = _two_years(tmp_path / "汇总.xlsx")
    rows = _table(_values(path, "单位汇总"))
    assert [(row["年度"], row["名次"], row["单位"]) for row in rows[:3]] == [
        (2022, 1, "甲局"),
        (2023, 1, "乙局"),
        (2023, 2, "甲局"),
    ]
    assert [row["全年预算数"] for row in rows[3:]] == [1010, 2020]
    shown = [[cell.value for cell in row] for row in _values(path, "总览").iter_rows()]
    assert any("接收 2 个单位、2 个年度" in str(row[0]) for row in shown)
    blocks = [n for n, row in enumerate(shown) if str(row[0]).startswith("附件1 合计")]
    assert [shown[n][0] for n in blocks] == ["附件1 合计\n（2022年度）", "附件1 合计\n（2023年度）"]
    assert [(shown[n + 1][0], shown[n + 2][3]) for n in blocks] == [("三公经费", 1), ("三公经费", 2)]
    grades = [row[0].value for row in _values(path, "等级分布").iter_rows()]
    assert [value for value in grades if str(value).endswith("年度")] == ["2022年度", "2023年度"]


def test_a_blank_total_line_counts_with_the_sum_of_its_parts(tmp_path: Path) -> None:
    path = _two_years(tmp_path / "汇总.xlsx")
    base = [row for row in _table(_values(path, "基础数据")) if row["栏目"] == "三公经费" and row["年度"] == 2023]
    own = {row["栏次"]: row["读作"] for row in base if row["单位"] == "甲局"}
    summed = {row["栏次"]: row["读作"] for row in base if row["单位"] == "乙局"}
    assert own == summed and len(own) == 3
    assert {row["原填"] for row in base if row["单位"] == "乙局"} == {"（空，按各行相加）"}
    assert {row["单元格"] for row in base if row["单位"] == "乙局"} == {
        row["单元格"] for row in base if row["单位"] == "甲局"
    }
    shown = [[cell.value for cell in row] for row in _values(path, "总览").iter_rows()]
    head = next(n for n, row in enumerate(shown) if row[0] == "附件1 合计\n（2023年度）")
    assert shown[head][1:4] == ["2022年决算数", "2023年预算数", "2023年决算数"]
    assert shown[head + 1][1:4] == [2 * own[column] for column in shown[head][1:4]]


def test_repairs_can_be_read(tmp_path: Path) -> None:
    repair = Repair("附件2", "E5", "total_budget", "１０１０", "1010", "全角转半角")
    given = entry(replace(sample_of("甲.xlsx", "甲局"), repairs=(repair,)))
    write([given], tmp_path / "汇总.xlsx")
    row = _table(_values(tmp_path / "汇总.xlsx", "修复记录"))[0]
    assert (row["栏目"], row["原填"], row["读作"], row["单元格"]) == (
        "年度资金总额·全年预算数",
        "１０１０",
        "1010",
        "E5",
    )


def test_system_files_stand_last_in_one_line(tmp_path: Path) -> None:
    given = [refused(".DS_Store", "系统文件"), refused("说明.doc"), refused("子/Thumbs.db", "系统文件")]
    write([sent("甲.xlsx", "甲局"), *given], tmp_path / "汇总.xlsx")
    said = [str(row[1].value) for row in _values(tmp_path / "汇总.xlsx", "总览").iter_rows()]
    there = [text for text in said if "说明.doc" in text or "Thumbs.db" in text]
    assert [text[:4] for text in there] == ["说明.d", "2 个系"]


def test_the_equation_is_shown_and_live(books: dict[str, Path]) -> None:
    for name in ("mixed", "mixed again"):
        shown = [cell.value for row in _values(books[name], "总览").iter_rows(min_row=4, max_row=6) for cell in row]
        assert [v for v in shown if v in (7, 5, 1, "相符")][:5] == [7, 5, 1, 1, "相符"]


def test_unreadable_figures_stand_as_typed(books: dict[str, Path]) -> None:
    row = _by_unit(books["mixed"])["乙局"]
    assert row["全年预算数"] == "约1010"
    assert row["重算"] is None
    base = [r for r in _table(_values(books["mixed"], "基础数据")) if r["单位"] == "乙局" and r["原填"] == "不详"]
    assert [str(r["读作"])[:5] for r in base] == ["未能读出："]


def test_nothing_reported_is_not_a_total_of_zero(books: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "浏阳.xlsx"
    write([entry(of_edition("liuyang_2022", "浏阳.xlsx", LIUYANG))], path)
    assert _by_unit(path)["合计"]["年初预算数"] == "——"
    assert _table(_values(books["empty"], "单位汇总"))[-1]["全年预算数"] == "——"


@pytest.mark.parametrize("sheet", ["单位汇总", "基础数据", "资金", "指标", "项目", "问题清单"])
def test_every_row_names_file_sheet_and_cell(books: dict[str, Path], sheet: str) -> None:
    rows = [row for row in _table(_values(books["mixed"], sheet)) if not any("合计" in str(v) for v in row.values())]
    assert rows
    missing = [
        row for row in rows if not row["文件"] or not row["工作表"] or (not row["单元格"] and sheet != "问题清单")
    ]
    assert missing == []


def test_links_lead_to_the_cell_in_the_units_file(tmp_path: Path) -> None:
    write(_mixed(), tmp_path / "汇总.xlsx")
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    targets = _links(book["资金"])
    assert ("收到的报送件/甲.xlsx", "'附件2'!E5") in targets
    units = _links(book["单位汇总"])
    assert ("收到的报送件/镇街/乙%20%231%20100%25.xlsx", "'附件2'!D5") in units
    assert ("收到的报送件/说明.doc", None) in _links(book["收件台账"])


def _links(sheet: Worksheet) -> set[tuple[str | None, str | None]]:
    """Links to files, and those that rows of long tables make by the function HYPERLINK."""
    cells = [cell for row in sheet.iter_rows() for cell in row]
    made = (
        re.fullmatch(r'=HYPERLINK\("([^"#]*)(?:#([^"]*))?","[^"]*"\)', str(cell.value))
        for cell in cells
        if cell.data_type == "f"
    )
    links = {(cell.hyperlink.target, cell.hyperlink.location) for cell in cells if cell.hyperlink}
    return links | {(found[1], found[2]) for found in made if found}


def test_counts_of_findings_lead_to_the_findings(books: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(books["mixed"])
    unit = next(row for row in book["单位汇总"].iter_rows(min_row=5) if row[1].value == "甲局")
    link = next(
        cell.hyperlink
        for cell in unit
        if cell.hyperlink and cell.hyperlink.location and "问题清单" in cell.hyperlink.location
    )
    place = link.location.split("!")[1]
    found = book["问题清单"][place]
    assert book["问题清单"].cell(found.row, 1).value == "甲局"
    assert book["问题清单"].cell(found.row, 3).value == "逻辑性错误"


def test_typed_texts_never_become_formulas_or_links(books: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(books["wicked"])
    formulas = [str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    links = [text for text in formulas if text.startswith("=HYPERLINK(")]
    assert links
    assert all(text.startswith(f'=HYPERLINK("{FOLDER}/') for text in links)
    assert not [t for t in formulas if re.search(r"cmd\||=1\+1|=\+1|@SUM|example", t)]
    targets = [target for s in book for target, _ in _links(s) if target]
    assert targets
    assert not [target for target in targets if "example.org" in target]
    with ZipFile(books["wicked"]) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert "<t>rich</t>" not in strings
    shown = {str(row["三级指标"]) for row in _table(_values(books["wicked"], "指标"))}
    assert {WICKED[0], WICKED[1], WICKED[3], WICKED[6]} <= shown


def test_texts_that_begin_like_formulas_stay_texts_when_edited(books: dict[str, Path]) -> None:
    """quotePrefix: pressing F2 and Enter does not turn them into formulas."""
    sheet = openpyxl.load_workbook(books["wicked"])["指标"]
    cells = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value or "")[:1] in ("=", "+", "-", "@") and cell.data_type != "f"
    ]
    assert cells
    assert [cell.coordinate for cell in cells if not cell.quotePrefix] == []


def test_clean() -> None:
    assert clean("a\ud800b") == "a\ufffdb"
    long = clean("很" * 40000)
    assert len(long) <= 32000
    assert long.endswith("（文字过长，全文见原文件）")


def test_the_same_entries_give_the_same_bytes(tmp_path: Path) -> None:
    paths = [tmp_path / "一" / "汇总.xlsx", tmp_path / "二" / "汇总.xlsx"]
    for path in paths:
        path.parent.mkdir()
        write(_mixed(), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_open_roll_up_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_text("旧")
    for lock in ("~$汇总.xlsx", ".~lock.汇总.xlsx#"):
        (tmp_path / lock).touch()
        with pytest.raises(OperatorError, match="正在表格软件里打开"):
            write([], path)
        (tmp_path / lock).unlink()
    assert path.read_text() == "旧"


def test_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_text("旧")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OperatorError, match="先关闭"):
        write([], path)
    assert [p.name for p in tmp_path.iterdir()] == ["汇总.xlsx"]
    assert path.read_text() == "旧"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="无法写入"):
        write([], tmp_path / "没有" / "汇总.xlsx")


def test_an_empty_folder(tmp_path: Path) -> None:
    assert write([], tmp_path / "汇总.xlsx") == Counts(0, 0, 0, 0, 0, 0, 0, 0, 0)


def test_rules_are_named_in_the_overview(tmp_path: Path) -> None:
    given = [entry(replace(sample("yueyang_2023", {"dept.indicators.1.score": "16"}), file="甲.xlsx"))]
    write(given, tmp_path / "汇总.xlsx", rules={"SC01": RuleText("SC01", "得分不得高于分值", "逻辑性错误", "")})
    cells = [cell.value for row in _values(tmp_path / "汇总.xlsx", "总览").iter_rows() for cell in row]
    assert "得分不得高于分值" in cells
