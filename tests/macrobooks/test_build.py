"""Macro books: built the same each time, committed as built, clean for Office, their VBA what the source says."""

import re
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from tests.audit import audit
from tests.macrobooks.look import buttons_on_sheets, kind_of, names_of, parts, ribbon_buttons, vba
from xlperf.functions.registry import all_functions
from xlperf.macrobooks.build import ADDINS, BOOKS, build_macros, buttons_of
from xlperf.macrobooks.project import crlf
from xlperf.macrobooks.source import modules
from xlperf.model.load import edition_ids, load_edition
from xlperf.rollup.sheets import all_sheets
from xlperf.workbook.product import product_of
from xlperf.workbook.template import write_template

ROOT = Path(__file__).parents[2]
FORMS = [f"{edition}.xlsm" for edition in edition_ids()]
BOOKS_AND_ADDIN = [*FORMS, "汇总工作台.xlsm", "xlperf.xlam"]
MAIN = "application/vnd.ms-excel.{}.macroEnabled.main+xml"


def test_these_books_are_built(built: dict[str, Path]) -> None:
    assert sorted(built) == sorted(BOOKS_AND_ADDIN)


def test_two_builds_are_the_same_to_the_byte(built: dict[str, Path], tmp_path: Path) -> None:
    again = {path.name: path.read_bytes() for path in build_macros(tmp_path)}
    assert [name for name, path in built.items() if path.read_bytes() != again[name]] == []


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_the_committed_book_is_the_one_that_is_built(name: str, built: dict[str, Path]) -> None:
    committed = ROOT / (ADDINS if name.endswith(".xlam") else BOOKS) / name
    fresh, there = parts(built[name]), parts(committed)
    assert sorted(fresh) == sorted(there)
    assert [part for part in fresh if fresh[part] != there[part]] == [], "run: xlperf macros build"


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_office_finds_no_error(name: str, built: dict[str, Path]) -> None:
    assert audit(built[name]) == []


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_the_main_part_says_what_the_file_is(name: str, built: dict[str, Path]) -> None:
    """An .xlsm whose main part says .xlsx opens in LibreOffice and is refused by Excel."""
    types = etree.fromstring(parts(built[name])["[Content_Types].xml"])
    said = {element.get("PartName"): element.get("ContentType") for element in types}
    assert said["/xl/workbook.xml"] == MAIN.format("addin" if name.endswith(".xlam") else "sheet")


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_vba_read_back_is_its_source(name: str, built: dict[str, Path]) -> None:
    kind = kind_of(name)
    read = vba(built[name])
    for module, source in modules(buttons_of(kind), all_functions(), addin=kind == "addin").items():
        body = re.sub(r"(?m)^Attribute .*\r?\n", "", read.pop(module))
        assert crlf(body).strip() == crlf(re.sub(r"(?m)^Attribute .*\n", "", source)).strip(), module
    assert all(re.fullmatch(r"Sheet\d+", module) for module in read), "nothing but empty sheets besides"
    assert [code for code in read.values() if re.sub(r"(?m)^Attribute .*$", "", code).strip()] == []


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_every_sheet_has_its_module(name: str, built: dict[str, Path]) -> None:
    contents = parts(built[name])
    codes = {
        match[1].decode()
        for part, text in contents.items()
        if part.startswith("xl/worksheets/sheet") and (match := re.search(rb'<sheetPr[^>]* codeName="(\w+)"', text))
    }
    sheets = [part for part in contents if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)]
    assert len(codes) == len(sheets)
    assert codes == {module for module in vba(built[name]) if module.startswith("Sheet")}
    assert b'codeName="ThisWorkbook"' in contents["xl/workbook.xml"]


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_every_button_has_a_ribbon_control(name: str, built: dict[str, Path]) -> None:
    kind = kind_of(name)
    controls = [control for control in ribbon_buttons(built[name]) if not control["id"].startswith("xlperf_menu")]
    assert [control["tag"] for control in controls] == names_of(kind)
    labels = {button.name: button for button in buttons_of(kind)}
    for control in controls:
        button = labels[control["tag"]]
        assert (control["label"], control["supertip"], control["imageMso"]) == (button.label, button.tip, button.icon)
        assert control["onAction"] == "XlperfRibbon" and control["size"] == "large"
    ids = [control["id"] for control in ribbon_buttons(built[name])]
    assert len(set(ids)) == len(ids)


def test_the_addin_has_a_menu_on_excels_own_tab(built: dict[str, Path]) -> None:
    controls = [control for control in ribbon_buttons(built["xlperf.xlam"]) if control["id"].startswith("xlperf_menu")]
    assert [control["tag"] for control in controls] == names_of("addin")
    assert b'idMso="TabData"' in parts(built["xlperf.xlam"])["customUI/customUI.xml"]


@pytest.mark.parametrize("name", BOOKS_AND_ADDIN)
def test_the_ribbon_is_that_of_2006_and_its_callbacks_exist(name: str, built: dict[str, Path]) -> None:
    contents = parts(built[name])
    assert [part for part in contents if "customUI" in part] == ["customUI/customUI.xml"]
    assert b"relationships/ui/extensibility" in contents["_rels/.rels"]
    called = set(re.findall(rb'(?:onAction|getVisible)="(\w+)"', contents["customUI/customUI.xml"]))
    source = "\n".join(vba(built[name]).values())
    assert all(re.search(rf"Public Sub {macro.decode()}\(control As IRibbonControl", source) for macro in called)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_sheet_has_its_bar(name: str, built: dict[str, Path]) -> None:
    forms = load_edition(name.removesuffix(".xlsm")).forms.values()
    sheets = sum(form.many if form.repeats else 1 for form in forms)
    bar = [(button.label, f"[0]!Xlperf_{button.name}") for button in buttons_of("form")]
    assert buttons_on_sheets(built[name]) == bar * sheets


def test_the_workbench_has_its_buttons(built: dict[str, Path]) -> None:
    bar = [(button.label, f"[0]!Xlperf_{button.name}") for button in buttons_of("workbench")]
    assert buttons_on_sheets(built["汇总工作台.xlsm"]) == bar


def test_the_workbench_has_the_names_that_its_actions_use(built: dict[str, Path]) -> None:
    book = load_workbook(built["汇总工作台.xlsm"], keep_vba=True)
    names = {name: entry.attr_text for name, entry in book.defined_names.items()}
    assert set(names) >= {"bench_folder", "bench_register", "bench_out", "bench_result"}
    for name in ("bench_folder", "bench_register", "bench_out"):
        sheet, cell = names[name].split("!")
        assert not book[sheet][cell.replace("$", "")].protection.locked
    said = "".join(str(cell.value) for row in book["工作台"].iter_rows() for cell in row if cell.value)
    assert all(sheet.name in said for sheet in all_sheets())


@pytest.mark.parametrize("edition", edition_ids())
def test_the_forms_are_those_of_the_template_without_macros(
    edition: str, built: dict[str, Path], tmp_path: Path
) -> None:
    """Same cells, names, protection, input checks; only bars, 试算 and what is said of the software are added."""
    plain = tmp_path / "plain.xlsx"
    write_template(load_edition(edition), plain)
    ours, theirs = load_workbook(built[f"{edition}.xlsm"], keep_vba=True), load_workbook(plain)
    assert [sheet for sheet in ours.sheetnames if sheet != "试算"] == theirs.sheetnames
    for sheet in theirs:
        cells = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        same = {c.coordinate: c.value for row in ours[sheet.title].iter_rows() for c in row if c.value is not None}
        assert {at for at in cells.keys() | same.keys() if cells.get(at) != same.get(at)} <= _about(sheet.title, cells)
        assert ours[sheet.title].print_area == sheet.print_area
        assert str(ours[sheet.title].protection.__dict__) == str(sheet.protection.__dict__)
        assert set(ours[sheet.title].defined_names) == set(sheet.defined_names)
    assert set(ours.defined_names) == set(theirs.defined_names)


def _about(sheet: str, cells: dict[str, object]) -> set[str]:
    """The cells of 填报说明 that speak of macros and of what a button does too."""
    told = ("没有宏", "建立副本")
    return {at for at, value in cells.items() if sheet == "填报说明" and any(word in str(value) for word in told)}


@pytest.mark.parametrize("name", FORMS)
def test_the_guide_speaks_of_the_buttons(name: str, built: dict[str, Path]) -> None:
    texts = [cell.value for row in load_workbook(built[name])["填报说明"].iter_rows() for cell in row if cell.value]
    assert any("带按钮的版本" in str(text) and "Excel 2016 以上" in str(text) for text in texts)
    projects = "project" in load_edition(name.removesuffix(".xlsm")).forms
    assert any("新增项目表" in str(text) and "建立副本" in str(text) for text in texts) is projects
    assert not any("没有宏" in str(text) for text in texts)


@pytest.mark.parametrize("name", FORMS)
def test_bars_stand_off_the_paper(name: str, built: dict[str, Path]) -> None:
    """Buttons begin two columns behind the form: the first is where 计算 writes suggested scores."""
    for part, text in parts(built[name]).items():
        if part.startswith("xl/drawings/vmlDrawing"):
            columns = {int(anchor.split(",")[0]) for anchor in re.findall(r"<x:Anchor>\s*([^<]*)", text.decode())}
            assert len(columns) == 1
    book = load_workbook(built[name])
    widths = [len(form.widths) for form in load_edition(name.removesuffix(".xlsm")).forms.values()]
    anchors = {
        int(found)
        for part, text in parts(built[name]).items()
        if part.startswith("xl/drawings/vmlDrawing")
        for found in re.findall(r"<x:Anchor>\s*(\d+)", text.decode())
    }
    assert anchors == {width + 1 for width in widths}
    assert all(book[sheet].print_area for sheet in book.sheetnames if sheet.startswith("附件"))


@pytest.mark.parametrize("name", [*FORMS, "汇总工作台.xlsm", "xlperf.xlam"])
def test_the_books_are_known_as_ours(name: str, built: dict[str, Path]) -> None:
    product = product_of(built[name])
    assert product is not None and product.untouched
