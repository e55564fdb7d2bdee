"""The audit must see what Excel would refuse, and be silent on a sound file."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from tests.audit import audit

MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_MAIN = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("audit") / "sound.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("附件1")
        sheet.write("A1", "预算数")
        sheet.write_formula("B1", "=1+1", None, 2)
        sheet.data_validation("C1", {"validate": "list", "source": ["优", "良", "中", "差"]})
    return path


def _rewritten(source: Path, target: Path, part: str, old: bytes, new: bytes) -> Path:
    with ZipFile(source) as before, ZipFile(target, "w") as after:
        for item in before.infolist():
            data = before.read(item)
            if item.filename == part:
                assert old in data
                data = data.replace(old, new)
            after.writestr(item, data)
    return target


def test_a_sound_file_has_no_errors(sound: Path) -> None:
    assert audit(sound) == []


def test_a_content_type_that_excel_refuses(sound: Path, tmp_path: Path) -> None:
    """A macro workbook's content type under a plain workbook's name, and the other way round."""
    types = "[Content_Types].xml"
    for broken in (
        _rewritten(sound, tmp_path / "broken.xlsx", types, MAIN, MACRO_MAIN),
        Path(shutil.copy(sound, tmp_path / "broken.xlsm")),
    ):
        found = audit(broken)
        assert [line.split(":")[0] for line in found] == ["office2010", "microsoft365"]
        assert all("content type" in line for line in found)


def test_an_element_out_of_order(sound: Path, tmp_path: Path) -> None:
    part = "xl/worksheets/sheet1.xml"
    broken = _rewritten(sound, tmp_path / "broken.xlsx", part, b"<sheetData>", b"<autoFilter ref='A1'/><sheetData>")
    found = audit(broken)
    assert found
    assert all("/xl/worksheets/sheet1.xml" in line for line in found)
