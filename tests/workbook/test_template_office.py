"""Templates in a real spreadsheet program: the native formulas give our own figures, and tables grow and shrink."""

import json
import subprocess
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests import libreoffice
from tests.workbook.sheets import states, value_of, wrong
from xlperf.model.load import load_edition
from xlperf.model.parameters import Parameters
from xlperf.model.sample import sample, sample_ids
from xlperf.model.values import to_decimal
from xlperf.scoring.compute import evaluate
from xlperf.workbook.template import write_template

pytestmark = pytest.mark.xdist_group("template_office")  # what its fixtures make takes long: once, not once a process

SYSTEM_PYTHON = "/usr/bin/python3"
SCRIPT = Path(__file__).with_name("office_edit.py")

DEFECTS: tuple[tuple[str, Mapping[str, str], set[tuple[str, str]]], ...] = (
    ("score_above", {"dept.indicators.1.score": "16"}, {("附件2", "得分不超过分值")}),
    ("score_negative", {"dept.indicators.8.score": "-1"}, {("附件2", "得分不小于 0")}),
    ("score_gone", {"project.1.indicators.2.score": ""}, {("附件3-1", "填了指标或分值的行都有得分")}),
    ("score_text", {"project.2.indicators.1.score": "二十"}, {("附件3-2", "分值、得分填的都是数字")}),
    ("reason_gone", {"dept.indicators.8.reason": ""}, {("附件2", "没有得满分的写了偏差原因")}),
    ("sign_copied", {"dept.indicators.1.actual": "≥12所"}, {("附件2", "实际完成值没有照抄目标的符号")}),
    ("sign_within", {"dept.indicators.9.actual": "满意度＞98%"}, {("附件2", "实际完成值没有照抄目标的符号")}),
    ("sign_of_a_day", {"dept.indicators.4.actual": "≤2023年11月20日"}, {("附件2", "实际完成值没有照抄目标的符号")}),
    (
        "line_nameless",
        {"base.spending.2.name": "……"},
        {
            ("附件1", "有金额的一级项目写了名称"),
            ("附件1", "附件1有金额的一级项目数＝项目表张数"),
            ("附件3-2", "项目名称在附件1的项目支出里"),
            ("附件3-2", "全年执行数＝附件1同一项目的决算数"),
        },
    ),
    (
        "points_gone",
        {"dept.indicators.2.points": ""},
        {
            ("附件2", "填了指标或有得分的行，指标值、完成值、分值都填了"),
            ("附件2", "有得分的行都有分值"),
            ("附件2", "产出指标各行分值合计 50 分"),
            ("附件2", "总分（分值）合计 100 分"),
        },
    ),
    ("row_nameless", {"dept.indicators.3.level3": ""}, {("附件2", "有分值或得分的行写了三级指标")}),
    (
        "points_moved",
        {"dept.indicators.1.points": "20", "dept.indicators.1.score": "20"},
        {
            ("附件2", "产出指标各行分值合计 50 分"),
            ("附件2", "总分（分值）合计 100 分"),
            ("附件2", "总分（得分）在 0 到 100 之间"),
        },
    ),
    ("staff", {"base.staff_actual": "45"}, {("附件1", "2023年实际在职人数不超过编制数")}),
    ("public_parts", {"base.public_funds_prior": "50"}, {("附件1", "公用经费（2022年决算数）不小于其中各项之和")}),
    ("building", {"base.area_approved": "0"}, {("附件1", "没有完工的楼堂馆所项目时留空，不填 0")}),
    ("income", {"dept.income_other": "5.80"}, {("附件2", "收入合计（自动）＝年度资金总额（全年执行数）或全年预算数")}),
    ("income_is_budget", {"dept.income_other": "25.00"}, set()),
    ("reception", {"base.reception_final": "-2"}, {("附件1", "金额、人数没有负数（预算调整除外）")}),
    ("adjusted_down", {"base.adjustment_final": "-30"}, set()),
    ("half_a_person", {"base.staff_actual": "39.5"}, {("附件1", "编制数、2023年实际在职人数是整数")}),
    ("signed_on_paper", {"base.sign_head": "", "dept.sign_head": "", "project.1.sign_head": ""}, set()),
    ("no_telephone", {"base.sign_phone": ""}, {("附件1", "填表人、填报日期、联系电话都填了")}),
    ("money_text", {"base.office_prior": "约四十万"}, {("附件1", "金额、人数等数字栏填的都是数字")}),
    ("unit_gone", {"dept.unit_name": ""}, {("附件2", "必填栏都填了")}),
    (
        "project_name",
        {"project.2.name": "后勤"},
        {("附件3-2", "项目名称在附件1的项目支出里"), ("附件3-2", "全年执行数＝附件1同一项目的决算数")},
    ),
)
"""name, changes of the sample, checks that must then not be 通过 (and no other)"""

_NUMBERS, _POINTS = "金额、人数等数字栏填的都是数字", "分值、得分填的都是数字"
TYPED: tuple[tuple[str, Mapping[str, object], set[tuple[str, str]], tuple[str, str]], ...] = (
    ("list_text", {"附件1!D13": "2000万"}, {("附件1", _NUMBERS)}, ("1 格是文字，第一处在 D13", "附件1!D13")),
    (
        "list_full_width",
        {"附件1!F14": "９５"},
        {("附件1", _NUMBERS), ("附件2", "附件2项目支出＝附件1项目支出决算数")},
        ("1 格是文字，第一处在 F14", "附件1!F14"),
    ),
    ("nothing", {"附件1!B8": "——", "附件1!D8": " 　", "附件1!F8": "无"}, set(), ("", "")),
    (
        "points_text",
        {"附件2!G15": "10", "附件2!H14": 15},
        {("附件2", _POINTS), ("附件2", "产出指标各行分值合计 50 分"), ("附件2", "总分（分值）合计 100 分")},
        ("1 格是文字，第一处在 G15", "附件2!G15"),
    ),
    (
        "points_and_score_text",
        {"附件2!G15": "10", "附件2!H15": "10分"},
        {("附件2", _POINTS), ("附件2", "产出指标各行分值合计 50 分"), ("附件2", "总分（分值）合计 100 分")},
        ("2 格是文字，第一处在 G15", "附件2!G15"),
    ),
    (
        "actual_of_spaces",
        {"附件2!F15": " 　 "},
        {("附件2", "填了指标或有得分的行，指标值、完成值、分值都填了")},
        ("1 行，第一处在 D15", "附件2!D15"),
    ),
    (
        "broken_amount",
        {"附件1!D13": "=NA()"},
        {("附件1", "填写的格里没有出错值"), ("附件1", _NUMBERS), ("附件1", "灰色格与公式结果一致")},
        ("1 格，第一处在 D13", "附件1!D13"),
    ),
    (
        "broken_target",
        {"附件2!E15": "=1/0"},
        {("附件2", "填写的格里没有出错值"), ("附件2", "填了指标或有得分的行，指标值、完成值、分值都填了")},
        ("1 格，第一处在 E15", "附件2!E15"),
    ),
    ("rounded_by_hand", {"附件2!H24": 98.8, "附件2!H5": 0.98}, set(), ("", "")),
)
"""name, cells typed into the filled municipal template, checks that must then not be 通过 (and no other), what a line says
and its link"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Template of each edition filled with its sample, as written."""
    folder = tmp_path_factory.mktemp("filled")
    paths = {edition: folder / f"{edition}.xlsx" for edition in sample_ids()}
    for edition, path in paths.items():
        write_template(load_edition(edition), path, fill=sample(edition))
    return paths


@pytest.fixture(scope="module")
def defective(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The municipal template filled with the sample and one defect each."""
    folder = tmp_path_factory.mktemp("defective")
    paths = {name: folder / f"{name}.xlsx" for name, _, _ in DEFECTS}
    for name, changes, _ in DEFECTS:
        write_template(load_edition("yueyang_2023"), paths[name], fill=sample("yueyang_2023", changes))
    return paths


@pytest.fixture(scope="module")
def typed(filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The filled municipal template with what a clerk types into single cells."""
    folder = tmp_path_factory.mktemp("typed")
    for name, cells, _, _ in TYPED:
        book = load_workbook(filled["yueyang_2023"])
        for place, value in cells.items():
            sheet, cell = place.split("!")
            book[sheet][cell] = value
        book.save(folder / f"{name}.xlsx")
    return {name: folder / f"{name}.xlsx" for name, *_ in TYPED}


@pytest.fixture(scope="module")
def recalculated(
    filled: dict[str, Path],
    defective: dict[str, Path],
    typed: dict[str, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """All of them as LibreOffice calculates them, by name."""
    everything = filled | defective | typed
    answers = libreoffice.recalculate_all(list(everything.values()), tmp_path_factory.mktemp("recalculated"))
    return dict(zip(everything, answers, strict=True))


@pytest.mark.parametrize("edition", sample_ids())
def test_computed_cells_give_our_figures(edition: str, recalculated: dict[str, Path]) -> None:
    loaded, book = load_edition(edition), load_workbook(recalculated[edition], data_only=True)
    parameters = Parameters(loaded.place, loaded.year)
    for form in sample(edition).forms:
        for name, field in loaded.form(form.form).fields.items():
            if not field.compute:
                continue
            ours = evaluate(form, name, loaded, parameters, trust_typed=False)
            theirs = value_of(book, form.sheet, f"{form.form}_{name}")
            assert (to_decimal(theirs) if isinstance(theirs, (int, float)) else None) == ours, f"{form.sheet} {name}"


@pytest.mark.parametrize("edition", sample_ids())
def test_a_faultless_submission_passes_every_check(edition: str, recalculated: dict[str, Path]) -> None:
    assert wrong(recalculated[edition]) == set()
    top = load_workbook(recalculated[edition], data_only=True)["校验"]["A2"].value
    count = len(states(recalculated[edition]))
    assert top == f"共 {count} 项：通过 {count}，有误 0，待填 0"
    assert load_workbook(recalculated[edition], data_only=True)["填报说明"]["A3"].value == f"校验：{top}"


@pytest.mark.parametrize(("name", "checks"), [(name, checks) for name, _, checks in DEFECTS])
def test_a_defect_is_seen(name: str, checks: set[tuple[str, str]], recalculated: dict[str, Path]) -> None:
    assert wrong(recalculated[name]) == checks


@pytest.mark.parametrize(("name", "checks", "said"), [(name, checks, said) for name, _, checks, said in TYPED])
def test_what_is_typed_is_seen(
    name: str, checks: set[tuple[str, str]], said: tuple[str, str], recalculated: dict[str, Path]
) -> None:
    assert wrong(recalculated[name]) == checks
    rows = list(load_workbook(recalculated[name], data_only=True)["校验"].iter_rows(values_only=True))
    assert not checks or said in {(row[4], row[6]) for row in rows}
    assert str(rows[1][0]).startswith(f"共 {len(states(recalculated[name]))} 项：")
    assert [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("#")] == []


@pytest.mark.parametrize("name", [*sample_ids(), *(name for name, _, _ in DEFECTS)])
def test_cached_values_are_what_libreoffice_computes(
    name: str, filled: dict[str, Path], defective: dict[str, Path], recalculated: dict[str, Path]
) -> None:
    written = (filled | defective)[name]
    formulas, cached = load_workbook(written), load_workbook(written, data_only=True)
    theirs = load_workbook(recalculated[name], data_only=True)
    differ = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        and not _same(cached[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value)
    ]
    assert differ == []


def _same(one: object, other: object) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return to_decimal(one) == to_decimal(other)
    return (one or "") == (other or "")


# ── rows inserted and deleted, sheets copied ──


def edit(tasks: list[dict[str, object]], folder: Path) -> None:
    """Runs office_edit.py with the Python that has LibreOffice's `uno`."""
    job = folder / "job.json"
    job.write_text(json.dumps(tasks), encoding="utf-8")
    soffice = libreoffice._program("soffice", "libreoffice-calc", "libreoffice")
    profile = libreoffice._current_profile().resolve().as_uri()
    command = [SYSTEM_PYTHON, str(SCRIPT), soffice, profile, f"xlperf{folder.stat().st_ino}", str(job)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if "No module named 'uno'" in done.stderr:
        pytest.fail("python3-uno is not installed; this test needs it: apt-get install -y python3-uno", pytrace=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def edited(filled: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """附件2 of the filled municipal template (indicators in rows 14 to 23) after what a clerk does to rows."""
    source, folder = filled["yueyang_2023"], tmp_path_factory.mktemp("edited")
    row = {"D": "新增指标", "E": "≥1次", "F": "1次", "G": 3, "H": 2, "I": "一次改期到下年"}

    def typed(sheet: str, number: int) -> list[list[object]]:
        return [["set", sheet, f"{column}{number}", value] for column, value in row.items()]

    steps: dict[str, list[list[object]]] = {
        "middle": [["insert", "附件2", 16], *typed("附件2", 16)],
        "top": [["insert", "附件2", 14], *typed("附件2", 14)],
        "end_of_category": [["insert", "附件2", 19], *typed("附件2", 19)],
        "end_of_table": [["insert", "附件2", 24], *typed("附件2", 24)],
        "deleted": [["delete", "附件2", 15]],
        "first_of_category_deleted": [["delete", "附件2", 19]],
        "above_the_form": [["insert", "附件2", 3], ["insert", "附件1", 13], ["set", "附件1", "F13", 7]],
        "copied": [
            ["copy", "附件3-1", "附件3-1 (2)", 4], ["unprotect", "附件3-1 (2)"], ["set", "附件3-1 (2)", "F7", 100],
            ["set", "附件3-1 (2)", "H13", 15],
        ],
        "third_copied": [
            ["insert", "附件1", 14], ["set", "附件1", "A14", "3、另外的经费"], ["set", "附件1", "D14", 10],
            ["set", "附件1", "F14", 10], ["set", "附件2", "I8", 300], ["set", "附件2", "E7", 995],
            ["set", "附件2", "F5", 999.8], ["set", "校验", "D4", 1], ["set", "校验", "G4", 10],
        ],
        "long_text": [
            ["set", "附件2", "D15", "很长的三级指标名称" * 8], ["insert", "附件2", 17],
            ["set", "附件1", "A13", "1、很长的项目名称" + "很长的项目名称" * 8],
        ],
    }  # fmt: skip
    tasks = [{"file": str(source), "out": str(folder / f"{name}.xlsx"), "steps": todo} for name, todo in steps.items()]
    edit(tasks, folder)
    return {name: folder / f"{name}.xlsx" for name in steps}


def totals(path: Path) -> tuple[object, object]:
    book = load_workbook(path, data_only=True)
    return value_of(book, "附件2", "dept_sum_points"), value_of(book, "附件2", "dept_sum_score")


@pytest.mark.parametrize(
    ("name", "category"), [("middle", "产出指标"), ("end_of_category", "产出指标"), ("end_of_table", "满意度指标")]
)
def test_an_inserted_row_counts_in_the_category_above_it(name: str, category: str, edited: dict[str, Path]) -> None:
    assert totals(edited[name]) == (103, pytest.approx(100.8))
    points = next(check for check in states(edited[name]) if check[1].startswith(f"{category}各行分值"))
    whole = {("附件2", "总分（分值）合计 100 分"), ("附件2", "总分（得分）在 0 到 100 之间")}
    assert wrong(edited[name]) == {points} | whole


def test_a_row_inserted_above_the_first_counts_in_the_total(edited: dict[str, Path]) -> None:
    """It stands above the first category's name, so the category does not have it; the total does, and says so."""
    assert totals(edited["top"]) == (103, pytest.approx(100.8))
    assert ("附件2", "总分（分值）合计 100 分") in wrong(edited["top"])


def test_a_deleted_row_is_gone_from_totals_and_checks(edited: dict[str, Path]) -> None:
    assert totals(edited["deleted"]) == (90, pytest.approx(88.8))
    assert wrong(edited["deleted"]) == {("附件2", "产出指标各行分值合计 50 分"), ("附件2", "总分（分值）合计 100 分")}


def test_deleting_the_first_row_of_a_category_breaks_no_formula(edited: dict[str, Path]) -> None:
    """效益指标's name goes with its row: that category says so, the others still know their rows."""
    path = edited["first_of_category_deleted"]
    assert totals(path) == (90, pytest.approx(88.8))
    assert wrong(path) == {("附件2", "效益指标各行分值合计 30 分"), ("附件2", "总分（分值）合计 100 分")}
    text = [str(cell.value) for row in load_workbook(path, data_only=True)["校验"].iter_rows() for cell in row]
    assert [value for value in text if "#REF!" in value or "#NAME?" in value or "#VALUE!" in value] == []
    assert "合计 20，名称“效益指标”不见了" in text


def test_a_copied_project_sheet_does_not_call_for_ours(edited: dict[str, Path]) -> None:
    """Three projects, the third on a sheet that the unit copied: 附件3-3 stays 未用."""
    assert wrong(edited["third_copied"]) == set()
    assert {sheet for sheet, _ in states(edited["third_copied"])} == {"附件1", "附件2", "附件3-1", "附件3-2"}


def test_rows_grow_with_what_is_typed_and_keep_their_look_otherwise(edited: dict[str, Path]) -> None:
    book = load_workbook(edited["long_text"])
    dept, base = (
        {row: round(sheet.row_dimensions[row].height or 0) for row in range(13, 25)}
        for sheet in (book["附件2"], book["附件1"])
    )
    assert dept[15] > 80 and base[13] > 50
    assert min(dept[14], dept[16], dept[18], base[14]) >= 23


def test_names_follow_rows_inserted_above_them(edited: dict[str, Path]) -> None:
    book = load_workbook(edited["above_the_form"], data_only=True)
    dept = sample("yueyang_2023").one("dept")
    assert dept is not None and value_of(book, "附件2", "dept_unit_name") == dept.text("unit_name")
    assert value_of(book, "附件2", "dept_total_rate") == pytest.approx(0.98)
    assert value_of(book, "附件1", "base_project_spending_final") == 297


def test_a_copied_project_sheet_computes_by_itself_and_brings_its_names(edited: dict[str, Path]) -> None:
    book = load_workbook(edited["copied"], data_only=True)
    assert set(book["附件3-1 (2)"].defined_names) == set(book["附件3-1"].defined_names)
    assert value_of(book, "附件3-1 (2)", "project_total_executed") == 100
    assert value_of(book, "附件3-1 (2)", "project_total_rate") == pytest.approx(0.5)
    assert value_of(book, "附件3-1 (2)", "project_sum_score") == pytest.approx(89)
    assert value_of(book, "附件3-1", "project_sum_score") == pytest.approx(98.75)
    assert Decimal(str(value_of(book, "附件3-1", "project_total_executed"))) == 195
    assert wrong(edited["copied"]) == set()
