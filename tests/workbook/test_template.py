"""Templates: built the same each time, with names, protection, checks of input, and what prints on A4."""

import re
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.audit import audit
from xlperf.model.digest import edition_digest
from xlperf.model.form import Edition
from xlperf.model.load import edition_ids, load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.rules.catalogue import catalogue
from xlperf.workbook.native_rules import RULES
from xlperf.workbook.template import write_template

COMMITTED = Path(__file__).parents[2] / "workbook_templates"
NEW_FUNCTIONS = re.compile(
    r"\b(XLOOKUP|XMATCH|LET|LAMBDA|UNIQUE|FILTER|SORT|SORTBY|SEQUENCE|IFS|SWITCH|TEXTJOIN|CONCAT|MAXIFS|MINIFS|IFNA|"
    r"SHEETS|SHEET|FORMULATEXT|ISFORMULA|XOR|DAYS|NUMBERVALUE|VSTACK|HSTACK|TAKE|DROP|INDIRECT|OFFSET|TODAY|NOW)\("
)
"""Newer than Excel 2010, or volatile"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    paths = {edition: folder / f"{edition}.xlsx" for edition in edition_ids()}
    for edition, path in paths.items():
        write_template(load_edition(edition), path)
    return paths


@pytest.fixture(scope="module")
def books(built: dict[str, Path]) -> dict[str, Workbook]:
    return {edition: load_workbook(path) for edition, path in built.items()}


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {item.filename: package.read(item) for item in package.infolist()}


def names_of(book: Workbook, sheet: Worksheet | None = None) -> dict[str, str]:
    return {name: entry.attr_text for name, entry in (sheet or book).defined_names.items()}


def form_sheets(edition: Edition, form: str) -> list[str]:
    definition = edition.form(form)
    if not definition.repeats:
        return [definition.sheet]
    return [f"{definition.sheet}-{number}" for number in range(1, definition.many + 1)]


@pytest.mark.parametrize("edition", edition_ids())
def test_the_committed_template_is_the_one_that_is_built(edition: str, built: dict[str, Path]) -> None:
    fresh, committed = parts(built[edition]), parts(COMMITTED / f"{edition}.xlsx")
    assert sorted(fresh) == sorted(committed)
    assert [name for name in fresh if fresh[name] != committed[name]] == [], "run: make templates"


def test_nothing_else_is_committed_beside_the_templates() -> None:
    """The macro editions have a test of their own."""
    made = [path.name for path in COMMITTED.iterdir() if path.suffix != ".xlsm"]
    assert sorted(made) == [f"{edition}.xlsx" for edition in edition_ids()]


@pytest.mark.parametrize("edition", edition_ids())
def test_office_finds_no_error(edition: str, built: dict[str, Path]) -> None:
    assert audit(built[edition]) == []


@pytest.mark.parametrize("edition", edition_ids())
def test_sheets_stand_in_their_order(edition: str, books: dict[str, Workbook]) -> None:
    loaded = load_edition(edition)
    forms = [name for form in loaded.forms for name in form_sheets(loaded, form)]
    assert books[edition].sheetnames == ["填报说明", *forms, "校验", "_xlperf"]
    assert [sheet.title for sheet in books[edition] if sheet.sheet_state != "visible"] == ["_xlperf"]


@pytest.mark.parametrize("edition", edition_ids())
def test_every_field_table_and_column_has_its_name(edition: str, books: dict[str, Workbook]) -> None:
    loaded, book = load_edition(edition), books[edition]
    for form_id, form in loaded.forms.items():
        tables = {row[1:].split(":")[0] for row in form.rows.values() if row.startswith("@")}
        wanted = {f"{form_id}_{field}" for field in form.fields}
        for table in tables:
            placed = {
                cell.strip()[1:]
                for row in form.rows.values()
                if row.startswith(f"@{table}:")
                for cell in row.split(":")[1].split("|")
            }
            wanted |= {f"{form_id}_{table}"} | {
                f"{form_id}_{table}_{name}" for name in loaded.tables[table].columns if name in placed
            }
        for name in form_sheets(loaded, form_id):
            names = names_of(book, book[name]) if form.repeats else names_of(book)
            assert wanted <= set(names)


@pytest.mark.parametrize("edition", edition_ids())
def test_a_name_leads_to_its_field(edition: str, books: dict[str, Workbook]) -> None:
    """The label stands beside or above: for the unit's name and the project's name the cell to the left says so."""
    loaded, book = load_edition(edition), books[edition]
    for form_id, field in (("dept", "unit_name"), ("project", "name"), ("list", "unit_name")):
        if form_id not in loaded.forms:
            continue
        sheet = book[form_sheets(loaded, form_id)[0]]
        names = names_of(book, sheet) if loaded.form(form_id).repeats else names_of(book)
        title, cell = names[f"{form_id}_{field}"].replace("'", "").replace("$", "").split("!")
        assert title == sheet.title
        assert sheet.cell(sheet[cell].row, 1).value == loaded.form(form_id).fields[field].label


@pytest.mark.parametrize("edition", edition_ids())
def test_the_receipt_says_which_definition_it_is(edition: str, books: dict[str, Workbook]) -> None:
    loaded, book = load_edition(edition), books[edition]
    said = {}
    for key in ("edition", "version", "year", "digest"):
        sheet, cell = names_of(book)[f"xlperf_{key}"].replace("$", "").split("!")
        said[key] = book[sheet][cell].value
    assert said == {
        "edition": edition,
        "version": loaded.version,
        "year": loaded.year,
        "digest": edition_digest(loaded),
    }


def test_the_digest_tells_definitions_apart() -> None:
    digests = {edition_digest(load_edition(edition)) for edition in edition_ids()}
    assert len(digests) == len(edition_ids())
    assert edition_digest(load_edition("yueyang_2023")) != edition_digest(load_edition("yueyang_2023", 2024))


@pytest.mark.parametrize("edition", edition_ids())
def test_sheets_are_protected_without_a_password(edition: str, books: dict[str, Workbook]) -> None:
    for sheet in books[edition]:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        if sheet.title != "_xlperf":
            # openpyxl speaks as the file does: False = not forbidden
            assert not any(
                getattr(sheet.protection, what)
                for what in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows")
            )


@pytest.mark.parametrize("edition", edition_ids())
def test_entries_are_open_and_computed_cells_locked(edition: str, books: dict[str, Workbook]) -> None:
    loaded, book = load_edition(edition), books[edition]
    for form_id, form in loaded.forms.items():
        for title in form_sheets(loaded, form_id):
            names = names_of(book, book[title]) if form.repeats else names_of(book)
            for field, spec in form.fields.items():
                cell = book[title][names[f"{form_id}_{field}"].split("!")[1].replace("$", "")]
                assert cell.protection.locked is bool(spec.compute), f"{title} {field}"
                assert (cell.value is not None) is bool(spec.compute), f"{title} {field}"


@pytest.mark.parametrize("edition", [name for name in edition_ids() if "indicators" in load_edition(name).tables])
def test_a_row_of_indicators_can_be_deleted(edition: str, books: dict[str, Workbook]) -> None:
    """Excel deletes a row of a protected sheet only if none of its cells is locked, to the last column."""
    loaded, book = load_edition(edition), books[edition]
    form_id = "dept" if "dept" in loaded.forms else "project"
    sheet = book[form_sheets(loaded, form_id)[0]]
    wide = len(loaded.form(form_id).widths)
    head = next(row for row in range(1, 60) if "三级指标" in [sheet.cell(row, c + 1).value for c in range(wide)])
    for row in range(head + 1, head + 15):
        assert [cell.coordinate for cell in sheet[row][:wide] if cell.protection.locked] == []
        assert not sheet.row_dimensions[row].protection.locked


@pytest.mark.parametrize("edition", edition_ids())
def test_input_is_hinted_and_checked(edition: str, books: dict[str, Workbook]) -> None:
    loaded, book = load_edition(edition), books[edition]
    for form_id, form in loaded.forms.items():
        title = form_sheets(loaded, form_id)[0]
        names = names_of(book, book[title]) if form.repeats else names_of(book)
        checks = {str(area): rule for rule in book[title].data_validations.dataValidation for area in rule.sqref.ranges}
        for field, spec in form.fields.items():
            rule = checks.get(names[f"{form_id}_{field}"].split("!")[1].replace("$", ""))
            if spec.compute:
                assert rule is None
            elif spec.choices:
                assert rule is not None and rule.type == "list" and rule.formula1 == f'"{",".join(spec.choices)}"'
            elif spec.kind != "text":
                assert rule is not None and rule.type == "decimal" and rule.errorStyle == "warning"
                assert rule.error and rule.errorTitle and rule.prompt
            if spec.hint and not spec.compute:
                assert rule is not None and spec.hint in str(rule.prompt)


def test_only_adjustments_may_be_negative(books: dict[str, Workbook]) -> None:
    book = books["yueyang_2023"]
    checks = {str(area): rule for rule in book["附件1"].data_validations.dataValidation for area in rule.sqref.ranges}
    for name, entry in names_of(book).items():
        rule = checks.get(entry.split("!")[1].replace("$", "")) if entry.startswith("=附件1!") else None
        if rule is not None and rule.type == "decimal":
            falls = name.startswith("base_adjustment_")
            assert (Decimal(rule.formula1) < 0) is falls, name
            assert ("填负数" in str(rule.error).replace("不能填负数", "")) is falls, name


@pytest.mark.parametrize("edition", edition_ids())
def test_rows_of_tables_grow_with_their_texts(edition: str, built: dict[str, Path]) -> None:
    """No fixed height, and a font of the row that keeps it as high as designed while its texts are short."""
    loaded, book = load_edition(edition), load_workbook(built[edition])
    for form_id in loaded.forms:
        title = form_sheets(loaded, form_id)[0]
        xml = parts(built[edition])[f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"].decode("utf-8")
        rows = re.findall(r"<row [^>]*>", xml)
        growing = [row for row in rows if "customHeight" not in row]
        assert len(growing) >= 5, title
        assert all("customFormat" in row and float(re.findall(r'ht="([0-9.]+)"', row)[0]) >= 20 for row in growing)
        assert all("customHeight" in row for row in rows[:3] + rows[-3:])


@pytest.mark.parametrize("edition", edition_ids())
def test_long_texts_are_said_to_need_room(edition: str, books: dict[str, Workbook]) -> None:
    prompts = [rule.prompt for sheet in books[edition] for rule in sheet.data_validations.dataValidation]
    fields = [field for form in load_edition(edition).forms.values() for field in form.fields]
    assert any("加大行高" in str(prompt) for prompt in prompts) is ("goal_expected" in fields)


@pytest.mark.parametrize("edition", edition_ids())
def test_names_of_sheets_fit_on_the_check_sheet(edition: str, books: dict[str, Workbook]) -> None:
    sheet = books[edition]["校验"]
    names = [str(sheet.cell(row, 2).value or "") for row in range(6, sheet.max_row + 1)]
    longest = max(sum(1 if sign.isascii() else 2 for sign in name) for name in names)
    assert sheet.column_dimensions["B"].width >= min(longest, 25)


@pytest.mark.parametrize("edition", edition_ids())
def test_forms_print_on_a4(edition: str, books: dict[str, Workbook]) -> None:
    loaded, book = load_edition(edition), books[edition]
    for form_id in loaded.forms:
        for title in form_sheets(loaded, form_id):
            sheet = book[title]
            assert sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "portrait"
            assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)
            assert sheet.print_area and sheet.print_options.horizontalCentered
            assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text
            if any(row.startswith("@indicators") for row in loaded.form(form_id).rows.values()):
                head = int(sheet.print_title_rows.split(":")[0].replace("$", ""))
                assert "三级指标" in [cell.value for cell in sheet[head]]


@pytest.mark.parametrize("edition", edition_ids())
def test_formulas_are_for_excel_2010(edition: str, built: dict[str, Path]) -> None:
    texts = {name: part.decode("utf-8") for name, part in parts(built[edition]).items() if name.startswith("xl/w")}
    found = [(name, match[0]) for name, text in texts.items() for match in NEW_FUNCTIONS.finditer(text)]
    assert found == []
    assert not [name for name, text in texts.items() if "_xlfn" in text or 't="array"' in text]
    assert not [name for name in parts(built[edition]) if "vbaProject" in name]


def test_no_formula_comes_near_what_excel_allows(books: dict[str, Workbook]) -> None:
    """8,192 characters and 64 levels; sheets may be renamed to longer names."""
    formulas = [
        str(c.value)
        for book in books.values()
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if c.data_type == "f"
    ]
    assert max(map(len, formulas)) < 5000
    assert (
        max(
            max(formula[:n].count("(") - formula[:n].count(")") for n in range(0, len(formula), 5))
            for formula in formulas
        )
        < 50
    )


@pytest.mark.parametrize("edition", edition_ids())
def test_a_blank_template_waits_and_shows_no_rates(edition: str, built: dict[str, Path]) -> None:
    book = load_workbook(built[edition], data_only=True)
    states = {row[3] for row in book["校验"].iter_rows(min_row=6, values_only=True)} - {None, "在用", "未用"}
    assert states == {"待填"}
    loaded, names = load_edition(edition), load_workbook(built[edition])
    for form_id, form in loaded.forms.items():
        title = form_sheets(loaded, form_id)[0]
        where = names_of(names, names[title]) if form.repeats else names_of(names)
        for field, spec in form.fields.items():
            if spec.kind == "ratio" and spec.compute:
                cell = where[f"{form_id}_{field}"].split("!")[1].replace("$", "")
                assert book[title][cell].value in (None, "")


def test_the_guide_says_what_a_clerk_needs(books: dict[str, Workbook]) -> None:
    for edition, book in books.items():
        text = "\n".join(str(cell.value) for row in book["填报说明"].iter_rows() for cell in row if cell.value)
        loaded = load_edition(edition)
        for word in (
            loaded.source,
            loaded.certainty,
            edition,
            "浅黄",
            "浅灰",
            "插入",
            "校验",
            "没有宏",
            "财政局联系方式",
        ):
            assert word in text, f"{edition}: {word}"
        assert ("建立副本" in text) is ("project" in loaded.forms)
        assert "新增项目表" not in text


def test_the_same_year_twice_gives_the_same_file(tmp_path: Path) -> None:
    edition = load_edition("yueyang_2023")
    for name in ("one", "two"):
        write_template(edition, tmp_path / f"{name}.xlsx", fill=sample("yueyang_2023"))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_more_project_sheets_where_a_unit_has_more(tmp_path: Path) -> None:
    edition, filled = load_edition("yueyang_2023"), sample("yueyang_2023")
    for number, path in ((7, tmp_path / "seven.xlsx"), (1, tmp_path / "one.xlsx")):
        write_template(edition, path, fill=filled if number == 1 else None, projects=number)
    assert [n for n in load_workbook(tmp_path / "seven.xlsx").sheetnames if n.startswith("附件3-")] == [
        f"附件3-{n}" for n in range(1, 8)
    ]
    assert [n for n in load_workbook(tmp_path / "one.xlsx").sheetnames if n.startswith("附件3-")] == [
        "附件3-1",
        "附件3-2",
    ]


@pytest.mark.parametrize("edition", sample_ids())
def test_a_filled_template_holds_every_entry_as_read(edition: str, tmp_path: Path) -> None:
    filled = sample(edition)
    placed = write_template(load_edition(edition), tmp_path / "filled.xlsx", fill=filled)
    entered = {(f.form, f.ordinal, cell.field) for f in filled.forms for cell in f.every_cell() if not cell.is_blank}
    assert placed == entered
    book = load_workbook(tmp_path / "filled.xlsx")
    for form in filled.forms:
        where = names_of(book, book[form.sheet]) if form.form == "project" else names_of(book)
        for cell in form.cells.values():
            if not load_edition(edition).form(form.form).fields[cell.field].compute and not cell.is_blank:
                value = book[form.sheet][where[f"{form.form}_{cell.field}"].split("!")[1].replace("$", "")].value
                assert (Decimal(str(value)) if cell.number is not None else value) == (
                    cell.number if cell.number is not None else cell.typed
                )


def test_what_cannot_be_read_stays_as_typed(tmp_path: Path) -> None:
    changes = {
        "dept.total_budget": "约一千万",
        "dept.indicators.1.points": "十五分",
        "dept.indicators.2.target": "=100%",
    }
    path = tmp_path / "odd.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023", changes))
    sheet = load_workbook(path)["附件2"]
    values = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"约一千万", "十五分", "=100%"} <= set(values)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row if cell.value == "=100%")
    assert audit(path) == []


def test_rule_codes_on_the_check_sheet_are_rules() -> None:
    codes = {code for text in RULES.values() for code in text.split()}
    assert sorted(codes - set(catalogue())) == []
