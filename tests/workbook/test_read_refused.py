"""What cannot be read is refused by what it is; one bad cell never refuses its file."""

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.workbook.test_read import project_book
from xlperf.errors import UnreadableFile
from xlperf.model.load import load_edition
from xlperf.model.sample import sample
from xlperf.model.values import read_value
from xlperf.rules import check
from xlperf.workbook.convert import write_converted
from xlperf.workbook.read import read_submission
from xlperf.workbook.template import write_template

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def compound(*names: str) -> bytes:
    """A compound file (OLE) of one directory sector with these streams at its root, and a text in another sector."""
    header = bytearray(512)
    header[:8], header[30:32] = OLE, (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    table = bytearray(b"\xff" * 512)
    table[4:8] = (0xFFFFFFFE).to_bytes(4, "little")
    directory = bytearray(512)
    for number, name in enumerate(("Root Entry", *names)):
        text = name.encode("utf-16-le")
        directory[number * 128 : number * 128 + len(text)] = text
        directory[number * 128 + 64 : number * 128 + 66] = (len(text) + 2).to_bytes(2, "little")
        following = number + 1 if 0 < number < len(names) else 0xFFFFFFFF
        places = (0xFFFFFFFF, following, 1 if number == 0 else 0xFFFFFFFF)
        for at, value in zip((68, 72, 76), places, strict=True):
            directory[number * 128 + at : number * 128 + at + 4] = value.to_bytes(4, "little")
    return bytes(header + table + directory) + "\0Workbook WordDocument".encode("utf-16-le")


REFUSED = [
    ("自评.docx", b"", "空的 Word 文件"),
    ("自评.docx", b"PK\x03\x04" + b"x" * 99, "是 Word 文件（.docx）"),
    ("自评.xlsx", b"PK\x03\x04" + b"x" * 99, "已损坏"),
    ("打包.rar", b"Rar!\x1a\x07\0", "压缩包（.rar）"),
    ("打包.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 9, "压缩包（.7z）"),
    ("打包.zip", b"PK\x05\x06" + b"\0" * 18, "压缩包（.zip）"),
    ("打包.zip", b"", "空的压缩包"),
    ("盖章页.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 9, "是图片"),
    ("盖章页.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "是图片"),
    ("说明.txt", "你好".encode("gb18030"), "文本文件（.txt）"),
    ("数据.csv", b"a,b\n1,2", "CSV"),
    ("数据.xlsx", b"a,b\n1,2", "内容是文本"),
    ("导出.xls", b"<html><table>", "网页"),
    ("Thumbs.db", OLE + b"\0" * 600, "系统文件，不是报送件"),
    (".DS_Store", b"\0\0\0\1Bud1", "系统文件，不是报送件"),
    ("desktop.ini", b"", "系统文件，不是报送件"),
    ("~$自评.xlsx", b"\5user", "临时文件，不是报送件"),
    (".~lock.自评.xlsx#", b",user,", "临时文件，不是报送件"),
    ("自评.xlsx", compound("EncryptionInfo", "EncryptedPackage"), "^有打开密码，请去掉密码再报$"),
    ("自评.xlsx", OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), "^有打开密码，请去掉密码再报$"),
    ("自评.xlsx", compound("Workbook", "CompObj"), "旧格式的工作簿"),
    ("自评.et", compound("Book"), "旧格式的工作簿"),
    ("自评.xls", compound("CompObj", "WordDocument", "ObjectPool"), "旧格式的 Word"),
    ("自评.wps", OLE + b"\0" * 600, "旧格式的 Word"),
    ("自评.pdf", b"%PDF-1.7", "PDF"),
    ("自评.xlsx", bytes(range(1, 256)) + b"\0" * 99, "不是 Excel"),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED)
def test_refused_by_what_it_is(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableFile, match=says) as refused:
        read_submission(tmp_path / name)
    assert not any(word in str(refused.value) for word in ("Error", "BadZip", "Invalid", "。。", "？。"))


def edited(path: Path, part: str, old: str, new: str) -> Path:
    """A copy in which a text of one part is another."""
    made = path.with_name("改.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data.decode()
                data = data.decode().replace(old, new).encode()
            out.writestr(name, data)
    return made


@pytest.mark.parametrize("number", ["NaN", "INF", "-INF", "1e308", "1E+25", "3e17", "abc"])
def test_a_number_that_is_none_is_a_problem_of_its_cell(number: str, tmp_path: Path) -> None:
    path = edited(
        project_book(tmp_path / "a.xlsx", D5=87.5), "xl/worksheets/sheet1.xml", "<v>87.5</v>", f"<v>{number}</v>"
    )
    submission = read_submission(path)
    form = submission.forms[0]
    assert (form.cells["total_executed"].state, form.cells["total_executed"].typed != "") == ("unreadable", True)
    assert "请" in form.cells["total_executed"].problem and form.number("total_budget") == Decimal(100)
    assert any(finding.cell == "D5" for finding in check(submission))


@pytest.mark.parametrize(
    "typed", ["9" * 40, "1" + "0" * 16 + "亿元", Decimal("NaN"), float("inf"), float("nan"), 1e300]
)
def test_numbers_too_large_to_count_with_are_kept_as_typed(typed: str | Decimal | float) -> None:
    reading = read_value(typed, "money")
    assert (reading.value, reading.state) == (None, "unreadable") and "请核对" in reading.problem


def test_a_text_that_is_not_there_spoils_no_other_cell(tmp_path: Path) -> None:
    path = project_book(tmp_path / "a.xlsx", J5="另附说明")
    with zipfile.ZipFile(path) as package:
        texts = package.read("xl/sharedStrings.xml").decode().count("<si>")
    broken = edited(path, "xl/worksheets/sheet1.xml", f"<v>{texts - 1}</v>", "<v>9999</v>")
    [form] = read_submission(broken).forms
    assert [(cell.address, cell.state) for cell in form.extras] == [("J5", "filled")]
    assert "文件有损坏" in form.extras[0].problem and form.number("total_executed") == 90


def test_formulas_never_calculated_are_said_once_and_only_of_sheets_with_forms(tmp_path: Path) -> None:
    path = project_book(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("草稿")["A1"] = "=1+1"
    book.save(path)
    assert not any("从未计算" in note for note in read_submission(path).notes)
    book.copy_worksheet(book["表"]).title = "表二"
    for sheet in ("表", "表二"):
        book[sheet]["D5"] = "=45*2"
    book.save(path)
    [note] = [note for note in read_submission(path).notes if "从未计算" in note]
    assert "草稿" not in note and "2 张表" in note


@pytest.mark.parametrize("edition", ["general_2020", "yueyang_2023", "shigu_2023", "liuyang_2022"])
def test_a_template_that_nobody_filled_is_no_submission(edition: str, tmp_path: Path) -> None:
    write_template(load_edition(edition), tmp_path / "空白.xlsx")
    with pytest.raises(UnreadableFile, match="是空白模板，还没有填写"):
        read_submission(tmp_path / "空白.xlsx")


def test_a_converted_file_says_the_time_of_its_original(tmp_path: Path) -> None:
    path = project_book(tmp_path / "a.xlsx")
    for saved, kept in (("2024-03-21T10:00:00.123456789Z", "2024-03-21T10:00:00Z"), ("2024-03-21T10:00:00+08:00", "2024-03-21T02:00:00Z")):  # fmt: skip
        with zipfile.ZipFile(path) as package:
            core = package.read("docProps/core.xml").decode()
        old = core.partition('dcterms:W3CDTF">')[2].partition("<")[0]
        source = edited(path, "docProps/core.xml", old, saved)
        submission = read_submission(source)
        write_converted(submission, load_edition("general_2020"), tmp_path / "转.xlsx")
        assert read_submission(tmp_path / "转.xlsx").saved == kept


def test_the_fixed_time_of_a_template_is_no_time_of_saving(tmp_path: Path) -> None:
    write_template(load_edition("yueyang_2023"), tmp_path / "a.xlsx", fill=sample("yueyang_2023"))
    assert read_submission(tmp_path / "a.xlsx").saved == ""
