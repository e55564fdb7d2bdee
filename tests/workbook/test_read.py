"""Reading through the front door: published layouts, our templates, dirt; nothing lost, nothing guessed."""

import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import libreoffice
from xlperf.demo.build import build_demo
from xlperf.errors import UnreadableFile
from xlperf.model.load import load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.model.submission import FilledForm, Submission
from xlperf.model.values import squeeze
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template

CASES = Path(__file__).parents[1] / "submissions"
BASE_LINES = {
    "三公经费": "three_public",
    "1、公务用车购置和维护经费": "vehicle",
    "2、出国经费": "abroad",
    "3、公务接待": "reception",
    "项目支出：": "project_spending",
    "公用经费": "public_funds",
    "其中：办公经费": "office",
    "水费、电费、差旅费": "utilities_travel",
    "会议费、培训费": "meeting_training",
    "政府采购金额": "procurement",
    "部门基本支出预算调整": "adjustment",
}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Submission]:
    read = [read_submission(path) for path in build_demo(tmp_path_factory.mktemp("seeds"))]
    return {submission.file: submission for submission in read}


def of(seeds: dict[str, Submission], part: str) -> Submission:
    return next(submission for name, submission in seeds.items() if part in name)


SEEDS = [("seed_000", "人大常委会2023年度绩效"), ("seed_001", "巡察"), ("seed_003", "岳阳楼"), ("seed_004", "浏阳")]


@pytest.mark.parametrize(("case", "part"), SEEDS)
def test_every_indicator_of_the_transcription_is_read(case: str, part: str, seeds: dict[str, Submission]) -> None:
    forms = json.loads((CASES / f"{case}.json").read_text("utf-8"))["forms"]
    submission = of(seeds, part)
    read = [*submission.of("dept"), *submission.of("project")]
    assert len(read) == len(forms)
    for form, wanted in zip(read, forms, strict=True):
        rows = form.rows("indicators")
        assert len(rows) == len(wanted["indicators"])
        for row, told in zip(rows, wanted["indicators"], strict=True):
            assert squeeze(row["level2"].typed) == squeeze(told["level2"])
            assert squeeze(row["level3"].typed) == squeeze(told["level3"])
            assert (row["target"].text, row["actual"].text) == (told["target"], told["actual"])
            assert row["reason"].text == told["deviation_reason"]
            assert row["score"].number == _number(told["score"])
            if "points" in row:
                assert row["points"].number == _number(told["weight"])


@pytest.mark.parametrize(("case", "part"), SEEDS[:3])
def test_every_figure_of_the_transcription_is_read(case: str, part: str, seeds: dict[str, Submission]) -> None:
    told = json.loads((CASES / f"{case}.json").read_text("utf-8"))
    submission = of(seeds, part)
    base, dept = submission.one("base"), submission.one("dept")
    assert base and dept
    for label, *figures in told["attachment1"]["rows"]:
        line = BASE_LINES.get(label)
        for column, figure in zip(("prior", "budget", "final"), figures, strict=True):
            if line and figure != "——" and base.get(f"{line}_{column}") is not None:
                assert base.number(f"{line}_{column}") == _number(figure), (label, column)
    assert base.number("staff_quota") == told["attachment1"]["staffing"]["编制数"]
    for form, wanted in zip([dept, *submission.of("project")], told["forms"], strict=True):
        total = wanted["funds"]["rows"][0]
        for field, key in (
            ("total_initial", "initial_budget"),
            ("total_budget", "full_year_budget"),
            ("total_executed", "executed"),
        ):
            assert form.number(field) == _number(total[key])
        assert form.number("sum_score") == wanted["totals_printed"]["score"]
    income = told["forms"][0]["funds"]["income"]
    assert dept.number("income_general") == _number(income["一般公共预算"])
    assert dept.number("income_other") == _number(income["其他资金"])


def test_the_project_list_adds_up_to_what_the_report_says(seeds: dict[str, Submission]) -> None:
    form = of(seeds, "石鼓").one("list")
    assert form
    executed = [row["executed"].number for row in form.rows("projects")]
    assert len(executed) == 25 and sum(n for n in executed if n is not None) == Decimal("280.19") == form.number(
        "total_executed"
    )


def test_edition_and_year_are_recognised_and_said(seeds: dict[str, Submission]) -> None:
    told = {name: (s.edition, s.year) for name, s in seeds.items()}
    assert sorted(told.values()) == [
        ("liuyang_2022", 2022), ("shigu_2023", 2023), ("yueyang_2023", 2023), ("yueyang_2023", 2023), ("yueyanglou_2023", 2023),
    ]  # fmt: skip
    assert all("凭表内用语" in s.edition_reason for s in seeds.values())


def test_every_filled_cell_is_accounted_for(tmp_path: Path) -> None:
    """filled = read + printed labels + extras + unplaced: nothing falls between."""
    for path in build_demo(tmp_path):
        submission = read_submission(path)
        known = {(c.sheet, c.address) for f in submission.forms for c in [*f.every_cell(), *f.extras]}
        known |= {(c.sheet, c.address) for c in submission.unplaced}
        known |= {(f.sheet, key.removeprefix("label.")) for f in submission.forms for key in f.labels}
        known |= {(f.sheet, f.title_cell) for f in submission.forms}
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    text = squeeze(str(cell.value)) if cell.value is not None else ""
                    printed = text.startswith(("说明", "备注", "注:", "附件", "——", "……", "......", "单位：", "单位:"))
                    assert not text or printed or (sheet.title, cell.coordinate) in known, (
                        path.name,
                        cell.coordinate,
                        text,
                    )


def _number(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def values(form: FilledForm) -> dict[str, object]:
    """What a form holds, blank rows of unused categories left out, level labels without line breaks."""
    held: dict[str, object] = {name: cell.value for name, cell in form.cells.items()}
    for table, rows in form.tables.items():
        filled = [
            row
            for row in rows
            if any(c.value for name, c in row.items() if name not in ("level1", "level2", "points1", "seq"))
        ]
        for n, row in enumerate(filled, 1):
            held |= {f"{table}.{n}.{c}": squeeze(v.typed) if c.startswith("level") else v.value for c, v in row.items()}
    return held


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    for edition in sample_ids():
        write_template(load_edition(edition), folder / f"{edition}.xlsx", fill=sample(edition))
    return {edition: folder / f"{edition}.xlsx" for edition in sample_ids()}


@pytest.mark.parametrize("edition", sample_ids())
def test_a_filled_template_reads_back_field_by_field(edition: str, templates: dict[str, Path]) -> None:
    assert_same(read_submission(templates[edition]), sample(edition))


def assert_same(read: Submission, told: Submission) -> None:
    assert (read.edition, read.unit, len(read.forms)) == (told.edition, told.unit, len(told.forms))
    for one, other in zip(read.forms, told.forms, strict=True):
        assert values(one) == values(other)


def test_renamed_reordered_and_hidden_sheets_read_the_same(templates: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "改过.xlsx"
    with zipfile.ZipFile(templates["yueyang_2023"]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml" or name.startswith("xl/worksheets/"):  # as Excel renames: references follow
                text = text.replace("附件2".encode(), "自评表".encode())
            if name == "xl/workbook.xml":
                sheets = re.findall(rb"<sheet [^>]*/>", text)
                body = b"".join([sheets[3].replace(b"<sheet ", b'<sheet state="hidden" '), *sheets[:3], *sheets[4:]])
                text = re.sub(rb"<sheets>.*</sheets>", b"<sheets>" + body + b"</sheets>", text)
            new.writestr(name, text)
    read, told = read_submission(path), sample("yueyang_2023")
    assert any("隐藏" in note for note in read.notes) and "自评表" in {form.sheet for form in read.forms}
    by_form = {(f.form, f.text("name")): values(f) for f in read.forms}
    assert by_form == {(f.form, f.text("name")): values(f) for f in told.forms}


def test_a_template_saved_by_libreoffice_reads_the_same(templates: dict[str, Path], tmp_path: Path) -> None:
    assert_same(
        read_submission(libreoffice.recalculate(templates["yueyanglou_2023"], tmp_path)), sample("yueyanglou_2023")
    )


def project_book(path: Path, **typed: object) -> Path:
    """A small project form as an office would draw it; `typed` overrides single cells by address."""
    cells: dict[str, object] = {
        "A1": "2023年度项目支出绩效自评表", "A2": "项目名称", "B2": "道路维护", "A3": "主管部门", "B3": "甲局", "C3": "实施单位", "D3": "甲局",
        "A4": "项目资金", "B4": "年初预算数", "C4": "全年预算数", "D4": "全年执行数", "E4": "分值", "F4": "执行率", "G4": "得分",
        "A5": "年度资金总额", "B5": 100, "C5": 100, "D5": 90, "E5": 10, "F5": "90%", "G5": 9,
        "A6": "一级指标", "B6": "二级指标", "C6": "三级指标", "D6": "年度指标值", "E6": "实际完成值", "F6": "分值", "G6": "得分",
        "H6": "偏差原因分析及改进措施",
        "A7": "产出指标", "B7": "数量指标", "C7": "维护里程", "D7": "≥10公里", "E7": "12公里", "F7": 90, "G7": 90,
        "A8": "总分", "F8": 100, "G8": 99,
    }  # fmt: skip
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("表")
        percent = book.add_format({"num_format": "0%"})
        for address, value in (cells | typed).items():
            if isinstance(value, tuple):
                sheet.write_number(address, value[0], percent)
            elif isinstance(value, str) and value.startswith("="):
                sheet.write_formula(address, value, None, "#REF!" if "REF" in value else 90)
            elif isinstance(value, str):
                sheet.write_string(address, value)
            else:
                sheet.write(address, value)
    return path


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [
        ("1,389.01", "1389.01", "filled"),
        ("１００．５", "100.5", "filled"),
        ("2000万", "2000", "filled"),
        ("1389.01万元", "1389.01", "filled"),
        ("　98", "98", "filled"),
        ("——", None, "none"),
        ("约100", None, "unreadable"),
        ("=#REF!", None, "unreadable"),
        ("=45*2", "90", "filled"),
        ("", None, "blank"),
    ],
)
def test_money_as_people_type_it(typed: str, value: str | None, state: str, tmp_path: Path) -> None:
    submission = read_submission(project_book(tmp_path / "a.xlsx", D5=typed))
    cell = submission.forms[0].cells["total_executed"]
    assert (cell.value, cell.state, cell.address) == (Decimal(value) if value else None, state, "D5")
    if typed.startswith(("1,", "１", "2000", "1389")):
        assert any(repair.cell == "D5" and repair.typed == typed for repair in submission.repairs)


@pytest.mark.parametrize(
    ("typed", "state"),
    [("100%", "filled"), ((1,), "filled"), (100, "unreadable"), (1, "unreadable"), ("100％", "filled")],
)
def test_percents(typed: object, state: str, tmp_path: Path) -> None:
    cell = read_submission(project_book(tmp_path / "a.xlsx", F5=typed)).forms[0].cells["total_rate"]
    assert cell.state == state
    assert cell.value == (Decimal(1) if state == "filled" else None)


def test_columns_in_another_order_and_other_words(tmp_path: Path) -> None:
    path = project_book(
        tmp_path / "a.xlsx",
        D6="分值",
        E6="年度指标值",
        F6="全年完成值",
        G6="自评得分",
        D7=90,
        E7="≥10公里",
        F7="12公里",
        D8=100,
    )
    row = read_submission(path).forms[0].rows("indicators")[0]
    assert (row["points"].number, row["target"].text, row["actual"].text, row["score"].number) == (
        90,
        "≥10公里",
        "12公里",
        90,
    )


def test_a_second_form_behind_the_first(tmp_path: Path) -> None:
    shifted = {"A11": "2023年度项目支出绩效自评表", "A12": "项目名称", "B12": "绿化", "A13": "一级指标", "B13": "二级指标", "C13": "三级指标",
               "D13": "年度指标值", "E13": "实际完成值", "F13": "分值", "G13": "得分", "C14": "植树", "D14": "≥5棵", "A15": "总分", "G15": 80}  # fmt: skip
    forms = read_submission(project_book(tmp_path / "a.xlsx", **shifted)).of("project")
    assert [(f.ordinal, f.text("name"), f.number("sum_score")) for f in forms] == [(1, "道路维护", 99), (2, "绿化", 80)]


def test_what_belongs_to_no_field_is_kept(tmp_path: Path) -> None:
    path = project_book(tmp_path / "a.xlsx", J5="另附说明一份")
    assert [(c.address, c.typed) for c in read_submission(path).forms[0].extras] == [("J5", "另附说明一份")]


def test_formulas_never_calculated_are_not_blank(tmp_path: Path) -> None:
    path = project_book(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["D5"] = "=45*2"
    book.save(path)
    submission = read_submission(path)
    assert submission.forms[0].cells["total_executed"].state == "unreadable"
    assert sum("从未计算" in note for note in submission.notes) == 1


def test_what_a_template_shows_as_nothing_is_still_a_formula(templates: dict[str, Path], tmp_path: Path) -> None:
    blank = tmp_path / "空白.xlsx"
    edition = load_edition("yueyang_2023")
    write_template(edition, blank, fill=sample("yueyang_2023", {"base.area_actual": None, "base.sign_head": None}))
    [base] = [form for form in read_submission(blank).forms if form.form == "base"]
    assert (base.cells["area_rate"].state, base.cells["area_rate"].formula) == ("blank", True)
    own = read_submission(templates["yueyang_2023"]).one("base")
    assert own is not None
    assert base.cells["sign_head"].address == own.cells["sign_head"].address  # where it is to be filled in


def test_a_percent_typed_as_a_formula_is_a_percent(templates: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "公式.xlsx"
    cell = next(
        c
        for f in read_submission(templates["yueyang_2023"]).forms
        for c in f.every_cell()
        if c.field == "indicators.1.target"
    )
    with zipfile.ZipFile(templates["yueyang_2023"]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = data.decode()
                pattern = rf'<c r="{cell.address}" s="(\d+)" t="s"><v>\d+</v></c>'
                data = re.sub(pattern, rf'<c r="{cell.address}" s="0"><f>100%</f><v>1</v></c>', text).encode()
            new.writestr(name, data)
    typed = [c.typed for f in read_submission(path).forms for c in f.every_cell() if c.address == cell.address]
    assert "100%" in typed


def test_a_stray_far_cell_costs_nothing(tmp_path: Path) -> None:
    submission = read_submission(project_book(tmp_path / "a.xlsx", XFD1048576="x"))
    assert submission.forms[0].text("name") == "道路维护"


def _zip(path: Path, **parts: bytes) -> None:
    with zipfile.ZipFile(path, "w") as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/"), content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空"),
        (b"hello, world", "不是 Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "密码"),
        (b"PK\x03\x04" + b"\0" * 200, "损坏"),
    ],
)
def test_what_is_no_workbook_is_refused_with_the_reason(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "报送件.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=says):
        read_submission(path)


def test_word_archives_and_other_books_are_refused_with_the_reason(tmp_path: Path) -> None:
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    _zip(tmp_path / "w.xlsx", **{"_rels/.rels": relations, "word/document.xml": b"<x/>"})
    with pytest.raises(UnreadableFile, match="Word"):
        read_submission(tmp_path / "w.xlsx")
    _zip(tmp_path / "z.xlsx", **{"a.txt": b"x"})
    with pytest.raises(UnreadableFile, match="压缩包"):
        read_submission(tmp_path / "z.xlsx")
    with xlsxwriter.Workbook(tmp_path / "k.xlsx") as book:
        book.add_worksheet().write("A1", "课程表")
    with pytest.raises(UnreadableFile, match="没有找到"):
        read_submission(tmp_path / "k.xlsx")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="<="), min_size=1, max_size=12
    )
)
def test_any_text_in_a_money_cell_is_read_or_kept(tmp_path: Path, text: str) -> None:
    path = project_book(tmp_path / "p.xlsx", D5=text)
    cell = read_submission(path).forms[0].cells["total_executed"]
    if squeeze(text):
        assert cell.typed == text
        assert cell.state != "blank" and (cell.state == "filled") == (cell.value is not None)
