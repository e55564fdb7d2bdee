"""Grids against a second reader, cell by cell; nothing lost or misread however the XML is written."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import libreoffice
from tests.workbook.expat_reader import StoredCell, read_stored
from tests.workbook.odd_books import MAIN, STRICT, STRINGS, book, sheet, with_part
from xlperf.demo.build import build_demo
from xlperf.errors import UnreadableFile
from xlperf.model.address import a1
from xlperf.model.load import load_edition
from xlperf.model.sample import sample, sample_ids
from xlperf.rules import check
from xlperf.workbook.annotate import annotate
from xlperf.workbook.read import read_submission, read_submission_bytes
from xlperf.workbook.reading.grid import Raw, Sheet, load_book, load_book_bytes
from xlperf.workbook.reading.parts import BROKEN
from xlperf.workbook.reading.quick import quick_sheet, quick_strings
from xlperf.workbook.reading.raw import Filled, Values
from xlperf.workbook.reading.walk import area, walk_sheet, walk_strings
from xlperf.workbook.template import write_template

TEMPLATES = sorted((Path(__file__).parents[2] / "workbook_templates").glob("*.xls?"))


def assert_agrees(content: bytes, *, from_1904: bool = False) -> None:
    """Every cell and merged area that the second reader finds, and no other, is read as it stands."""
    stored, loaded = read_stored(content), load_book_bytes("a.xlsx", content)
    assert [(s.name, s.hidden) for s in loaded.sheets] == [(name, s.hidden) for name, s in stored.items()]
    for own, other in zip(loaded.sheets, stored.values(), strict=True):
        cells = {a1(*at): raw for at, raw in own.cells.items()}
        empty = {a1(*at) for at in own.empty_formulas}
        assert cells.keys() | empty == other.cells.keys() and not cells.keys() & empty
        for address, cell in other.cells.items():
            if address in empty:
                assert not cell.text and cell.formula is not None
            else:
                assert_same_cell(cells[address], cell, from_1904)
        assert own.merges == [area(reference) for reference in other.merges]


def assert_same_cell(raw: Raw, cell: StoredCell, from_1904: bool) -> None:
    assert raw.formula == (cell.formula is not None)
    if not cell.text:
        assert raw.uncalculated and "没有算过" in raw.problem
    elif cell.kind == "e":
        assert raw.typed == cell.text and cell.text in raw.problem
    elif cell.kind == "b":
        assert raw.typed == ("TRUE" if cell.text == "1" else "FALSE")
    elif cell.kind != "n":
        assert (raw.value, raw.typed, raw.problem) == (cell.text, cell.text, "")
    elif isinstance(raw.value, date):
        first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        assert cell.date and raw.value == first + timedelta(days=int(float(cell.text)))
    else:
        typed_percent = cell.formula is not None and re.fullmatch(r"[+=]*[\d.]+%", cell.formula)
        assert float(raw.value) == pytest.approx(float(cell.text), rel=1e-14)
        assert not cell.date and raw.percent == (cell.percent or bool(typed_percent))
        assert raw.typed.endswith("%") == raw.percent


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_agree_with_the_second_reader(path: Path) -> None:
    assert_agrees(path.read_bytes())


def test_what_units_send_agrees_however_it_was_saved(tmp_path: Path) -> None:
    sent = [*build_demo(tmp_path / "demo")]
    for edition in sample_ids():
        sent.append(tmp_path / f"{edition}.xlsx")
        write_template(load_edition(edition), sent[-1], fill=sample(edition))
    for path in sent[:]:
        submission = read_submission(path)
        sent.append(tmp_path / f"批注 {path.name}")
        annotate(path, sent[-1], check(submission))
        sent.append(tmp_path / f"o {path.name}")
        openpyxl.load_workbook(path).save(sent[-1])
    sent += libreoffice.recalculate_all([p for p in sent if not p.name.startswith(("批注", "o "))], tmp_path / "lo")
    for path in sent:
        assert_agrees(path.read_bytes())


ROW = '<row r="2"><c r="B2" s="1" t="s"><v>1</v></c><c r="C2" s="2"><v>0.125</v></c></row>'
ODD = {
    "attributes in another order": '<row r="2"><c t="s" s="1" r="B2"><v>1</v></c></row>',
    "single quotes": "<row r='2'><c r='B2' t='s'><v>1</v></c></row>",
    "no addresses": "<row><c/><c t='s'><v>0</v></c></row><row r='7'><c><v>1</v></c></row><row><c><v>2</v></c></row>",
    "white space": '<row  r="2" >\n <c r="B2"\n t="s" >\n  <v >1</v >\n </c >\n</row >',
    "comments": '<row r="2"><!-- <c r="A2"><v>9</v></c> --><c r="B2" t="str"><v>前<!-- 中 -->后</v></c></row>',
    "CDATA": '<row r="2"><c r="B2" t="str"><v>a<![CDATA[<c r="A1"> & ]]>b</v></c></row>',
    "instruction": '<row r="2"><?x <c r="A2"/>?><c r="B2"><v>4<?y?>2</v></c></row>',
    "references": '<row r="2"><c r="B2" t="str"><v>&amp;lt;&#10;&#x4E2D;&quot;&apos;&gt;]]&gt;_x000D_</v></c></row>',
    "line ends": '<row r="2"><c r="B2" t="str"><v>a\r\nb\rc&#13;d</v></c></row>',
    "inline": '<row r="2"><c r="B2" t="inlineStr"><is><t>直</t></is></c></row>',
    "inline rich": '<row r="2"><c r="B2" t="inlineStr"><is><r><t>課</t></r><rPh sb="0" eb="1"><t>カ</t></rPh></is></c></row>',
    "shared": '<row r="1">' + "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABCDEF")) + "</row>",
    "types": "".join(
        (
            '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>',
            '<c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="d"><v>2023-05-01</v></c><c r="E1" t="n"><v>5</v></c></row>',
        )
    ),
    "formats": '<row r="1">'
    + "".join(f'<c r="{c}1" s="{n}"><v>45000.5</v></c>' for n, c in enumerate("ABCDEFG"))
    + "</row>",
    "formulas": "".join(
        (
            '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">1+1</f><v>2</v></c>',
            '<c r="B1"><f t="shared" si="0"/></c><c r="C1" t="str"><f>""</f><v></v></c>',
            '<c r="D1"><f>100%</f><v>1</v></c><c r="E1"><f>&#49;2.50%</f><v>0.125</v></c>',
            '<c r="F1"><f>A1&amp;"%"</f><v>3</v></c>',
            '<c r="G1" t="s"><f>X1</f><v>5</v></c><c r="H1" t="s"><f>X2</f><v>5</v></c></row>',
        )
    ),
    "twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "names like cells in texts": '<row r="1"><c r="A1" t="str"><v>x:c y:row </v></c></row>',
    "far": '<row r="1048576"><c r="XFD1048576" cm="1" vm="2"><v>1</v></c></row>',
    "nothing": "",
}


def _forms(rows: str) -> dict[str, str | bytes]:
    merged = '<mergeCells count="2"><mergeCell ref="A3:B4"/><mergeCell ref="C9"/></mergeCells>'
    prefixed = re.sub(r"<(/?)(?=(?:row|c|v|f|is|t|r|rPh|mergeCells?)[\s/>])", r"<\1x:", rows + merged)
    there = prefixed.index("<x:mergeCells")
    return {
        "plain": sheet(rows, merged),
        "prefix": sheet(prefixed[:there], prefixed[there:], prefix="x:"),
        "strict": sheet(rows, merged, space=STRICT),
        "UTF-16": sheet(rows, merged, head='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"),
        "mark": b"\xef\xbb\xbf" + sheet(rows, merged).encode(),
        "DOCTYPE": sheet(rows, merged, head="<!DOCTYPE worksheet>"),
    }


@pytest.mark.parametrize("case", ODD)
def test_odd_writing_is_read_as_the_second_reader_does(case: str) -> None:
    for form in _forms(ODD[case]).values():
        assert_agrees(book(form))
    assert_agrees(book(sheet(ODD[case]), from_1904=True), from_1904=True)


def only(content: bytes) -> Sheet:
    [found] = load_book_bytes("a.xlsx", content).sheets
    return found


def test_texts_are_what_a_person_sees() -> None:
    cells = only(book(sheet(ODD["shared"]))).cells
    assert [cells[0, n].typed for n in range(5)] == ["单位", " 甲 &lt; 乙\n丙_x000D_", "富 文 ", "課", "末"]
    assert (0, 5) not in cells
    declared = sheet(
        '<row r="1"><c r="A1" t="str"><v>绩效</v></c></row>', head='<?xml version="1.0" encoding="GB18030"?>'
    )
    assert only(book(declared.encode("gb18030"))).cells[0, 0].typed == "绩效"


def test_formats_tell_percent_date_and_number() -> None:
    cells = only(book(sheet(ODD["formats"]))).cells
    assert [cells[0, n].typed for n in range(7)] == [
        "45000.5",
        "4500050%",
        "4500050.0%",
        "2023年3月15日",
        "2023年3月15日",
        "45000.5",
        "45000.5",
    ]
    assert only(book(sheet(ODD["formats"]), from_1904=True)).cells[0, 4].value == date(2027, 3, 16)


def test_errors_and_formulas_never_calculated_are_no_blanks() -> None:
    cells = only(book(sheet(ODD["types"]))).cells
    assert cells[0, 2].problem == "单元格是错误值 #REF!"
    found = only(book(sheet(ODD["formulas"])))
    assert [found.cells[0, n].uncalculated for n in (1, 6, 7)] == [True] * 3
    assert [found.cells[0, n].problem[:2] for n in (1, 6, 7)] == ["B1", "G1", "H1"]
    assert found.empty_formulas == {(0, 2)}
    assert [found.cells[0, n].typed for n in (3, 4, 5)] == ["100%", "12.50%", "3"]


def test_far_cells_and_areas_over_the_whole_sheet_cost_nothing() -> None:
    found = only(book(sheet(ODD["far"], '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')))
    assert found.cells[1048575, 16383].value == Decimal(1) and found.height == 1048576
    assert found.area(5, 5) == (0, 0, 1048575, 16383)


def test_entities_of_the_files_own_are_refused_not_lost() -> None:
    head = '<!DOCTYPE worksheet [<!ENTITY e "内容">]>'
    with pytest.raises(UnreadableFile, match="已损坏"):
        only(book(sheet('<row r="1"><c r="A1" t="str"><v>有&e;吗</v></c></row>', head=head))).cells  # noqa: B018


@pytest.mark.parametrize(
    "fault", ["</row>", '<c r="A1" r="A2"/>', '<c r="A0x"/>', '<y:c r="A1"/>', "&nbsp;", "\x01", "]]>"]
)
def test_a_damaged_sheet_is_refused(fault: str) -> None:
    with pytest.raises(UnreadableFile, match="已损坏"):
        only(book(sheet(f'<row r="1">{fault}</row>'))).cells  # noqa: B018


# ── the quick way and the slow one ──


VALUES = Values(walk_strings(STRINGS.encode()), [(None, False), (0, False), (1, False), (None, True)], False)


def both(content: bytes) -> tuple[Filled | None, Filled | None]:
    """What the quick and the slow way make of a sheet; None where they do not read it."""
    try:
        slow = walk_sheet(content, VALUES)
    except BROKEN:
        slow = None
    return quick_sheet(content, VALUES), slow


@pytest.mark.parametrize("case", ["plain", "prefix", "strict", "mark"])
def test_usual_sheets_go_the_quick_way(case: str) -> None:
    form = _forms(ROW + ODD["inline rich"].replace("2", "3") + ODD["formulas"].replace('1"', '4"'))[case]
    quick, slow = both(form if isinstance(form, bytes) else form.encode())
    assert quick is not None and quick == slow and quick.cells
    assert quick_strings(STRINGS.encode()) == walk_strings(STRINGS.encode())


def test_many_blank_cells_take_no_longer_than_they_are_long() -> None:
    blank = "".join(f'<c r="A{n}" s="1"/>' for n in range(1, 150_000))
    quick, slow = both(sheet(ROW + f'<row r="9">{blank}</row>').encode())
    assert quick is not None and quick == slow and len(quick.cells) == 2


def test_sheets_of_all_programs_go_the_quick_way(tmp_path: Path) -> None:
    openpyxl.load_workbook(TEMPLATES[-1]).save(tmp_path / "a.xlsx")
    for path in (
        TEMPLATES[0],
        tmp_path / "a.xlsx",
        *libreoffice.recalculate_all([tmp_path / "a.xlsx"], tmp_path / "l"),
    ):
        content = path.read_bytes()
        for stored in read_stored(content).values():
            with openpyxl.open(path, read_only=True)._archive as package:
                assert quick_sheet(package.read(stored.part), VALUES) is not None, (path.name, stored.part)


TAG = re.compile(r"<(/?)([\w:]+)((?:\s+[\w:]+=(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)>")
BASE = sheet(
    "".join(ODD[case] for case in ("inline rich", "references", "shared", "types", "formulas", "far")),
    '<mergeCells><mergeCell ref="A3:B4"/></mergeCells>',
)
PIECES = (
    *(b"<", b">", b"&", b'"', b"/", b"\0", b"\xff", b"\xef\xbf\xbf", b"&#0;", b"]]>", b"0", b" ", b"A", b"x:"),
    *(b"<c>", b"<c r='Z9'/>", b"</c>", b"<v>7</v>", b"<!--", b"-->", b"<row>", b"<is>"),
)
TEXT_PIECES = ("", "<", "<t/>", "<si>", "<rPh><t>x</t></rPh>", "</t>", "&", "<!---->", "<r>", "y")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_harmless_differences_of_writing_change_nothing(data: st.DataObject) -> None:
    draw, prefix = data.draw, data.draw(st.sampled_from(["", "", "x:", "ss:"]))
    odd = draw(st.sampled_from(["none", "order", "quotes", "space", "comment", "all"]))

    def rewritten(found: re.Match[str]) -> str:
        close, name, attributes, empty = found.groups()
        pairs = [[k, v[1:-1]] for k, v in re.findall(r"([\w:]+)=(\"[^\"]*\"|'[^']*')", attributes)]
        if name == "worksheet":
            pairs = [["xmlns:" + prefix.rstrip(":") if prefix else "xmlns", MAIN]] if pairs else []
        pairs = draw(st.permutations(pairs)) if odd in ("order", "all") else pairs
        quote = draw(st.sampled_from("\"'")) if odd in ("quotes", "all") else '"'
        gap = draw(st.sampled_from([" ", "  ", "\n", "\t"])) if odd in ("space", "all") else " "
        tail = draw(st.sampled_from(["", gap])) if odd in ("space", "all") else ""
        said = "".join(f"{gap}{k}={quote}{v}{quote}" for k, v in pairs)
        comment = odd in ("comment", "all") and name in ("c", "row") and draw(st.booleans())
        return ("<!-- <c r='A9'/> -->" if comment and not close else "") + f"<{close}{prefix}{name}{said}{tail}{empty}>"

    head, _, rest = BASE.partition("?>")
    written = (head + "?>" + TAG.sub(rewritten, rest)).encode()
    quick, slow = both(written)
    assert slow == walk_sheet(BASE.encode(), VALUES)
    assert quick in (None, slow)


@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_damage_is_refused_or_read_as_the_slow_way_does(data: st.DataObject) -> None:
    content = bytearray(BASE.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        kind = data.draw(st.sampled_from(["cut", "drop", "put", "swap"]))
        if kind == "cut":
            del content[at:]
        elif kind == "drop":
            del content[at : at + data.draw(st.integers(1, 30))]
        else:
            piece = data.draw(st.sampled_from(PIECES))
            content[at : at + (len(piece) if kind == "swap" else 0)] = piece
    quick, slow = both(bytes(content))
    assert quick in (None, slow)


@settings(max_examples=200, deadline=None)
@given(at=st.integers(0, len(STRINGS)), piece=st.sampled_from(TEXT_PIECES), drop=st.integers(0, 20))
def test_damaged_texts_are_refused_or_read_as_the_slow_way_does(at: int, piece: str, drop: int) -> None:
    content = (STRINGS[:at] + piece + STRINGS[at + drop :]).encode()
    try:
        slow = walk_strings(content)
    except BROKEN:
        slow = None
    assert quick_strings(content) in (None, slow)


# ── read when asked for, from one copy of the bytes ──


def test_sheets_of_our_own_are_not_read_for_a_submission(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_template(load_edition("yueyang_2023"), path, fill=sample("yueyang_2023"))
    content = path.read_bytes()
    parts = {name: stored.part for name, stored in read_stored(content).items()}
    whole = read_submission(path)
    spoilt = with_part(with_part(content, parts["校验"], b"<x"), parts["填报说明"], b"<x")
    assert read_submission_bytes("a.xlsx", spoilt).forms == whole.forms
    with pytest.raises(UnreadableFile, match="已损坏"):
        read_submission_bytes("a.xlsx", with_part(content, parts["附件2"], b"<x"))
    assert read_submission_bytes("a.xlsx", content) == whole


def test_a_sheet_is_read_once_and_damage_said_each_time() -> None:
    found = only(book(sheet(ROW)))
    assert found.cells is found.cells and found.cells[1, 2].typed == "12.5%"
    with pytest.raises(AttributeError):
        found.nothing  # noqa: B018
    broken = only(book("<worksheet>"))
    for _ in range(2):
        with pytest.raises(UnreadableFile):
            broken.merges  # noqa: B018


def test_defined_names_are_told(tmp_path: Path) -> None:
    names = load_book(TEMPLATES[0]).names
    assert names and all(name and formula for (name, _), formula in names.items())
